"""The rows of a forest plot, from the top down, in two layouts: columns side by side, or words above each interval.

It must not know which rows there are or what they mean together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from dashboard.evidence.analysis_parts import Axis, TrialRow
from dashboard.figures import forest_words as words
from dashboard.figures.forest_axis import Ruler, side_of, square, tick_words, upright, whisker
from dashboard.figures.forest_text import breadth, column, fitted, linked
from dashboard.figures.svg import label, tag

STATUS_SHARES = {"full_text": 1.0, "abstract": 0.75, "textbook": 0.66, "secondary": 0.33, "curator": 0.0}


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
MARKED = "◆"


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


def heads(rows: Rows) -> None:
    """Write what the columns are; on a phone only what the figures are."""
    if not rows.layout.wide:
        rows.say(f"{_unit(rows.axis)}; effect with its 95 % interval", "rows-head")
        return
    line, size = rows.layout.line, rows.layout.size
    middle = fitted(_unit(rows.axis), rows.layout.right - rows.layout.left + 12, size, 3)
    tall = max(len(middle), 2)
    for text, x, anchor in (
        (["Trial"], NAME, None),
        (["People"], PEOPLE, "end"),
        (["Arm against", "comparator"], ARMS, None),
        (middle, (rows.layout.left + rows.layout.right) / 2, "middle"),
        (["Effect", "(95 % interval)"], EFFECT, None),
        (["Weight"], WEIGHT, "end"),
    ):
        rows.parts += column(text, x, rows.y + (tall - len(text)) * line, line, "rows-head", anchor)
    rows.y += tall * line + 4


def _unit(axis: Axis) -> str:
    words_ = f"{axis.measure}, {axis.unit}" if axis.unit and axis.unit != axis.measure else axis.measure
    return words_[:1].upper() + words_[1:]


def trial_row(rows: Rows, row: TrialRow, heaviest: float) -> None:
    """Draw one trial."""
    css = f"forest-row{' forest-out' if row.excluded else ''}{' forest-sham' if row.sham else ''}"
    start = len(rows.parts)
    (_wide_trial if rows.layout.wide else _narrow_trial)(rows, row, heaviest)
    inner = [tag("title", escape(_full(row), quote=False)), *rows.parts[start:]]
    rows.parts[start:] = [tag("g", *inner, class_=css, data_study=row.study_id)]


def _name(row: TrialRow) -> str:
    """Name a trial, with a sign before one that needled the point the reader came from."""
    return f"{MARKED} {words.trial_name(row)}" if row.marked else words.trial_name(row)


def _full(row: TrialRow) -> str:
    """Everything a pointer shows on a trial."""
    people = "number of people not printed" if row.n is None else f"{row.n:,} people"
    here = "needled the chosen point" if row.marked else ""
    parts = [here, words.arms_words(row), row.measure, row.when, people, row.printed, row.how, row.note]
    return f"{words.trial_name(row)}: {'; '.join(part for part in parts if part)}"


def _wide_trial(rows: Rows, row: TrialRow, heaviest: float) -> None:
    size, line = rows.layout.size, rows.layout.line
    name = fitted(_name(row), NAME_WIDTH, size, 3, bold=True)
    arms = fitted(words.arms_words(row), ARMS_WIDTH, size, 3)
    when = fitted(", ".join(part for part in (row.measure, row.when) if part), ARMS_WIDTH, size, 2)
    figures = fitted(words.effect_words(row.effect, rows.axis, fine=rows.fine), EFFECT_WIDTH, size, 2)
    figures += [words.TAKEN_OUT] if row.excluded else []
    tall = max(len(name) + row.sham, len(arms) + len(when), len(figures), 1) * line + 2 * PAD
    top = rows.band(tall)
    y, middle = top + PAD, top + tall / 2
    drawn = column(name, NAME, y, line, "rows-name")
    rows.parts.append(linked(words.trial_url(row.study_id), *drawn, title=words.trial_name(row)))
    if row.sham:
        rows.parts.append(sham_badge(NAME, y + len(name) * line, line))
    people = ["not", "printed"] if row.n is None else [f"{row.n:,}"]
    rows.parts += column(people, PEOPLE, y, line, "rows-soft" if row.n is None else "rows-figure", "end")
    rows.parts += column(arms, ARMS, y, line, "rows-words")
    rows.parts += column(when, ARMS, y + len(arms) * line, line, "rows-soft")
    rows.parts += column(figures, EFFECT, y, line, "rows-figure")
    if row.weight is not None and not row.excluded:
        rows.parts += column([words.weight_words(row)], WEIGHT, y, line, "rows-figure", "end")
    rows.parts.append(read_mark(row.status, READ, y + line * 0.5))
    rows.parts += _mark(rows, row, middle, heaviest)
    rows.rule()


def _narrow_trial(rows: Rows, row: TrialRow, heaviest: float) -> None:
    size, line, width = rows.layout.size, rows.layout.line, rows.layout.width
    rows.y += PAD
    effect = words.effect_words(row.effect, rows.axis, fine=rows.fine)
    name = fitted(_name(row), width - breadth(effect, size) - 10, size, 2, bold=True)
    drawn = column(name, 0, rows.y, line, "rows-name")
    rows.parts.append(linked(words.trial_url(row.study_id), *drawn, title=words.trial_name(row)))
    rows.parts += column([effect], width, rows.y, line, "rows-figure", "end")
    rows.y += len(name) * line
    people = "n not printed" if row.n is None else f"n {row.n:,}"
    weight = f"weight {words.weight_words(row)}" if row.weight is not None and not row.excluded else ""
    parts = [words.TAKEN_OUT if row.excluded else "", people, weight, f"against {row.comparator}", row.when]
    indent = 0.0
    if row.sham:
        rows.parts.append(sham_badge(0, rows.y, line))
        indent = 62.0
    told = fitted(", ".join(part for part in parts if part), width - indent - 20, size, 2)
    rows.parts += column(told, indent, rows.y, line, "rows-soft")
    rows.parts.append(read_mark(row.status, width - 8, rows.y + line * 0.5))
    rows.y += len(told) * line
    top = rows.band(BAND)
    rows.parts += _mark(rows, row, top + BAND / 2, heaviest)
    rows.rule()


def _mark(rows: Rows, row: TrialRow, middle: float, heaviest: float) -> list[str]:
    side = side_of(None if row.excluded else row.weight, heaviest)
    return [
        whisker(rows.ruler, row.effect, middle, "forest-interval"),
        square(rows.ruler.at(row.effect.value), middle, side, "forest-square"),
    ]


def sham_badge(x: float, top: float, line: float) -> str:
    """Draw the mark of a sham comparison: a square with a hole, and the word."""
    middle = top + line * 0.5
    return tag(
        "g",
        tag("rect", x=x + 1, y=middle - 5, width=10, height=10, class_="rows-sham-mark"),
        label("sham", x + 16, top + line * 0.76, "rows-sham-word"),
    )


def read_mark(status: str, x: float, y: float) -> str:
    """Draw how closely a source was read: a ring, filled by that share; the word is in its title."""
    share, radius = STATUS_SHARES.get(status, 0.0), 6.0
    ring = tag("circle", cx=x, cy=y, r=radius, class_="rows-read-ring")
    # A ring painted with a dash of half its width fills a pie from the top, without trigonometry.
    round_ = 3.1416 * radius
    pie = tag(
        "circle",
        cx=x,
        cy=y,
        r=radius / 2,
        class_="rows-read-share",
        stroke_width=radius,
        stroke_dasharray=f"{share * round_:.2f} {round_:.2f}",
        transform=f"rotate(-90 {x:g} {y:g})",
    )
    return tag("g", tag("title", f"read: {escape(status.replace('_', ' '))}"), ring, pie if share else "")
