"""The rows of the depth strip, from the top down: words, axis, one bar per source, one mark per measurement.

It must not know which rows a point has or what they mean together.
"""

from collections.abc import Collection, Mapping
from itertools import groupby

from dashboard.evidence.depth_people import group_words, people_words, structure_words
from dashboard.evidence.depths import DangerDepth, SourceDepth, measure_kind, measure_words, printed_measure
from dashboard.evidence.numbers import plain
from dashboard.evidence.source_names import short_name
from dashboard.facts.points import MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.figures.depth_marks import BAR, Scale, bar, danger_flag, measured_mark
from dashboard.figures.depth_words import figure_words, source_line
from dashboard.figures.svg import label, lines_of, tag

LONGEST_LINE = 44  # characters that fit 300 px at 12 px
LONGEST_BOLD = 40
BOLD = frozenset({"strip-danger-words", "strip-group"})
LINE, GAP = 15, 6
MARK_ROW = 18


class Sheet:
    """A page that fills from the top: `y` is where the next thing goes, in pixels; `rows` are where marks stand.

    Words and marks never share a height, as the lines of the scale run through the rows of marks.
    """

    def __init__(self, scale: Scale, strip_id: str, sources: Mapping[str, Source]) -> None:
        self.scale, self.strip_id, self.sources = scale, strip_id, sources
        self.parts: list[str] = []
        self.rows: list[tuple[float, float]] = []
        self.y = 0.0

    def say(self, words: str, css: str, value: str = "") -> None:
        """Write words, broken into lines; `value` stands before them and stands out."""
        longest = LONGEST_BOLD if css in BOLD or value else LONGEST_LINE
        left = len(value)
        for line in lines_of(f"{value}: {words}" if value and words else value or words, longest):
            self.y += LINE
            self.parts.append(label(line[left:], 0, self.y, css, before=line[:left]))
            left = max(left - len(line) - 1, 0)

    def flag(self, danger: DangerDepth) -> None:
        """Write the figure of the danger line under the scale, above the rows that the line runs through."""
        self.parts.append(danger_flag(self.scale, danger, self.y + LINE))
        self.y += 3 * LINE

    def axis(self) -> None:
        """Write the ticks of the scale, in mm from the skin."""
        self.y += GAP
        self.say("mm from the skin", "strip-tick")
        self.y += LINE
        ticks = self.scale.ticks()
        for tick in ticks:
            anchor = {0.0: "start", ticks[-1]: "end"}.get(tick, "middle")
            self.parts.append(label(plain(tick), self.scale.at(tick), self.y, "strip-tick", anchor))
        self.y += 3
        self._row(GAP)

    def grid(self, top: float, bottom: float, rows_id: str) -> str:
        """Return the upright lines under every tick, from `top` to `bottom` in pixels, seen in the rows alone."""
        lines = (
            tag("line", x1=self.scale.at(tick), x2=self.scale.at(tick), y1=top, y2=bottom, class_=css)
            for tick in self.scale.ticks()
            for css in ["strip-skin" if tick == 0 else "strip-grid"]
        )
        return tag("g", *lines, clip_path=f"url(#{rows_id})")

    def _row(self, height: float) -> float:
        """Reserve a row for marks and return its top."""
        top = self.y
        self.rows.append((top, top + height))
        self.y += height
        return top

    def sources_group(self, title: str, entries: list[SourceDepth], everyone: Collection[SourceDepth]) -> None:
        """Draw a bar for each source under a heading; nothing where there is none. `everyone` are all of the point."""
        if not entries:
            return
        self.y += GAP
        self.say(title, "strip-group")
        for entry in entries:
            self.say(source_line(entry, everyone, self.sources), "strip-name", value=figure_words(entry))
            if entry.band:
                self.y += 4
                self.parts.append(bar(self.scale, entry, self._row(BAR + 4) + 2, self.strip_id))
            self.y += 4

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
            for row in members:
                who = ", ".join(part for part in (group_words(row), "" if shared else people_words(row)) if part)
                self.say(who, "strip-measure", value=printed_measure(row))
                self.y += 4
                middle = self._row(MARK_ROW) + MARK_ROW / 2
                self.parts.append(measured_mark(self.scale, row, middle, measure_kind(row)))
            self.y += 4

    def _study_words(self, row: MeasuredDepth) -> str:
        what = measure_words(row.measure)
        parts = [
            f"{short_name(row.sources, self.sources)}; {what}",
            structure_words(row),
            row.method or "method not shown",
        ]
        return "; ".join(part for part in parts if part)
