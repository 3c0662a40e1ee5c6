"""Pictures of published reviews: every figure where its scale says, under its comparison, in words too."""

import re
from dataclasses import replace

import pytest

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.review_effects import review_effects as collected
from dashboard.figures.review_effects import review_effects, review_panel
from tests.figures.forest_rows_made import SVG, by_class, ends_of, pictures, reader, words_in


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
def test_certainty_and_people_are_said_and_counted_in_marks(facts, question):
    for panel in collected(facts, question).panels:
        for svg in pictures(review_panel(panel, name="p")):
            for node, row in zip(by_class(svg, "review-row"), panel.rows, strict=True):
                said = words_in(node)
                assert row.certainty.split()[0] in said
                assert len(by_class(node, "trust-full")) == row.marks
                assert len(by_class(node, "trust-empty")) == 4 - row.marks
                assert row.people is None or f"{row.people:,}" in said


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_stands_under_its_comparison(facts, question):
    for panel in collected(facts, question).panels:
        for svg in pictures(review_panel(panel, name="p")):
            under, found = "", []
            for node in svg:
                css = (node.get("class") or "").split()
                if "review-group" in css:
                    under = words_in(node)
                if "review-row" in css:
                    found.append(under.lower())
            assert found == [row.against for row in panel.rows]
            heads = [words_in(node) for node in by_class(svg, "review-group")]
            assert len(heads) == len(set(heads))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_row_says_how_it_is_printed_where_scales_were_brought_together(facts, question):
    for panel in collected(facts, question).panels:
        for svg in pictures(review_panel(panel, name="p")):
            desc = svg.find(f"{SVG}desc").text
            for node, row in zip(by_class(svg, "review-row"), panel.rows, strict=True):
                assert row.printed_on in words_in(node)
                assert row.printed in node.find(f"{SVG}title").text
                assert row.printed_on in desc


def test_one_line_of_the_smallest_change_serves_every_comparison(facts):
    (panel,) = collected(facts, "acute").panels
    for svg in pictures(review_panel(panel, name="p")):
        read = reader(svg)
        (path,) = [node for node in by_class(svg, "rows-important") if node.get("d")]
        assert sorted({round(read(x)) for x in re.findall(r"M([\d.]+)", path.get("d"))}) == [-15, 15]
        said = words_in(svg)
        assert "15 points of 100: smallest change that matters to one patient" in said
        assert "a difference between groups is not the same thing" in said


def test_ids_are_of_their_own_across_the_panels(facts):
    html = f"<div>{review_effects(collected(facts, 'chronic'))}</div>"
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) > 0


def test_a_question_without_reviews_gets_a_sentence(facts):
    assert review_effects(replace(collected(facts, "acute"), panels=(), not_drawn=())).startswith("<p")
