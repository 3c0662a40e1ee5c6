"""The strip of guidelines: from against to for, one mark per guideline, stacked. It must not know what they rest on.

On a phone the four places stand under each other. A hollow mark stands beside the question and is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from dashboard.evidence.guideline_strip import Lane, lanes, strip_summary
from dashboard.evidence.guidelines import Advice
from dashboard.figures.forest_text import column, fitted, frame, linked, none, pair
from dashboard.figures.svg import label, tag

WIDTH, GAP, LINE, SIZE = 940.0, 16.0, 18.0, 14.0
EDGE = 6.0  # by which a lane's ground stands out on either side of its words
NARROW_WIDTH, NARROW_LINE, NARROW_SIZE = 360.0, 17.0, 13.0
INDENT, RADIUS, HEAD = 24.0, 7.0, 40.0
LONGEST_COUNTRY = 40


def guideline_strip(found: Sequence[Advice], *, name: str = "guidelines") -> str:
    """Draw the guidelines of a question, wide and narrow; a sentence where there is none."""
    if not found:
        return none(strip_summary(found))
    placed, summary = lanes(found), strip_summary(found)
    return pair(_wide(placed, summary, name), _narrow(placed, summary, name))


def short_organisation(words: str) -> str:
    """Leave out what an organisation's name says in brackets."""
    return re.sub(r"\s*\([^)]*\)$", "", words)


def _wide(placed: Sequence[Lane], summary: str, name: str) -> str:
    each = (WIDTH - 2 * EDGE - GAP * (len(placed) - 1)) / len(placed)
    parts, bottoms = [], []
    for place, lane in enumerate(placed):
        x = EDGE + place * (each + GAP)
        parts.append(label(lane.words, x + each / 2, 18, "lane-head", "middle"))
        parts.append(label(_tally(lane), x + each / 2, 36, "rows-soft", "middle"))
        y = HEAD + 34
        for advice in (*lane.counts, *lane.beside):
            drawn, tall = _card(advice, x, y, each, LINE, SIZE)
            parts.append(drawn)
            y += tall
        bottoms.append(y)
    height = max(bottoms)
    grounds = [
        tag("rect", x=place * (each + GAP), y=0, width=each + 2 * EDGE, height=height, rx=8, class_="lane-ground")
        for place in range(len(placed))
    ]
    parts = [*grounds, *_scale(placed, each), *parts]
    return frame(f"{name}-wide", _title(), summary, parts, WIDTH, height, "guideline-strip")


def _scale(placed: Sequence[Lane], each: float) -> list[str]:
    """Draw the line from against to for, with a stop over every place and a ground under it."""
    y = HEAD + 12
    line = tag("line", x1=EDGE + each / 2, x2=WIDTH - EDGE - each / 2, y1=y, y2=y, class_="lane-line")
    stops = [
        tag("path", d=_stop(lane.key, EDGE + place * (each + GAP) + each / 2, y), class_=f"lane-stop lane-{lane.key}")
        for place, lane in enumerate(placed)
    ]
    return [line, *stops]


def _stop(key: str, x: float, y: float) -> str:
    """Draw a place's sign: a cross, a bar, an outlined tick and a heavy tick (the style sheet sets the weight)."""
    if key == "against":
        return f"M{x - 6:g} {y - 6:g}l12 12m0 -12l-12 12"
    if key == "no_rec":
        return f"M{x - 7:g} {y:g}h14"
    return f"M{x - 7:g} {y:g}l5 6l9 -12"


def _narrow(placed: Sequence[Lane], summary: str, name: str) -> str:
    parts: list[str] = []
    y = 0.0
    for lane in placed:
        parts.append(tag("rect", x=0, y=y, width=NARROW_WIDTH, height=28, rx=6, class_="lane-ground"))
        parts.append(tag("path", d=_stop(lane.key, 16, y + 14), class_=f"lane-stop lane-{lane.key}"))
        parts.append(label(lane.words, 34, y + 19, "lane-head"))
        parts.append(label(_tally(lane), NARROW_WIDTH - 8, y + 19, "rows-soft", "end"))
        y += 38
        for advice in (*lane.counts, *lane.beside):
            drawn, tall = _card(advice, 8, y, NARROW_WIDTH - 8, NARROW_LINE, NARROW_SIZE)
            parts.append(drawn)
            y += tall
        y += 4
    return frame(f"{name}-narrow", _title(), summary, parts, NARROW_WIDTH, y, "guideline-strip")


def _card(advice: Advice, x: float, y: float, width: float, line: float, size: float) -> tuple[str, float]:
    """Draw one guideline and return it with its height: mark, organisation, country and year, why it is not counted."""
    room = width - INDENT
    named = fitted(short_organisation(advice.organisation), room, size, 3, bold=True)
    where = ", ".join(part for part in (advice.country[:LONGEST_COUNTRY], str(advice.year or "year not known")) if part)
    below = fitted(where, room, size, 2)
    apart = fitted(f"Not counted: {advice.beside}", room, size, 4) if advice.beside else []
    mark = tag("circle", cx=x + RADIUS + 1, cy=y + line / 2, r=RADIUS, class_="lane-mark")
    full = f"{advice.organisation}, {where}: {advice.strength}. {advice.summary}"
    head = linked(
        advice.link.url if advice.link else None, *column(named, x + INDENT, y, line, "rows-name"), title=full
    )
    words = column(below, x + INDENT, y + len(named) * line, line, "rows-soft")
    words += column(apart, x + INDENT, y + (len(named) + len(below)) * line, line, "lane-apart")
    css = "lane-card lane-beside" if advice.beside else "lane-card"
    drawn = tag("g", mark, head, *words, class_=css, data_guideline=escape(advice.guideline_id))
    return drawn, (len(named) + len(below) + len(apart)) * line + 12


def _tally(lane: Lane) -> str:
    beside = f", {len(lane.beside)} not counted" if lane.beside else ""
    return f"{len(lane.counts) or 'none'}{beside}"


def _title() -> str:
    return "What guidelines say, from against to for"
