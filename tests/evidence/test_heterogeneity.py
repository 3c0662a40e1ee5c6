"""How much trials differ: metafor's answers, the ends of intervals put back into Q, and what is refused."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtrc

from dashboard.evidence import choices
from dashboard.evidence.heterogeneity import (
    EMPTY,
    MODELS,
    OUTSIDE,
    NothingToPool,
    between_trials,
    heterogeneity,
    q_at,
)

METAFOR = Path(__file__).parent / "metafor"
REFERENCE = json.loads((METAFOR / "pooling.json").read_text("utf-8"))["datasets"]
CASES = [(name, model) for name in REFERENCE for model in MODELS]
TRIALS = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.01, 100)), min_size=2, max_size=12)

# Trials of very different precision, made up: (values, variances).
UNEVEN = (
    np.array([-0.2, -8.43, -0.48, -22.86, 2.94, 0.65, -0.03, 8.94]),
    np.array([0.013, 126.348, 0.247, 44.376, 1.275, 0.312, 0.657, 14.755]),
)


def likelihood(y, v, tau2):
    """Give twice the restricted log likelihood, less a constant, written out a second time."""
    w = 1 / (v + tau2)
    mean = np.average(y, weights=w)
    return np.log(w).sum() - np.log(w.sum()) - (w * (y - mean) ** 2).sum()


def same(value):
    """Allow for the last digits; metafor's tau2 of 0 is where its steps grow small."""
    return None if value is None else pytest.approx(value, rel=1e-8, abs=1e-9)


def test_the_models_are_those_a_reader_can_choose():
    assert MODELS == choices.MODELS


def test_every_dataset_has_its_answers():
    assert sorted(path.stem for path in (METAFOR / "datasets").glob("*.csv")) == sorted(REFERENCE)


