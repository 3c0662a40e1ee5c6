"""The scale of a pool: its sides in words, and the smallest change that matters, read in the tables by eye."""

from dataclasses import replace

import pytest

from dashboard.evidence.analysis_axis import FOR, MEASURES, NONE_KNOWN, ONE_PERSON, OTHER_SIDES, UNITS, axis_of
from dashboard.evidence.choices import COMPARISONS
from dashboard.evidence.effects import MEASURES as EFFECTS
from dashboard.evidence.pool_rows import members_of


def test_every_effect_and_comparison_has_words():
    assert set(MEASURES) == set(UNITS) == set(EFFECTS)
    assert set(OTHER_SIDES) == set(COMPARISONS)


@pytest.mark.parametrize(
    ("pool_id", "measure", "unit", "neutral", "left", "right"),
    [
        ("chronic_sham_pain_short", "mean difference", "points of 100", 0.0, FOR, "favours sham"),
        ("chronic_none_pain_short", "mean difference", "points of 100", 0.0, FOR, "favours no treatment"),
        ("chronic_usual_function_long", "mean difference", "points of 100", 0.0, FOR, "favours usual care"),
        ("acute_active_pain_short", "mean difference", "points of 100", 0.0, FOR, "favours the other treatment"),
        (
            "chronic_sham_responder_intermediate",
            "difference in the share of people",
            "percentage points",
            0.0,
            "favours sham",
            FOR,
        ),
        ("chronic_sham_responder_short", "risk ratio", "", 1.0, "favours sham", FOR),
        ("upper_active_responder_intermediate", "risk ratio", "", 1.0, "favours the other treatment", FOR),
    ],
)
def test_the_sides_of_a_scale(facts, pool_id, measure, unit, neutral, left, right):
    axis = axis_of(facts, facts.pools[pool_id])
    assert (axis.measure, axis.unit, axis.neutral, axis.left, axis.right) == (measure, unit, neutral, left, right)
    assert axis.logarithmic == (neutral == 1.0)


@pytest.mark.parametrize(
    ("pool_id", "measure_id", "important"),
    [
        ("chronic_usual_function_short", "rmdq", 20.8),
        ("acute_active_function_short", "odi", 10.0),
        ("chronic_sham_function_long", "", None),
        ("chronic_sham_responder_short", "", None),
        ("chronic_sham_responder_intermediate", "", None),
        ("upper_sham_function_short", "", None),
        ("chronic_sham_pain_short", "vas100", 15.0),
        ("upper_sham_pain_short", "nrs_neck_cleland", 13.0),
    ],
)
def test_the_smallest_change_that_matters_is_that_of_the_table(facts, pool_id, measure_id, important):
    axis = axis_of(facts, facts.pools[pool_id])
    assert axis.important == important
    assert axis.important_words == (NONE_KNOWN if important is None else ONE_PERSON)
    if measure_id:
        row = facts.measures[measure_id]
        assert important == round(100 * row.mcid_absolute / (row.max - row.min), 1)


@pytest.mark.parametrize("pool_id", ["upper_sham_motion_short", "upper_active_motion_short"])
def test_pain_on_movement_in_the_neck_has_no_line_of_pain_in_the_low_back(facts, pool_id):
    assert facts.measures["vas100"].mcid_absolute is not None
    assert axis_of(facts, facts.pools[pool_id]).important is None


def test_a_family_with_two_smallest_changes_has_no_line(facts):
    ids = {facts.measure_names[name].measure_id for name in facts.pools["upper_active_function_short"].measures}
    assert len({facts.measures[one].mcid_absolute for one in ids}) > 1
    assert axis_of(facts, facts.pools["upper_active_function_short"]).important is None


def test_trials_that_all_printed_another_range_have_no_line(facts):
    pool = facts.pools["chronic_usual_function_long"]
    assert {row.measure for row in members_of(facts, pool)} == {"rmdq_0_23"}
    assert axis_of(facts, pool).important is None


def test_without_a_smallest_change_in_the_data_no_line_is_drawn(facts):
    measures = {name: replace(row, mcid_absolute=None) for name, row in facts.measures.items()}
    bare = replace(facts, measures=measures)
    for pool in facts.pools.values():
        assert axis_of(bare, pool).important is None
