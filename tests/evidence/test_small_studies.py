"""Egger's test and the funnel: metafor's answers, what is not tested, and where the lines run."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.pooling import NORMAL
from dashboard.evidence.small_studies import ALIKE, ON_A_LINE, Egger, NotTested, egger, funnel

REFERENCE = json.loads((Path(__file__).parent / "metafor" / "pooling.json").read_text("utf-8"))["datasets"]
VARIANCES = [0.04, 0.09, 0.01, 0.25, 0.16, 0.05, 0.3, 0.02, 0.12, 0.07, 0.5]
VALUES = st.lists(st.floats(-20, 20), min_size=11, max_size=11).filter(lambda values: max(values) - min(values) > 0.1)


@pytest.mark.parametrize("name", REFERENCE)
def test_eggers_test_is_metafors(name):
    data = REFERENCE[name]
    found, expected = egger(data["yi"], data["vi"]), data["egger"]
    if expected is None:
        k = len(data["yi"])
        assert found == NotTested(k, f"Egger's test needs at least 10 trials; here are {k}.")
        return
    assert (found.k, found.df) == (len(data["yi"]), expected["df"])
    for field in ("intercept", "t", "p"):
        assert getattr(found, field) == pytest.approx(expected[field], rel=1e-9), field
    assert (found.low, found.high) == pytest.approx(tuple(expected["ci"]), rel=1e-9)


def test_the_reference_tests_both_sides_of_ten_trials():
    counts = {len(data["yi"]): data["egger"] is not None for data in REFERENCE.values()}
    assert counts[9] is False
    assert counts[10] is True


def test_trials_of_one_precision_cannot_be_told_apart():
    assert egger(range(10), [0.3] * 10) == NotTested(10, ALIKE)


def test_trials_that_agree_exactly_leave_nothing_to_test_against():
    assert egger([0.7] * 11, VARIANCES) == NotTested(11, ON_A_LINE)


@given(VALUES, st.floats(-50, 50))
def test_a_shift_of_all_trials_changes_nothing(values, shift):
    first, second = egger(values, VARIANCES), egger([value + shift for value in values], VARIANCES)
    assert isinstance(first, Egger)
    assert (second.intercept, second.p) == pytest.approx((first.intercept, first.p), rel=1e-6, abs=1e-6)


def test_a_far_shift_costs_no_digits():
    values = [0.25, -0.5, 0.125, 0.875, -0.25, 0.5, 1.5, 0.75, -0.625, 0.375, 1.125]
    near, far = egger(values, VARIANCES), egger([value + 2.0**30 for value in values], VARIANCES)
    assert far.intercept == pytest.approx(near.intercept, abs=1e-9)


@given(VALUES)
def test_turning_all_effects_round_turns_the_intercept_round(values):
    first, second = egger(values, VARIANCES), egger([-value for value in values], VARIANCES)
    assert (second.intercept, second.low) == pytest.approx((-first.intercept, -first.high), rel=1e-9, abs=1e-9)
    assert first.low <= first.intercept <= first.high


def test_the_lines_of_a_funnel_start_at_its_centre_and_end_at_the_least_precise_trial():
    drawn = funnel([1.0, -2.0, 0.5], [0.25, 4.0, 1.0], 0.8)
    assert drawn.points == ((1.0, 0.5), (-2.0, 2.0), (0.5, 1.0))
    assert (drawn.centre, drawn.foot) == (0.8, 2.0)
    assert (drawn.low, drawn.high) == pytest.approx((0.8 - 2 * NORMAL, 0.8 + 2 * NORMAL))


def test_a_funnel_without_a_centre_is_refused():
    with pytest.raises(ValueError, match="centre is nan"):
        funnel([1.0, 2.0], [1.0, 1.0], float("nan"))
