import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from dashboard.figures.clinic_course import LOOKS, ContextLine, CourseLine, clinic_course, course_summary

LINE = CourseLine("", ((0, 60.0, 120, 120), (4, 45.25, 100, 120), (24, 40.0, 80, 120)))
OTHER = CourseLine("65-79 and 80+ together", ((0, 58.0, 30, 30), (24, 50.0, 20, 30)))
TRIAL = ContextLine("Pach 2013, <b>Acupuncture</b>", ((0, 61.0), (52, 30.0)))
USUAL = ContextLine("Cherkin 2009, Usual care", ((0, 62.0), (8, 55.0)), needled=False)


def drawn(lines, context=(), invented=False):
    return clinic_course("course", "Pain over time", lines, list(context), invented)


def parts(markup, css):
    return [element for element in ElementTree.fromstring(markup).iter() if css in element.get("class", "").split()]


def spots(markup, layout):
    """The middles of a layout's round marks, as drawn."""
    svg = next(e for e in ElementTree.fromstring(markup).iter() if e.get("id") == f"course-{layout}")
    marks = [e for e in svg.iter() if e.tag.endswith("circle") and e.get("class") == "course-mark"]
    # The last is the legend's.
    return [(float(e.get("cx")), float(e.get("cy"))) for e in marks][:-1]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_weeks_and_scores_stand_to_scale_with_less_below(layout):
    (x0, y0), (x4, y4), (x24, y24) = spots(drawn([LINE]), layout)
    assert (x4 - x0) / (x24 - x0) == pytest.approx(4 / 24, abs=0.002)
    assert (y4 - y0) / (y24 - y0) == pytest.approx(14.75 / 20, abs=0.002)
    assert y0 < y4 < y24


def test_a_trial_that_lasted_longer_makes_room_and_its_last_week_is_written():
    text = drawn([LINE], [TRIAL])
    assert spots(text, "wide")[2][0] < spots(drawn([LINE]), "wide")[2][0]
    assert [e.text for e in parts(text, "course-tick")].count("52") == 2


def test_every_line_has_a_mark_and_a_dash_of_its_own():
    assert len({mark for _, _, mark in LOOKS}) == len({dash for _, dash, _ in LOOKS}) == len(LOOKS)
    lines = [CourseLine(f"group {n}", LINE.spots) for n in range(len(LOOKS))]
    text = drawn(lines)
    dashes = [e.get("stroke-dasharray") for e in parts(text, "course-line")]
    assert len(set(dashes)) == len(LOOKS)
    assert all(text.count(f">group {n}</text>") == 2 for n in range(len(LOOKS)))


def test_more_lines_than_can_be_told_apart_are_refused_and_so_is_nothing():
    with pytest.raises(ValueError, match="cannot be told apart"):
        drawn([LINE] * (len(LOOKS) + 1))
    for nothing in ([], [CourseLine("", ())]):
        with pytest.raises(ValueError, match="no line has a figure"):
            drawn(nothing)
        with pytest.raises(ValueError, match="no line has a figure"):
            course_summary(nothing, [], invented=False)


def test_the_sentence_gives_start_end_and_denominators():
    text = course_summary([LINE], [], invented=False)
    assert "60 of 100 at week 0 (120 people), 40 at week 24 (80 of 120 followed up)" in text
    assert "lower is better" in text
    assert "context" not in text
    assert "Invented" not in text


def test_one_point_in_time_is_told_once_and_makes_no_axis():
    one = CourseLine("", ((0, 62.0, 20, 20),))
    text = course_summary([one], [], invented=False)
    assert text.endswith(" 62 of 100 at week 0 (20 of 20 people), and no other week is drawn.")
    for context in ([], [ContextLine("x", ((0, 61.0), (0, 61.0)))]):
        ticks = [e.text for e in parts(drawn([one], context), "course-tick") if e.get("text-anchor") == "middle"]
        assert ticks == ["0", "0"]
    several = course_summary([replace(one, label=name) for name in "abc"], [], invented=False)
    assert "3 groups: between 62 and 62 of 100, each at one week only; people and" in several


def test_many_groups_are_told_by_their_span_and_lead_to_the_table():
    text = course_summary([LINE, OTHER, CourseLine("x", ((0, 70.25, 11, 11),))], [], invented=False)
    assert "3 groups: between 58 and 70.2 of 100 where each starts, between 40 and 70.2 where each ends" in text
    assert "table" in text


@pytest.mark.parametrize("invented", [True, False])
def test_what_is_invented_says_so_in_both_pictures_and_in_words(invented):
    text = drawn([LINE, OTHER], [TRIAL], invented)
    assert len(parts(text, "course-invented")) == (2 if invented else 0)
    assert text.count("<desc") == 2
    assert len(re.findall(r"<desc[^>]*>Invented data\. ", text)) == (2 if invented else 0)


def test_trials_behind_are_told_apart_named_and_called_no_comparison():
    text = drawn([LINE], [TRIAL, USUAL])
    assert text.count("acupuncture arms of published trials, as") >= 2
    assert "other arms of those trials" in text
    assert "they are no comparison" in text
    assert "&lt;b&gt;Acupuncture&lt;/b&gt;" in text
    # Once in its place and once in the legend, in each layout.
    assert len(parts(text, "course-other")) == 4
    assert "as context" not in drawn([LINE])


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_the_smallest_change_is_a_bar_to_scale_with_its_words(layout):
    text = clinic_course("course", "Pain over time", [LINE], [], False, 20.0)
    svg = next(e for e in ElementTree.fromstring(text).iter() if e.get("id") == f"course-{layout}")
    bar, _ = (e for e in svg.iter() if e.get("class") == "course-smallest")
    (_, y0), _, (_, y24) = spots(text, layout)
    # The line falls from 60 to 40, too.
    assert float(bar.get("y2")) - float(bar.get("y1")) == pytest.approx(y24 - y0, abs=0.02)
    assert bar.get("x1") == bar.get("x2")
    said = " ".join(e.text for e in svg.iter() if "course-words" in e.get("class", ""))
    assert "smallest change that matters: 20 points" in said
    assert "matters to one patient, 20 points of 100, is marked by a bar" in text
    assert "smallest" not in drawn([LINE])


def test_no_word_of_an_effect():
    assert "effect" not in drawn([LINE, OTHER], [TRIAL, USUAL], invented=True).lower()


def test_each_figure_has_a_tip_with_its_people():
    assert "<title>week 4: 45.2, 100 of 120 people</title>" in drawn([LINE])
