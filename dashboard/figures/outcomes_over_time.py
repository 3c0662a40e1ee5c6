"""Pain over time as published, one small panel for each trial, arms told apart by colour, dash and mark.

It must not know how a value came to its scale. Panels are per trial because only arms of one trial compare fairly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.evidence.kinds import KINDS
from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.scales import CHANGE
from dashboard.figures import outcomes_text, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.evidence.outcome_series import OutcomeSeries
    from dashboard.evidence.readings import ArmSeries
    from dashboard.facts import Facts

PANEL_PX, GAP_PX, TOP_PX, LEGEND_PX, BOTTOM_PX = 150, 62, 34, 26, 40
WEEK_TICKS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 20, 26, 39, 52, 78, 104)
MAX_TICKS = 7
MARK_PX = 8
BAR_TOP = 98


def outcomes_over_time(series: OutcomeSeries) -> dict[str, Any]:
    """Return a Plotly figure: one panel for each trial and form; colours are CSS custom properties.

    Levels stand on 0 to 100 where 0 is no pain; changes in points of 100 where negative is less pain. Bars are printed
    intervals. A figure without panels has no traces.
    """
    panels = _panels(series)
    height = TOP_PX + LEGEND_PX * _legend_rows(series) + len(panels) * (PANEL_PX + GAP_PX) + BOTTOM_PX
    figure: dict[str, Any] = {"data": [], "layout": _layout(series, height)}
    named: set[str] = set()
    for number, lines in enumerate(panels):
        _add_panel(figure, number, lines, _domain(number, len(panels)), series, named)
    return figure


def figure(series: OutcomeSeries, theme_name: str) -> dict[str, Any]:
    """Return the same figure with the colours of a theme. Raises ValueError with the valid themes."""
    return theme.resolved(outcomes_over_time(series), theme_name)


def outcome_payload(facts: Facts, code: str, question: str) -> dict[str, Any]:
    """Return what the browser needs to draw a point's outcomes, as JSON values; no figure where nothing can be drawn.

    Raises KeyError for an unknown code, ValueError for an unknown question.
    """
    series = outcome_series(facts, code, question)
    payload: dict[str, Any] = {
        "alt": outcomes_text.alt_text(series),
        "code": code,
        "empty": series.empty,
        "notes": outcomes_text.notes(series),
        "question": question,
    }
    if series.series:
        payload["figure"] = outcomes_over_time(series)
    return dict(sorted(payload.items()))


def _panels(series: OutcomeSeries) -> list[list[ArmSeries]]:
    panels: dict[tuple[str, str], list[ArmSeries]] = {}
    for line in series.series:
        panels.setdefault((line.form, line.study_id), []).append(line)
    return list(panels.values())


def _domain(number: int, of: int) -> tuple[float, float]:
    """Return the bottom and top of a panel as shares of the plot; the gap above each panel holds its heading."""
    step = 1 / of
    top = 1 - number * step - step * GAP_PX / (PANEL_PX + GAP_PX)
    return round(1 - (number + 1) * step, 4), round(top, 4)


def _legend_rows(series: OutcomeSeries) -> int:
    """Rows the legend may need on a narrow screen, about two kinds a row."""
    return (len({line.kind for line in series.series}) + 1) // 2


def _layout(series: OutcomeSeries, height: int) -> dict[str, Any]:
    return theme.layout(
        height,
        margin={"l": 44, "r": 16, "t": TOP_PX + LEGEND_PX * _legend_rows(series), "b": BOTTOM_PX, "pad": 0},
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
    in_days = max(reading.week for line in lines for reading in line.readings) < 2
    figure["layout"][f"xaxis{end}"] = _x_axis(lines, y_name, in_days=in_days)
    figure["layout"][f"yaxis{end}"] = _y_axis(lines, domain, x_name, change=change)
    figure["layout"]["annotations"].append(_heading(lines, x_name, y_name))
    figure["layout"]["shapes"] += _important(series, x_name, y_name, change=change)
    seen: list[str] = []
    for line in sorted(lines, key=lambda one: KINDS.index(one.kind)):
        again = seen.count(line.kind.key)
        figure["data"].append(_trace(line, x_name, y_name, again, in_days=in_days, legend=line.kind.key not in named))
        seen.append(line.kind.key)
        named.add(line.kind.key)


def _trace(line: ArmSeries, x_name: str, y_name: str, again: int, *, in_days: bool, legend: bool) -> dict[str, Any]:
    look = theme.LOOKS[line.kind.key]
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": line.kind.label,
        "legendgroup": line.kind.key,
        "legendrank": KINDS.index(line.kind) + 1,
        "showlegend": legend,
        "x": [round(r.week * 7, 2) if in_days else r.week for r in line.readings],
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


def _x_axis(lines: Sequence[ArmSeries], anchor: str, *, in_days: bool) -> dict[str, Any]:
    last = max(reading.week for line in lines for reading in line.readings) * (7 if in_days else 1)
    ticks = list(range(round(last) + 2)) if in_days else [tick for tick in WEEK_TICKS if tick <= last]
    if not in_days and last not in ticks:
        ticks.append(last)
    room = max(last * 0.04, 0.2)
    return theme.axis(
        anchor=anchor,
        range=[round(-room, 2), round(last + room, 2)],
        tickmode="array",
        tickvals=_thinned(ticks),
        showgrid=False,
        title={"text": f"{'Days' if in_days else 'Weeks'} since the start", "font": {"size": 11}, "standoff": 4},
    )


def _thinned(ticks: list[float]) -> list[float]:
    """Drop ticks that would touch: each keeps its distance from the one before it, the last always stays."""
    gap = ticks[-1] / MAX_TICKS
    kept = [ticks[0]]
    for tick in ticks[1:-1]:
        if tick - kept[-1] >= gap and ticks[-1] - tick >= gap:
            kept.append(tick)
    return kept + ticks[-1:] if len(ticks) > 1 else kept


def _y_axis(lines: Sequence[ArmSeries], domain: tuple[float, float], anchor: str, *, change: bool) -> dict[str, Any]:
    if not change:
        scale: dict[str, Any] = {"range": [0, 100], "tickvals": [0, 25, 50, 75, 100]}
        title = "Pain, 0–100"
    else:
        ends = [end for line in lines for r in line.readings for end in (r.value, r.low, r.high) if end is not None]
        scale = {"range": [min(-40, round(min(ends) - 5)), max(10, round(max(ends) + 5))], "dtick": 20}
        title = "Change in pain"
    return theme.axis(
        anchor=anchor,
        domain=list(domain),
        title={"text": title, "font": {"size": 11}, "standoff": 4},
        zeroline=change,
        zerolinecolor=theme.SOFT,
        **scale,
    )


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


def _important(series: OutcomeSeries, x_name: str, y_name: str, *, change: bool) -> list[dict[str, Any]]:
    """Draw the smallest change that matters: a line where changes are drawn, a measuring bar beside levels."""
    if series.important is None:
        return []
    points = series.important.points
    ends = (-points, -points) if change else (BAR_TOP - points, BAR_TOP)
    line = {"color": theme.SOFT, "width": 1.5 if change else 4, "dash": "dot" if change else "solid"}
    x_ends = (0, 1) if change else (1, 1)
    return [
        {
            "type": "line",
            "xref": f"{x_name} domain",
            "yref": y_name,
            "x0": x_ends[0],
            "x1": x_ends[1],
            "y0": ends[0],
            "y1": ends[1],
            "line": line,
            "layer": "below",
        }
    ]
