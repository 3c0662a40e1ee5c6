"""A clinic's records over time: one line a group of people, with published trials' arms behind as context.

It must not know a cube or why a figure is hidden. Lines carry a mark each, never colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.evidence.numbers import plain
from dashboard.figures.forest_text import frame, pair
from dashboard.figures.svg import label, lines_of, tag

# (colour, dash, mark) of each line, in order; more lines than these are not drawn together.
LOOKS = (
    ("--s1", None, "circle"),
    ("--s3", "6 4", "square"),
    ("--s4", "1.5 3.5", "diamond"),
    ("--s2", "11 4", "triangle"),
    ("--s6", "7 3 1.5 3", "cross"),
    ("--s7", "3 2", "ring"),
)
TOP_VALUE = 100.0
FEW = 2  # lines that a sentence can still tell one by one
MARK = 4.6


@dataclass(frozen=True)
class CourseLine:
    """One group: mean scores on 0 to 100 (lower is better) by week, each with `people` followed of `started`."""

    label: str
    spots: tuple[tuple[float, float, int, int], ...]


@dataclass(frozen=True)
class ContextLine:
    """One arm of a published trial, drawn thin behind: its name and (week, level on 0 to 100).

    `needled` tells arms with acupuncture (solid) from all others (dashed).
    """

    label: str
    spots: tuple[tuple[float, float], ...]
    needled: bool = True


@dataclass(frozen=True)
class _Sheet:
    key: str
    width: float
    tall: float
    left: float = 40.0
    right: float = 14.0
    top: float = 30.0

    def x(self, week: float, last: float) -> float:
        return self.left + 8 + (self.width - self.left - self.right - 16) * week / (last or 1.0)

    def y(self, value: float) -> float:
        return self.top + self.tall * (TOP_VALUE - value) / TOP_VALUE


SHEETS = (_Sheet("wide", 760.0, 250.0), _Sheet("narrow", 350.0, 200.0))


def clinic_course(
    name: str, title: str, lines: Sequence[CourseLine], context: Sequence[ContextLine], invented: bool
) -> str:
    """Draw the course, wide and narrow. Raises ValueError without a line or with more lines than can be told apart."""
    if not any(line.spots for line in lines):
        raise ValueError(f"{name}: no line has a figure to draw")
    if len(lines) > len(LOOKS):
        raise ValueError(f"{name}: {len(lines)} lines cannot be told apart; at most {len(LOOKS)}")
    words = course_summary(lines, context, invented)
    return pair(*(_drawn(sheet, name, title, words, lines, context, invented) for sheet in SHEETS))


def course_summary(lines: Sequence[CourseLine], context: Sequence[ContextLine], invented: bool) -> str:
    """Say where the lines start and end, with their people where they are few; that trials behind are no comparison.

    Raises ValueError without a line that has a figure.
    """
    drawn = [line for line in lines if line.spots]
    if not drawn:
        raise ValueError("no line has a figure to tell")
    told = "; ".join(_told(line) for line in drawn) if len(drawn) <= FEW else _span(drawn)
    text = f"Mean score, 0 to 100, lower is better. {told[:1].upper()}{told[1:]}."
    if context:
        text += (
            " Grey lines are arms of published trials, as context: who came and why differs, so they are no comparison."
        )
    return f"Invented data. {text}" if invented else text


def _told(line: CourseLine) -> str:
    first, last = line.spots[0], line.spots[-1]
    name = f"{line.label}: " if line.label else ""
    return (
        f"{name}{_value(first[1])} of 100 at week {plain(first[0])} ({first[2]:,} people), "
        f"{_value(last[1])} at week {plain(last[0])} ({last[2]:,} of {last[3]:,} followed up)"
    )


def _span(lines: Sequence[CourseLine]) -> str:
    """Sum many groups up; each one's people and figures are in the table."""

    def between(values: list[float]) -> str:
        return f"between {_value(min(values))} and {_value(max(values))}"

    first, last = [line.spots[0][1] for line in lines], [line.spots[-1][1] for line in lines]
    return (
        f"{len(lines)} groups: {between(first)} of 100 where each starts, {between(last)} where each ends; "
        "people and figures of each are in the table"
    )


def _value(value: float) -> str:
    return plain(round(value, 1))


def _drawn(
    sheet: _Sheet,
    name: str,
    title: str,
    words: str,
    lines: Sequence[CourseLine],
    context: Sequence[ContextLine],
    invented: bool,
) -> str:
    weeks = sorted({0.0, *(spot[0] for line in lines for spot in line.spots)})
    last = max(weeks[-1], *(spot[0] for line in context for spot in line.spots), 1.0) if context else weeks[-1] or 1.0
    parts = [label("↓ lower is better", 0, 13, "course-soft")]
    if invented:
        parts.append(label("INVENTED DATA", sheet.width - sheet.right, 13, "course-invented", "end"))
    parts += _grid(sheet, weeks, last)
    parts += [_behind(sheet, line, last) for line in context]
    parts += [_line(sheet, line, place, last) for place, line in enumerate(lines)]
    legend, height = _legend(sheet, lines, context)
    return frame(f"{name}-{sheet.key}", title, words, [*parts, *legend], sheet.width, height, "clinic-course")


