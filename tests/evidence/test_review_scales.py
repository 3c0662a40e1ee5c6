"""Which figures of reviews may share an axis: pain of a known range, one questionnaire, or standard deviations."""

from dataclasses import replace

import pytest

from dashboard.evidence.analysis_axis import FOR, NONE_KNOWN, ONE_PERSON
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.review_scales import axis_of_scale, factor_of, printed_scale, scale_of_effect


@pytest.fixture
def effect(facts):
    """A pooled effect whose outcome, kind and scale can be changed."""

    def made(outcome, kind, scale):
        return replace(facts.effects[0], outcome=outcome, effect_measure=kind, scale=scale)

    return made


@pytest.mark.parametrize(
    ("outcome", "kind", "scale", "title", "words", "factor"),
    [
        ("pain", "MD", "VAS 0-10 cm", "Pain, mean difference, points of 100", "0-10", 10.0),
        ("pain", "MD", "not stated, taken as 0-10", "Pain, mean difference, points of 100", "0-10", 10.0),
        ("pain", "MD", "VAS 0-100, lower is better", "Pain, mean difference, points of 100", "0-10", 1.0),
        ("pain", "MD", "not stated", "Pain, mean difference", "scale not stated", 1.0),
        ("pain", "MD", "VAS", "Pain, mean difference", "scale: VAS", 1.0),
        ("pain", "MD", "0-1000", "Pain, mean difference", "scale: 0-1000", 1.0),
        ("pain", "SMD", "SMD, VAS 0-10", "Pain, standardised mean difference, standard deviations", "", 1.0),
        ("function", "SMD", "SMD, NPQ", "Function, standardised mean difference, standard deviations", "", 1.0),
        ("function", "MD", "HFAQ 0-100, higher is better", "Function, mean difference", "scale: HFAQ 0-100", 1.0),
        ("function", "MD", "0-10", "Function, mean difference", "scale: 0-10", 1.0),
        ("function", "MD", "RMDQ", "Function, mean difference, points of 24", "Roland-Morris", 1.0),
        (
            "function",
            "MD",
            "not stated, taken as RMDQ",
            "Function, mean difference, points of 24",
            "Roland-Morris",
            1.0,
        ),
        ("function", "MD", "ODI", "Function, mean difference, points of 100", "Oswestry", 1.0),
        ("function", "MD", "NPQ", "Function, mean difference", "range not known", 1.0),
    ],
)
def test_a_figure_is_brought_only_to_a_scale_that_is_known(facts, effect, outcome, kind, scale, title, words, factor):
    found = scale_of_effect(facts, effect(outcome, kind, scale))
    assert found.title == title
    assert words in found.words
    assert factor_of(effect(outcome, kind, scale)) == factor
    assert found.common == (outcome == "pain" and "points of 100" in title)


def test_only_pain_of_known_range_one_questionnaire_and_standard_deviations_share_a_scale(facts, effect):
    def scales(*made):
        return len({scale_of_effect(facts, effect(*one)) for one in made})

    assert scales(("pain", "MD", "VAS 0-10 cm"), ("pain", "MD", "taken as 0-100")) == 1
    assert scales(("function", "MD", "RMDQ"), ("function", "MD", "not stated, taken as RMDQ")) == 1
    assert scales(("pain", "SMD", "SMD"), ("pain", "SMD", "SMD, VAS")) == 1
    apart = ("RMDQ", "ODI", "NPQ", "HFAQ 0-100, higher is better", "0-100", "not stated")
    assert scales(*(("function", "MD", scale) for scale in apart)) == len(apart)
    assert scales(("pain", "MD", "VAS"), ("pain", "MD", "not stated"), ("pain", "MD", "0-10")) == 3
    assert scales(("pain", "SMD", "SMD"), ("function", "SMD", "SMD"), ("pain", "MD", "0-10")) == 3


@pytest.mark.parametrize(
    ("question", "outcome", "kind", "scale", "points"),
    [
        ("acute", "pain", "MD", "VAS 0-10 cm", 15.0),
        ("chronic", "pain", "MD", "0-100", 15.0),
        ("upper", "pain", "MD", "0-100", 13.0),
        ("upper", "pain", "MD", "not stated", None),
        ("chronic", "pain", "SMD", "SMD", None),
        ("chronic", "function", "MD", "RMDQ", 5.0),
        ("acute", "function", "MD", "ODI", 10.0),
        ("upper", "function", "MD", "ODI", None),
        ("upper", "function", "MD", "NPQ", None),
        ("chronic", "function", "MD", "HFAQ 0-100, higher is better", None),
    ],
)
def test_the_smallest_change_that_matters_stands_on_its_own_scale_alone(
    facts, effect, question, outcome, kind, scale, points
):
    axis = axis_of_scale(facts, question, scale_of_effect(facts, effect(outcome, kind, scale)))
    assert axis.important == (None if points is None else pytest.approx(points))
    assert axis.important_words == (NONE_KNOWN if points is None else ONE_PERSON)
    assert (axis.neutral, axis.logarithmic, axis.left) == (0.0, False, FOR)


@pytest.mark.parametrize(
    ("kind", "scale", "told"),
    [
        ("MD", "not stated, taken as 0-10", "scale not stated, taken as 0-10"),
        ("MD", "VAS 0-10 cm", "VAS 0-10 cm"),
        ("SMD", "SMD", ""),
        ("SMD", "SMD, VAS", "SMD, VAS"),
    ],
)
def test_the_scale_as_printed_is_said(effect, kind, scale, told):
    assert printed_scale(effect("pain", kind, scale)) == told


def test_every_pain_scale_of_the_data_with_a_range_is_read(facts):
    printed = {e.scale for e in facts.effects if (e.outcome, e.effect_measure) == ("pain", "MD")}
    with_range = {scale for scale in printed if any(sign.isdigit() for sign in scale)}
    assert with_range
    for effect in facts.effects:
        if (effect.outcome, effect.effect_measure) == ("pain", "MD"):
            assert scale_of_effect(facts, effect).common == (effect.scale in with_range)
    assert set(QUESTIONS) == {"acute", "chronic", "upper"}
