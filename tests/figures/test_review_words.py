"""Words and table of published reviews: figures as drawn beside figures as printed; none added up."""

import re
from dataclasses import replace

import pytest

from dashboard.evidence.ladder import ladder
from dashboard.evidence.ladder_steps import ladder_steps
from dashboard.evidence.pooled import effect_groups
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.review_effects import review_effects
from dashboard.evidence.review_parts import ReviewEffects
from dashboard.figures.review_words import (
    behind_words,
    figure_words,
    full_words,
    not_drawn_words,
    panel_words,
    review_summary,
    review_table,
)


@pytest.fixture
def panel(facts):
    """The one panel of acute pain, in points of 100."""
    (only,) = review_effects(facts, "acute").panels
    return only


def test_the_words_say_what_is_not_drawn_and_never_to_add_up(facts):
    shown = review_effects(facts, "chronic")
    assert "never add them up" in review_summary(shown)
    assert "significan" not in review_summary(shown)
    assert len(not_drawn_words(shown)) == len(shown.not_drawn) > 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_and_the_ladder_count_the_same_figures(facts, question):
    told = re.search(
        r"with (\d+) pooled figures? for .*?, (\d+|none) of them", review_summary(review_effects(facts, question))
    )
    step = re.search(
        r"(\d+) pooled figures?.*, (\d+|none) of them", ladder_steps(facts, ladder(facts, "BL23", question)).reviews
    )
    groups = effect_groups(facts, question)
    counted = [group.comparison for group in groups for _ in group.counted]
    assert told.groups() == step.groups() == (str(len(counted)), str(counted.count("vs_sham")))


def test_the_summary_names_what_is_drawn_what_is_not_and_what_is_drawn_again(facts):
    told = review_summary(review_effects(facts, "chronic"))
    assert "4 reviews with 13 pooled figures for chronic low back pain, 3 of them against sham." in told
    assert (
        "11, of pain or function, are drawn here, 2 of them against sham; 2 are not (physical quality of life)." in told
    )
    assert "11 of the 11 drawn lie on the side of acupuncture" in told
    assert "Drawn again and not counted again: Mu 2020, the same result in standard deviations." in told
    upper = review_summary(review_effects(facts, "upper"))
    assert "All are of pain or function and drawn here. 9 of the 9 drawn" in upper
    assert "Drawn again" not in upper


def test_a_repeated_result_says_so_wherever_it_stands(facts):
    shown = review_effects(facts, "chronic")
    panel, row = next((panel, row) for panel in shown.panels for row in panel.rows if row.repeats)
    again = "the same result in standard deviations"
    assert again in full_words(row)
    assert f"({again})" in panel_words(panel)
    assert [
        line.note.startswith(again.capitalize()) for line in review_table(shown) if line.figure.startswith("−0.47")
    ] == [
        False,
        True,
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_table_has_every_figure_as_shown_and_as_printed(facts, question):
    shown = review_effects(facts, question)
    rows, drawn = review_table(shown), [row for panel in shown.panels for row in panel.rows]
    assert len(rows) == len(drawn) + len(shown.not_drawn)
    for told, row in zip(rows, drawn, strict=False):
        assert told.printed.startswith(row.printed)
        assert ("sign turned here" in told.printed) == row.turned
        assert told.scale
    for told, row in zip(rows[len(drawn) :], shown.not_drawn, strict=True):
        assert told.figure == "not drawn"
        assert told.note.lower().startswith(row.reason)
        assert row.note in told.note
        assert (told.when, told.certainty, told.behind) == (row.when, row.certainty, behind_words(row))


def test_the_table_gives_the_common_scale_beside_the_printed_one(facts):
    told = next(row for row in review_table(review_effects(facts, "acute")) if row.review == "Yuan 2015")
    assert (told.outcome, told.scale, told.figure) == ("pain", "points of 100", "−9.9 (−12.4 to −7.3)")
    assert told.printed == "mean difference −0.99 (−1.24 to −0.73), VAS 0-10 cm"


def test_a_figure_without_an_interval_says_so_and_makes_no_more_of_its_direction(panel):
    bare = replace(panel.rows[0], low=None, high=None)
    assert figure_words(bare, panel) == "−9.9 (no interval printed)"
    (row, *_) = review_table(_only(panel, bare))
    assert row.direction == "favours acupuncture, without an interval"
    assert "1 has no interval" in review_summary(_only(panel, bare))


@pytest.mark.parametrize(
    ("trials", "people", "told"),
    [
        (None, None, "trials and people not reported"),
        (1, None, "1 trial, people not reported"),
        (None, 40, "trials not reported, 40 people"),
        (12, 1234, "12 trials, 1,234 people"),
    ],
)
def test_what_is_behind_a_figure_is_counted_or_said_to_be_missing(panel, trials, people, told):
    row = replace(panel.rows[0], trials=trials, people=people)
    assert behind_words(row) == told
    assert told in full_words(row)


def test_a_panel_is_told_row_by_row_with_what_is_printed(panel):
    told = panel_words(panel)
    assert "Yuan 2015 against sham, right after treatment: −9.9 (−12.4 to −7.3) (printed −0.99 on VAS 0-10 cm)" in told
    assert "Lin 2024 against another treatment: −11.7 (−16.1 to −7.2) (printed −1.17, scale not stated" in told
    assert told.endswith("never add them up.")


def test_a_question_without_reviews_gets_a_sentence(facts):
    empty = replace(review_effects(facts, "acute"), panels=(), not_drawn=())
    assert "No published review" in review_summary(empty)


def _only(panel, row):
    return ReviewEffects(QUESTIONS["acute"], (replace(panel, rows=(row,)),), ())
