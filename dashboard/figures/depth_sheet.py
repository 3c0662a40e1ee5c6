"""The rows of the depth strip, from the top down: words, axis, one bar per source, one mark per measurement.

It must not know which rows a point has or what they mean together.
"""

from collections.abc import Mapping
from itertools import groupby

from dashboard.evidence.depth_people import group_words, people_words, structure_words
from dashboard.evidence.depths import MEASURE_WORDS, SourceDepth, measure_kind
from dashboard.evidence.numbers import plain
from dashboard.evidence.source_names import short_name
from dashboard.facts.points import MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.figures.depth_marks import Scale, bar, measured_mark
from dashboard.figures.depth_words import way_words
from dashboard.figures.svg import label, lines_of, tag

LONGEST_LINE = 48  # characters that fit 340 px at 12 px
LINE, BAR_ROW, GAP = 15, 20, 6


class Sheet:
    """A page that fills from the top: `y` is where the next thing goes, in pixels."""

    def __init__(self, scale: Scale, strip_id: str, sources: Mapping[str, Source]) -> None:
        self.scale, self.strip_id, self.sources = scale, strip_id, sources
        self.parts: list[str] = []
        self.y = 0.0

    def say(self, words: str, css: str) -> None:
        """Write words, broken into lines."""
        for line in lines_of(words, LONGEST_LINE):
            self.y += LINE
            self.parts.append(label(line, 0, self.y, css))

    def axis(self) -> None:
        """Write the ticks of the scale, in mm from the skin."""
        self.y += GAP
        self.say("mm from the skin", "strip-tick")
        self.y += LINE
        ticks = self.scale.ticks()
        for tick in ticks:
            anchor = {0.0: "start", ticks[-1]: "end"}.get(tick, "middle")
            self.parts.append(label(plain(tick), self.scale.at(tick), self.y, "strip-tick", anchor))
        self.y += GAP

    def grid(self, top: float, bottom: float) -> str:
        """Return the upright lines under every tick, from `top` to `bottom` in pixels."""
        return "".join(
            tag("line", x1=self.scale.at(tick), x2=self.scale.at(tick), y1=top, y2=bottom, class_=css)
            for tick in self.scale.ticks()
            for css in ["strip-skin" if tick == 0 else "strip-grid"]
        )

    def sources_group(self, title: str, entries: list[SourceDepth]) -> None:
        """Draw a bar for each source under a heading; nothing where there is none."""
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
        """Draw a mark for each measured row under a heading, one study after the other; nothing where there is none."""
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
