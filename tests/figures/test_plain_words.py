"""Plain words hold the same figures as the pictures: counts, sham, denominators, intervals."""

import re

import pytest

from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import COMPARISONS, OUTCOMES, QUESTION_KEYS, WINDOWS, Choices
from dashboard.evidence.guideline_strip import lanes
from dashboard.evidence.guidelines import advice
from dashboard.evidence.review_effects import review_effects
from dashboard.figures.plain_words import analysis_plainly, guidelines_plainly, reviews_plainly


@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_guidelines_are_counted_once_each(facts, question):
    found = advice(facts, question)
    numbers = [int(number) for number in re.findall(r"\d+", guidelines_plainly(found).replace("one guideline", "1"))]
    assert numbers[0] == sum(numbers[1:]) == sum(len(lane.counts) for lane in lanes(found))


def test_guidelines_that_disagree_are_said_to():
    assert guidelines_plainly(()) == "No guideline in our data answers this question."


def test_a_disagreement_is_said(facts):
    assert "They disagree" in guidelines_plainly(advice(facts, "chronic"))
    assert "They disagree" not in guidelines_plainly(advice(facts, "upper"))


@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_sham_comes_first_in_reviews_and_every_figure_has_its_denominator(facts, question):
    shown = review_effects(facts, question)
    # A result that is drawn a second time, on another scale, is counted once.
    rows = [row for panel in shown.panels for row in panel.rows if not row.repeats]
    sham = [row for row in rows if row.comparison == "vs_sham"]
    said = reviews_plainly(shown)
    counts = [tuple(map(int, pair)) for pair in re.findall(r"better in (\d+) of (\d+) published", said)]
    assert counts == [
        (sum(row.value < 0 for row in group), len(group))
        for group in (sham, [r for r in rows if r not in sham])
        if group
    ]
    assert said.index("sham") < said.index("usual care")
    assert "nothing of how large" in said


def every(facts):
    for question in QUESTION_KEYS:
        for comparison in COMPARISONS:
            for outcome in OUTCOMES:
                for window in WINDOWS:
                    yield analysis(
                        facts, Choices(question=question, comparison=comparison, outcome=outcome, window=window)
                    )


def test_an_analysis_in_plain_words_has_its_figure_its_interval_and_what_it_was_against(facts):
    told = 0
    for it in every(facts):
        said = analysis_plainly(it)
        if not said:
            assert it.pooled is None or it.axis.unit != "points of 100" or it.choices.outcome == "responder"
            continue
        told += 1
        effect = it.pooled.effect
        assert f"{round(abs(effect.value), 1):g} points {'less' if effect.value < 0 else 'more'}" in said
        assert f"{len(it.counted)} trials" in said
        assert ("sham" in said) == (it.choices.comparison == "vs_sham")
        across = effect.low < 0 < effect.high
        assert ("not clear" in said or "too little" in said) == across
        if max(abs(effect.low), abs(effect.high)) <= 100:
            for end in (effect.low, effect.high):
                assert f"{round(abs(end), 1):g}" in said
        assert ("Only 2 trials: this range " in said) == bool(it.pooled.caution)
        assert ("may be too narrow" in said) == ("too narrow" in it.pooled.caution)
        assert ("disagree widely" in said) == bool(it.pooled.warning)
        if it.pooled.n is not None:
            assert f"{it.pooled.n:,} people" in said
    assert told
