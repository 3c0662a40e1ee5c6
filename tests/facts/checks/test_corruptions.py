"""Break one thing in a copy of the real data: the check that guards it names file, row, column, value and choices."""

from dataclasses import dataclass, field

import pytest

from dashboard.facts.checks import CHECKS


@dataclass(frozen=True)
class Case:
    check: str
    file: str
    where: dict[str, str]
    changes: dict[str, str]
    column: str
    problem: str
    valid: tuple[str, ...] = ()
    at: tuple[str, dict[str, str]] | None = field(default=None)  # where the fault shows, if not where it was made


NEEDLING, POINTS, CAUTIONS = "points/needling.csv", "points/points.csv", "points/cautions.csv"
DEPTHS, OUTCOMES, CONTRASTS = "points/measured_depths.csv", "evidence/outcomes.csv", "evidence/contrasts.csv"
EFFECTS, SAFETY, TRIALS = "evidence/effects.csv", "evidence/safety.csv", "evidence/trials.csv"
GB21 = {"code": "GB21", "source": "cam1999"}
BL23 = {"code": "BL23"}
READ, JOIN, SANE = "every table can be read", "ids join", "depth units and ranges are sane"
SOURCED, OPENED = "every fact has a source and a status", "every source can be opened"
POSSIBLE, INTERVAL = "figures are possible", "intervals hold their value"
AGREE, KIND = "counts, shares and rates agree", "statistics match their kind and scale"
RULE = "level and lateral distance agree with the rule"
MEASURED = "measured depths are sane"
LOCATED, PLACED = (
    "every point is located on both bodies, or says why not",
    "every place is uncertain, every normal has length 1",
)

