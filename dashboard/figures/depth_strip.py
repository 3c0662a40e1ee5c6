"""The depth strip: one scale from the skin, a bar per source, what was measured, the smallest danger depth.

It must not know pages, and it draws only what `evidence.depths` reads from the sources. Places along the scale are
per cent and heights are pixels, so text keeps its size at any width.
"""

import math
from collections.abc import Iterable, Mapping
from itertools import groupby

from dashboard.evidence.depth_people import group_words, people_words, structure_words
from dashboard.evidence.depth_readings import danger_words, depths_of, readings
from dashboard.evidence.depths import (
    MEASURE_WORDS,
    TEXT,
    WORDS_ONLY,
    SourceDepth,
    measure_kind,
    smallest_danger_depth,
)
from dashboard.evidence.numbers import plain
from dashboard.evidence.source_names import short_name
from dashboard.facts.points import MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts
from dashboard.figures.depth_marks import Scale, bar, danger_line, legend, measured_mark
from dashboard.figures.depth_words import depth_rows, depth_text, way_words
from dashboard.figures.svg import label, lines_of, picture, slug, tag

__all__ = ["common_scale", "depth_rows", "depth_strip", "depth_text", "no_strip_reason", "own_scale", "scale_for"]

LONGEST_LINE = 48  # characters that fit 340 px at 12 px
LINE, BAR_ROW, GAP = 15, 20, 6
STEPS = (5.0, 10.0, 20.0, 25.0, 50.0)
MOST_TICKS = 7
# A bar ends here at the latest, so that its own figure fits behind it at 340 px.
BAR_SHARE = 0.68


def no_strip_reason(point_facts: PointFacts) -> str:
    """Say why a point has no strip; '' where it has one."""
    if point_facts.needling or any(measure_kind(row) != WORDS_ONLY for row in point_facts.measured_depths):
        return ""
    return f"No source we have prints a needling depth for {point_facts.point.code}, so there is no strip to draw."


def scale_for(bars_mm: Iterable[float], marks_mm: Iterable[float]) -> Scale:
    """Choose a scale with even ticks that holds bars and marks, in mm; 50 mm where there is nothing to hold."""
    need = max([value / BAR_SHARE for value in bars_mm] + [value * 1.04 for value in marks_mm], default=50.0)
    for step in STEPS:
        longest = math.ceil(max(need, step) / step) * step
        if longest / step <= MOST_TICKS:
            return Scale(longest, step)
    return Scale(math.ceil(need / 100) * 100.0, 100.0)


def own_scale(point_facts: PointFacts, sources: Mapping[str, Source], nearby: tuple[MeasuredDepth, ...] = ()) -> Scale:
    """Give the scale that one point's strip needs."""
    bands = [entry.band for entry in depths_of(point_facts, sources) if entry.band]
    bars = [value for band in bands for value in (band.low, band.high) if value is not None]
    return scale_for(bars, [value for row in (*_figures(point_facts), *nearby) for value in _extent(row)])


def common_scale(scales: Iterable[Scale]) -> Scale:
    """Give the one scale on which several strips can stand side by side: the longest. Raises ValueError for none."""
    return max(scales, key=lambda scale: scale.longest)


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
    entries, here = depths_of(point_facts, sources), _figures(point_facts)
    scale = scale or own_scale(point_facts, sources, nearby)
    strip_id = f"{name}-{slug(point_facts.point.code)}"
    sheet = _Sheet(scale, strip_id, sources)
    danger = smallest_danger_depth(point_facts.measured_depths)
    if danger:
        sheet.say(f"▼ {danger_words(danger, sources)}", "strip-danger-words")
    sheet.axis()
    top = sheet.y
    for title, group in (("Books", True), ("Trials and plans", False)):
        sheet.sources_group(title, [entry for entry in entries if (entry.group == TEXT) == group])
    sheet.measured_group("Measured at this point", here)
    sheet.measured_group("Measured nearby, not at this point", list(nearby))
    bottom = sheet.y
    if danger:
        sheet.parts.append(danger_line(scale, danger.mm, top, bottom))
    kinds = {measure_kind(row) for row in (*here, *nearby)}
    drawn, height = legend(bottom, strip_id, entries, kinds, danger is not None)
    return picture(
        strip_id,
        f"Needle depths at {point_facts.point.code}, in millimetres from the skin",
        " ".join(reading.sentence for reading in readings(point_facts, sources)),
        sheet.grid(top, bottom),
        *sheet.parts,
        drawn,
        css="strip",
        width="100%",
        height=height,
    )


