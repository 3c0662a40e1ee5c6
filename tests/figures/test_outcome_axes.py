import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.kinds import ACUPUNCTURE
from dashboard.evidence.readings import ArmSeries, Reading
from dashboard.figures import outcome_axes


def line(weeks, values=None, ends=(None, None), form="level"):
    values = values or [50.0] * len(weeks)
    readings = tuple(
        Reading(week, "" if week else "start", value, *ends, None, "")
        for week, value in zip(weeks, values, strict=True)
    )
    return ArmSeries("trial", "Trial 2000", "acupuncture", ACUPUNCTURE, "Pain", form, readings)


@pytest.mark.parametrize(
    ("weeks", "ticks", "title"),
    [
        ([0, 8, 26], ["0", "8", "26"], "Weeks since the start"),
        ([8], ["0", "8"], "Weeks since the start"),
        ([0, 1, 2, 3, 4, 5, 10], ["0", "2", "4", "10"], "Weeks since the start"),
        ([0, 0.57], ["0", "4"], "Days since the start"),
    ],
)
def test_ticks_stand_where_the_trial_measured(weeks, ticks, title):
    axis = outcome_axes.x_axis([line(weeks)], "y")
    assert (axis["ticktext"], axis["title"]["text"]) == (ticks, title)


@given(st.lists(st.floats(0, 200), min_size=1, max_size=12, unique=True))
def test_every_reading_is_on_the_axis_and_no_two_ticks_touch(weeks):
    weeks = sorted(weeks)
    lines = [line(weeks)]
    axis = outcome_axes.x_axis(lines, "y")
    unit = outcome_axes.days_a_unit(lines)
    assert axis["range"][0] < 0
    assert axis["range"][1] >= weeks[-1] * unit
    ticks = axis["tickvals"]
    gap = ticks[-1] / outcome_axes.MAX_TICKS
    assert all(after - before >= gap for before, after in itertools.pairwise(ticks))


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=6))
def test_every_change_and_its_start_are_on_the_axis(values):
    axis = outcome_axes.y_axis([line([8.0] * len(values), values, form="change")], (0, 1), "x", change=True)
    low, high = axis["range"]
    assert low < 0 < high
    assert all(low <= value <= high for value in values)


def test_levels_always_stand_on_0_to_100():
    axis = outcome_axes.y_axis([line([0, 8], [60, 20])], (0, 1), "x", change=False)
    assert axis["range"] == [0, 100]


@pytest.mark.parametrize(("change", "ends"), [(True, (-15, -15)), (False, (83, 98))])
def test_the_mark_is_as_long_as_the_change_it_shows(change, ends):
    mark = outcome_axes.important_mark(15, "x", "y", change=change)[0]
    assert (mark["y0"], mark["y1"]) == ends
