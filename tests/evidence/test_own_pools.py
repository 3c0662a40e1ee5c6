"""The project's own pools: the stored datasets are those of the data now, and the page shows what metafor says."""

import csv
import io
import json

import pytest

from dashboard.evidence.analysis import analysis
from dashboard.evidence.analysis_rows import on_shown_scale
from dashboard.evidence.choices import Choices
from dashboard.evidence.heterogeneity import MODELS
from tests.evidence.metafor.own_pools import DATASETS, own_pools

REFERENCE = json.loads((DATASETS.parent / "pooling.json").read_text("utf-8"))["datasets"]
OWN = sorted(path.stem for path in DATASETS.glob("own_*.csv"))


def numbers(text):
    return [[float(cell or "nan") for cell in row.values()] for row in csv.DictReader(io.StringIO(text))]


def near(value):
    return None if value is None else pytest.approx(value, rel=1e-6, abs=1e-6)


def test_the_datasets_are_those_of_the_pools_with_two_trials_or_more(facts):
    assert sorted(own_pools(facts)) == OWN
    assert len(OWN) >= 4


@pytest.mark.parametrize("name", OWN)
def test_the_stored_figures_are_what_is_worked_out_now(facts, name):
    now, stored = numbers(own_pools(facts)[name]), numbers((DATASETS / f"{name}.csv").read_text("utf-8"))
    assert len(now) == len(stored)
    for row, kept in zip(now, stored, strict=True):
        assert row == pytest.approx(kept, rel=1e-12, nan_ok=True), "write the datasets and metafor's answers anew"
    asked = [[row[place] for row in stored] for place in (0, 1)]
    assert [REFERENCE[name]["yi"], REFERENCE[name]["vi"]] == [pytest.approx(column, rel=1e-14) for column in asked]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("name", OWN)
def test_the_analysis_shows_what_metafor_says(facts, name, model):
    pool = facts.pools[name.removeprefix("own_")]
    choices = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id, model)
    it, said = analysis(facts, choices), REFERENCE[name]["models"][model]
    shown, differ, expected = it.pooled.effect, it.pooled.heterogeneity, said["heterogeneity"]
    ends = on_shown_scale(pool.effect, said["value"], *said["ci"])
    assert (shown.value, shown.low, shown.high) == tuple(near(end) for end in ends)
    assert it.pooled.k == said["k"]
    assert [differ.q, differ.df, differ.p, differ.i2] == [near(expected[key]) for key in ("q", "df", "p", "i2")]
    assert differ.tau2 == near(expected["tau2"])
    assert [differ.tau2_low, differ.tau2_high] == [near(end) for end in expected["tau2_ci"]]
    assert [differ.i2_low, differ.i2_high] == [near(end) for end in expected["i2_ci"]]
    weights = {row.study_id: row.weight for row in it.rows}
    order = [row.study_id for row in facts.pool_trials if row.pool_id == pool.pool_id and row.part == "member"]
    assert [weights[study] for study in order] == [near(weight) for weight in said["weights"]]
    assert list(it.pooled.prediction or (None, None)) == [near(end) for end in said["prediction"]]
