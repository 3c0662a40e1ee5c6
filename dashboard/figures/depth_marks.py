"""The marks of the depth strip: scale, bars, whiskers, danger line. They must not know pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.evidence.depth_danger import FLAG_WORDS
from dashboard.evidence.depths import TEXT, TRIAL, DangerDepth, SourceDepth
from dashboard.evidence.numbers import plain
from dashboard.facts.points import MeasuredDepth
from dashboard.figures.svg import label, tag

LEFT, WIDE = 1.0, 96.0  # per cent of the picture's width before the skin, and from skin to the end of the scale
BAR, LINE = 14, 15


@dataclass(frozen=True, slots=True)
class Scale:
    """Millimetres to per cent of the picture's width; `longest` and `step` in mm."""

    longest: float
    step: float

    def percent(self, mm: float) -> float:
        """Give the place of a depth in per cent of the width."""
        return LEFT + WIDE * mm / self.longest

    def at(self, mm: float) -> str:
        """Give the place of a depth as an SVG length."""
        return f"{round(self.percent(mm), 2):g}%"

    def wide(self, mm: float) -> str:
        """Give a length along the scale as an SVG length."""
        return f"{round(WIDE * mm / self.longest, 2):g}%"

    def ticks(self) -> tuple[float, ...]:
        """Give the tick marks in mm, from the skin (0) to the end."""
        return tuple(index * self.step for index in range(round(self.longest / self.step) + 1))


def bar(scale: Scale, entry: SourceDepth, y: float, strip_id: str) -> str:
    """Draw one source's band, pale where the true end depends on the cun; '' where it prints no figure.

    Where no minimum is printed only the end is dark; where no maximum is, a mark stands alone.
    """
    band = entry.band
    if band is None:
        return ""
    if band.high is None:
        return tag("line", x1=scale.at(band.low), x2=scale.at(band.low), y1=y, y2=y + BAR, class_="strip-open")
    start, fill = band.low or 0.0, "strip-text" if entry.group == TEXT else "strip-trial"
    parts = [_block(scale, start, band.high, y, f"strip-band {fill}-band")]
    # Without a printed minimum only the end is known, so only the end is dark.
    core = (band.high_least if band.low_most is None else band.low_most, band.high_least)
    if core[1] >= core[0]:
        parts.append(_block(scale, core[0], core[1], y, f"strip-core {fill}"))
    if entry.group == TRIAL and band.high > start:
        # Hatching tells trials from books without colour.
        parts.append(_block(scale, start, band.high, y, "strip-hatch", fill=f"url(#{strip_id}-hatch)"))
    return "".join(parts)


def _block(scale: Scale, start: float, end: float, y: float, css: str, **more: str) -> str:
    if start == end:
        return tag("line", x1=scale.at(end), x2=scale.at(end), y1=y, y2=y + BAR, class_=f"{css} strip-thin")
    return tag("rect", x=scale.at(start), y=y, width=scale.wide(end - start), height=BAR, class_=css, **more)


def measured_mark(scale: Scale, row: MeasuredDepth, middle: float, kind: str) -> str:
    """Draw a mean with its SD as whiskers, or a range as a line with ends, around the height `middle` in pixels."""
    low, high = _ends(row)
    return _whisker(scale, row, low, high, middle, kind)


def _ends(row: MeasuredDepth) -> tuple[float, float]:
    """Give the ends of the mark in mm: the printed range where there is one, else the mean with its SD."""
    points = [value for value in (row.mean_mm, row.min_mm, row.max_mm) if value is not None]
    spread = row.sd_mm or 0.0
    if row.mean_mm is not None:
        points += [row.mean_mm - spread, row.mean_mm + spread]
    return min(points), max(points)


def _whisker(scale: Scale, row: MeasuredDepth, low: float, high: float, middle: float, kind: str) -> str:
    css = f"strip-mark strip-{kind}"
    parts = []
    if high > low:
        parts.append(tag("line", x1=scale.at(low), x2=scale.at(high), y1=middle, y2=middle, class_=f"{css}-range"))
        if row.sd_mm is not None:
            # SD caps are tall and the ends of an observed range short, as two things share one line.
            ends = (row.mean_mm - row.sd_mm, row.mean_mm + row.sd_mm)
            parts += [_cap(scale, end, middle, 6, css) for end in ends]
        if row.min_mm is not None:
            parts += [_cap(scale, end, middle, 3, css) for end in (row.min_mm, row.max_mm) if end is not None]
    elif row.mean_mm is None:
        parts.append(_cap(scale, high, middle, 7, css))
    if row.mean_mm is not None:
        parts.append(tag("circle", cx=scale.at(row.mean_mm), cy=middle, r=4.5, class_=f"{css}-dot"))
    return "".join(parts)


def _cap(scale: Scale, mm: float, middle: float, half: float, css: str) -> str:
    return tag("line", x1=scale.at(mm), x2=scale.at(mm), y1=middle - half, y2=middle + half, class_=f"{css}-range")


def danger_line(scale: Scale, mm: float, top: float, bottom: float, rows_id: str) -> str:
    """Draw the danger line, seen only in the rows of the clip `rows_id`, so that it runs through no words."""
    line = tag("line", x1=scale.at(mm), x2=scale.at(mm), y1=top, y2=bottom, class_="strip-danger-line")
    return tag("g", line, clip_path=f"url(#{rows_id})")


def danger_flag(scale: Scale, danger: DangerDepth, y: float) -> str:
    """Write the figure of the danger line and what it is, in two lines from `y` down, and an arrow below them.

    The words stand on the side of the line that has more room.
    """
    place, (kind, rest) = scale.at(danger.mm), FLAG_WORDS[danger.which]
    anchor, dx = ("start", -4) if scale.percent(danger.mm) < 50 else ("end", 4)
    return (
        label(f"{plain(danger.mm)} mm, {kind}", place, y, "strip-danger-words", anchor, dx=dx)
        + label(rest, place, y + LINE, "strip-danger-words", anchor, dx=dx)
        + label("▼", place, y + 2 * LINE - 3, "strip-danger-words", "middle")
    )


def row_clip(rows: Iterable[tuple[float, float]], rows_id: str) -> str:
    """Make the clip that holds the rows of marks, from top to bottom in pixels: lines show in them and nowhere else."""
    boxes = (tag("rect", x=0, y=top, width="100%", height=bottom - top) for top, bottom in rows)
    return tag("defs", tag("clipPath", *boxes, id=rows_id))
