from dataclasses import replace

import pytest

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.trial_changes import trial_changes
from dashboard.figures.change_strip import change_strip, change_summary
from tests.figures.forest_rows_made import by_class, pictures, reader, words_in


def chart(facts, question, outcome, window):
    return next(c for c in trial_changes(facts, question) if (c.outcome, c.window) == (outcome, window))


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_the_figures_can_be_read_back_from_their_places(facts, question):
    charts = trial_changes(facts, question)
    for one in charts:
        beside = [c for c in charts if c.outcome == one.outcome and c is not one]
        for svg in pictures(change_strip(one, "c", beside)):
            read = reader(svg)
            squares = by_class(svg, "forest-square")
            assert len(squares) == len(one.rows)
            for square, row in zip(squares, one.rows, strict=True):
                middle = float(square.get("x")) + float(square.get("width")) / 2
                assert read(middle) == pytest.approx(row.effect.value, abs=0.3)


def test_charts_of_one_outcome_share_their_scale(facts):
    charts = [c for c in trial_changes(facts, "chronic") if c.outcome == "function"]
    scales = set()
    for one in charts:
        svg = pictures(change_strip(one, "c", [c for c in charts if c is not one]))[0]
        scales.add(tuple(node.get("data-value") for node in by_class(svg, "rows-tick")))
    assert len(scales) == 1


def test_nothing_is_pooled_and_every_comparator_is_named(facts):
    one = chart(facts, "chronic", "pain", "short")
    for svg in pictures(change_strip(one, "c")):
        said = words_in(svg)
        assert "nothing is pooled here" in said
        assert not by_class(svg, "forest-diamond")
        assert "Against sham" in said
        assert "usable figure against usual care" in said


def test_dashed_lines_stand_only_beside_measures_that_have_a_smallest_change(facts):
    one = chart(facts, "chronic", "pain", "long")
    known = [group.axis.important is not None for group in one.groups]
    assert len(set(known)) == 2
    svg = pictures(change_strip(one, "c"))[0]
    assert len(by_class(svg, "rows-important")) == sum(known)
    assert "No smallest change that matters is in our data for this measure." in words_in(svg)


def test_the_summary_gives_each_figure_with_its_interval(facts):
    assert change_summary(chart(facts, "chronic", "pain", "intermediate")) == (
        "In points of 100, minus in favour of acupuncture: against sham, Brinkhaus 2006 −3.8 (−12.4 to 4.9). "
        "No trial here with a usable figure against no treatment, against usual care, against another treatment."
    )


def test_without_rows_a_sentence_says_so(facts):
    bare = replace(chart(facts, "chronic", "pain", "short"), groups=(), lacking=("against sham",))
    assert change_strip(bare, "c") == '<p class="figure-none">No trial here with a usable figure against sham.</p>'
