"""One measure of one trial over time: arms as lines told apart by colour, dash and mark, printed intervals as bars.

It must not know facts: it is given lines and an axis, and serves a page of one trial as well as small multiples.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from dashboard.evidence.kinds import KINDS
from dashboard.evidence.numbers import plain
from dashboard.evidence.readings import ArmSeries, Reading
from dashboard.figures.svg import label, lines_of, picture, tag
from dashboard.figures.theme import LOOKS
from dashboard.figures.trial_outcome_frame import LEFT, RIGHT, TALL, TICK_LINE, TOP, WIDTH, OutcomeAxis, OutcomeFrame

LEGEND_LINE, LONGEST_LEGEND = 17.0, 44
MARK, CAP, APART = 4.2, 3.0, 5.0
DASHES = {
    "solid": None,
    "dash": "6 4",
    "dot": "1.5 3.5",
    "longdash": "11 4",
    "dashdot": "7 3 1.5 3",
    "longdashdot": "11 3 1.5 3",
    "5px,2px": "5 2",
}
BETTER_WORDS = {"lower": "↓ lower is better", "higher": "↑ higher is better", "": "which way is better is uncertain"}


def trial_outcomes(picture_id: str, title: str, lines: Sequence[ArmSeries], axis: OutcomeAxis) -> str:
    """Draw one panel as an SVG string that fills its column. Raises ValueError without a reading to draw."""
    if not any(line.readings for line in lines):
        raise ValueError(f"{picture_id}: no line has a reading to draw")
    ordered = sorted(lines, key=lambda line: KINDS.index(line.kind))
    frame = OutcomeFrame.of(ordered, axis)
    drawn = [_line(frame, line, place, ordered) for place, line in enumerate(ordered)]
    legend, height = _legend(ordered, axis, TOP + TALL + 2 * TICK_LINE + 16)
    return picture(
        picture_id,
        title,
        outcomes_summary(lines, axis),
        label(BETTER_WORDS[axis.better], 0, 12, "outcome-better"),
        label(axis.unit, WIDTH - RIGHT, 12, "outcome-unit", "end"),
        *frame.grid(),
        _smallest(frame, axis),
        *drawn,
        legend,
        css="trial-outcomes",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
    )


def outcomes_summary(lines: Sequence[ArmSeries], axis: OutcomeAxis) -> str:
    """Say in one sentence what the panel shows: each arm's first and last value, with the unit and direction."""
    arms = "; ".join(f"{line.arm}: {_told(line, axis)}" for line in lines if line.readings)
    better = BETTER_WORDS[axis.better].lstrip("↓↑ ")
    what = "Change from the start" if axis.change else "Level"
    return f"{what}, {axis.unit}, {better}. {arms}."


def _told(line: ArmSeries, axis: OutcomeAxis) -> str:
    first, last = line.readings[0], line.readings[-1]
    if first is last or axis.change:
        return f"{plain(last.value)} at {last.when}"
    return f"{plain(first.value)} at {first.when}, {plain(last.value)} at {last.when}"


def _smallest(frame: OutcomeFrame, axis: OutcomeAxis) -> str:
    """Draw the smallest change that matters: a line among changes, a measuring bar beside levels."""
    if axis.smallest is None:
        return ""
    if axis.change:
        y = frame.y(-axis.smallest if axis.better != "higher" else axis.smallest)
        return tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="outcome-smallest")
    top, x = frame.y(frame.high) + 4, WIDTH - RIGHT + 6
    bottom = top + TALL * axis.smallest / (frame.high - frame.low)
    return tag(
        "path", d=f"M{x - 3:g} {top:g} h6 M{x:g} {top:g} V{bottom:g} M{x - 3:g} {bottom:g} h6", class_="outcome-bar"
    )


