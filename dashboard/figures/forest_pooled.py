"""The rows under the trials of a forest plot: the pooled figure and the steps of a sensitivity analysis."""

from __future__ import annotations

from html import escape

from dashboard.evidence.analysis_parts import PooledLine, Step
from dashboard.evidence.numbers import count
from dashboard.figures import forest_words as words
from dashboard.figures.forest_axis import diamond, prediction_bar, whisker
from dashboard.figures.forest_rows import ARMS, ARMS_WIDTH, BAND, EFFECT, NAME, PAD, PEOPLE, Rows
from dashboard.figures.forest_text import breadth, column, fitted
from dashboard.figures.svg import tag


def pool_row(rows: Rows, pooled: PooledLine) -> None:
    """Draw the diamond and, always with it, where a new trial is expected or why that cannot be said."""
    start, effect = len(rows.parts), words.effect_words(pooled.effect, rows.axis, fine=rows.fine)
    expected = words.prediction_words(pooled, rows.axis, fine=rows.fine)
    (_wide_pool if rows.layout.wide else _narrow_pool)(rows, pooled, effect, expected)
    rows.parts[start:] = [tag("g", *rows.parts[start:], class_="forest-pooled")]


def _wide_pool(rows: Rows, pooled: PooledLine, effect: str, expected: str) -> None:
    size, line, width = rows.layout.size, rows.layout.line, ARMS + ARMS_WIDTH
    name = fitted(f"Pooled: {words.pooled_words(pooled)}", width, size, 2, bold=True)
    model = fitted(words.model_words(pooled), width, size, 3)
    bar = fitted("Bar: where a new trial is expected" if pooled.prediction else expected, width, size, 4)
    above = (len(name) + len(model)) * line
    tall = above + len(bar) * line + 2 * PAD
    top = rows.band(tall)
    y = top + PAD
    rows.parts += column(name, NAME, y, line, "rows-name") + column(
        model, NAME, y + len(name) * line, line, "rows-soft"
    )
    rows.parts += column(bar, NAME, y + above, line, "forest-expected")
    rows.parts += column([effect], EFFECT, y, line, "rows-figure rows-strong")
    rows.parts.append(diamond(rows.ruler, pooled.effect, y + line * 0.6, "forest-diamond"))
    if pooled.prediction:
        rows.parts += column([expected], EFFECT, y + above, line, "rows-figure")
        rows.parts.append(prediction_bar(rows.ruler, pooled.prediction, y + above + line * 0.5))


def _narrow_pool(rows: Rows, pooled: PooledLine, effect: str, expected: str) -> None:
    rows.y += PAD
    rows.say(f"Pooled: {words.pooled_words(pooled)}", "rows-name")
    rows.say(effect, "rows-figure rows-strong")
    rows.say(words.model_words(pooled))
    rows.say(f"Bar: a new trial is expected at {expected}" if pooled.prediction else expected, "forest-expected")
    top = rows.band(44 if pooled.prediction else 26)
    rows.parts.append(diamond(rows.ruler, pooled.effect, top + 13, "forest-diamond"))
    if pooled.prediction:
        rows.parts.append(prediction_bar(rows.ruler, pooled.prediction, top + 33))


def step_row(rows: Rows, step: Step) -> None:
    """Draw the pooled figure of one step of a leave-one-out or cumulative analysis."""
    size, line = rows.layout.size, rows.layout.line
    effect = words.effect_words(step.effect, rows.axis, fine=rows.fine)
    if rows.layout.wide:
        name = fitted(step.name, PEOPLE - 10, size, 2, bold=True)
        tall = len(name) * line + 2 * PAD
        top = rows.band(tall)
        y, middle = top + PAD, top + tall / 2
        rows.parts += column([count(step.k, "trial")], ARMS, y, line, "rows-soft")
        rows.parts += column([effect], EFFECT, y, line, "rows-figure")
    else:
        rows.y += PAD
        name = fitted(step.name, rows.layout.width - breadth(effect, size) - 10, size, 2, bold=True)
        y = rows.y
        rows.parts += column([effect], rows.layout.width, y, line, "rows-figure", "end")
        rows.y += len(name) * line
        rows.say(count(step.k, "trial"))
        middle = rows.band(BAND) + BAND / 2
    full = tag("title", escape(step.name, quote=False))
    rows.parts.append(tag("g", full, *column(name, NAME, y, line, "rows-name")))
    rows.parts.append(whisker(rows.ruler, step.effect, middle, "forest-interval"))
    rows.parts.append(tag("circle", cx=rows.ruler.at(step.effect.value), cy=middle, r=4.5, class_="forest-step"))
    rows.rule()
