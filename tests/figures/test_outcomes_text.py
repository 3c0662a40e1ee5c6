import re
from dataclasses import replace
from itertools import product

import pytest

from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.figures import outcomes_text as words


def test_the_chart_told_in_words(facts):
    assert words.alt_text(outcome_series(facts, "BL23", "chronic")) == (
        "Pain over time in 2 of 9 trials, 5 arms: Pach 2013, Brinkhaus 2006. "
        "Levels lie between 27.3 and 66 of 100, where 0 is no pain. "
        "Changes lie between −28.7 and −6.9 points of 100; below 0 is less pain."
    )


def test_without_a_chart_the_reason_is_told(facts):
    series = outcome_series(facts, "BL13", "upper")
    assert words.alt_text(series) == series.empty
    assert words.notes(series) == []


@pytest.mark.parametrize(
    ("code", "question", "sentences"),
    [
        ("BL23", "chronic", [words.SCALE, words.CHANGES, words.BARS, words.FAIR]),
        ("GB21", "upper", [words.SCALE, words.BARS, words.FAIR]),
    ],
)
def test_notes(facts, code, question, sentences):
    told = words.notes(outcome_series(facts, code, question))
    assert told[: len(sentences)] == sentences
    assert (words.CHANGES in told) == (words.CHANGES in sentences)
    assert any("smallest change that matters" in sentence for sentence in told)


def text_lines(heading):
    return [re.sub("<[^>]*>", "", line) for line in heading.split("<br>")]


def test_no_arm_that_is_drawn_has_its_name_cut(facts):
    for question, code in product(QUESTIONS, facts.points):
        series = outcome_series(facts, code, question)
        for one in {(line.study_id, line.form) for line in series.series}:
            heading = words.heading([line for line in series.series if (line.study_id, line.form) == one])
            assert "…" not in heading
            assert max(map(len, text_lines(heading))) <= words.LINE_LENGTH


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_words_say_how_many_trials_of_how_many_are_drawn(facts, question):
    for code in facts.points:
        series = outcome_series(facts, code, question)
        if series.series:
            trials = len(trials_of(facts, code, question))
            said = f"{len(series.studies)} of {trials} trial{'s' if trials > 1 else ''}, "
            assert said in words.alt_text(series)


def test_two_arms_of_one_kind_are_told_apart_in_the_heading(facts):
    lines = [one for one in outcome_series(facts, "BL23", "chronic").levels if one.study_id == "pach2013"]
    assert text_lines(words.heading(lines))[2:] == [
        "● Set points on both sides",
        "○ Points chosen by Chinese-medicine",
        "diagnosis",
    ]
    ends = ("on the left, left in 10 min", "on the left, left in 20 min")
    alike = [
        replace(one, arm=f"acupuncture: Lumbago point and LI3 {end}") for one, end in zip(lines, ends, strict=True)
    ]
    assert text_lines(words.heading(alike))[2:] == ["● …10 min", "○ …20 min"]
