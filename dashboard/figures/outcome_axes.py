"""The axes of an outcome panel: which way is better, and the mark for the smallest change that matters.

It must not know traces or trials.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.evidence.numbers import plain
from dashboard.figures import theme
from dashboard.figures.right_after import tick_after
from dashboard.figures.trial_outcomes import BETTER_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.evidence.readings import ArmSeries

MAX_TICKS = 8
# A panel that ends before this week is told in days.
SHORT_WEEKS = 2
ROOM = 0.05
BAR_TOP = 98


def x_axis(lines: Sequence[ArmSeries], anchor: str) -> dict[str, Any]:
    """Return the time axis of a panel, with a tick wherever the trial measured."""
    unit = days_a_unit(lines)
    after = {week * unit: words for week, words in tick_after(lines).items()}
    times = sorted({0.0, *after, *(reading.week * unit for line in lines for reading in line.readings)})
    room = max(times[-1] * ROOM, 0.1)
    ticks = _thinned(times)
    return theme.axis(
        anchor=anchor,
        range=[round(-room, 2), round(times[-1] + room, 2)],
        tickmode="array",
        tickvals=ticks,
        ticktext=[after.get(tick, plain(round(tick, 1))) for tick in ticks],
        showgrid=False,
        title={"text": f"{'Weeks' if unit == 1 else 'Days'} since the start", "font": {"size": 11}, "standoff": 4},
    )


def days_a_unit(lines: Sequence[ArmSeries]) -> int:
    """Return 7 where a panel spans days rather than weeks, else 1."""
    return 7 if max(reading.week for line in lines for reading in line.readings) < SHORT_WEEKS else 1


def _thinned(times: list[float]) -> list[float]:
    """Drop ticks that would touch: each keeps its distance from the one before it, the last always stays."""
    gap = times[-1] / MAX_TICKS
    kept = times[:1]
    for tick in times[1:-1]:
        if tick - kept[-1] >= gap and times[-1] - tick >= gap:
            kept.append(tick)
    return kept + times[-1:] if len(times) > 1 else kept


def y_axis(lines: Sequence[ArmSeries], domain: tuple[float, float], anchor: str, *, change: bool) -> dict[str, Any]:
    """Return the axis of pain levels, or of changes in points of 100."""
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


def better_label(x_name: str, y_name: str) -> dict[str, Any]:
    """Say which way is better, in the corner above where the arms start."""
    return {
        "text": BETTER_WORDS["lower"],
        "xref": f"{x_name} domain",
        "yref": f"{y_name} domain",
        "x": 0.02,
        "y": 1,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 11, "color": theme.INK},
    }


def important_mark(points: float, x_name: str, y_name: str, *, change: bool) -> list[dict[str, Any]]:
    """Draw the smallest change that matters: a line where changes are drawn, a measuring bar beside levels."""
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


def important_label(points: float, x_name: str, y_name: str, *, change: bool) -> dict[str, Any]:
    """Return the words beside that mark: short lines, so that no arm's line runs through them."""
    return {
        "text": f"smallest change that<br>matters: {plain(points)} points",
        "xref": f"{x_name} domain",
        "yref": y_name,
        "x": 0.02 if change else 1,
        "y": -points if change else BAR_TOP - points / 2,
        "xanchor": "left" if change else "right",
        "yanchor": "top" if change else "middle",
        "align": "left" if change else "right",
        "xshift": 0 if change else -8,
        "showarrow": False,
        "font": {"size": 11, "color": theme.SOFT},
    }