@pytest.mark.parametrize("name", REFERENCE)
def test_the_answers_are_of_the_figures_in_the_csv(name):
    with (METAFOR / "datasets" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in ("yi", "vi"):
        assert [float(row[column]) for row in rows] == pytest.approx(REFERENCE[name][column], rel=1e-13, abs=1e-15)
    assert [float(row["year"]) if row["year"] else None for row in rows] == REFERENCE[name]["year"]


@pytest.mark.parametrize(("name", "model"), CASES)
def test_heterogeneity_is_metafors(name, model):
    data = REFERENCE[name]
    expected = data["models"][model]["heterogeneity"]
    found = heterogeneity(data["yi"], data["vi"], model)
    assert found.df == expected["df"]
    for field in ("q", "p", "i2", "tau2"):
        assert getattr(found, field) == same(expected[field]), field
    assert [found.i2_low, found.i2_high] == [same(end) for end in expected["i2_ci"]]
    assert [found.tau2_low, found.tau2_high] == [same(end) for end in expected["tau2_ci"]]


@pytest.mark.parametrize("name", REFERENCE)
def test_the_ends_of_the_interval_put_back_into_q_cut_off_the_tails(name):
    y, v = np.array(REFERENCE[name]["yi"]), np.array(REFERENCE[name]["vi"])
    found = heterogeneity(y, v)
    at_zero = chdtrc(found.df, q_at(y, v, 0.0))
    if found.tau2_low is None:
        assert at_zero > 0.975
        assert EMPTY in found.notes
        return
    assert chdtrc(found.df, q_at(y, v, found.tau2_high)) == pytest.approx(0.975, abs=1e-9)
    if found.tau2_low:
        assert chdtrc(found.df, q_at(y, v, found.tau2_low)) == pytest.approx(0.025, abs=1e-9)
    else:
        assert at_zero >= 0.025


@given(TRIALS)
def test_paule_mandel_makes_q_what_it_is_expected_to_be(trials):
    y, v = np.array(trials).T
    tau2 = between_trials(y, v, "pm")
    q = q_at(y, v, tau2)
    assert q == pytest.approx(len(y) - 1, rel=1e-9) if tau2 else q <= len(y) - 1


@given(TRIALS)
def test_no_tau2_has_a_higher_restricted_likelihood(trials):
    y, v = np.array(trials).T
    found = between_trials(y, v, "reml")
    tried = np.concatenate(([0.0], np.geomspace(1e-4, 1e5, 400)))
    assert likelihood(y, v, found) >= max(likelihood(y, v, tau2) for tau2 in tried) - 1e-9


@pytest.mark.parametrize(
    ("values", "variances", "tau2"),
    [
        ([6.7, -0.08, 0.71, -18.35, -0.34, 34.1], [39.216, 0.005, 2.998, 35.76, 0.088, 87.09], 176.97),
        ([27.77, 1.64, 1.15, 1.15], [67.891, 0.938, 0.328, 0.007], 0),
    ],
)
def test_of_two_peaks_the_higher_one_is_taken(values, variances, tau2):
    # Both likelihoods fall from 0 on and rise to a second peak further off; metafor 3.8-1 gives the same tau2.
    assert between_trials(np.array(values), np.array(variances), "reml") == pytest.approx(tau2, abs=0.01)


@given(TRIALS, st.sampled_from(MODELS))
def test_intervals_hold_what_they_should(trials, model):
    found = heterogeneity(*zip(*trials, strict=True), model)
    assert 0 <= found.p <= 1
    assert 0 <= found.i2 <= 100
    assert (found.tau2 is None) == (model == "common")
    if found.tau2_low is None:
        assert found.tau2_high is found.i2_low is found.i2_high is None
        return
    assert 0 <= found.tau2_low <= found.tau2_high
    assert 0 <= found.i2_low <= found.i2_high <= 100
    if found.tau2 is not None and OUTSIDE not in found.notes:
        assert found.tau2_low <= found.tau2 <= found.tau2_high


@given(TRIALS)
def test_paule_mandel_never_lies_outside_its_interval(trials):
    found = heterogeneity(*zip(*trials, strict=True), "pm")
    assert OUTSIDE not in found.notes


def test_restricted_likelihood_outside_the_interval_from_q_is_said():
    found = heterogeneity(*UNEVEN, "reml")
    # metafor 3.8-1 gives the same tau2 and an interval that begins above it.
    assert found.tau2 == pytest.approx(0.6108303, abs=1e-7)
    assert found.tau2 < found.tau2_low
    assert found.notes == (OUTSIDE,)


def test_where_metafor_stops_at_a_lower_peak_the_higher_one_is_taken():
    y, v = (np.delete(figures, 2) for figures in UNEVEN)
    found, metafors = between_trials(y, v, "reml"), 36.55029
    assert found == pytest.approx(1.445068, abs=1e-6)
    assert likelihood(y, v, found) > likelihood(y, v, metafors) + 0.05


@pytest.mark.parametrize(
    ("values", "variances", "model", "message"),
    [
        ([], [], "reml", "values is empty"),
        ([1, 2], [1], "reml", r"values has shape \(2,\), variances \(1,\); valid: one of each per trial"),
        ([[1, 2]], [[1, 2]], "reml", "valid: one of each per trial"),
        ([1, 2, float("nan")], [1, 1, 1], "pm", r"values\[2\] is nan; valid: finite numbers"),
        ([1, float("inf")], [1, 1], "pm", r"values\[1\] is inf"),
        ([1, None], [1, 1], "pm", r"values\[1\] is nan"),
        ([1, 2], [1, 0], "common", r"variances\[1\] is 0.0; valid: finite numbers above 0"),
        ([1, 2], [-1, 1], "common", r"variances\[0\] is -1.0"),
        ([1, 2], [1, float("inf")], "common", r"variances\[1\] is inf"),
        ([1, 2], [1, 1], "dl", "model 'dl' does not exist; valid: reml, pm, common"),
    ],
)
def test_what_cannot_be_used_is_named(values, variances, model, message):
    with pytest.raises(ValueError, match=message):
        heterogeneity(values, variances, model)


def test_one_trial_does_not_differ():
    with pytest.raises(NothingToPool, match="one trial"):
        heterogeneity([1.0], [0.5])
