from dataclasses import replace

import pytest

from dashboard.evidence.outcome_multiples import DOMAINS, outcome_multiples
from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of

SHOWN = [(question, domain) for question in QUESTIONS for domain in DOMAINS]


@pytest.mark.parametrize(("question", "domain"), SHOWN)
def test_a_panel_is_one_trial_one_measure_and_one_form(facts, question, domain):
    shown = outcome_multiples(facts, question, domain)
    keys = [(panel.study_id, panel.form) for panel in shown.panels]
    assert len(keys) == len(set(keys))
    for panel in shown.panels:
        assert {(line.study_id, line.measure, line.form) for line in panel.lines} == {
            (panel.study_id, panel.measure, panel.form)
        }
        assert len(panel.lines) > 1
    assert {panel.form for panel in shown.levels} <= {"level"}
    assert {panel.form for panel in shown.changes} <= {"change"}


@pytest.mark.parametrize(("question", "domain"), SHOWN)
def test_the_panels_draw_every_line_once_and_share_ends_that_hold_all(facts, question, domain):
    shown, series = outcome_multiples(facts, question, domain), outcome_series(facts, "", question, domain)
    lines = [line for panel in shown.panels for line in panel.lines]
    assert sorted(map(repr, lines)) == sorted(map(repr, series.series))
    low, high = shown.ends
    assert low <= 0 <= high
    for panel in shown.changes:
        values = [end for line in panel.lines for r in line.readings for end in (r.value, r.low, r.high)]
        assert all(low <= value <= high for value in values if value is not None)
        assert panel.smallest is None or low <= -panel.smallest.points


def test_a_panel_says_what_was_done_to_its_figures(facts):
    panels = {(p.study_id, p.form): p for p in outcome_multiples(facts, "chronic", "pain").panels}
    assert (panels["thomas2006", "level"].turned, panels["thomas2006", "level"].printed) == (True, "")
    assert (panels["yun2012", "change"].turned, panels["yun2012", "change"].printed) == (False, "0 to 10")


def test_people_are_those_behind_the_last_figure_and_unknown_stays_unknown(facts):
    panels = {(p.study_id, p.form): p for p in outcome_multiples(facts, "chronic", "pain").panels}
    assert [n for _, n in panels["brinkhaus2006", "level"].people] == [140, 70]
    assert set(dict(panels["brinkhaus2006", "change"].people).values()) == {None}


def test_a_smallest_change_is_named_once_with_its_measures_and_source(facts):
    found = outcome_multiples(facts, "chronic", "pain").smallest
    assert [(change.points, change.sources) for _, change in found] == [(15, ("ostelo2008",))]
    assert found[0][0].count("Pain (VAS") == 2


def test_a_point_keeps_only_the_trials_that_needled_it(facts):
    shown = outcome_multiples(facts, "chronic", "pain", "BL23")
    assert {panel.study_id for panel in shown.panels} <= set(trials_of(facts, "BL23", "chronic"))
    assert shown.n_trials == len(trials_of(facts, "BL23", "chronic"))
    assert len(shown.panels) < len(outcome_multiples(facts, "chronic", "pain").panels)


def test_acute_pain_has_no_level_that_can_be_drawn(facts):
    shown = outcome_multiples(facts, "acute", "pain")
    assert not shown.levels
    assert shown.changes


def test_an_empty_question_says_why(facts):
    shown = outcome_multiples(replace(facts, outcomes=()), "chronic", "function")
    assert not shown.panels
    assert shown.empty == "The trials of chronic low back pain have no function figures in our data."
    assert shown.ends == (0.0, 0.0)


def test_unknown_names_are_refused(facts):
    with pytest.raises(ValueError, match="valid: pain, function"):
        outcome_multiples(facts, "chronic", "sleep")
    with pytest.raises(ValueError, match="valid: chronic"):
        outcome_multiples(facts, "back", "pain")
    with pytest.raises(KeyError):
        outcome_multiples(facts, "chronic", "pain", "XX1")
