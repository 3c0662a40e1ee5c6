from dataclasses import replace

import pytest

from dashboard.evidence.kinds import SHAM
from dashboard.evidence.outcome_series import important_change, important_of, outcome_series
from dashboard.evidence.points_used import trials_for
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of

CASES = [(code, question) for code in ("BL23", "BL40", "SI3", "GB21", "EX-B8", "ST36") for question in QUESTIONS]


def line(series, study, arm):
    return next(one for one in series if (one.study_id, one.arm) == (study, arm))


@pytest.mark.parametrize(
    ("study", "arm", "week", "expected"),
    [
        ("pach2013", "acupuncture: Set points on both sides", 8, (27.4, 21.2, 33.7, None)),
        ("pach2013", "acupuncture: Points chosen by Chinese-medicine diagnosis", 0, (56.2, None, None, 72)),
        ("brinkhaus2006", "sham (needle through the skin)", 52, (44.9, None, None, 70)),
    ],
)
def test_a_level_is_as_published(facts, study, arm, week, expected):
    found = line(outcome_series(facts, "BL23", "chronic").levels, study, arm)
    reading = next(r for r in found.readings if r.week == week)
    assert (reading.value, reading.low, reading.high, reading.n) == expected


@pytest.mark.parametrize(
    ("arm", "value"),
    [("acupuncture", -28.7), ("sham (needle through the skin)", -23.6), ("waiting list", -6.9)],
)
def test_a_change_stays_a_change(facts, arm, value):
    series = outcome_series(facts, "BL23", "chronic")
    assert [r.value for r in line(series.changes, "brinkhaus2006", arm).readings] == [value]
    assert 8 not in [r.week for one in series.levels if one.study_id == "brinkhaus2006" for r in one.readings]


def test_an_improvement_printed_as_positive_is_drawn_as_less_pain(facts):
    row = next(r for r in facts.of_trial("irnich2001").outcomes if r.stat.startswith("change") and r.arm_id == "acu")
    assert row.direction == "higher_better"
    changes = outcome_series(facts, "SI3", "upper").changes
    reading = line(changes, "irnich2001", "acupuncture").readings[0]
    assert reading.value == -row.value
    assert reading.low < reading.value < reading.high


@pytest.mark.parametrize(("code", "question"), CASES)
def test_every_printed_pain_figure_is_in_the_table_and_every_one_not_drawn_has_a_reason(facts, code, question):
    series = outcome_series(facts, code, question)
    pain = [
        row
        for study in trials_of(facts, code, question)
        for row in facts.of_trial(study).outcomes
        if facts.measure_names[row.measure].domain == "pain"
    ]
    assert len(series.rows) == len(pain)
    drawn = [row for row in series.rows if not row.why_not]
    assert len(drawn) == sum(len(one.readings) for one in series.series)
    assert all((row.value_100 is None) == bool(row.why_not) for row in series.rows)


@pytest.mark.parametrize(("code", "question"), CASES)
def test_what_is_drawn_keeps_its_bounds_its_order_and_its_company(facts, code, question):
    series = outcome_series(facts, code, question)
    for one in series.levels:
        assert all(0 <= r.value <= 100 for r in one.readings)
    for one in series.series:
        assert [r.week for r in one.readings] == sorted(r.week for r in one.readings)
        assert all(r.low <= r.value <= r.high for r in one.readings if r.low is not None)
        arms = {other.arm for other in series.series if (other.study_id, other.form) == (one.study_id, one.form)}
        measures = {
            other.measure for other in series.series if (other.study_id, other.form) == (one.study_id, one.form)
        }
        assert len(arms) > 1
        assert len(measures) == 1


def test_a_trial_kept_apart_is_not_drawn(facts):
    apart = replace(facts.trials["brinkhaus2006"], apart_reason="for this test")
    without = replace(facts, trials={**facts.trials, "brinkhaus2006": apart})
    assert "Brinkhaus 2006" in outcome_series(facts, "BL23", "chronic").studies
    assert "Brinkhaus 2006" not in outcome_series(without, "BL23", "chronic").studies


def test_a_standard_deviation_is_a_spread_and_no_interval(facts):
    row = next(
        row
        for row in outcome_series(facts, "BL23", "chronic").rows
        if (row.study_id, row.when, row.arm) == ("pach2013", "start", "acupuncture: Set points on both sides")
    )
    assert (row.spread, row.interval) == ("SD 12", "")


