import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence.data_version import data_version, day_words, freshness
from dashboard.facts.schema import TABLES

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_a_version_counts_the_rows_and_knows_the_newest_check(facts):
    found = data_version(DATA)
    assert len(found.fingerprint) == 12
    assert int(found.fingerprint, 16) >= 0
    assert found.newest_check == max(source.checked for source in facts.sources.values())
    assert found.rows == sum(len(getattr(facts, spec.name)) for spec in TABLES)


def test_line_endings_do_not_make_a_version(copy):
    for path in copy.rglob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert data_version(copy) == data_version(DATA)


def test_what_is_no_table_does_not_make_a_version(copy):
    (copy / "README.md").write_text("other words", "utf-8")
    (copy / "empty").mkdir()
    assert data_version(copy) == data_version(DATA)


def cell(path):
    path.write_text(path.read_text("utf-8").replace("haake2007,verum,sham,26,", "haake2007,verum,sham,27,", 1), "utf-8")


def lost_row(path):
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def moved(path):
    path.rename(path.with_name("zz.csv"))


@pytest.mark.parametrize("change", [cell, lost_row, moved])
def test_any_change_of_the_tables_makes_a_version(copy, change):
    change(copy / "evidence" / "contrasts.csv")
    assert data_version(copy).fingerprint != data_version(DATA).fingerprint


def test_text_that_passes_from_one_file_to_the_next_makes_a_version(tmp_path):
    versions = set()
    for number, (one, other) in enumerate([("a\n1\n", "a\n"), ("a\n", "a\n1\n"), ("a\n1\na\n", "")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "one.csv").write_text(one)
        (folder / "two.csv").write_text(other)
        versions.add(data_version(folder).fingerprint)
    assert len(versions) == 3


def test_a_folder_without_sources_has_no_check(tmp_path):
    (tmp_path / "one.csv").write_text('a,b\n1,"two\nlines"\n')
    assert (data_version(tmp_path).newest_check, data_version(tmp_path).rows) == ("", 1)


def test_freshness_counts_dates_and_lists_marked_works(facts):
    some = list(facts.sources.values())[:5]
    days = ["2026-01-31", "", "2025-12-01", "2026-01-30", ""]
    marks = ["superseded", "", "corrected", "", "retracted"]
    rows = [replace(row, checked=day, mark=mark) for row, day, mark in zip(some, days, marks, strict=True)]
    found = freshness(rows)
    assert (found.n_sources, found.oldest, found.newest, found.undated) == (5, "2025-12-01", "2026-01-31", 2)
    assert [row.mark for row in found.marked] == ["corrected", "retracted", "superseded"]
    assert freshness([]) == type(found)(0, "", "", 0, ())


def test_the_marks_are_those_the_data_tell_of(facts):
    """What trials, reviews and guidelines remark about errata and updates stands on their sources too, and no more."""
    told = {row.study_id: "corrected" for row in facts.trials.values() if told_of(row.note, "Erratum", "correction")}
    told |= {row.review_id: "superseded" for row in facts.reviews.values() if told_of(row.note, "replaced by")}
    told |= {row.guideline_id: "superseded" for row in facts.guidelines if told_of(row.note, "Superseded")}
    assert {name: row.mark for name, row in facts.sources.items() if row.mark} == told
    assert len(told) == 5


def told_of(note, *words):
    return any(word in note for word in words)


@pytest.mark.parametrize(
    ("day", "words"), [("2026-11-25", "25 November 2026"), ("2026-03-01", "1 March 2026"), ("", "")]
)
def test_days_in_words(day, words):
    assert day_words(day) == words


def test_no_day_is_an_error():
    with pytest.raises(ValueError, match="soon"):
        day_words("soon")
