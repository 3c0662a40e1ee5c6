from dataclasses import replace

import pytest

from dashboard.evidence.outcome_series import outcome_series
from dashboard.figures import outcomes_text as words


def test_the_chart_told_in_words(facts):
    assert words.alt_text(outcome_series(facts, "BL23", "chronic")) == (
        "Pain over time in 5 arms of 2 trials: Pach 2013, Brinkhaus 2006. "
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


def test_two_arms_of_one_kind_are_told_apart_in_the_heading(facts):
    lines = [one for one in outcome_series(facts, "BL23", "chronic").levels if one.study_id == "pach2013"]
    assert "● Set points on both sides  ○ Points chosen by…" in words.heading(lines)
    ends = ("on the left, left in 10 min", "on the left, left in 20 min")
    alike = [
        replace(one, arm=f"acupuncture: Lumbago point and LI3 {end}") for one, end in zip(lines, ends, strict=True)
    ]
    assert "● …10 min  ○ …20 min" in words.heading(alike)
