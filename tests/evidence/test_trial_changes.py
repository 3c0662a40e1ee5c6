import pytest

from dashboard.evidence.analysis import figures_of_pool
from dashboard.evidence.choices import Choices
from dashboard.evidence.pool_rows import pools_for
from dashboard.evidence.pooled import COMPARISONS
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.evidence.trial_changes import OUTCOMES, trial_changes


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_figure_of_the_analyses_in_points_of_100_is_shown_once_and_none_other(facts, question):
    shown = [
        (group.choices.pool, row.study_id, row.effect)
        for chart in trial_changes(facts, question)
        for group in chart.groups
        for row in group.rows
    ]
    pools = [pool for pool in facts.pools.values() if pool.question == question and pool.outcome in OUTCOMES]
    expected = [
        (pool.pool_id, row.study_id, row.effect) for pool in pools for row, _ in figures_of_pool(facts, pool)[0]
    ]
    assert sorted(map(repr, shown)) == sorted(map(repr, expected))
    assert all(row.weight is None for chart in trial_changes(facts, question) for row in chart.rows)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_each_comparator_has_trials_or_a_word_that_it_has_none(facts, question):
    for chart in trial_changes(facts, question):
        named = [group.against for group in chart.groups] + list(chart.lacking)
        assert set(named) == {COMPARISONS[key] for key in ("vs_sham", "vs_no_treatment", "vs_usual_care", "vs_active")}
        assert not {group.against for group in chart.groups} & set(chart.lacking)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_group_leads_to_its_own_analysis(facts, question):
    for chart in trial_changes(facts, question):
        for group in chart.groups:
            read, notes = Choices.from_search(group.choices.to_search(), facts.trials, facts.pools, facts.points)
            assert (read, notes) == (group.choices, ())
            pools = pools_for(facts, question, read.comparison, chart.outcome, chart.window)
            assert group.choices.pool in [pool.pool_id for pool in pools]


def test_a_difference_is_as_published(facts):
    chart = next(c for c in trial_changes(facts, "chronic") if (c.outcome, c.window) == ("pain", "short"))
    sham = next(group for group in chart.groups if group.against == "against sham")
    (row,) = sham.rows
    assert (row.study_id, row.effect.value, row.effect.low, row.effect.high) == ("brinkhaus2006", -5.1, -13.9, 3.7)
    assert sham.axis.left == "favours acupuncture"
    assert sham.n_left > 0


def test_a_point_keeps_its_trials_and_counts_the_others(facts):
    needled = set(trials_of(facts, "BL23", "chronic"))
    all_charts = {(c.outcome, c.window): c for c in trial_changes(facts, "chronic")}
    for chart in trial_changes(facts, "chronic", "BL23"):
        assert {row.study_id for row in chart.rows} <= needled
        whole = {group.choices.pool: len(group.rows) for group in all_charts[chart.outcome, chart.window].groups}
        for group in chart.groups:
            assert len(group.rows) + group.others == whole[group.choices.pool]
            assert group.choices.point == "BL23"


def test_unknown_names_are_refused(facts):
    with pytest.raises(ValueError, match="valid: chronic"):
        trial_changes(facts, "back")
    with pytest.raises(KeyError):
        trial_changes(facts, "chronic", "XX1")
