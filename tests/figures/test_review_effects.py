"""Pictures of published reviews: every figure where its scale says, in words too, never added up."""

from dataclasses import replace

import pytest

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.review_effects import review_effects as collected
from dashboard.figures.review_effects import (
    not_drawn_words,
    review_effects,
    review_panel,
    review_summary,
    review_table,
)
from tests.figures.forest_rows_made import by_class, ends_of, pictures, reader, words_in


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_figure_stands_where_its_scale_says(facts, question):
    for panel in collected(facts, question).panels:
        for svg in pictures(review_panel(panel, name="p")):
            read = reader(svg)
            rows = by_class(svg, "review-row")
            reach = max(abs(float(node.get("data-value"))) for node in by_class(svg, "rows-tick"))
            assert [node.get("data-review") for node in rows] == [row.review_id for row in panel.rows]
            for node, row in zip(rows, panel.rows, strict=True):
                if row.low is None:
                    assert by_class(node, "forest-interval") == []
                    assert len(by_class(node, "review-open")) == 1
                    assert "no interval printed" in words_in(node)
                    continue
                left, right, arrows = ends_of(node)
                assert not arrows
                assert read(left) == pytest.approx(row.low, abs=reach / 80)
                assert read(right) == pytest.approx(row.high, abs=reach / 80)


@pytest.mark.parametrize("question", QUESTIONS)
def test_comparison_certainty_and_people_are_said_and_counted_in_marks(facts, question):
    for panel in collected(facts, question).panels:
        for svg in pictures(review_panel(panel, name="p")):
            for node, row in zip(by_class(svg, "review-row"), panel.rows, strict=True):
                said = words_in(node)
                assert row.against.split()[1] in said
                assert row.certainty.split()[0] in said
                assert len(by_class(node, "trust-full")) == row.marks
                assert len(by_class(node, "trust-empty")) == 4 - row.marks
                assert row.people is None or f"{row.people:,}" in said


def test_the_words_say_what_is_not_drawn_and_never_to_add_up(facts):
    shown = collected(facts, "chronic")
    assert "never add them up" in review_summary(shown)
    assert "significan" not in review_summary(shown)
    assert len(not_drawn_words(shown)) == len(shown.not_drawn) > 0
    rows = review_table(shown)
    assert len(rows) == sum(len(panel.rows) for panel in shown.panels) + len(shown.not_drawn)
    assert any("sign turned here" in row.printed for row in rows)


def test_ids_are_of_their_own_across_the_panels(facts):
    html = f"<div>{review_effects(collected(facts, 'chronic'))}</div>"
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) > 0


def test_a_question_without_reviews_gets_a_sentence(facts):
    empty = replace(collected(facts, "acute"), panels=(), not_drawn=())
    assert review_effects(empty).startswith("<p")
    assert "No published review" in review_summary(empty)
