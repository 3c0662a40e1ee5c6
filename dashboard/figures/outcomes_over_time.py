"""Pain over time as published, one small panel for each trial, arms told apart by colour, dash and mark.

It must not know how a value came to its scale. Panels are per trial because only arms of one trial compare fairly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.evidence.kinds import KINDS
from dashboard.evidence.scales import CHANGE
from dashboard.figures import outcome_axes, outcomes_text, theme
from dashboard.figures.right_after import week_drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.evidence.outcome_series import OutcomeSeries
    from dashboard.evidence.readings import ArmSeries

# Above a panel stand the time axis of the one before it and the lines of its own heading.
PANEL_PX, AXIS_PX, LINE_PX, LEGEND_PX, BOTTOM_PX = 150, 54, 15, 20, 40
MARK_PX = 8
SHIFT = 0.012


def outcomes_over_time(series: OutcomeSeries) -> dict[str, Any]:
    """Return a Plotly figure: one panel for each trial and form; colours are CSS custom properties.

    Levels stand on 0 to 100 where 0 is no pain; changes in points of 100 where negative is less pain. Bars are printed
    intervals. A figure without panels has no traces.
    """
    panels = _panels(series)
    gaps = [_gap(lines) for lines in panels]
    height = LEGEND_PX * _legend_rows(series) + len(panels) * PANEL_PX + sum(gaps) + BOTTOM_PX
    figure: dict[str, Any] = {"data": [], "layout": _layout(series, height)}
    named: set[str] = set()
    for number, (lines, domain) in enumerate(zip(panels, _domains(gaps), strict=True)):
        _add_panel(figure, number, lines, domain, series, named)
    return figure


def _panels(series: OutcomeSeries) -> list[list[ArmSeries]]:
    panels: dict[tuple[str, str], list[ArmSeries]] = {}
    for line in series.series:
        panels.setdefault((line.form, line.study_id), []).append(line)
    return list(panels.values())


def _gap(lines: Sequence[ArmSeries]) -> int:
    """Return the room above a panel, in pixels: a heading names each of two arms of one kind in a line of its own."""
    return AXIS_PX + LINE_PX * (outcomes_text.heading(lines).count("<br>") + 1)


def _domains(gaps: Sequence[int]) -> list[tuple[float, float]]:
    """Return the bottom and top of each panel as shares of the plot, from the gaps above them."""
    whole = sum(gaps) + len(gaps) * PANEL_PX
    tops = [sum(gaps[: number + 1]) + number * PANEL_PX for number in range(len(gaps))]
    return [(round(1 - (top + PANEL_PX) / whole, 4), round(1 - top / whole, 4)) for top in tops]


def _legend_rows(series: OutcomeSeries) -> int:
    """Rows the legend needs on a narrow screen; the gap above the first panel takes two of them."""
    return max(1, len({line.kind for line in series.series}) - 2)


def _layout(series: OutcomeSeries, height: int) -> dict[str, Any]:
    return theme.layout(
        height,
        margin={"l": 44, "r": 16, "t": LEGEND_PX * _legend_rows(series), "b": BOTTOM_PX, "pad": 0},
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "traceorder": "normal",
            "font": {"size": 12},
        },
        annotations=[],
        shapes=[],
    )


def _add_panel(
    figure: dict[str, Any],
    number: int,
    lines: Sequence[ArmSeries],
    domain: tuple[float, float],
    series: OutcomeSeries,
    named: set[str],
) -> None:
    end = str(number + 1) if number else ""
    x_name, y_name = f"x{end}", f"y{end}"
    change = lines[0].form == CHANGE
    figure["layout"][f"xaxis{end}"] = outcome_axes.x_axis(lines, y_name)
    figure["layout"][f"yaxis{end}"] = outcome_axes.y_axis(lines, domain, x_name, change=change)
    figure["layout"]["annotations"] += [_heading(lines, x_name, y_name), outcome_axes.better_label(x_name, y_name)]
    if series.important:
        points = series.important.points
        figure["layout"]["shapes"] += outcome_axes.important_mark(points, x_name, y_name, change=change)
        label = outcome_axes.important_label(points, x_name, y_name, change=change)
        figure["layout"]["annotations"].append(label)
    ordered = sorted(lines, key=lambda one: KINDS.index(one.kind))
    for place, (line, xs) in enumerate(zip(ordered, _places(ordered), strict=True)):
        again = line.kind in [one.kind for one in ordered[:place]]
        figure["data"].append(_trace(line, xs, x_name, y_name, again=again, legend=line.kind.key not in named))
        named.add(line.kind.key)


def _places(lines: Sequence[ArmSeries]) -> list[list[float]]:
    """Return each arm's places on the time axis, the arms a little apart so that no bar hides another."""
    unit = outcome_axes.days_a_unit(lines)
    last = max(week_drawn(reading, lines) for line in lines for reading in line.readings) * unit
    middle = (len(lines) - 1) / 2
    return [
        [round(week_drawn(r, lines) * unit + (number - middle) * SHIFT * last, 2) for r in line.readings]
        for number, line in enumerate(lines)
    ]


def _trace(line: ArmSeries, xs: list[float], x_name: str, y_name: str, *, again: bool, legend: bool) -> dict[str, Any]:
    look = theme.LOOKS[line.kind.key]
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.kind.label,
        "legendgroup": line.kind.key,
        "legendrank": KINDS.index(line.kind) + 1,
        "showlegend": legend,
        "x": xs,
        "y": [r.value for r in line.readings],
        "xaxis": x_name,
        "yaxis": y_name,
        "text": [outcomes_text.hover(line, r) for r in line.readings],
        "meta": [line.study, outcomes_text.capital(line.arm)],
        "hovertemplate": "<b>%{meta[0]}</b><br>%{meta[1]}<br>%{text}<extra></extra>",
        "line": {"color": look.colour, "dash": look.dash, "width": 2},
        "marker": {"color": look.colour, "size": MARK_PX, "symbol": look.symbol + ("-open" if again else "")},
    }
    if any(r.low is not None for r in line.readings):
        trace["error_y"] = _bars(line)
    return _from_zero(trace) if line.form == CHANGE else trace


def _from_zero(trace: dict[str, Any]) -> dict[str, Any]:
    """Let a line of changes begin at the start, where the change is nothing by definition."""
    trace["x"], trace["y"] = [0, *trace["x"]], [0, *trace["y"]]
    trace["text"] = [outcomes_text.NO_CHANGE_YET, *trace["text"]]
    for side in ("array", "arrayminus"):
        if "error_y" in trace:
            trace["error_y"][side] = [None, *trace["error_y"][side]]
    return trace


def _bars(line: ArmSeries) -> dict[str, Any]:
    """Return the printed intervals as lengths above and below; a reading without one has none."""
    up = [None if r.high is None else round(r.high - r.value, 2) for r in line.readings]
    down = [None if r.low is None else round(r.value - r.low, 2) for r in line.readings]
    colour = theme.LOOKS[line.kind.key].colour
    return {
        "type": "data",
        "symmetric": False,
        "array": up,
        "arrayminus": down,
        "color": colour,
        "thickness": 1.2,
        "width": 3,
    }


def _heading(lines: Sequence[ArmSeries], x_name: str, y_name: str) -> dict[str, Any]:
    return {
        "text": outcomes_text.heading(lines),
        "xref": f"{x_name} domain",
        "yref": f"{y_name} domain",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "align": "left",
        "font": {"size": 12, "color": theme.INK},
    }
