from dataclasses import replace

import pytest

from dashboard.evidence.data_version import data_version
from dashboard.pages import about
from dashboard.pages.about import KIND_LABELS, contents, groups
from dashboard.server import new_dash
from tests.pages.markup import main_of, words


@pytest.fixture(scope="module")
def about_page(facts, release, documents):
    app = new_dash(release)
    about.register(app, facts, release, documents)
    return main_of(app.server.test_client().get("/about").get_data(as_text=True))


def test_counts_are_those_of_the_data(facts):
    found = contents(facts)
    assert found["n_points"] == len(facts.points) == found["n_located"] + len(facts.not_located)
    assert found["n_trials"] == len(facts.trials)
    assert found["n_reported"] == sum(trial.reported == "reported" for trial in facts.trials.values())
    assert 0 < found["n_reported"] < found["n_trials"]


def test_every_count_is_on_the_page(about_page, facts):
    said, found = words(about_page), contents(facts)
    plans = found["n_trials"] - found["n_reported"]
    for sentence in (
        f"{found['n_located']} of {found['n_points']} points are placed",
        f"{found['n_reported']} reported trials and {plans} plans or registry records",
        f"{found['n_reviews']} reviews and {found['n_guidelines']} recommendations",
        f"For {found['without_measurement']} of {found['n_points']} points we have no measured depth",
    ):
        assert sentence in said


def test_what_a_textbook_prints_or_what_is_only_told_is_no_measurement(facts):
    measured = [row for row in facts.measured_depths if row.code == "GB21"]
    printed = [replace(row, method="textbook comparison") for row in measured]
    none = dict.fromkeys(("mean_mm", "sd_mm", "min_mm", "max_mm"))
    told = [replace(row, measure="qualitative", **none) for row in measured]
    before = contents(facts)["without_measurement"]
    others = tuple(row for row in facts.measured_depths if row.code != "GB21")
    for rows in (printed, told, []):
        assert contents(replace(facts, measured_depths=(*others, *rows)))["without_measurement"] == before + 1


def test_every_source_is_listed_once_under_a_label_of_ours(facts):
    found = groups(facts)
    ids = [source_id for _, rows in found for source_id, _ in rows]
    assert sorted(ids) == sorted(facts.sources)
    labels = [label for label, _ in found]
    assert len(labels) == len(set(labels))
    known = [label for label in KIND_LABELS.values() if label in labels]
    assert labels[: len(known)] == known
    assert all(label[0].isupper() and "_" not in label for label in labels)


def test_sources_of_a_kind_stand_by_author(facts):
    for _, rows in groups(facts):
        names = [row.authors or row.title for _, row in rows]
        assert names == sorted(names)


def test_every_source_is_on_the_page_with_its_link(about_page, facts):
    said = words(about_page)
    addresses = {link.get("href") for link in about_page.iter("a")}
    for source in facts.sources.values():
        assert " ".join(source.title.split()) in said
        if source.doi:
            assert f"https://doi.org/{source.doi}" in addresses


def test_points_that_are_not_drawn_are_named_with_the_reason(about_page, facts):
    assert facts.not_located
    for row in facts.not_located:
        assert f"{row.code} is not drawn on the body: {row.reason}" in words(about_page)


def test_how_fresh_the_data_are_is_said_in_figures(about_page, facts, release):
    said, version = words(about_page), data_version(release.settings.data)
    undated = sum(not source.checked for source in facts.sources.values())
    assert f"Data version {version.fingerprint}: {version.rows:,} rows in all tables" in said
    assert f"from {len(facts.sources)} sources" in said
    assert f"For {len(facts.sources) - undated} sources, the figures that rest on them were last compared" in said
    assert f"For {undated} sources the date is not recorded" in said


def test_marked_works_are_listed_with_the_reason(about_page, facts):
    said = words(about_page)
    marked = [source for source in facts.sources.values() if source.mark]
    assert marked
    for source in marked:
        assert f"({source.mark}): {source.mark_note}" in said
    assert "None of the sources is marked as retracted in our data; we did not search a retraction register" in said


def test_a_retraction_is_counted_and_a_span_of_days_is_said(facts, documents, release):
    first, second, *others = facts.sources.values()
    changed = (replace(first, mark="retracted", mark_note="Say so.", checked="2025-12-01"), replace(second, checked=""))
    rows = {source.source_id: source for source in (*changed, *others)}
    app = new_dash(release)
    about.register(app, replace(facts, sources=rows), release, documents)
    said = words(main_of(app.server.test_client().get("/about").get_data(as_text=True)))
    assert "1 source is marked as retracted in our data; we did not search" in said
    assert "on 1 December 2025 to 25 November 2026" not in said
    assert "between 1 December 2025 and 25 November 2026" in said
