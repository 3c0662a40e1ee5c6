"""Published reviews as panels: one outcome and one scale each, the common sign, nothing that only stands beside."""

import pytest

from dashboard.evidence import pooled, questions
from dashboard.evidence.review_effects import FAMILIES, SD, review_effects


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_every_figure_that_answers_is_drawn_or_listed_with_a_reason_once(facts, question):
    shown = review_effects(facts, question)
    drawn = sum(len(panel.rows) for panel in shown.panels)
    assert drawn + len(shown.not_drawn) == sum(len(g.effects) for g in pooled.effect_groups(facts, question))
    assert all(row.reason for row in shown.not_drawn)
    assert all(panel.outcome in FAMILIES for panel in shown.panels)


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_no_panel_mixes_scales_and_sham_comes_first(facts, question):
    for panel in review_effects(facts, question).panels:
        scales = {row.printed.split("), ", 1)[1] if "), " in row.printed else "" for row in panel.rows}
        assert len(scales) == 1 or "standard deviations" in panel.axis.unit
        places = [list(pooled.COMPARISONS).index(row.comparison) for row in panel.rows]
        assert places == sorted(places)


def test_signs_are_turned_so_that_minus_favours_acupuncture(facts):
    rows = [row for panel in review_effects(facts, "chronic").panels for row in panel.rows]
    turned = [row for row in rows if row.turned]
    signed = {(e.review_id, e.signed_estimate) for e in facts.effects}
    assert turned
    assert all((row.review_id, row.value) in signed for row in rows)
    assert all(row.value < 0 and "−" not in row.printed.split("(")[0] for row in turned)


@pytest.mark.parametrize(
    ("question", "outcome", "scale", "points"),
    [
        ("chronic", "pain", "scale: VAS 0-100, lower is better", 15.0),
        ("chronic", "pain", "scale: not stated, taken as 0-10", 1.5),
        ("upper", "pain", "scale: VAS 0-10 cm", 1.3),
        ("upper", "pain", "scale: not stated", None),
        ("chronic", "function", "scale: not stated, taken as RMDQ", 5.0),
        ("chronic", "function", "scale: HFAQ 0-100, higher is better", None),
        ("chronic", "pain", "in standard deviations", None),
    ],
)
def test_the_smallest_change_that_matters_stands_on_its_own_scale_alone(facts, question, outcome, scale, points):
    panel = next(p for p in review_effects(facts, question).panels if (p.outcome, p.scale) == (outcome, scale))
    assert panel.axis.important == (None if points is None else pytest.approx(points))
    assert panel.axis.important_words
    assert ("none is drawn" in panel.axis.important_words) == (points is None)


def test_certainty_is_words_and_marks(facts):
    rows = [row for key in questions.QUESTIONS for panel in review_effects(facts, key).panels for row in panel.rows]
    assert {(row.certainty, row.marks) for row in rows} == {("moderate", 3), ("low", 2), ("certainty not stated", 0)}


def test_an_unknown_question_is_refused(facts):
    with pytest.raises(ValueError, match="knee"):
        review_effects(facts, "knee")


def test_panels_have_keys_of_their_own(facts):
    for key in questions.QUESTIONS:
        keys = [panel.key for panel in review_effects(facts, key).panels]
        assert len(keys) == len(set(keys))
    assert SD == "SMD"
