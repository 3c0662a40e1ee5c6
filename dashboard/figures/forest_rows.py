"""A plot of rows that fills from the top down, in two layouts: columns side by side, or words above each interval.

It must not know what a row is about.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.evidence.analysis_parts import Axis
from dashboard.figures.forest_axis import Ruler, tick_words, upright
from dashboard.figures.forest_text import breadth, column, fitted
from dashboard.figures.svg import label, tag


@dataclass(frozen=True)
class Layout:
    """Where things stand: `left` and `right` of the scale, the size of type, the height of a line; view-box units."""

    key: str
    width: float
    left: float
    right: float
    size: float
    line: float

    @property
    def wide(self) -> bool:
        """Whether the words stand in columns beside the scale."""
        return self.key == "wide"


WIDE = Layout("wide", 940.0, 446.0, 676.0, 14.0, 18.0)
NARROW = Layout("narrow", 360.0, 20.0, 340.0, 13.0, 17.0)
LAYOUTS = (WIDE, NARROW)
# Columns of the wide layout: names, people (right edge), arms, figures, weight (right edge), how closely it was read.
NAME, PEOPLE, ARMS, EFFECT, WEIGHT, READ = 0.0, 218.0, 232.0, 696.0, 912.0, 930.0
NAME_WIDTH, ARMS_WIDTH, EFFECT_WIDTH = 168.0, 196.0, 172.0
PAD, BAND = 7.0, 22.0


@dataclass
class Rows:
    """A plot that fills from the top: `y` is where the next thing goes, `bands` where the lines of the scale run."""

    layout: Layout
    ruler: Ruler
    axis: Axis
    fine: bool
    parts: list[str] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)
    y: float = 0.0

    def say(self, text: str, css: str = "rows-soft", *, most: int = 9, width: float | None = None) -> None:
        """Write words from the left edge on, broken into lines."""
        bold = "rows-name" in css
        lines = fitted(text, width or self.layout.width, self.layout.size, most, bold=bold)
        self.parts += column(lines, 0, self.y, self.layout.line, css)
        self.y += len(lines) * self.layout.line

    def say_beside(self, text: str, indent: float) -> None:
        """Write words to the right of a sign."""
        lines = fitted(text, self.layout.width - indent, self.layout.size)
        self.parts += column(lines, indent, self.y, self.layout.line, "rows-soft")
        self.y += len(lines) * self.layout.line

    def band(self, height: float) -> float:
        """Reserve a band for marks and return its top."""
        top = self.y
        self.bands.append((top, top + height))
        self.y += height
        return top

    def rule(self) -> None:
        """Draw a thin line from edge to edge."""
        self.parts.append(tag("line", x1=0, x2=self.layout.width, y1=self.y, y2=self.y, class_="rows-rule"))

    def grid(self) -> list[str]:
        """Return what lies under the marks: the band of too small changes, ticks, dashed lines, the neutral line."""
        ruler, parts = self.ruler, []
        edges = [ruler.at(edge) for edge in important_edges(self.axis)]
        if edges:
            shades = (
                tag("rect", x=min(edges), y=top, width=max(edges) - min(edges), height=end - top, class_="rows-small")
                for top, end in self.bands
            )
            parts += shades
        others = [ruler.at(tick) for tick in ruler.ticks if tick != ruler.neutral]
        parts.append(upright(others, self.bands, "rows-grid"))
        parts.append(upright(edges, self.bands, "rows-important"))
        parts.append(upright([ruler.at(ruler.neutral)], self.bands, "rows-neutral"))
        return [part for part in parts if part]

    def ticks(self) -> None:
        """Write the figures of the scale; every second one, counted from the neutral line, where all would collide."""
        ruler, size = self.ruler, self.layout.size
        middle = ruler.ticks.index(ruler.neutral)
        wide = [breadth(tick_words(tick), size) for tick in ruler.ticks]
        places = [ruler.at(tick) for tick in ruler.ticks]
        pairs = range(len(places) - 1)
        tight = any(places[i + 1] - places[i] < (wide[i] + wide[i + 1]) / 2 + 4 for i in pairs)
        for place, (tick, x) in enumerate(zip(ruler.ticks, places, strict=True)):
            if tight and (place - middle) % 2:
                continue
            y = self.y + self.layout.line * 0.8
            self.parts.append(label(tick_words(tick), x, y, "rows-tick", "middle", data_value=repr(tick)))
        self.y += self.layout.line + 2

    def sides(self) -> None:
        """Write what lies to the left and to the right of the neutral line, away from it."""
        middle, size = self.ruler.at(self.ruler.neutral), self.layout.size
        left, right = (
            fitted(text, min(room - 8, 220.0), size, 4, bold=True)
            for text, room in (
                (f"← {self.axis.left}", middle),
                (f"{self.axis.right} →", self.layout.width - middle),
            )
        )
        self.parts += column(left, middle - 8, self.y, self.layout.line, "rows-side", "end")
        self.parts += column(right, middle + 8, self.y, self.layout.line, "rows-side")
        self.y += max(len(left), len(right)) * self.layout.line + 4


def important_edges(axis: Axis) -> tuple[float, ...]:
    """Return both places of the smallest change that matters, the same distance left and right of no difference."""
    if axis.important is None:
        return ()
    if axis.logarithmic:
        return tuple(sorted((axis.important, 1 / axis.important)))
    size = abs(axis.important - axis.neutral)
    return axis.neutral - size, axis.neutral + size
