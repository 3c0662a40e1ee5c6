"""Break one thing in a copy of the real data: the check that guards it names file, row, column, value and choices.

`corruptions.csv` holds one break a line: the cell, what is put there, and what the check must say.
"""

import csv
from pathlib import Path

import pytest

from dashboard.facts.checks import CHECKS

NEEDLING, POINTS, CAUTIONS = "points/needling.csv", "points/points.csv", "points/cautions.csv"
OUTCOMES, SAFETY, TRIALS = "evidence/outcomes.csv", "evidence/safety.csv", "evidence/trials.csv"
BL23 = {"code": "BL23"}
READ = "every table can be read"
with Path(__file__).with_name("corruptions.csv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream))


def cells_of(text):
    """`code=GB21 & source=cam1999` as a dictionary."""
    return dict(part.split("=", 1) for part in text.split(" & "))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['check']}: {case['column']}")
def test_the_check_names_the_fault(copy, case):
    changes = cells_of(case["changes"])
    file, where = (case["at_file"], case["at_where"]) if case["at_file"] else (case["file"], case["where"])
    line = copy.line_of(file, cells_of(where))
    copy.change(case["file"], cells_of(case["where"]), changes)
    findings = copy.findings(case["check"])
    found = [
        finding for finding in findings if (finding.file, finding.row, finding.column) == (file, line, case["column"])
    ]
    assert found, "\n".join(map(str, findings[:5])) or "nothing was found"
    finding = next((one for one in found if case["problem"] in one.problem), found[0])
    assert case["problem"] in finding.problem
    assert set(case["valid"].split(" | ")) <= {*finding.valid, ""}
    if not case["at_file"]:
        assert finding.value == changes.get(case["column"], finding.value)


def test_a_missing_caution_is_named_at_its_point(copy):
    line = copy.line_of(POINTS, {"code": "GB21"})
    copy.drop(CAUTIONS, {"code": "GB21", "kind": "lung"})
    (finding,) = copy.findings("points over lung, kidney or spinal canal have a caution")
    assert (finding.file, finding.row, finding.value) == (POINTS, line, "GB21")
    assert "lies over lung" in finding.problem


@pytest.mark.parametrize(
    ("code", "kind"), [("BL13", "lung"), ("BL52", "kidney"), ("GV4", "spinal_canal"), ("BL23", "kidney")]
)
def test_each_structure_of_care_needs_its_caution(copy, code, kind):
    copy.drop(CAUTIONS, {"code": code, "kind": kind})
    found = copy.findings("points over lung, kidney or spinal canal have a caution")
    assert [(finding.value, kind in finding.problem) for finding in found] == [(code, True)]


@pytest.mark.parametrize(
    ("code", "kinds", "zone"),
    [
        ("GB21", ["lung"], "lung"),
        ("BL17", ["lung"], "lung"),
        ("BL52", ["kidney"], "kidney"),
        ("GV6", ["spinal_canal"], "spinal_canal"),
        ("GB20", ["spinal_canal", "vertebral_artery"], "upper_neck"),
    ],
)
def test_a_point_located_in_a_zone_needs_its_caution(copy, code, kinds, zone):
    for kind in kinds:
        copy.drop(CAUTIONS, {"code": code, "kind": kind})
    found = copy.findings("points located in a zone of care have its caution")
    assert {finding.value for finding in found} == {code}
    assert {f"lies over {zone} on the {body} body" for body in ("female", "male")} <= {
        finding.problem.split(" but ")[0] for finding in found
    }


def test_a_caution_on_every_point_is_boilerplate(copy):
    lines = copy.read(CAUTIONS)
    text = lines[0].index("text")
    for cells in lines[1:20]:
        cells[text] = "Take care."
    copy.write(CAUTIONS, lines)
    problems = [finding.problem for finding in copy.findings("no caution is boilerplate")]
    assert any("the same warning twice" in problem for problem in problems)
    for cells in lines[1:]:
        cells[text] = "Take care."
    copy.write(CAUTIONS, lines)
    found = copy.findings("no caution is boilerplate")
    assert any("stands on 136 points; at most 13.6 may share its form" in finding.problem for finding in found)