def _grid(sheet: _Sheet, weeks: Sequence[float], last: float) -> list[str]:
    parts = []
    for value in (0, 25, 50, 75, 100):
        y = sheet.y(value)
        parts.append(tag("line", x1=sheet.left, x2=sheet.width - sheet.right, y1=y, y2=y, class_="course-grid"))
        parts.append(label(str(value), sheet.left - 6, y + 4, "course-tick", "end"))
    bottom, free = sheet.top + sheet.tall, -1e9
    for week in (*weeks, *((last,) if last > weeks[-1] else ())):
        x = sheet.x(week, last)
        parts.append(tag("line", x1=x, x2=x, y1=bottom, y2=bottom + 5, class_="course-stem"))
        if x - free > 22:
            parts.append(label(plain(week), x, bottom + 19, "course-tick", "middle"))
            free = x
    parts.append(label("weeks since the start", sheet.width - sheet.right, bottom + 37, "course-soft", "end"))
    return parts


def _behind(sheet: _Sheet, line: ContextLine, last: float) -> str:
    path = "M" + " L".join(f"{sheet.x(week, last):.1f} {sheet.y(value):.1f}" for week, value in line.spots)
    dots = [
        tag("circle", cx=sheet.x(week, last), cy=sheet.y(value), r=2, class_="course-context-dot")
        for week, value in line.spots
    ]
    return tag("g", tag("title", escape(line.label)), tag("path", d=path, class_=_css(line.needled)), *dots)


def _css(needled: bool) -> str:
    return "course-context" if needled else "course-context course-other"


def _line(sheet: _Sheet, line: CourseLine, place: int, last: float) -> str:
    colour, dash, mark = LOOKS[place]
    spots = [(sheet.x(spot[0], last), sheet.y(spot[1])) for spot in line.spots]
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    parts = [tag("path", d=path, class_="course-line", stroke=f"var({colour})", stroke_dasharray=dash)]
    for (x, y), (week, value, people, started) in zip(spots, line.spots, strict=True):
        said = f"{line.label} week {plain(week)}: {plain(round(value, 1))}, {people:,} of {started:,} people".strip()
        parts.append(tag("g", tag("title", escape(said)), _mark(mark, x, y, colour)))
    return tag("g", *parts)


def _mark(mark: str, x: float, y: float, colour: str) -> str:
    fill = "var(--surface)" if mark in ("ring", "cross") else f"var({colour})"
    shared = {"class_": "course-mark", "stroke": f"var({colour})", "fill": fill}
    r = MARK
    outlines = {
        "square": f"M{x - r:.1f} {y - r:.1f} h{2 * r:g} v{2 * r:g} h-{2 * r:g} Z",
        "diamond": f"M{x:.1f} {y - r - 1:.1f} l{r + 1:g} {r + 1:g} l-{r + 1:g} {r + 1:g} l-{r + 1:g} -{r + 1:g} Z",
        "triangle": f"M{x:.1f} {y - r - 1:.1f} l{r + 1:g} {2 * r + 1:g} h-{2 * r + 2:g} Z",
        "cross": f"M{x - r:.1f} {y - r:.1f} l{2 * r:g} {2 * r:g} m-{2 * r:g} 0 l{2 * r:g} -{2 * r:g}",
    }
    if mark in outlines:
        return tag("path", d=outlines[mark], **shared)
    return tag("circle", cx=x, cy=y, r=r, **shared)


def _legend(sheet: _Sheet, lines: Sequence[CourseLine], context: Sequence[ContextLine]) -> tuple[list[str], float]:
    parts, y = [], sheet.top + sheet.tall + 60
    longest = int((sheet.width - 44) / 7.4)
    for place, line in enumerate(lines):
        colour, dash, mark = LOOKS[place]
        parts.append(
            tag("path", d=f"M2 {y - 4:g} H32", class_="course-line", stroke=f"var({colour})", stroke_dasharray=dash)
        )
        parts.append(_mark(mark, 17, y - 4, colour))
        y = _said(parts, line.label or "everyone", y, longest)
    for needled, words in ((True, "acupuncture arms of published trials"), (False, "other arms of those trials")):
        if any(line.needled == needled for line in context):
            parts.append(tag("path", d=f"M2 {y - 4:g} H32", class_=_css(needled)))
            y = _said(parts, f"{words}, as context only", y, longest)
    return parts, y - 8


def _said(parts: list[str], words: str, y: float, longest: int) -> float:
    for line in lines_of(words, longest):
        parts.append(label(line, 40, y, "course-words"))
        y += 19
    return y