def _line(frame: OutcomeFrame, line: ArmSeries, place: int, lines: Sequence[ArmSeries]) -> str:
    """Draw one arm: a change begins at nought, arms stand a little apart so that no bar hides another."""
    look, shift = LOOKS[line.kind.key], (place - (len(lines) - 1) / 2) * APART
    again = line.kind in [one.kind for one in lines[:place]]
    spots = [(frame.x_of(reading) + shift, frame.y(reading.value)) for reading in line.readings]
    start = [(frame.x(0), frame.y(0))] if line.form == "change" else []
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in [*start, *spots])
    colour = f"var({look.colour})"
    parts = [
        tag("path", d=path, class_="outcome-line", stroke=colour, stroke_dasharray=DASHES[look.dash])
        if len(spots) + len(start) > 1
        else ""
    ]
    for (x, _), reading in zip(spots, line.readings, strict=True):
        parts.append(_interval(frame, x, reading, colour))
    parts += [
        tag(
            "g",
            tag("title", escape(f"{line.arm}, {r.when}: {plain(r.value)}")),
            _mark(look.symbol, x, y, colour, again=again),
        )
        for (x, y), r in zip(spots, line.readings, strict=True)
    ]
    return tag("g", *parts)


def _interval(frame: OutcomeFrame, x: float, reading: Reading, colour: str) -> str:
    if reading.low is None or reading.high is None:
        return ""
    top, bottom = frame.y(reading.high), frame.y(reading.low)
    caps = " ".join(f"M{x - CAP:.1f} {end:.1f} h{2 * CAP:g}" for end in (top, bottom))
    path = f"M{x:.1f} {top:.1f} V{bottom:.1f} {caps}"
    return tag("path", d=path, class_="outcome-interval", stroke=colour)


def _mark(symbol: str, x: float, y: float, colour: str, *, again: bool) -> str:
    """Draw the mark of a kind; hollow for a second arm of the same kind."""
    fill = "var(--surface)" if again else colour
    shared = {"class_": "outcome-mark", "stroke": colour, "fill": fill}
    if symbol == "circle":
        return tag("circle", cx=x, cy=y, r=MARK, **shared)
    if symbol == "x":
        arm = MARK * 0.85
        ends = f"M{x - arm:.1f} {y - arm:.1f} L{x + arm:.1f} {y + arm:.1f} M{x - arm:.1f} {y + arm:.1f}"
        return tag("path", d=f"{ends} L{x + arm:.1f} {y - arm:.1f}", **{**shared, "fill": "none"})
    return tag("path", d=_polygon(symbol, x, y), **shared)


def _polygon(symbol: str, x: float, y: float) -> str:
    """Return the outline of a mark with corners."""
    corners, turn = {
        "square": (4, 0.25),
        "diamond": (4, 0.0),
        "hexagon": (6, 0.0),
        "triangle-up": (3, 0.0),
        "star": (10, 0.0),
    }[symbol]
    spots = []
    for corner in range(corners):
        far = MARK * (0.5 if symbol == "star" and corner % 2 else 1.25)
        angle = 2 * pi * ((corner + turn * 2) / corners if symbol == "square" else corner / corners) - pi / 2
        spots.append(f"{x + far * cos(angle):.1f} {y + far * sin(angle):.1f}")
    return f"M{' L'.join(spots)} Z"


def _legend(lines: Sequence[ArmSeries], axis: OutcomeAxis, y: float) -> tuple[str, float]:
    """Draw a sample and the name of each arm and of the smallest change; return it and the height reached."""
    parts = []
    for place, line in enumerate(lines):
        look, again = LOOKS[line.kind.key], line.kind in [one.kind for one in lines[:place]]
        colour = f"var({look.colour})"
        sample = tag(
            "path", d=f"M2 {y - 4:g} H30", class_="outcome-line", stroke=colour, stroke_dasharray=DASHES[look.dash]
        )
        parts += [sample, _mark(look.symbol, 16, y - 4, colour, again=again)]
        y = _words(parts, line.arm, y)
    if axis.smallest is not None:
        d = f"M2 {y - 4:g} H30" if axis.change else f"M13 {y - 10:g} h6 M16 {y - 10:g} V{y + 1:g} M13 {y + 1:g} h6"
        parts.append(tag("path", d=d, class_="outcome-smallest" if axis.change else "outcome-bar"))
        y = _words(parts, f"smallest change that matters: {plain(axis.smallest)}", y)
    return "".join(parts), y - LEGEND_LINE + 8


def _words(parts: list[str], words: str, y: float) -> float:
    for line in lines_of(words[:1].upper() + words[1:], LONGEST_LEGEND):
        parts.append(label(line, 38, y, "outcome-legend"))
        y += LEGEND_LINE
    return y
