import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.kinds import ACTIVE, ACUPUNCTURE, KINDS, SHAM
from dashboard.evidence.readings import ArmSeries, Reading
from dashboard.evidence.trial_results import trial_results
from dashboard.figures.theme import LOOKS
from dashboard.figures.trial_outcome_frame import OutcomeAxis
from dashboard.figures.trial_outcomes import DASHES, outcomes_summary, trial_outcomes
from dashboard.pages.trial import axis_of, heading

LEVEL = OutcomeAxis(0.0, 100.0, "0 to 100", "lower", change=False, smallest=15.0)
CHANGE = OutcomeAxis(-28.7, 0.0, "points of 100", "lower", change=True, smallest=15.0)


def line(kind, *readings, form="level", arm=""):
    placed = tuple(Reading(week, f"week {week}", value, low, high, 10, "") for week, value, low, high in readings)
    return ArmSeries("x", "X 2000", arm or kind.label, kind, "Pain", form, placed)


def drawn(lines, axis):
    return ElementTree.fromstring(trial_outcomes("panel", "Pain", lines, axis))


def of_class(root, name):
    return [found for found in root.iter() if name in found.get("class", "").split()]


TWO = (line(ACUPUNCTURE, (0, 60, None, None), (8, 40, 35, 45)), line(SHAM, (0, 60, None, None), (8, 50, None, None)))


def test_a_panel_is_one_named_picture():
    root = drawn(TWO, LEVEL)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "panel-title panel-desc"
    assert {"panel-title", "panel-desc"} <= {found.get("id") for found in root.iter()}


def test_arms_differ_by_dash_and_mark_and_not_by_colour_alone():
    root = drawn([line(kind, (0, 60, None, None), (8, 50, None, None)) for kind in KINDS], LEVEL)
    lines = of_class(root, "outcome-line")[: len(KINDS)]
    assert len({found.get("stroke-dasharray") for found in lines}) == len(KINDS)
    assert {found.get("stroke") for found in lines} == {f"var({look.colour})" for look in LOOKS.values()}


def test_every_dash_of_the_looks_can_be_drawn():
    assert {look.dash for look in LOOKS.values()} <= DASHES.keys()


def test_a_second_arm_of_a_kind_is_hollow():
    root = drawn([TWO[0], line(ACUPUNCTURE, (8, 45, None, None), arm="other")], LEVEL)
    assert [mark.get("fill") for mark in of_class(root, "outcome-mark")][:3] == [
        "var(--s1)",
        "var(--s1)",
        "var(--surface)",
    ]


def test_an_interval_is_drawn_only_where_it_was_printed():
    assert len(of_class(drawn(TWO, LEVEL), "outcome-interval")) == 1
    assert of_class(drawn([line(ACTIVE, (8, 1, None, 2))], LEVEL), "outcome-interval") == []


def test_changes_begin_at_nought():
    root = drawn([line(ACUPUNCTURE, (8, -20, None, None), form="change")], CHANGE)
    start, end = re.findall(r"([\d.]+) ([\d.]+)", of_class(root, "outcome-line")[0].get("d"))
    nought = of_class(root, "outcome-nought")[0]
    assert float(start[1]) == pytest.approx(float(nought.get("y1")), abs=0.1)
    assert float(end[1]) > float(start[1])


@pytest.mark.parametrize(("better", "sign"), [("lower", -1), ("higher", 1)])
def test_the_smallest_change_lies_on_the_side_of_the_better(better, sign):
    axis = OutcomeAxis(-30, 30, "points of 100", better, change=True, smallest=15.0)
    root = drawn([line(ACUPUNCTURE, (8, 5, None, None), form="change")], axis)
    nought = float(of_class(root, "outcome-nought")[0].get("y1"))
    mark = float(of_class(root, "outcome-smallest")[0].get("y1"))
    assert (nought - mark) * sign > 0


def test_no_smallest_change_no_mark():
    root = drawn(TWO, OutcomeAxis(0, 100, "0 to 100", "lower", change=False))
    assert of_class(root, "outcome-bar") == [] == of_class(root, "outcome-smallest")
    assert "smallest" not in "".join(root.itertext()).lower()


@pytest.mark.parametrize(
    ("better", "words"),
    [("lower", "↓ lower is better"), ("higher", "↑ higher is better"), ("", "which way is better is uncertain")],
)
def test_the_direction_is_said(better, words):
    axis = OutcomeAxis(0, 100, "0 to 100", better, change=False)
    assert [found.text for found in of_class(drawn(TWO, axis), "outcome-better")] == [words]
    assert words.lstrip("↓↑ ") in outcomes_summary(TWO, axis)


def test_the_summary_is_one_sentence_for_each_arm():
    assert outcomes_summary(TWO, LEVEL) == (
        "Level, 0 to 100, lower is better. Acupuncture: 60 at week 0, 40 at week 8; Sham: 60 at week 0, 50 at week 8."
    )


def test_short_trials_are_told_in_days():
    root = drawn([line(SHAM, (0, 5, None, None), (1, 4, None, None))], LEVEL)
    assert "days since the start" in "".join(root.itertext())


def test_without_a_reading_nothing_is_drawn():
    with pytest.raises(ValueError, match="panel: no line has a reading"):
        trial_outcomes("panel", "Pain", [line(SHAM)], LEVEL)


def test_words_stay_whole_markup():
    root = drawn([line(SHAM, (8, 5, None, None), arm="<b>a & b")], LEVEL)
    assert "<b>a & b" in "".join(root.itertext())


VALUES = st.floats(-1000, 1000).map(lambda value: round(value, 2))


@given(st.lists(st.tuples(st.floats(0.1, 104).map(lambda week: round(week, 1)), VALUES), min_size=1, max_size=8))
def test_every_mark_lies_inside_the_panel(readings):
    one = line(ACUPUNCTURE, *((week, value, None, None) for week, value in sorted(readings)))
    values = [value for _, value in readings]
    root = drawn([one], OutcomeAxis(min(values), max(values), "as printed", "", change=False))
    _, _, width, height = (float(end) for end in root.get("viewBox").split())
    for mark in of_class(root, "outcome-mark"):
        if mark.get("cx"):
            assert 0 <= float(mark.get("cx")) <= width
            assert 0 <= float(mark.get("cy")) <= height


def test_every_panel_of_every_trial_draws_its_readings(facts):
    for study in facts.trials:
        for panel in trial_results(facts, study).panels:
            root = ElementTree.fromstring(trial_outcomes("panel", heading(panel), panel.lines, axis_of(panel)))
            readings = sum(len(one.readings) for one in panel.lines)
            assert len(of_class(root, "outcome-mark")) == readings + len(panel.lines)
            assert {found.get("y1") is not None for found in of_class(root, "outcome-grid")} == {True}
            assert 2 <= len(of_class(root, "outcome-grid")) <= 8