def _figures(point_facts: PointFacts) -> list[MeasuredDepth]:
    return [row for row in point_facts.measured_depths if measure_kind(row) != WORDS_ONLY]


def _extent(row: MeasuredDepth) -> list[float]:
    ends = [value for value in (row.mean_mm, row.min_mm, row.max_mm) if value is not None]
    return [*ends, row.mean_mm + row.sd_mm] if row.mean_mm is not None and row.sd_mm is not None else ends


class _Sheet:
    """A page that fills from the top: `y` is where the next thing goes, in pixels."""

    def __init__(self, scale: Scale, strip_id: str, sources: Mapping[str, Source]) -> None:
        self.scale, self.strip_id, self.sources = scale, strip_id, sources
        self.parts: list[str] = []
        self.y = 0.0

    def say(self, words: str, css: str) -> None:
        for line in lines_of(words, LONGEST_LINE):
            self.y += LINE
            self.parts.append(label(line, 0, self.y, css))

    def axis(self) -> None:
        self.y += GAP
        self.say("mm from the skin", "strip-tick")
        self.y += LINE
        ticks = self.scale.ticks()
        for tick in ticks:
            anchor = {0.0: "start", ticks[-1]: "end"}.get(tick, "middle")
            self.parts.append(label(plain(tick), self.scale.at(tick), self.y, "strip-tick", anchor))
        self.y += GAP

    def grid(self, top: float, bottom: float) -> str:
        return "".join(
            tag("line", x1=self.scale.at(tick), x2=self.scale.at(tick), y1=top, y2=bottom, class_=css)
            for tick in self.scale.ticks()
            for css in ["strip-skin" if tick == 0 else "strip-grid"]
        )

    def sources_group(self, title: str, entries: list[SourceDepth]) -> None:
        if not entries:
            return
        self.y += GAP
        self.say(title, "strip-group")
        for entry in entries:
            arms = f" ({entry.rows} arms)" if entry.rows > 1 else ""
            way = way_words(entry.angle, entry.direction)
            self.say(f"{short_name(entry.sources, self.sources)}{arms} · {way}", "strip-name")
            self.parts.append(bar(self.scale, entry, self.y + 4, self.strip_id))
            self.y += BAR_ROW + 5

    def measured_group(self, title: str, rows: list[MeasuredDepth]) -> None:
        if not rows:
            return
        self.y += GAP
        self.say(title, "strip-group")
        for head, group in groupby(rows, key=self._study_words):
            members = list(group)
            people = {people_words(row) for row in members}
            shared = f"; {people.pop().removeprefix('of ')}" if len(people) == 1 and "" not in people else ""
            self.say(head + shared, "strip-name")
            self.y += 3
            for row in members:
                who = ", ".join(part for part in (group_words(row), "" if shared else people_words(row)) if part)
                drawn, height = measured_mark(self.scale, row, who, self.y, measure_kind(row))
                self.parts.append(drawn)
                self.y += height
            self.y += 3

    def _study_words(self, row: MeasuredDepth) -> str:
        what = MEASURE_WORDS.get(row.measure, row.measure.replace("_", " "))
        parts = [
            f"{short_name(row.sources, self.sources)} · {what}",
            structure_words(row),
            row.method or "method not shown",
        ]
        return "; ".join(part for part in parts if part)
