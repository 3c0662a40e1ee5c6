import re

import pytest

from dashboard.evidence.kinds import ACUPUNCTURE
from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.readings import ArmSeries, Reading
from dashboard.figures.outcomes_over_time import outcomes_over_time
from dashboard.figures.right_after import place_after, tick_after, week_drawn
from dashboard.figures.trial_outcome_frame import OutcomeAxis
from dashboard.figures.trial_outcomes import trial_outcomes


def lines(*times):
    readings = tuple(Reading(week, when, 50.0, None, None, 10, "") for week, when in times)
    return [ArmSeries("x", "X 2000", "acupuncture", ACUPUNCTURE, "Pain", "level", readings)]


@pytest.mark.parametrize(
    ("times", "week"),
    [
        (((0.0, "start"), (0.0, "right after the session")), 0.5),
        (((0.0, "start"), (0.0, "right after the session"), (10.0, "week 10")), 2.0),
        (((0.0, "start"), (0.0, "right after the session"), (1.0, "week 1"), (10.0, "week 10")), 0.5),
    ],
)
def test_what_came_right_after_stands_between_the_start_and_the_next_time(times, week):
    drawn = lines(*times)
    start, after, *_ = drawn[0].readings
    assert (week_drawn(start, drawn), week_drawn(after, drawn)) == (0.0, week)
    assert place_after(drawn) == week
    assert tick_after(drawn) == {week: "right after"}


def test_without_such_a_reading_there_is_no_extra_tick():
    assert tick_after(lines((0.0, "start"), (8.0, "week 8"))) == {}


def test_a_panel_draws_both_readings_apart_and_names_the_second_time():
    drawn = lines((0.0, "start"), (0.0, "right after the session"))
    picture = trial_outcomes("p", "Pain", drawn, OutcomeAxis(0.0, 100.0, "0 to 100", "lower", change=False))
    xs = re.search(r'd="M([\d.]+) [\d.]+ L([\d.]+) [\d.]+"', picture)
    assert float(xs[2]) - float(xs[1]) > 40
    assert ">right after<" in picture


def test_the_chart_of_a_point_does_the_same(facts):
    chart = outcomes_over_time(outcome_series(facts, "TE5", "upper"))
    traces = [trace for trace in chart["data"] if trace["meta"][0].startswith("Chou")]
    assert traces
    assert all(trace["x"][1] - trace["x"][0] == 3.5 for trace in traces)
    assert any("right after" in axis["ticktext"] for name, axis in chart["layout"].items() if name.startswith("xaxis"))