CASES = [
    Case("cells are tidy", POINTS, BL23, {"english": "Kidney  Shu"}, "english", "stray white space"),
    Case("cells are tidy", POINTS, BL23, {"segment": " L2"}, "segment", "stray white space"),
    Case(READ, NEEDLING, GB21, {"unit": "inch"}, "unit", "not one of the words", ("cun", "mm")),
    Case(READ, NEEDLING, GB21, {"depth_max": "half"}, "depth_max", "expected a number"),
    Case(READ, CAUTIONS, {"code": "GB21", "kind": "lung"}, {"kind": "lungs"}, "kind", "not one of", ("lung",)),
    Case(READ, CAUTIONS, BL23, {"text": ""}, "text", "may not be empty"),
    Case(
        READ, "evidence/adverse.csv", {"study_id": "pach2013"}, {"serious": "maybe"}, "serious", "yes or no", ("yes",)
    ),
    Case(JOIN, NEEDLING, GB21, {"source": "cam1998"}, "source", "'cam1998' is no source", ("cam1999",)),
    Case(JOIN, CAUTIONS, BL23, {"code": "BL68"}, "code", "'BL68' is no point", ("BL67",)),
    Case(
        JOIN,
        "evidence/arms.csv",
        {"arm_id": "conventional"},
        {"study_id": "haake"},
        "study_id",
        "no trial",
        ("haake2007",),
    ),
    Case(
        JOIN,
        CONTRASTS,
        {"study_id": "haake2007"},
        {"comparator_arm_id": "shem"},
        "comparator_arm_id",
        "no such arm",
        ("sham",),
    ),
    Case(
        JOIN,
        CONTRASTS,
        {"arm_id": "verum"},
        {"comparator_arm_id": "verum"},
        "comparator_arm_id",
        "compared with itself",
    ),
    Case(
        JOIN, OUTCOMES, {"study_id": "haake2007"}, {"arm_id": "real"}, "arm_id", "no such arm of haake2007", ("verum",)
    ),
    Case(JOIN, OUTCOMES, {"study_id": "haake2007"}, {"measure": "pain"}, "measure", "no measure name"),
    Case(JOIN, EFFECTS, {"review_id": "mu2020"}, {"review_id": "mu2021"}, "review_id", "no review", ("mu2020",)),
    Case(
        JOIN,
        TRIALS,
        {"study_id": "haake2007"},
        {"condition": "chronic_lpb"},
        "condition",
        "no condition",
        ("chronic_lbp",),
    ),
    Case(
        "codes are WHO codes or listed extra points",
        CAUTIONS,
        BL23,
        {"code": "BL68"},
        "code",
        "ends at BL67",
        ("BL1 to BL67",),
    ),
    Case(
        "codes are WHO codes or listed extra points",
        CAUTIONS,
        BL23,
        {"code": "UB23"},
        "code",
        "no channel is called UB",
        ("BL",),
    ),
    Case(
        "codes are WHO codes or listed extra points", CAUTIONS, BL23, {"code": "EX-B12"}, "code", "neither", ("EX-B2",)
    ),
    Case(
        "codes are WHO codes or listed extra points",
        "points/point_frequency.csv",
        {"point": "BL23+BL40"},
        {"point": "BL23+BL99"},
        "point",
        "ends at BL67",
    ),
    Case("channels match codes", POINTS, BL23, {"channel": "KI"}, "channel", "the code says BL", ("BL",)),
    Case(
        "channels match codes", POINTS, {"code": "GV4"}, {"sides": "bilateral"}, "sides", "on the midline", ("midline",)
    ),
    Case("levels are levels", POINTS, BL23, {"level": "L6"}, "level", "no such level", ("L1 to L5",)),
    Case("levels are levels", POINTS, {"code": "EX-B2_T"}, {"level": "T12-T1"}, "level", "upper level comes first"),
    Case(RULE, POINTS, BL23, {"level": "L3"}, "level", "the rule says L2", ("L2",)),
    Case(RULE, POINTS, BL23, {"lateral_cun": "3"}, "lateral_cun", "the rule says 1.5", ("1.5",)),
    Case(RULE, POINTS, BL23, {"rule": "above(L2)"}, "rule", "below"),
    Case("GV, CV and BL points run in order", POINTS, BL23, {"level": "T11"}, "level", "expected below BL22 at L1"),
    Case(
        "GV, CV and BL points run in order",
        POINTS,
        {"code": "GV5"},
        {"level": "L3"},
        "level",
        "expected above GV4 at L2",
    ),
    Case(
        "GV, CV and BL points run in order",
        "body/located.csv",
        {"code": "CV6"},
        {"y_cm": "20"},
        "y_cm",
        "expected above CV4",
    ),
    Case(SANE, NEEDLING, GB21, {"depth_max": "5"}, "depth_max", "outside 0 to 4"),
    Case(SANE, NEEDLING, GB21, {"depth_min": "0.9"}, "depth_min", "more than depth_max"),
    Case(SANE, NEEDLING, GB21, {"unit": "mm"}, "unit", "is it cun?", ("cun", "mm")),
    Case(SANE, NEEDLING, GB21, {"unit": ""}, "unit", "go together", ("cun", "mm")),
    Case(
        SANE,
        "evidence/trial_points.csv",
        {"study_id": "pach2013"},
        {"depth_max_mm": "200"},
        "depth_max_mm",
        "outside 0 to 150",
    ),
    Case(
        "a source prints its depths in one unit",
        NEEDLING,
        {"code": "GB30", "source": "cam1999"},
        {"unit": "mm"},
        "unit",
        "cam1999 prints its other depths in cun",
        ("cun",),
    ),
    Case(MEASURED, DEPTHS, {"group": "female (n=60)"}, {"mean_mm": "1460"}, "mean_mm", "outside 0 to 150"),
    Case(MEASURED, DEPTHS, {"code": "BL43", "measure": "skin_to_rib"}, {"min_mm": "90"}, "min_mm", "more than max_mm"),
    Case(MEASURED, DEPTHS, {"group": "female (n=60)"}, {"n": "0"}, "n", "at least one person"),
    Case(SOURCED, NEEDLING, GB21, {"source": ""}, "source", "a fact needs a source"),
    Case(SOURCED, NEEDLING, GB21, {"status": "curator"}, "status", "only cautions"),
    Case(SOURCED, NEEDLING, GB21, {"status": "seen"}, "status", "no such status", ("textbook",)),
    Case(
        "nothing from memory",
        NEEDLING,
        GB21,
        {"status": "memory"},
        "status",
        "facts from memory stay out",
        ("textbook",),
    ),
    Case(
        OPENED,
        "sources.csv",
        {"source_id": "haake2007"},
        {"doi": "", "pmid": "", "url": ""},
        "url",
        "a reader cannot open it",
    ),
    Case(OPENED, "sources.csv", {"source_id": "haake2007"}, {"doi": "https://doi.org/10.1/x"}, "doi", "not a DOI"),
    Case(OPENED, "sources.csv", {"source_id": "haake2007"}, {"pmid": "PMC123"}, "pmid", "not a PubMed number"),
    Case(OPENED, "sources.csv", {"source_id": "haake2007"}, {"url": "http://jamanetwork.com/x"}, "url", "https"),
    Case(OPENED, "sources.csv", {"source_id": "haake2007"}, {"url": "https://ru.scribd.com/doc/1"}, "url", "copy site"),
    Case(OPENED, "sources.csv", {"source_id": "haake2007"}, {"url": "https://47.251.13.51/x"}, "url", "copy site"),
    Case(POSSIBLE, OUTCOMES, {"study_id": "haake2007"}, {"n": "0"}, "n", "expected 1 or more"),
    Case(POSSIBLE, OUTCOMES, {"stat": "mean_sd"}, {"sd": "-1"}, "sd", "expected 0 or more"),
    Case(POSSIBLE, EFFECTS, {"i2": "92"}, {"i2": "192"}, "i2", "expected 0 to 100"),
    Case(POSSIBLE, EFFECTS, {"effect_measure": "RR"}, {"ci_low": "-0.2"}, "ci_low", "above 0"),
    Case(POSSIBLE, CONTRASTS, {"p_value": "<0.001"}, {"p_value": "p<.001"}, "p_value", "expected a p value"),
    Case(INTERVAL, CONTRASTS, {"value": "3.4"}, {"value": "34"}, "value", "outside its interval -3.7 to 10.3"),
    Case(INTERVAL, CONTRASTS, {"value": "3.4"}, {"ci_high": ""}, "ci_high", "needs both ends"),
    Case(INTERVAL, EFFECTS, {"estimate": "-10.26"}, {"ci_low": "17.11"}, "ci_low", "above ci_high"),
    Case(AGREE, SAFETY, {"safety_id": "witt2009_1"}, {"events": "29726"}, "rate_per_10000", "29726 in 229230"),
    Case(AGREE, SAFETY, {"safety_id": "witt2009_1"}, {"events": "300000"}, "events", "more than n (229230)"),
    Case(AGREE, "evidence/adverse.csv", {"events": "8"}, {"events": "800"}, "events", "more than total"),
    Case(AGREE, OUTCOMES, {"study_id": "gu2019", "value": "76.6"}, {"events": "22"}, "value", "22 of 30 is 73.33%"),
    Case(KIND, OUTCOMES, {"stat": "mean_sd"}, {"sd": ""}, "sd", "stat mean_sd needs sd"),
    Case(KIND, OUTCOMES, {"stat": "mean_only"}, {"sd": "3"}, "sd", "stat mean_only has no sd"),
    Case(KIND, OUTCOMES, {"measure": "responder_pct"}, {"value": "147.6"}, "value", "outside its scale 0 to 100"),
    Case(
        "signed effects are the printed ones, turned",
        EFFECTS,
        {"estimate": "9.78"},
        {"signed_estimate": "9.78"},
        "signed_estimate",
        "neither",
    ),
    Case(
        "signed effects are the printed ones, turned",
        EFFECTS,
        {"estimate": "-10.26"},
        {"favours": "comparator"},
        "signed_estimate",
        "favours the comparator",
    ),
    Case(
        "scales run from small to large",
        "evidence/measures.csv",
        {"measure_id": "rmdq"},
        {"max": "0"},
        "min",
        "not below max",
    ),
    Case(
        "scales run from small to large",
        "evidence/measures.csv",
        {"measure_id": "rmdq"},
        {"mcid_absolute": "50"},
        "mcid_absolute",
        "wider than the scale",
    ),
    Case(
        LOCATED,
        "body/not_located.csv",
        {"code": "ASHI"},
        {"code": "ASHI2"},
        "code",
        "not in not_located.csv",
        at=(POINTS, {"code": "ASHI"}),
    ),
    Case(PLACED, "body/located.csv", BL23, {"sd_mm": "0"}, "sd_mm", "expected above 0"),
    Case(PLACED, "body/located.csv", BL23, {"nx": "2"}, "nx", "expected 1"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.column}")
def test_the_check_names_the_fault(copy, case):
    file, where = case.at or (case.file, case.where)
    line = copy.line_of(file, where)
    copy.change(case.file, case.where, case.changes)
    found = [f for f in copy.findings(case.check) if (f.file, f.row, f.column) == (file, line, case.column)]
    assert found, "\n".join(map(str, copy.findings(case.check)[:5])) or "nothing was found"
    finding = next((f for f in found if case.problem in f.problem), found[0])
    assert case.problem in finding.problem
    assert set(case.valid) <= set(finding.valid)
    if case.column in case.changes and not case.at:
        assert finding.value == case.changes[case.column]


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
    assert any("stands on 136 points; at most 14 may share a text" in finding.problem for finding in found)


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
        "every reported trial can be found",
        "protocols and registry records have no results",
        "no caution is boilerplate",
        "every number in prose is data",
    }
    assert {case.check for case in CASES} | elsewhere == set(CHECKS)
