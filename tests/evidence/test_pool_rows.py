"""Pools and the figures of their members, against the real data; the figures below were read in the tables by eye."""

from dataclasses import replace

import pytest

from dashboard.evidence import choices
from dashboard.evidence.kinds import ACTIVE, ACUPUNCTURE, ARM_TYPES, NEEDLED, NONE, SHAM, USUAL
from dashboard.evidence.pool_rows import direction_of, excluded_from, member_rows, members_of, pools_for
from dashboard.evidence.questions import QUESTIONS, place_of_trial
from dashboard.facts import PoolError
from dashboard.facts import evidence_words as words
from dashboard.facts.pools import window_of


def types_of(*kinds):
    return {name for name, (kind, _) in ARM_TYPES.items() if kind in kinds}


def member(facts, pool_id, study_id):
    pool = facts.pools[pool_id]
    (row,) = [row for row in members_of(facts, pool) if row.study_id == study_id]
    return pool, row


def test_the_words_of_pools_are_those_of_the_page():
    assert set(choices.COMPARISONS) == set(words.POOL_COMPARATORS)
    assert set(choices.OUTCOMES) == set(words.POOL_OUTCOMES)
    assert set(choices.WINDOWS) == set(words.POOL_WINDOWS)
    assert set(QUESTIONS) == set(words.POOL_QUESTIONS)


def test_the_arms_of_pools_are_the_kinds_of_arms():
    assert set(words.POOL_NEEDLED) < types_of(ACUPUNCTURE)
    assert {*words.POOL_NEEDLED, *words.POOL_NOT_NEEDLED} == types_of(*NEEDLED)
    kinds = {"vs_sham": SHAM, "vs_no_treatment": NONE, "vs_usual_care": USUAL, "vs_active": ACTIVE}
    assert {name: set(types) for name, types in words.POOL_COMPARATORS.items()} == {
        name: types_of(kind) for name, kind in kinds.items()
    }


@pytest.mark.parametrize(
    ("weeks", "window"),
    [
        (0, "immediate"),
        (0.003, "immediate"),
        (0.15, "immediate"),
        (0.16, "short"),
        (13, "short"),
        (13.1, "intermediate"),
        (51.9, "intermediate"),
        (52, "long"),
        (104, "long"),
    ],
)
def test_a_time_has_one_window(weeks, window):
    assert window_of(weeks) == window


def test_a_printed_difference_is_one_row(facts):
    pool, row = member(facts, "upper_sham_motion_short", "irnich2001")
    found = member_rows(facts, pool, row)
    assert (found.arms, found.comparators) == ((), ())
    assert (found.contrast.value, found.contrast.ci_low, found.contrast.ci_high) == (6.93, -5.0, 18.9)


def test_arms_are_rows_of_both_sides_at_one_time(facts):
    pool, row = member(facts, "chronic_none_pain_short", "zaringhalam2010")
    found = member_rows(facts, pool, row)
    assert found.contrast is None
    assert [(one.arm_id, one.n, one.value, one.sd) for one in (*found.arms, *found.comparators)] == [
        ("acupuncture", 20, 47.0, 19.1),
        ("no_treatment", 20, 64.3, 23.8),
    ]


def test_a_subgroup_is_never_the_trial(facts):
    pool, row = member(facts, "upper_active_motion_short", "irnich2001")
    arms = replace(row, basis="arms", stat="change_mean_ci")
    found = member_rows(facts, pool, arms)
    assert [(one.n, one.subgroup) for one in (*found.arms, *found.comparators)] == [(51, ""), (57, "")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"timepoint_weeks": 9.0}, "white2004 in the pool upper_sham_pain_short has no difference acu - mockestim"),
        ({"arm_ids": ("acu", "mockestim")}, "between two arms, not 2 on one side"),
        ({"basis": "arms", "stat": "mean_sd"}, "has no figure of the arm acu"),
        ({"basis": ""}, "valid: arms, contrast"),
        ({"basis": "arms", "comparator_ids": ()}, "needs arms on both sides"),
    ],
)
def test_a_figure_that_is_not_there_is_named(facts, changes, said):
    pool, row = member(facts, "upper_sham_pain_short", "white2004")
    with pytest.raises(PoolError, match=said):
        member_rows(facts, pool, replace(row, **changes))


