"""One trial as a row of a forest plot: its name, people, arms, figures and weight, the interval and how it was read.

It must not know the other trials or what they mean together.
"""

from __future__ import annotations

from html import escape

from dashboard.evidence.analysis_parts import Axis, TrialRow
from dashboard.figures import forest_words as words
from dashboard.figures.forest_axis import side_of, square, whisker
from dashboard.figures.forest_rows import (
    ARMS,
    ARMS_WIDTH,
    BAND,
    EFFECT,
    EFFECT_WIDTH,
    NAME,
    NAME_WIDTH,
    PAD,
    PEOPLE,
    READ,
    WEIGHT,
    Rows,
)
from dashboard.figures.forest_text import breadth, column, fitted, linked
from dashboard.figures.svg import label, tag

STATUS_SHARES = {"full_text": 1.0, "abstract": 0.75, "textbook": 0.66, "secondary": 0.33, "curator": 0.0}
MARKED = "◆"


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
