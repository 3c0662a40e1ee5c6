"""The depth strip: one scale from the skin, a bar per source, what was measured, the smallest danger depth.

It must not know pages, and it draws only what `evidence.depths` reads from the sources. Places along the scale are
per cent and heights are pixels, so text keeps its size at any width.
"""

import math
from collections.abc import Iterable, Mapping

from dashboard.evidence.depth_readings import depths_of, readings
from dashboard.evidence.depths import (
    TEXT,
    WORDS_ONLY,
    measure_kind,
    smallest_danger_depth,
)
from dashboard.facts.points import MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts
from dashboard.figures.depth_legend import legend
from dashboard.figures.depth_marks import Scale, danger_line, row_clip
from dashboard.figures.depth_sheet import Sheet
from dashboard.figures.depth_words import depth_rows, depth_text, risk_lines
from dashboard.figures.svg import picture, slug

__all__ = ["depth_rows", "depth_strip", "depth_text", "no_strip_reason", "own_scale", "scale_for"]

STEPS = (5.0, 10.0, 20.0, 25.0, 50.0)
MOST_TICKS = 7


def no_strip_reason(point_facts: PointFacts) -> str:
    """Say why a point has no strip; '' where it has one."""
    if point_facts.needling or any(measure_kind(row) != WORDS_ONLY for row in point_facts.measured_depths):
        return ""
    return f"No source we have prints a needling depth for {point_facts.point.code}, so there is no strip to draw."


def scale_for(depths_mm: Iterable[float]) -> Scale:
    """Choose a scale with even ticks that holds bars and marks, in mm; 50 mm where there is nothing to hold."""
    need = max([value * 1.04 for value in depths_mm], default=50.0)
    for step in STEPS:
        longest = math.ceil(max(need, step) / step) * step
        if longest / step <= MOST_TICKS:
            return Scale(longest, step)
    return Scale(math.ceil(need / 100) * 100.0, 100.0)


def own_scale(point_facts: PointFacts, sources: Mapping[str, Source], nearby: tuple[MeasuredDepth, ...] = ()) -> Scale:
    """Give the scale that one point's strip needs."""
    bands = [entry.band for entry in depths_of(point_facts, sources) if entry.band]
    bars = [value for band in bands for value in (band.low, band.high) if value is not None]
    return scale_for([*bars, *(value for row in (*_figures(point_facts), *nearby) for value in _extent(row))])


def depth_strip(
    point_facts: PointFacts,
    sources: Mapping[str, Source],
    nearby: tuple[MeasuredDepth, ...] = (),
    scale: Scale | None = None,
    name: str = "strip",
) -> str | None:
    """Draw the strip of one point as an SVG string, or None where `no_strip_reason` says why.

    `scale` is the point's own unless strips are compared; `name` begins the ids, for a second strip on one page.
    """
    if no_strip_reason(point_facts):
        return None
    strip_id = f"{name}-{slug(point_facts.point.code)}"
    drawn, height = _drawn(point_facts, sources, nearby, scale or own_scale(point_facts, sources, nearby), strip_id)
    return picture(
        strip_id,
        f"Needle depths at {point_facts.point.code}, in millimetres from the skin",
        " ".join(reading.sentence for reading in readings(point_facts, sources)),
        *drawn,
        css="strip",
        width="100%",
        height=height,
    )


def _drawn(
    point_facts: PointFacts, sources: Mapping[str, Source], nearby: tuple[MeasuredDepth, ...], scale: Scale, name: str
) -> tuple[list[str], float]:
    """Return the pieces of the strip, the grid lowest, and its height in pixels."""
    entries, here = depths_of(point_facts, sources), _figures(point_facts)
    sheet = Sheet(scale, name, sources)
    danger = smallest_danger_depth(point_facts.measured_depths)
    for line in risk_lines(point_facts, sources):
        sheet.say(line, "strip-danger-words")
    sheet.axis()
    if danger:
        sheet.flag(danger)
    for title, group in (("Books", True), ("Trials and plans", False)):
        sheet.sources_group(title, [entry for entry in entries if (entry.group == TEXT) == group], entries)
    sheet.measured_group("Measured at this point", here)
    sheet.measured_group("Measured nearby, not at this point", list(nearby))
    bottom, rows_id = sheet.y, f"{name}-rows"
    if danger:
        sheet.parts.append(danger_line(scale, danger.mm, sheet.rows[0][1], bottom, rows_id))
    kinds = {measure_kind(row) for row in (*here, *nearby)}
    signs, height = legend(bottom, name, entries, kinds, danger is not None)
    return [row_clip(sheet.rows, rows_id), sheet.grid(0, bottom, rows_id), *sheet.parts, signs], height


def _figures(point_facts: PointFacts) -> list[MeasuredDepth]:
    return [row for row in point_facts.measured_depths if measure_kind(row) != WORDS_ONLY]


def _extent(row: MeasuredDepth) -> list[float]:
    ends = [value for value in (row.mean_mm, row.min_mm, row.max_mm) if value is not None]
    return [*ends, row.mean_mm + row.sd_mm] if row.mean_mm is not None and row.sd_mm is not None else ends
