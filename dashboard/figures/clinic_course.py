"""A clinic's records over time: one line a group of people, with published trials' arms behind as context.

It must not know a cube or why a figure is hidden. Lines carry a mark each, never colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.evidence.numbers import plain
from dashboard.figures.clinic_marks import number, words_at
from dashboard.figures.forest_text import frame, pair
from dashboard.figures.svg import lines_of

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
BAR_TOP = 98.0  # as on the charts of the trials
FEW = 2  # lines that a sentence can still tell one by one
MARK = 4.6
# mark -> how far left and up of its place it begins, and its way round.
OUTLINES = {
    "square": (MARK, MARK, f"h{2 * MARK:g} v{2 * MARK:g} h-{2 * MARK:g} Z"),
    "diamond": (
        0.0,
        MARK + 1,
        f"l{MARK + 1:g} {MARK + 1:g} l-{MARK + 1:g} {MARK + 1:g} l-{MARK + 1:g} -{MARK + 1:g} Z",
    ),
    "triangle": (0.0, MARK + 1, f"l{MARK + 1:g} {2 * MARK + 1:g} h-{2 * MARK + 2:g} Z"),
    "cross": (MARK, MARK, f"l{2 * MARK:g} {2 * MARK:g} m-{2 * MARK:g} 0 l{2 * MARK:g} -{2 * MARK:g}"),
}


@dataclass(frozen=True)
class CourseLine:
    """One group: mean scores on 0 to 100 (lower is better) by week, each with `people` followed of `started`."""

    label: str
    spots: tuple[tuple[float, float, int, int], ...]


@dataclass(frozen=True)
class ContextLine:
    """One arm of a published trial, drawn thin behind: its name with the trial's and (week, level on 0 to 100).

    `needled` tells arms with acupuncture (solid) from all others (dashed); `study` is the trial's name alone.
    """

    label: str
    spots: tuple[tuple[float, float], ...]
    needled: bool = True
    study: str = ""


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
    name: str,
    title: str,
    lines: Sequence[CourseLine],
    context: Sequence[ContextLine],
    invented: bool,
    smallest: float | None = None,
) -> str:
    """Draw the course, wide and narrow, with a bar as long as the smallest change that matters, in points of 100.

    Raises ValueError without a line or with more lines than can be told apart.
    """
    if not any(line.spots for line in lines):
        raise ValueError(f"{name}: no line has a figure to draw")
    if len(lines) > len(LOOKS):
        raise ValueError(f"{name}: {len(lines)} lines cannot be told apart; at most {len(LOOKS)}")
    words = course_summary(lines, context, invented, smallest)
    return pair(*(_drawn(sheet, name, title, words, lines, context, invented, smallest) for sheet in SHEETS))


def course_summary(
    lines: Sequence[CourseLine], context: Sequence[ContextLine], invented: bool, smallest: float | None = None
) -> str:
    """Say where the lines start and end, with their people where they are few; that trials behind are no comparison.

    `smallest` is the smallest change that matters, in points of 100, None where none is known.

    Raises ValueError without a line that has a figure.
    """
    drawn = [line for line in lines if line.spots]
    if not drawn:
        raise ValueError("no line has a figure to tell")
    told = "; ".join(_told(line) for line in drawn) if len(drawn) <= FEW else _span(drawn)
    text = f"Mean score, 0 to 100, lower is better. {told[:1].upper()}{told[1:]}."
    if smallest is not None:
        text += (
            f" The smallest change that matters to one patient, {_value(smallest)} points of 100, is marked by a bar."
        )
    if context:
        trials = ", ".join(dict.fromkeys(line.study or line.label for line in context))
        text += (
            f" Grey lines are arms of published trials ({trials}), as context: who came and why differs, so they are "
            "no comparison."
        )
    return f"Invented data. {text}" if invented else text


def _told(line: CourseLine) -> str:
    first, last = line.spots[0], line.spots[-1]
    name = f"{line.label}: " if line.label else ""
    start = f"{name}{_value(first[1])} of 100 at week {plain(first[0])}"
    if len(line.spots) == 1:
        return f"{start} ({first[2]:,} of {first[3]:,} people), and no other week is drawn"
    return (
        f"{start} ({first[2]:,} people), "
        f"{_value(last[1])} at week {plain(last[0])} ({last[2]:,} of {last[3]:,} followed up)"
    )


def _span(lines: Sequence[CourseLine]) -> str:
    """Sum many groups up; each one's people and figures are in the table."""

    def between(values: list[float]) -> str:
        return f"between {_value(min(values))} and {_value(max(values))}"

    first, last = [line.spots[0][1] for line in lines], [line.spots[-1][1] for line in lines]
    ends = f" where each starts, {between(last)} where each ends"
    if all(len(line.spots) == 1 for line in lines):
        ends = ", each at one week only"
    return f"{len(lines)} groups: {between(first)} of 100{ends}; people and figures of each are in the table"


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
    smallest: float | None,
) -> str:
    weeks = sorted({0.0, *(spot[0] for line in lines for spot in line.spots)})
    last = max(weeks[-1], *(spot[0] for line in context for spot in line.spots)) if context else weeks[-1]
    parts = [words_at("↓ lower is better", 0, 13, "course-soft")]
    if invented:
        parts.append(words_at("INVENTED DATA", sheet.width - sheet.right, 13, "course-invented", "end"))
    parts += _grid(sheet, weeks, last)
    if smallest is not None:
        parts.append(_smallest(sheet, smallest))
    parts += [_behind(sheet, line, last) for line in context]
    parts += [_line(sheet, line, place, last) for place, line in enumerate(lines)]
    legend, height = _legend(sheet, lines, context, smallest)
    return frame(f"{name}-{sheet.key}", title, words, [*parts, *legend], sheet.width, height, "clinic-course")


