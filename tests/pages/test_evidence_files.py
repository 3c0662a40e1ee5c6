"""What a reader takes away of an analysis: its rows as CSV, its methods note, its sources."""

import csv
import io
import re
from dataclasses import fields

import pytest

from dashboard import create_app
from dashboard.evidence.analysis import MODEL_WORDS, analysis
from dashboard.evidence.choices import MODELS, Choices
from dashboard.evidence.data_version import data_version, day_words
from dashboard.pages.evidence_analysis import CSV_COLUMNS, csv_of, differences
from dashboard.settings import Settings
from tests.evidence.made_pools import POOL, with_differences
from tests.pages.markup import main_of, tree, words

EMPTY = "?comparison=vs_no_treatment&window=long"


def choices_of(pool, **changed):
    return Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id, **changed)


def asked(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer


def table(client, choices):
    answer = asked(client, f"/take/analysis.csv{choices.to_search()}")
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def figure(cell):
    return float(cell) if cell else None


@pytest.mark.parametrize("model", MODELS)
def test_the_csv_holds_the_figures_of_the_analysis_to_the_last_digit(client, facts, model):
    for pool in facts.pools.values():
        choices = choices_of(pool, model=model)
        it, found = analysis(facts, choices), table(client, choices)
        told = [row for row in found if row["study_id"]]
        assert len(told) == len(it.rows), pool.pool_id
        for row, shown in zip(told, it.rows, strict=True):
            assert row["study_id"] == shown.study_id
            figures = [figure(row[name]) for name in ("effect", "ci_low", "ci_high", "weight_percent", "n")]
            assert figures == [shown.effect.value, shown.effect.low, shown.effect.high, shown.weight, shown.n]
            assert (row["sham"], row["taken_out"]) == ("yes" if shown.sham else "no", "no")
            assert (row["printed"].lstrip("'"), row["status"]) == (shown.printed, shown.status)
            assert row["source"].split(";") == list(shown.sources)
        ends = [row for row in found if row["trial"] == "pooled"]
        assert bool(ends) == bool(it.pooled), pool.pool_id
        for row in ends:
            line = it.pooled.effect
            assert [figure(row[name]) for name in ("effect", "ci_low", "ci_high")] == [line.value, line.low, line.high]
            assert MODEL_WORDS[model][0] in row["how"]


def test_a_trial_taken_out_stays_in_the_file_and_nothing_is_pooled(client, facts):
    members = [row.study_id for row in facts.pool_trials if row.pool_id == POOL and row.part == "member"]
    found = table(client, choices_of(facts.pools[POOL], without=(members[0],)))
    assert {row["study_id"]: row["taken_out"] for row in found} == {members[0]: "yes", members[1]: "no"}
    assert not any(row["weight_percent"] for row in found)


def test_the_prediction_interval_has_a_row_where_there_is_one(facts):
    made = with_differences(facts)
    it = analysis(made, choices_of(made.pools[POOL]))
    last = list(csv.DictReader(io.StringIO(csv_of(made, it))))[-1]
    assert last["trial"] == "prediction interval"
    assert (figure(last["ci_low"]), figure(last["ci_high"])) == it.pooled.prediction
    assert last["effect"] == ""


def test_without_trials_there_is_a_head_and_no_row(client):
    answer = asked(client, f"/take/analysis.csv{EMPTY}").get_data(as_text=True)
    assert answer == ",".join(CSV_COLUMNS) + "\n"
    assert "Nothing to pool." in asked(client, f"/take/methods.txt{EMPTY}").get_data(as_text=True)


def test_no_cell_of_a_file_starts_as_a_formula(facts):
    pool = facts.pools[POOL]
    it = analysis(facts, choices_of(pool))
    wild = type(it)(**{f.name: getattr(it, f.name) for f in fields(it)} | {"rows": tuple(map(formula, it.rows))})
    for row in csv.reader(io.StringIO(csv_of(facts, wild))):
        assert not any(cell.startswith(("=", "@", "+")) for cell in row)


def formula(row):
    return type(row)(**{f.name: getattr(row, f.name) for f in fields(row)} | {"note": "=1+1", "name": "@SUM(A1)"})


@pytest.mark.parametrize("model", MODELS)
def test_the_methods_note_names_model_exclusions_and_data(client, facts, model):
    fingerprint = data_version(Settings().data).fingerprint
    for pool in facts.pools.values():
        members = [row.study_id for row in facts.pool_trials if row.pool_id == pool.pool_id and row.part == "member"]
        choices = choices_of(pool, model=model, without=(members[0],))
        it, answer = analysis(facts, choices), asked(client, f"/take/methods.txt{choices.to_search()}")
        note = answer.get_data(as_text=True)
        assert answer.content_type == "text/plain; charset=utf-8"
        assert f"Model: {MODEL_WORDS[model][0]}, {MODEL_WORDS[model][1]}." in note
        assert f"Data version {fingerprint}; this analysis: /evidence{choices.to_search()}" in note
        (out,) = [row.name for row in it.rows if row.excluded]
        assert f"Taken out by the reader: {out}." in note
        named = re.search(r"Left out, each with its reason on the page: (.*)\.", note)[1]
        assert all(left.name in named for left in it.left_out if left.computable)
        assert "No standard deviation is ever filled in." in note
        assert "no clinician has reviewed it" in note


def test_the_note_on_the_page_is_the_note_in_the_file(client, facts):
    choices = choices_of(facts.pools[POOL], model="pm")
    section = tree(asked(client, f"/evidence/analysis{choices.to_search()}").get_data(as_text=True))
    (held,) = [part for part in section.iter("details") if part.get("id") == "analysis-methods"]
    told = "\n\n".join("".join(part.itertext()) for part in held.iter("p")) + "\n"
    assert told == asked(client, f"/take/methods.txt{choices.to_search()}").get_data(as_text=True)


def test_the_links_of_an_analysis_give_its_files_and_its_sources(client, facts):
    choices = choices_of(facts.pools[POOL], order="effect")
    section = tree(asked(client, f"/evidence/analysis{choices.to_search()}").get_data(as_text=True))
    links = {link.text: link for link in section.iter("a") if link.get("download") is not None}
    assert list(links) == ["CSV", "methods note", "BibTeX", "RIS"]
    assert links["CSV"].get("href") == f"/take/analysis.csv{choices.to_search()}"
    assert links["CSV"].get("download") == "backmap-upper-sham-pain-short.csv"
    sources = {source for row in analysis(facts, choices).rows for source in row.sources}
    listed = asked(client, links["BibTeX"].get("href")).get_data(as_text=True)
    assert listed.count("\n@") + listed.startswith("@") == len(sources)
    assert asked(client, links["RIS"].get("href")).get_data(as_text=True).count("TY  - ") == len(sources)


def test_how_much_trials_differ_is_written_with_its_intervals(facts):
    found = dict(differences(analysis(facts, choices_of(facts.pools["upper_sham_motion_short"])).pooled.heterogeneity))
    assert list(found) == ["Q", "I²", "τ²"]
    assert all(" to " in found[name] for name in ("I²", "τ²"))
    assert "e+" not in found["τ²"]
    common = analysis(facts, choices_of(facts.pools["upper_sham_motion_short"], model="common"))
    assert "τ²" not in dict(differences(common.pooled.heterogeneity))


def test_a_file_of_made_trials_is_answered_by_the_server_too(facts):
    made = with_differences(facts, 5)
    client = create_app(Settings(), made).server.test_client()
    assert len(table(client, choices_of(made.pools[POOL]))) == 5 + 2


def test_a_caution_goes_into_the_file_of_an_analysis(client, facts):
    rows = table(client, choices_of(facts.pools["upper_sham_pain_short"]))
    (line,) = [row for row in rows if row["trial"] == "pooled"]
    assert line["note"] == "two trials: this interval may be too narrow"


def test_what_is_left_out_of_an_analysis_is_said_to_be_listed_where_it_is(client, facts):
    choices = choices_of(facts.pools[POOL])
    page = words(main_of(asked(client, f"/evidence{choices.to_search()}").get_data(as_text=True)))
    assert "A trial with figures that cannot stand here is listed below with the reason;" in page
    assert "; trials without figures stand under What is missing." in page
    assert "a trial without one is listed below" not in page


def test_the_data_have_a_version_of_their_own_and_a_day_in_words(client):
    data = data_version(Settings().data)
    said = words(main_of(asked(client, "/evidence").get_data(as_text=True)))
    assert f"Data version {data.fingerprint}, {data.rows:,} rows" in said
    assert f"figures last compared with our record on {day_words(data.newest_check)}." in said
