import itertools
import json

import plotly.graph_objects as go
import pytest

from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.questions import QUESTIONS
from dashboard.figures import theme
from dashboard.figures.outcomes_over_time import AXIS_PX, LINE_PX, PANEL_PX, outcomes_over_time

CASES = [("BL23", "chronic"), ("EX-B8", "chronic"), ("SI3", "upper"), ("GB21", "upper"), ("SI3", "acute")]


@pytest.fixture(scope="module")
def chart(facts):
    return outcomes_over_time(outcome_series(facts, "BL23", "chronic"))


@pytest.mark.parametrize("theme_name", theme.PALETTES)
@pytest.mark.parametrize(("code", "question"), CASES)
def test_plotly_takes_the_figure(facts, code, question, theme_name):
    series = outcome_series(facts, code, question)
    drawn = go.Figure(theme.resolved(outcomes_over_time(series), theme_name))
    assert len(drawn.data) == len(series.series)


def test_one_panel_for_each_trial_and_form(chart):
    headings = [note["text"] for note in chart["layout"]["annotations"] if note["text"].startswith("<b>")]
    assert [text.split("<br>")[0] for text in headings] == [
        "<b>Pach 2013</b>",
        "<b>Brinkhaus 2006</b>",
        "<b>Brinkhaus 2006</b>",
    ]
    assert {trace["yaxis"] for trace in chart["data"]} == {"y", "y2", "y3"}


def test_panels_do_not_overlap(chart):
    domains = [axis["domain"] for name, axis in chart["layout"].items() if name.startswith("yaxis")]
    for upper, lower in itertools.pairwise(domains):
        assert upper[0] > lower[1]
    assert all(0 <= low < high <= 1 for low, high in domains)


def test_arms_of_a_panel_differ_by_more_than_colour(chart):
    for axis in ("y", "y2", "y3"):
        marks = [trace["marker"]["symbol"] for trace in chart["data"] if trace["yaxis"] == axis]
        assert len(marks) == len(set(marks))


def test_kinds_differ_in_colour_dash_and_mark():
    for part in ("colour", "dash", "symbol"):
        assert len({getattr(look, part) for look in theme.LOOKS.values()}) == len(theme.LOOKS)


def test_each_kind_is_once_in_the_legend(chart):
    shown = [trace["name"] for trace in chart["data"] if trace["showlegend"]]
    assert sorted(shown) == sorted({trace["name"] for trace in chart["data"]})


def test_bars_are_the_printed_intervals_and_nothing_else(chart):
    bars = [trace["error_y"] for trace in chart["data"] if "error_y" in trace]
    assert len(bars) == 2
    first = next(trace for trace in chart["data"] if trace["meta"][1] == "Acupuncture: Set points on both sides")
    assert first["error_y"]["array"] == [None, pytest.approx(33.7 - 27.4), pytest.approx(33.7 - 27.3)]
    assert first["error_y"]["arrayminus"] == [None, pytest.approx(27.4 - 21.2), pytest.approx(27.3 - 21.0)]


def test_levels_stand_on_0_to_100_and_changes_start_at_nothing(chart):
    assert chart["layout"]["yaxis"]["range"] == [0, 100]
    changes = [trace for trace in chart["data"] if trace["yaxis"] == "y3"]
    assert {(trace["x"][0], trace["y"][0]) for trace in changes} == {(0, 0)}
    assert sorted(trace["y"][1] for trace in changes) == [-28.7, -23.6, -6.9]


def test_the_smallest_change_that_matters_is_drawn_to_scale(chart):
    sizes = {(s["yref"], abs(s["y1"] - s["y0"]) or abs(s["y0"])) for s in chart["layout"]["shapes"]}
    assert sizes == {("y", 15), ("y2", 15), ("y3", 15)}


def test_each_panel_says_which_way_is_better_and_what_its_grey_mark_is(chart):
    for axis in ("y", "y2", "y3"):
        notes = [n["text"] for n in chart["layout"]["annotations"] if n["yref"].removesuffix(" domain") == axis]
        assert "↓ lower is better" in notes
        assert "smallest change that<br>matters: 15 points" in notes


@pytest.mark.parametrize(("code", "question"), CASES)
def test_the_words_in_the_corner_stand_above_every_mark(facts, code, question):
    figure = outcomes_over_time(outcome_series(facts, code, question))
    room = 20 / PANEL_PX  # the words, and half a mark
    for trace in figure["data"]:
        low, high = figure["layout"][f"yaxis{trace['yaxis'][1:]}"]["range"]
        top = max(trace["y"][:1]) + max([n for n in trace.get("error_y", {}).get("array", [0])[:1] if n] or [0])
        assert top < high - room * (high - low)


def test_a_heading_of_more_lines_has_more_room(chart):
    whole = chart["layout"]["height"] - chart["layout"]["margin"]["t"] - chart["layout"]["margin"]["b"]
    panels = [chart["layout"][f"yaxis{end}"]["domain"] for end in ("", "2", "3")]
    tops = [1, *(low for low, _ in panels)]
    gaps = [round((above - high) * whole) for above, (_, high) in zip(tops, panels, strict=False)]
    headings = [n["text"] for n in chart["layout"]["annotations"] if n["text"].startswith("<b>")]
    lines = [text.count("<br>") + 1 for text in headings]
    assert gaps == pytest.approx([AXIS_PX + LINE_PX * n for n in lines], abs=1)
    assert [round((high - low) * whole) for low, high in panels] == pytest.approx([PANEL_PX] * 3, abs=1)
    assert len(set(lines)) > 1


def test_time_ticks_are_the_times_measured(chart):
    assert chart["layout"]["xaxis"]["ticktext"] == ["0", "8", "26"]
    assert chart["layout"]["xaxis2"]["ticktext"] == ["0", "26", "52"]


def test_hover_says_what_was_printed(chart):
    trace = next(t for t in chart["data"] if t["meta"] == ["Pach 2013", "Acupuncture: Set points on both sides"])
    assert trace["text"][1] == (
        "Week 8: 27.4 (mean), 27.4 of 100<br>interval 21.2 to 33.7<br>number of people not printed"
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_figure_is_small_plain_json(facts, question):
    for code in facts.points:
        drawn = outcomes_over_time(outcome_series(facts, code, question))
        text = json.dumps(drawn, allow_nan=False)
        assert json.loads(text) == drawn
        assert len(text) < 20_000


def test_colours_are_names_until_a_theme_gives_them(chart):
    text = json.dumps(chart)
    assert "#" not in text
    light, dark = (json.dumps(theme.resolved(chart, name)) for name in theme.PALETTES)
    assert "--" not in light.replace("\\u", "")
    assert light != dark


def test_a_chart_grows_with_its_panels(chart):
    assert chart["layout"]["height"] > 3 * 150