def _grid(sheet: _Sheet, weeks: Sequence[float], last: float) -> list[str]:
    parts = []
    left, right = number(sheet.left), number(sheet.width - sheet.right)
    for value in (0, 25, 50, 75, 100):
        y = sheet.y(value)
        at = number(y)
        parts.append(f'<line x1="{left}" x2="{right}" y1="{at}" y2="{at}" class="course-grid"/>')
        parts.append(words_at(str(value), sheet.left - 6, y + 4, "course-tick", "end"))
    bottom, free = sheet.top + sheet.tall, -1e9
    ends = f'y1="{number(bottom)}" y2="{number(bottom + 5)}"'
    for week in (*weeks, *((last,) if last > weeks[-1] else ())):
        x = sheet.x(week, last)
        at = number(x)
        parts.append(f'<line x1="{at}" x2="{at}" {ends} class="course-stem"/>')
        if x - free > 22:
            parts.append(words_at(plain(week), x, bottom + 19, "course-tick", "middle"))
            free = x
    parts.append(words_at("weeks since the start", sheet.width - sheet.right, bottom + 37, "course-soft", "end"))
    return parts


def _smallest(sheet: _Sheet, points: float) -> str:
    """Draw a measuring bar from the top down at the right end, where a falling line leaves room."""
    at, down = number(sheet.width - sheet.right), (number(sheet.y(BAR_TOP)), number(sheet.y(BAR_TOP - points)))
    return f'<line x1="{at}" x2="{at}" y1="{down[0]}" y2="{down[1]}" class="course-smallest"/>'


def _behind(sheet: _Sheet, line: ContextLine, last: float) -> str:
    spots = [(sheet.x(week, last), sheet.y(value)) for week, value in line.spots]
    dots = [f'<circle cx="{number(x)}" cy="{number(y)}" r="2" class="course-context-dot"/>' for x, y in spots]
    drawn = f'<path d="{_path(spots)}" class="{_css(line.needled)}"/>'
    return f"<g><title>{escape(line.label)}</title>{drawn}{''.join(dots)}</g>"


def _path(spots: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in spots)


def _css(needled: bool) -> str:
    return "course-context" if needled else "course-context course-other"


def _line(sheet: _Sheet, line: CourseLine, place: int, last: float) -> str:
    spots = [(sheet.x(spot[0], last), sheet.y(spot[1])) for spot in line.spots]
    parts = [_stroke(_path(spots), place)]
    named = f"{escape(line.label)} week" if line.label else "week"
    for (x, y), (week, value, people, started) in zip(spots, line.spots, strict=True):
        said = f"{named} {plain(week)}: {plain(round(value, 1))}, {people:,} of {started:,} people"
        parts.append(f"<g><title>{said}</title>{_mark(place, x, y)}</g>")
    return f"<g>{''.join(parts)}</g>"


def _stroke(path: str, place: int) -> str:
    colour, dash, _ = LOOKS[place]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" class="course-line" stroke="var({colour})"{dashed}/>'


def _mark(place: int, x: float, y: float) -> str:
    colour, _, mark = LOOKS[place]
    fill = "var(--surface)" if mark in ("ring", "cross") else f"var({colour})"
    shared = f'class="course-mark" stroke="var({colour})" fill="{fill}"'
    if mark in ("circle", "ring"):
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{MARK}" {shared}/>'
    across, up, outline = OUTLINES[mark]
    return f'<path d="M{x - across:.1f} {y - up:.1f} {outline}" {shared}/>'


def _legend(
    sheet: _Sheet, lines: Sequence[CourseLine], context: Sequence[ContextLine], smallest: float | None
) -> tuple[list[str], float]:
    parts, y = [], sheet.top + sheet.tall + 60
    longest = int((sheet.width - 44) / 7.4)
    for place, line in enumerate(lines):
        parts.append(_stroke(f"M2 {y - 4:g} H32", place))
        parts.append(_mark(place, 17, y - 4))
        y = _said(parts, line.label or "everyone", y, longest)
    for needled, words in ((True, "acupuncture arms of published trials"), (False, "other arms of those trials")):
        if any(line.needled == needled for line in context):
            parts.append(f'<path d="M2 {y - 4:g} H32" class="{_css(needled)}"/>')
            y = _said(parts, f"{words}, as context only", y, longest)
    if smallest is not None:
        parts.append(f'<line x1="17" x2="17" y1="{number(y - 12)}" y2="{number(y + 2)}" class="course-smallest"/>')
        y = _said(parts, f"smallest change that matters: {_value(smallest)} points", y, longest)
    return parts, y - 8


def _said(parts: list[str], words: str, y: float, longest: int) -> float:
    for line in lines_of(words, longest):
        parts.append(words_at(line, 40, y, "course-words"))
        y += 19
    return y
