import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.questions import place_of_trial
from dashboard.facts.schema import TABLES
from dashboard.pages.csv_files import csv_text
from dashboard.pages.downloads import Downloads
from dashboard.settings import Settings


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_every_table_is_given_as_its_file_has_it(client, spec):
    answer = client.get(f"/take/{spec.name}.csv")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="backmap-{spec.name}.csv"'
    found = rows_of(answer)
    with (Settings().data / spec.file).open(encoding="utf-8", newline="") as stream:
        file = list(csv.DictReader(stream))
    assert [{name: row[name] for name in file[0]} for row in found] == file
    more = found[0].keys() - file[0].keys()
    cites = "source" in file[0] or spec.name == "sources"
    assert more == ({"source_names", "source_links"} if cites else set())


def test_sources_are_named_and_linked_in_every_row(client, facts):
    for row in rows_of(client.get("/take/needling.csv")):
        ids = row["source"].split(";")
        assert len(row["source_names"].split("; ")) == len(ids)
        assert len(row["source_links"].split(" ; ")) == len(ids)
    (row,) = [row for row in rows_of(client.get("/take/sources.csv")) if row["source_id"] == "haake2007"]
    assert row["source_names"] == "Haake 2007"
    assert row["source_links"] == f"https://doi.org/{facts.sources['haake2007'].doi}"


def test_filters_keep_the_rows_they_name(client, facts):
    outcomes = rows_of(client.get("/take/outcomes.csv?study=haake2007"))
    assert len(outcomes) == sum(row.study_id == "haake2007" for row in facts.outcomes) > 0
    assert {row["code"] for row in rows_of(client.get("/take/needling.csv?point=BL23"))} == {"BL23"}
    both = rows_of(client.get("/take/trial_points.csv?point=BL23&study=pach2013"))
    assert {(row["study_id"], row["point"]) for row in both} == {("pach2013", "BL23")}
    assert rows_of(client.get("/take/outcomes.csv?question=acute&study=haake2007")) == []


@pytest.mark.parametrize("question", ["acute", "chronic", "upper"])
def test_a_question_keeps_what_answers_it_and_nothing_beside(client, facts, question):
    found = {row["study_id"] for row in rows_of(client.get(f"/take/trials.csv?question={question}"))}
    places = {study: place_of_trial(facts, trial) for study, trial in facts.trials.items()}
    assert found == {study for study, place in places.items() if question in place.questions and not place.beside}
    assert {row["study_id"] for row in rows_of(client.get(f"/take/outcomes.csv?question={question}"))} <= found
    assert rows_of(client.get(f"/take/effects.csv?question={question}"))


def test_an_analysis_is_given_with_the_trials_it_leaves_out(client, facts):
    rows = rows_of(client.get("/take/pool_trials.csv?pool=chronic_sham_pain_short"))
    assert len(rows) == sum(row.pool_id == "chronic_sham_pain_short" for row in facts.pool_trials) > 0
    of_question = rows_of(client.get("/take/pool_trials.csv?question=chronic"))
    pools = {row["pool_id"] for row in rows_of(client.get("/take/pools.csv?question=chronic"))}
    assert len(of_question) == sum(row.pool_id in pools for row in facts.pool_trials)


def test_no_dry_needling_answers_a_question_of_acupuncture(client):
    reviews = {row["review_id"] for row in rows_of(client.get("/take/reviews.csv?question=upper"))}
    assert "navarro2020dn" not in reviews
    assert "trinh2016" in reviews


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/take/outcome.csv", 404, ("no such table: 'outcome'", "outcomes", "trials")),
        ("/take/outcomes.csv?question=neck", 400, ("no such question: 'neck'", "acute, chronic, upper")),
        ("/take/outcomes.csv?study=haake2077", 400, ("no such study: 'haake2077'", "haake2007")),
        ("/take/needling.csv?point=BL99", 400, ("no such point: 'BL99'", "in all")),
        ("/take/located.csv?study=haake2007", 400, ("located cannot be filtered by 'study'", "valid: point")),
        ("/take/outcomes.csv?x=1", 400, ("cannot be filtered by 'x'", "question, study")),
        ("/take/sources.bib?ids=haake2007,nobody", 400, ("no such source: 'nobody'", "437 in all")),
        ("/take/sources.ris?ids=", 400, ("ids is empty",)),
        ("/take/sources.bib?id=haake2007", 400, ("cannot be chosen by 'id'", "valid: ids")),
        ("/take/sources.bib?ids=" + "a," * 5000, 400, ("ids is too long: 10000 characters, at most 8000",)),
        ("/take/outcomes.csv?study=" + "a" * 9000, 400, ("study is too long",)),
        ("/take/needling.csv?point=%3Cscript%3E%0D%0AX:1", 400, ("no such point",)),
    ],
)
def test_what_cannot_be_given_is_said_with_the_choices(client, path, status, says):
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.content_type == "text/plain; charset=utf-8"
    assert "Content-Disposition" not in answer.headers
    assert all(words in answer.get_data(as_text=True) for words in says)
    assert len(answer.data) < 1500


