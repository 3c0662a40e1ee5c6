"""The strip of guidelines: each in its place, counted or beside, wide and narrow."""

import pytest

from dashboard.evidence.guideline_strip import PLACES, lanes, strip_summary
from dashboard.evidence.guidelines import ADVICE, Advice, advice
from dashboard.evidence.questions import QUESTIONS
from dashboard.figures.guideline_strip import guideline_strip, short_organisation
from tests.figures.forest_rows_made import by_class, pictures, words_in


def guideline(key, place=0, beside=""):
    stance, strength = ADVICE[key]
    return Advice(f"g{place}", "Some Body", "UK", 2020, stance, strength, "Says so.", "", beside, None)


def test_every_recommendation_has_its_place():
    assert PLACES.keys() == ADVICE.keys()
    assert list(PLACES) == ["against", "no_rec", "for_weak", "for_strong"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_guideline_of_a_question_is_drawn_once_and_what_is_beside_is_hollow_and_named_so(facts, question):
    found = advice(facts, question)
    assert sum(len(lane.counts) + len(lane.beside) for lane in lanes(found)) == len(found)
    for svg in pictures(guideline_strip(found)):
        cards = {node.get("data-guideline"): node for node in by_class(svg, "lane-card")}
        assert cards.keys() == {it.guideline_id for it in found}
        for it in found:
            said = words_in(cards[it.guideline_id])
            assert ("Not counted: " in said) == bool(it.beside)
            assert bool(it.beside) == ("lane-beside" in cards[it.guideline_id].get("class"))
            assert str(it.year) in said
            assert it.country in said
            assert short_organisation(it.organisation).split()[0] in said


def test_against_stands_left_of_for_when_wide_and_above_it_when_narrow():
    wide, narrow = pictures(guideline_strip([guideline("for_strong", 1), guideline("against", 2)]))
    mark = {node.get("data-guideline"): by_class(node, "lane-mark")[0] for node in by_class(wide, "lane-card")}
    assert float(mark["g2"].get("cx")) < float(mark["g1"].get("cx"))
    mark = {node.get("data-guideline"): by_class(node, "lane-mark")[0] for node in by_class(narrow, "lane-card")}
    assert float(mark["g2"].get("cy")) < float(mark["g1"].get("cy"))


@pytest.mark.parametrize(
    ("keys", "beside", "said"),
    [
        (["for_strong", "for_weak", "against"], 0, "3 guidelines: 2 for (1 recommending it, 1 saying it may be"),
        (["for_weak", "no_rec"], 1, "2 guidelines: 1 for, 1 without a recommendation, 0 against. 1 more stands beside"),
        ([], 2, "No guideline here answers this question. 2 more stand beside the question and are not counted."),
        (["for_weak", "against"], 0, "They disagree."),
        (["for_weak"], 2, "1 guideline: 1 for, 0 against. 2 more stand beside"),
    ],
)
def test_the_summary_counts_those_that_answer(keys, beside, said):
    found = [guideline(key) for key in keys] + [guideline("against", beside="Another disease.")] * beside
    assert said in strip_summary(found)
    assert ("They disagree" in strip_summary(found)) == ("against" in keys and len(keys) > 1)


def test_no_guideline_gives_a_sentence():
    assert guideline_strip([]).startswith("<p")


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_lane_is_wider_than_its_picture(facts, question):
    for svg in pictures(guideline_strip(advice(facts, question))):
        width = float(svg.get("viewBox").split()[2])
        for ground in by_class(svg, "lane-ground"):
            assert float(ground.get("x")) >= 0
            assert float(ground.get("x")) + float(ground.get("width")) <= width + 0.05
