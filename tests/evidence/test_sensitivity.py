"""Leave-one-out and cumulative analysis: metafor's answers, and the same pool by another way."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.pooling import MODELS, NORMAL, NothingToPool, pool
from dashboard.evidence.sensitivity import cumulative, leave_one_out

REFERENCE = json.loads((Path(__file__).parent / "metafor" / "pooling.json").read_text("utf-8"))["datasets"]
CASES = [(name, model) for name in REFERENCE for model in MODELS]
TRIALS = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.01, 100)), min_size=3, max_size=8)


def same(value):
    return None if value is None else pytest.approx(value, rel=1e-8, abs=1e-9)


def check(steps, expected):
    assert [(step.index, step.k) for step in steps] == [(row["index"], row["k"]) for row in expected]
    for step, row in zip(steps, expected, strict=True):
        assert step.value == same(row["value"])
        assert [step.low, step.high] == same(row["ci"])
        assert step.p == same(row["p"])
        assert step.tau2 == same(row["tau2"])


@pytest.mark.parametrize(("name", "model"), CASES)
def test_leaving_one_out_is_metafors(name, model):
    data = REFERENCE[name]
    check(leave_one_out(data["yi"], data["vi"], model), data["models"][model]["leave_one_out"])


@pytest.mark.parametrize(("name", "model"), CASES)
def test_trial_after_trial_is_metafors(name, model):
    data = REFERENCE[name]
    order = None if None in data["year"] else data["year"]
    check(cumulative(data["yi"], data["vi"], order, model), data["models"][model]["cumulative"])


@given(TRIALS, st.sampled_from(MODELS))
def test_the_last_step_is_the_pool_and_the_last_left_out_is_the_step_before(trials, model):
    values, variances = zip(*trials, strict=True)
    steps, whole = cumulative(values, variances, model=model), pool(values, variances, model)
    assert (steps[-1].k, steps[-1].value, steps[-1].low, steps[-1].high) == (
        whole.k,
        whole.value,
        whole.low,
        whole.high,
    )
    without = leave_one_out(values, variances, model)[-1]
    assert (without.k, without.value, without.low) == (steps[-2].k, steps[-2].value, steps[-2].low)


def test_the_first_step_is_the_trials_own_figure_with_its_normal_interval():
    step = cumulative([2.0, 3.0], [0.25, 1.0], [2020, 2010])[0]
    assert (step.index, step.k, step.value, step.tau2) == (1, 1, 3.0, None)
    assert (step.low, step.high) == pytest.approx((3 - NORMAL, 3 + NORMAL))


def test_trials_of_one_year_stay_as_given():
    steps = cumulative([1, 2, 3, 4], [1, 1, 1, 1], [2005, 2001, 2005, 2001])
    assert [step.index for step in steps] == [1, 3, 0, 2]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ([2001], r"order has shape \(1,\), values \(2,\); valid: one key per trial"),
        ([2001, float("nan")], r"order\[1\] is nan; valid: finite numbers"),
        ([None, 2001], r"order\[0\] is nan"),
    ],
)
def test_an_order_that_is_none_is_named(order, message):
    with pytest.raises(ValueError, match=message):
        cumulative([1, 2], [1, 1], order)


@pytest.mark.parametrize("analysis", [leave_one_out, cumulative])
def test_one_trial_hangs_on_itself(analysis):
    with pytest.raises(NothingToPool):
        analysis([1.0], [1.0])