@pytest.mark.parametrize("path", ["/take/", "/take/x/y.csv", "/take/sources.xml", "/take/../data/sources.csv"])
def test_other_addresses_lead_nowhere(client, path):
    assert client.get(path).status_code == 404


@given(st.text(max_size=200), st.sampled_from(["ids", "question", "study", "point", "x"]))
def test_no_question_is_a_fault_of_ours(client, value, key):
    for path in ("/take/sources.bib", "/take/outcomes.csv"):
        assert client.get(path, query_string={key: value}).status_code in (200, 400)


@pytest.mark.parametrize(
    ("ending", "kind"), [("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems")]
)
def test_lists_hold_what_is_asked_for_in_its_order(client, facts, ending, kind):
    whole = client.get(f"/take/sources.{ending}")
    assert whole.content_type == f"{kind}; charset=utf-8"
    assert whole.headers["Content-Disposition"] == f'attachment; filename="backmap-sources.{ending}"'
    assert whole.get_data(as_text=True).count("haake2007") == 1
    two = client.get(f"/take/sources.{ending}?ids=mu2020, haake2007,mu2020").get_data(as_text=True)
    assert two.count("mu2020") == 1
    assert two.index("mu2020") < two.index("haake2007")
    assert len(two) < len(whole.data) / 50


def test_an_unchanged_file_is_not_sent_twice(client):
    first = client.get("/take/arms.csv")
    again = client.get("/take/arms.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("-2.5", "-2.5"),
        ("+3", "+3"),
        ("-.5", "-.5"),
        ("1e-5", "1e-5"),
        (-2.5, "-2.5"),
        (3.0, "3"),
        (0.1, "0.1"),
        (7, "7"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-2 to 3", "'-2 to 3"),
        ("-1-cmd|x", "'-1-cmd|x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("−2.5", "−2.5"),
        ("", ""),
    ],
)
def test_a_spreadsheet_runs_no_cell_and_numbers_stay_numbers(value, cell):
    (row,) = csv.reader(io.StringIO(csv_text(["a", "b"], [[value, "x"]]).removeprefix("a,b\n"), newline=""))
    assert row == [cell, "x"]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2), max_size=5))
def test_any_text_is_read_back_as_one_cell_that_does_not_run(rows):
    found = list(csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline="")))
    assert found[0] == ["a", "b"]
    plain = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    for row, meant in zip(found[1:], plain, strict=True):
        assert all(cell in (text, f"'{text}") for cell, text in zip(row, meant, strict=True))
    assert not any(cell.startswith(("=", "@", "\t", "\n")) for row in found for cell in row)


def test_hostile_facts_stay_in_their_cells(hostile, release):
    made = Downloads(hostile, release).csv("effects", {})
    with (release.settings.data / "evidence/effects.csv").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.reader(io.StringIO(made, newline="")))) == len(list(csv.reader(stream)))


def test_every_source_can_be_asked_for_by_id_at_once(client, facts):
    ids = ",".join(facts.sources)
    assert client.get("/take/sources.bib", query_string={"ids": ids}).status_code == 200


def test_marked_works_say_so_where_they_are_cited(facts, documents):
    cite = documents.environment.get_template("macros.html").module.cite
    assert "(superseded)" in cite(["nice_cg88"])
    assert "(corrected)" in cite(["haake2007"])
    plain = next(name for name, row in facts.sources.items() if not row.mark)
    assert "source-mark" not in cite([plain])