def test_a_caution_that_only_swaps_code_level_and_figures_is_boilerplate(copy):
    lines = copy.read(CAUTIONS)
    code, text = lines[0].index("code"), lines[0].index("text")
    for number, cells in enumerate(lines[1:], start=2):
        cells[text] = f"At {cells[code]}, T{number % 12 + 1}, above the ninth rib, needle {number / 10} mm at most."
    copy.write(CAUTIONS, lines)
    problems = {finding.problem for finding in copy.findings("no caution is boilerplate")}
    assert "stands on 136 points; at most 13.6 may share its form" in problems


def test_a_protocol_with_results_is_named(copy):
    plan = next(row.cells["study_id"] for row in copy.records().rows("trials") if row.cells["reported"] == "protocol")
    line = copy.change(OUTCOMES, {"study_id": "haake2007"}, {"study_id": plan})
    (finding,) = copy.findings("protocols and registry records have no results")
    assert (finding.file, finding.row, finding.problem) == (OUTCOMES, line, "results of a protocol")


def test_a_trial_nobody_can_find_is_named(copy):
    line = copy.change(TRIALS, {"study_id": "haake2007"}, {"doi": "", "pmid": "", "source": "nowhere"})
    (finding,) = copy.findings("every reported trial can be found")
    assert (finding.file, finding.row) == (TRIALS, line)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("outcomes/clinic.csv", "must say so in their name"),
        ("points/extra.csv", "no table has this name"),
        ("x.txt", "no table"),
    ],
)
def test_a_file_nobody_accounts_for_is_named(copy, name, problem):
    path = copy.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("a\n")
    found = copy.findings("every file is a table, or an example labelled demo")
    assert [(finding.file, problem in finding.problem) for finding in found] == [(name, True)]


def test_an_example_labelled_demo_is_fine(copy):
    (copy.folder / "outcomes").mkdir(exist_ok=True)
    (copy.folder / "outcomes/demo_clinic.csv").write_text("a\n")
    assert not copy.findings("every file is a table, or an example labelled demo")


def test_an_empty_table_is_named(copy):
    lines = copy.read(SAFETY)
    copy.write(SAFETY, lines[:1])
    assert [str(finding) for finding in copy.findings(READ)] == [f"{SAFETY} — the table has no rows"]


@pytest.mark.parametrize(
    ("file", "where", "column"),
    [(NEEDLING, {"code": "EX-B8"}, "note"), (CAUTIONS, BL23, "text"), (TRIALS, {"study_id": "haake2007"}, "note")],
)
def test_a_new_number_in_prose_is_named(copy, file, where, column):
    line = copy.change(file, where, {column: "Some 77.7 mm."})
    found = [str(f) for f in copy.findings("every number in prose is data") if f.file == file]
    assert any(f"{file}:{line} {column} 'Some 77.7 mm.' — 77.7 is in no data cell" in text for text in found)


def test_a_number_no_sentence_gives_any_more_is_named(copy):
    register = copy.read("prose_numbers.csv")
    register.append([NEEDLING, "BL23", "4242", "cam1999", "textbook"])
    copy.write("prose_numbers.csv", register)
    (finding,) = copy.findings("every number in prose is data")
    assert (finding.file, finding.row, finding.column, finding.value) == (
        "prose_numbers.csv",
        len(register),
        "number",
        "4242",
    )


def test_every_check_is_seen_to_fail():
    """A check nobody breaks proves nothing: each is in CASES or in one of the tests above."""
    elsewhere = {
        "every file is a table, or an example labelled demo",
        "points over lung, kidney or spinal canal have a caution",
        "points located in a zone of care have its caution",
        "every reported trial can be found",
        "protocols and registry records have no results",
        "no caution is boilerplate",
        "every number in prose is data",
    }
    assert {case["check"] for case in CASES} | elsewhere == set(CHECKS)
