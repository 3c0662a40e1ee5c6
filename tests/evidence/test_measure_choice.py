import pytest

from dashboard.evidence.measure_choice import WHOLE_FUNCTION, chosen_measure
from tests.evidence.outcome_rows import outcome


def rows(measure, arms=("acu", "sham"), weeks=(0.0, 8.0), **cells):
    return [
        outcome(measure=measure, arm_id=arm, timepoint_weeks=week, timepoint_label="" if week else "baseline", **cells)
        for arm in arms
        for week in weeks
    ]


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ([rows("vas_pain_0_100"), rows("nrs_leg_pain_0_10")], "vas_pain_0_100"),
        ([rows("sf36_bp", weeks=(0.0, 4.0, 8.0)), rows("vas_motion_pain_0_100")], "vas_motion_pain_0_100"),
        ([rows("vas_pain_0_100", arms=("acu",)), rows("sf36_bp")], "sf36_bp"),
        ([rows("vas_pain_0_100", weeks=(0.0,)), rows("sf_mpq_0_33", weeks=(20.0,))], "sf_mpq_0_33"),
        ([rows("vas_pain_0_10"), rows("nrs_pain_0_10", weeks=(0.0, 4.0, 8.0))], "nrs_pain_0_10"),
        ([rows("vas_pain_0_10"), rows("nrs_pain_0_10")], "nrs_pain_0_10"),
        ([rows("vas_pain_0_100", arms=("acu",))], ""),
        ([rows("vas_pain_0_100", weeks=(0.0,))], ""),
        ([rows("vas_pain_0_100", weeks=(8.0,), stat="change_mean_sd")], "vas_pain_0_100"),
        ([], ""),
    ],
    ids=["whole before part", "part before questionnaire", "two arms first", "a level after the start", "more times",
         "the alphabet last", "one arm compares nothing", "a start is no outcome", "changes", "none"],
)  # fmt: skip
def test_one_measure_a_trial(offered, expected):
    assert chosen_measure([row for group in offered for row in group]).measure == expected


def test_the_choice_never_looks_at_the_results():
    here = rows("vas_pain_0_10", value=9.0) + rows("nrs_pain_0_10", value=1.0)
    there = rows("vas_pain_0_10", value=1.0) + rows("nrs_pain_0_10", value=9.0)
    assert chosen_measure(here).measure == chosen_measure(there).measure


def test_what_is_left_out_has_a_reason():
    kept, part, start = rows("vas_pain_0_100"), rows("nrs_leg_pain_0_10"), rows("cpeq_pain_0_10", weeks=(0.0,))
    alone = rows("sf36_bp", arms=("acu",))
    choice = chosen_measure(kept + part + start + alone)
    assert {choice.why_not(row) for row in kept} == {""}
    assert {choice.why_not(row) for row in part} == {"another pain measure of this trial is drawn"}
    assert {choice.why_not(row) for row in start} == {"only the level at the start is printed"}
    assert {choice.why_not(row) for row in alone} == {"no second arm has this figure"}


def test_of_two_figures_for_one_time_the_one_with_an_interval_is_drawn():
    bare, with_interval = outcome(value=30.0), outcome(value=31.0, ci_low=25.0, ci_high=37.0)
    choice = chosen_measure([bare, with_interval, *rows("vas_pain_0_100", arms=("sham",))])
    assert choice.why_not(bare) == "another figure of the same arm and time is drawn"
    assert choice.why_not(with_interval) == ""


def test_a_figure_right_after_the_session_counts_as_after_the_start():
    now = [
        outcome(arm_id=arm, timepoint_weeks=0.0, timepoint_label="right after the session") for arm in ("acu", "sham")
    ]
    assert chosen_measure(now).measure == "vas_pain_0_100"


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        ([rows("hfaq"), rows("pdi_0_70", weeks=(0.0, 4.0, 8.0))], "hfaq"),
        ([rows("npad_0_100")], "npad_0_100"),
        ([rows("odi", weeks=(0.0,)), rows("bpfs_0_60")], "bpfs_0_60"),
        ([rows("vas_pain_0_100", weeks=(0.0, 4.0, 8.0)), rows("rmdq")], "rmdq"),
    ],
    ids=["those of the analyses first", "another where it is alone", "a level after the start", "no pain among them"],
)
def test_one_measure_of_function_a_trial(offered, expected):
    assert chosen_measure([row for group in offered for row in group], "function").measure == expected


def test_function_as_a_whole_is_what_the_analyses_pool(facts):
    pooled = {name for pool in facts.pools.values() if pool.outcome == "function" for name in pool.measures}
    assert set(WHOLE_FUNCTION) == pooled