def test_what_is_left_out_or_elsewhere_is_no_member(facts):
    pool, row = member(facts, "upper_sham_pain_short", "white2004")
    with pytest.raises(ValueError, match="no member of chronic_sham_pain_short"):
        member_rows(facts, facts.pools["chronic_sham_pain_short"], row)
    with pytest.raises(ValueError, match="is excluded of upper_sham_pain_short"):
        member_rows(facts, pool, excluded_from(facts, pool)[0])


def test_pools_of_one_choice(facts):
    found = pools_for(facts, "chronic", "vs_sham", "pain", "long")
    assert [pool.pool_id for pool in found] == ["chronic_sham_pain_long", "chronic_sham_pain_long_sf36"]
    assert pools_for(facts, "upper", "vs_sham", "pain_on_movement", "immediate") == ()


def test_every_member_gives_its_figure_and_answers_the_pools_question(facts):
    for pool in facts.pools.values():
        for row in members_of(facts, pool):
            found = member_rows(facts, pool, row)
            assert (found.contrast is None) == bool(found.arms) == bool(found.comparators)
            place = place_of_trial(facts, facts.trials[row.study_id])
            assert (place.questions, place.beside) == ((pool.question,), "")


def test_what_is_not_members_is_left_out(facts):
    for pool in facts.pools.values():
        both = {*members_of(facts, pool), *excluded_from(facts, pool)}
        assert both == {row for row in facts.pool_trials if row.pool_id == pool.pool_id}


def test_later_windows_take_the_latest_figure(facts):
    for pool in facts.pools.values():
        if pool.window in ("intermediate", "long"):
            for row in members_of(facts, pool):
                trial = facts.of_trial(row.study_id)
                times = [
                    one.timepoint_weeks
                    for one in (*trial.contrasts, *trial.outcomes)
                    if one.measure == row.measure
                    and one.arm_id in row.arm_ids
                    and one.timepoint_weeks is not None
                    and window_of(one.timepoint_weeks) == pool.window
                ]
                assert row.timepoint_weeks == max(times), row.study_id


@pytest.mark.parametrize(
    ("study", "weeks", "effect", "measure", "direction"),
    [
        ("brinkhaus2006", 8, "improvement_difference", "vas_pain_0_100", "higher_better"),
        ("brinkhaus2006", 26, "mean_difference", "vas_pain_0_100", "lower_better"),
        ("brinkhaus2006", 26, "mean_difference", "hfaq", "higher_better"),
        ("thomas2006", 104, "adjusted_mean_difference", "sf36_bp", "higher_better"),
        ("debar2025", 26, "adjusted_mean_difference", "rmdq", "lower_better"),
        ("debar2025", 26, "adjusted_relative_risk", "responder_pct", "higher_better"),
        ("haake2007", 26, "risk_difference_pct", "responder_pct", "higher_better"),
        ("ho2017", 2, "change_difference", "npq_pct", "lower_better"),
        ("kennedy2008", 13, "adjusted_mean_difference", "vas_worst_pain_0_100", "uncertain"),
        ("pach2013", 8, "adjusted_mean_difference", "vas_pain_0_100", "lower_better"),
    ],
)
def test_which_way_of_a_difference_is_better(facts, study, weeks, effect, measure, direction):
    asked = (study, weeks, effect, measure)
    rows = [row for row in facts.contrasts if (row.study_id, row.timepoint_weeks, row.effect, row.measure) == asked]
    assert {direction_of(facts, row) for row in rows} == {direction}


def test_a_figure_that_favours_an_arm_has_the_sign_that_does(facts):
    for pool in facts.pools.values():
        for row in members_of(facts, pool):
            contrast = member_rows(facts, pool, row).contrast
            if contrast is not None and contrast.favours == "arm":
                neutral = 1 if pool.effect == "RR" else 0
                better = contrast.value > neutral
                assert better == (direction_of(facts, contrast) == "higher_better"), row.study_id