def test_a_subgroup_is_listed_and_not_drawn(facts):
    marked = tuple(
        replace(row, subgroup="pain_gt_5y") if row.study_id == "brinkhaus2006" else row for row in facts.outcomes
    )
    series = outcome_series(replace(facts, outcomes=marked), "EX-B8", "chronic")
    assert not series.series
    assert all("subgroup" in row.why_not for row in series.rows)


@pytest.mark.parametrize(
    ("code", "question", "text"),
    [
        ("BL13", "upper", "No trial with verified figures needled this point for upper back and neck pain."),
        ("ST36", "chronic", "have no pain figures in our data"),
        ("BL23", "chronic", ""),
    ],
)
def test_an_empty_chart_says_what_is_missing(facts, code, question, text):
    told = outcome_series(facts, code, question).empty
    assert text in told
    assert bool(told) == bool(text)


@pytest.mark.parametrize(("question", "points"), [("acute", 15), ("chronic", 15), ("upper", 13)])
def test_the_smallest_change_that_matters(facts, question, points):
    change = important_change(facts, question)
    assert change.points == points
    assert change.note


def test_without_the_measure_there_is_no_smallest_change(facts):
    assert important_change(replace(facts, measures={}), "acute") is None


def test_the_sham_arm_is_always_drawn_beside_its_acupuncture(facts):
    kinds = {one.kind for one in outcome_series(facts, "EX-B8", "chronic").series if one.form == "level"}
    assert SHAM in kinds


def test_what_is_not_drawn_keeps_its_row_with_the_reason(facts):
    rows = outcome_series(facts, "BL23", "chronic").rows
    auc = next(row for row in rows if row.measure.startswith("Mean pain over weeks"))
    assert (auc.value_100, auc.interval) == (None, "21 to 31.9")
    assert auc.why_not == "a mean over several weeks, not the pain at one time"


@pytest.mark.parametrize("domain", ["pain", "function"])
@pytest.mark.parametrize("question", list(QUESTIONS))
def test_without_a_point_every_trial_of_the_question_is_looked_at(facts, question, domain):
    series = outcome_series(facts, "", question, domain)
    printed = [
        row
        for trial in trials_for(facts, question)
        for row in trial.outcomes
        if facts.measure_names[row.measure].domain == domain
    ]
    assert (series.n_trials, len(series.rows)) == (len(trials_for(facts, question)), len(printed))
    assert {(one.study_id, one.form) for one in series.series} == set(series.measures)
    assert {measure.name.domain for measure in series.measures.values()} <= {domain}


def test_function_that_is_printed_with_more_as_better_is_turned(facts):
    series = outcome_series(facts, "", "chronic", "function")
    assert series.measures["brinkhaus2006", "level"].turned
    found = line(series.levels, "brinkhaus2006", "acupuncture")
    printed = {
        row.timepoint_weeks: row.value
        for row in facts.of_trial("brinkhaus2006").outcomes
        if row.measure == "hfaq" and row.arm_id == "acupuncture"
    }
    assert {r.week: r.value for r in found.readings} == {week: round(100 - value, 2) for week, value in printed.items()}


@pytest.mark.parametrize(
    ("question", "measure", "points"),
    [
        ("chronic", "rmdq", 20.8),
        ("chronic", "rmdq_0_23", None),
        ("acute", "odi", 10),
        ("upper", "ndi_0_50", 20),
        ("chronic", "hfaq", None),
        ("chronic", "vas_pain_0_100", 15),
        ("upper", "nrs_pain_0_10", 13),
        ("chronic", "sf36_bp", None),
    ],
)
def test_a_smallest_change_belongs_to_the_measure_it_was_asked_of(facts, question, measure, points):
    found = important_of(facts, question, facts.measure_names[measure])
    assert (found and found.points) == points
    assert found is None or found.sources


@pytest.mark.parametrize(
    ("question", "domain", "told"),
    [("acute", "function", ""), ("acute", "pain", ""), ("upper", "pain", "")],
)
def test_a_question_with_figures_is_not_empty(facts, question, domain, told):
    assert outcome_series(facts, "", question, domain).empty == told


def test_a_question_without_drawable_figures_says_so(facts):
    none = replace(facts, outcomes=tuple(r for r in facts.outcomes if r.measure == "rmdq" and r.stat == "mean_only"))
    assert "have no pain figures in our data" in outcome_series(none, "", "chronic").empty
