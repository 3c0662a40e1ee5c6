"""The pooled effect: metafor's answers, general rules of pooling, and what the notes warn of."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.pooling import (
    MODELS,
    NARROW,
    NO_WIDTH,
    NORMAL,
    ONE_EFFECT,
    TOO_FEW,
    TWO_TRIALS,
    NothingToPool,
    pool,
)

REFERENCE = json.loads((Path(__file__).parent / "metafor" / "pooling.json").read_text("utf-8"))["datasets"]
CASES = [(name, model) for name in REFERENCE for model in MODELS]
TRIAL = st.tuples(st.floats(-50, 50), st.floats(0.01, 100))
TRIALS = st.lists(TRIAL, min_size=2, max_size=12)
MODEL = st.sampled_from(MODELS)


def same(value):
    return None if value is None else pytest.approx(value, rel=1e-8, abs=1e-9)


def close(value):
    """Allow for the square root of what rounding does to a tau2 near 0."""
    return pytest.approx(value, rel=1e-5, abs=1e-5)


def pooled(trials, model):
    return pool(*zip(*trials, strict=True), model)


@pytest.mark.parametrize(("name", "model"), CASES)
def test_the_pool_is_metafors(name, model):
    data = REFERENCE[name]
    expected = data["models"][model]
    found = pool(data["yi"], data["vi"], model)
    assert (found.model, found.k) == (model, expected["k"])
    for field in ("value", "se", "p"):
        assert getattr(found, field) == same(expected[field]), field
    assert (found.low, found.high) == same(tuple(expected["ci"]))
    assert found.weights == same(tuple(expected["weights"]))
    assert found.tau2 == same(expected["heterogeneity"]["tau2"])
    assert list(found.prediction or (None, None)) == [same(end) for end in expected["prediction"]]


@given(st.floats(-50, 50), st.lists(st.floats(0.01, 100), min_size=2, max_size=12), MODEL)
def test_trials_that_agree_are_pooled_to_what_they_say(value, variances, model):
    found = pool([value] * len(variances), variances, model)
    assert found.value == pytest.approx(value, rel=1e-12, abs=1e-12)
    assert found.tau2 in (None, 0.0)
    if model == "common":
        assert found.high - found.low == pytest.approx(2 * NORMAL * sum(1 / v for v in variances) ** -0.5)
    else:
        assert found.low == found.value == found.high
        assert found.p is None
        assert NO_WIDTH in found.notes


@given(TRIALS, MODEL, st.randoms())
def test_the_order_of_the_trials_does_not_matter(trials, model, random):
    mixed = random.sample(trials, len(trials))
    first, second = pooled(trials, model), pooled(mixed, model)
    assert (second.value, second.low, second.high) == close((first.value, first.low, first.high))
    assert sorted(second.weights) == close(sorted(first.weights))


@given(TRIALS, MODEL, st.floats(0.1, 10), st.sampled_from([1, -1]))
def test_another_unit_changes_the_unit_alone(trials, model, size, sign):
    factor = size * sign
    first = pooled(trials, model)
    second = pooled([(y * factor, v * factor**2) for y, v in trials], model)
    ends = sorted((first.low * factor, first.high * factor))
    assert [second.value, second.low, second.high] == close([first.value * factor, *ends])
    assert second.weights == close(first.weights)
    assert (second.tau2 or 0) == close((first.tau2 or 0) * factor**2)


@given(TRIALS, MODEL, st.floats(-100, 100))
def test_a_shift_of_all_trials_shifts_the_pool(trials, model, shift):
    first = pooled(trials, model)
    second = pooled([(y + shift, v) for y, v in trials], model)
    assert (second.value, second.low, second.high) == close(
        (first.value + shift, first.low + shift, first.high + shift)
    )
    assert second.weights == close(first.weights)


@given(TRIALS, MODEL)
def test_weights_are_a_hundred_per_cent_and_the_value_lies_among_the_trials(trials, model):
    found = pooled(trials, model)
    assert sum(found.weights) == pytest.approx(100)
    assert min(found.weights) > 0
    values = [y for y, _ in trials]
    assert min(values) - 1e-9 <= found.value <= max(values) + 1e-9
    assert found.low <= found.value <= found.high


@given(TRIALS, st.floats(-50, 50))
def test_a_trial_of_immense_precision_is_the_common_effect(trials, value):
    found = pooled([*trials, (value, 1e-12)], "common")
    assert found.value == pytest.approx(value, abs=1e-6)


@given(TRIALS)
def test_random_effects_are_weighted_more_evenly(trials):
    common, random = pooled(trials, "common"), pooled(trials, "reml")
    assert max(random.weights) <= max(common.weights) + 1e-9


@given(TRIALS, MODEL)
def test_a_prediction_is_at_least_as_wide_as_the_interval_or_says_why_there_is_none(trials, model):
    found = pooled(trials, model)
    if model == "common":
        assert (found.prediction, found.why_no_prediction) == (None, ONE_EFFECT)
    elif len(trials) == 2:
        assert (found.prediction, found.why_no_prediction) == (None, TOO_FEW)
    else:
        assert not found.why_no_prediction
        assert found.prediction[0] <= found.low
        assert found.high <= found.prediction[1]


@pytest.mark.parametrize(
    ("values", "model", "notes"),
    [
        ([1, 5], "reml", (TWO_TRIALS,)),
        ([1, 1.01], "pm", (TWO_TRIALS, NARROW)),
        ([1, 1], "pm", (TWO_TRIALS, NO_WIDTH)),
        ([1, 1.01, 0.99], "reml", (NARROW,)),
        ([1, 5, 9], "reml", ()),
        ([1, 5], "common", ()),
        ([1, 1.01, 0.99], "common", ()),
    ],
)
def test_notes_say_what_weakens_the_interval(values, model, notes):
    assert pool(values, [1.0] * len(values), model).notes == notes


def test_the_hartung_knapp_factor_is_not_held_at_one():
    common, random = (pool([1, 1.01, 0.99], [1, 1, 1], model) for model in ("common", "reml"))
    assert random.se < common.se


def test_large_figures_that_lie_close_keep_their_digits():
    near, far = pool([0.0, 1.0, 3.0], [1, 2, 1]), pool([1e9, 1e9 + 1, 1e9 + 3], [1, 2, 1])
    assert far.value - 1e9 == pytest.approx(near.value, abs=1e-6)
    assert far.se == pytest.approx(near.se, abs=1e-6)


def test_nothing_is_pooled_with_one_trial():
    with pytest.raises(NothingToPool, match="one trial: nothing is pooled"):
        pool([1.0], [1.0])


def test_what_cannot_be_pooled_is_named():
    with pytest.raises(ValueError, match=r"variances\[1\] is 0.0"):
        pool([1, 2], [1, 0])
