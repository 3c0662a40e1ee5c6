"""Published reviews side by side: one panel per outcome and scale, a row per pooled figure under its comparison.

It must not add anything up. A figure without an interval is a hollow mark, and words say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from dashboard.evidence.review_parts import SIGN, ReviewEffects, ReviewPanel, ReviewRow
from dashboard.figures import review_words as words
from dashboard.figures.forest_axis import ruler, whisker
from dashboard.figures.forest_rows import Layout, Rows, important_edges
from dashboard.figures.forest_text import breadth, column, fitted, frame, linked, none, pair
from dashboard.figures.forest_words import important_words
from dashboard.figures.review_marks import certainty_marks, sign, sign_class
from dashboard.figures.svg import label, tag

LAYOUTS = (Layout("wide", 940.0, 352.0, 588.0, 14.0, 18.0), Layout("narrow", 360.0, 20.0, 340.0, 13.0, 17.0))
WHEN, WHEN_WIDTH, EFFECT, EFFECT_WIDTH, TRUST, TRUST_WIDTH = 146.0, 198.0, 606.0, 194.0, 812.0, 128.0
NAME_WIDTH = 138.0
PAD, BAND, SIGN_ROOM = 7.0, 22.0, 20.0


def review_effects(shown: ReviewEffects, *, name: str = "reviews") -> str:
    """Draw every panel of a question, wide and narrow, in one element each; a sentence where there is none."""
    if not shown.panels:
        return none(words.review_summary(shown))
    return "".join(review_panel(panel, name=f"{name}-{panel.key}") for panel in shown.panels)


def review_panel(panel: ReviewPanel, *, name: str) -> str:
    """Draw one outcome on one scale, wide and narrow; `name` begins the ids."""
    return pair(*(_panel(layout, panel, name) for layout in LAYOUTS))


def _panel(layout: Layout, panel: ReviewPanel, name: str) -> str:
    effects = [words.interval_of(row) for row in panel.rows]
    plot = Rows(layout, ruler(effects, panel.axis, layout.left, layout.right), panel.axis, fine=not panel.scale.common)
    plot.say(panel.scale.title, "rows-name")
    if panel.scale.words:
        plot.say(panel.scale.words, "rows-head")
    plot.y += 4
    plot.rule()
    for comparison, rows in groupby(panel.rows, key=lambda row: row.comparison):
        _group(plot, panel, comparison, list(rows))
    _foot(plot, panel)
    parts = [tag("g", *plot.grid(), class_="rows-under"), *plot.parts]
    title = f"{panel.scale.title}: published reviews side by side"
    return frame(f"{name}-{layout.key}", title, words.panel_words(panel), parts, layout.width, plot.y + 16, "reviews")


def _group(plot: Rows, panel: ReviewPanel, comparison: str, rows: Sequence[ReviewRow]) -> None:
    """Draw a heading with the sign of a comparison, then its rows."""
    line = plot.layout.line
    plot.y += PAD
    against = rows[0].against
    heading = label(against[:1].upper() + against[1:], SIGN_ROOM, plot.y + line * 0.76, "review-against")
    parts = (sign(comparison, 7, plot.y + line * 0.5), heading)
    plot.parts.append(tag("g", *parts, class_=f"review-group {sign_class(comparison)}"))
    plot.y += line + 2
    for row in rows:
        start = len(plot.parts)
        (_wide_row if plot.layout.wide else _narrow_row)(plot, panel, row)
        inner = [tag("title", escape(words.full_words(row))), *plot.parts[start:]]
        css = f"review-row {sign_class(row.comparison)}"
        plot.parts[start:] = [tag("g", *inner, class_=css, data_review=row.review_id)]


def _wide_row(plot: Rows, panel: ReviewPanel, row: ReviewRow) -> None:
    size, line = plot.layout.size, plot.layout.line
    name = fitted(row.review, NAME_WIDTH, size, 3, bold=True)
    when = fitted(row.when or words.NO_TIME, WHEN_WIDTH, size, 2)
    when += fitted(words.aside_words(row), WHEN_WIDTH, size, 3)
    figure = fitted(words.figure_words(row, panel), EFFECT_WIDTH, size, 2)
    behind = fitted(words.behind_words(row), EFFECT_WIDTH, size, 2)
    trust = fitted(row.certainty, TRUST_WIDTH, size, 2)
    tall = max(len(name), len(when), len(figure) + len(behind), len(trust) + 1) * line + 2 * PAD
    top = plot.band(tall)
    y = top + PAD
    drawn = column(name, 0, y, line, "rows-name")
    plot.parts.append(linked(row.link.url if row.link else None, *drawn, title=row.review))
    plot.parts += column(when, WHEN, y, line, "rows-soft")
    plot.parts += column(figure, EFFECT, y, line, "rows-figure")
    plot.parts += column(behind, EFFECT, y + len(figure) * line, line, "rows-soft")
    plot.parts.append(certainty_marks(row.marks, TRUST, y + line * 0.55))
    plot.parts += column(trust, TRUST, y + line, line, "rows-soft")
    plot.parts += _mark(plot, row, top + tall / 2)
    plot.rule()


def _narrow_row(plot: Rows, panel: ReviewPanel, row: ReviewRow) -> None:
    size, line, width = plot.layout.size, plot.layout.line, plot.layout.width
    plot.y += PAD
    figure = words.figure_words(row, panel)
    name = fitted(row.review, width - breadth(figure, size) - 10, size, 3, bold=True)
    drawn = column(name, 0, plot.y, line, "rows-name")
    plot.parts.append(linked(row.link.url if row.link else None, *drawn, title=row.review))
    plot.parts += column([figure], width, plot.y, line, "rows-figure", "end")
    plot.y += len(name) * line
    when = "; ".join(part for part in (row.when or words.NO_TIME, words.aside_words(row)) if part)
    plot.say(when, most=3)
    plot.parts.append(certainty_marks(row.marks, 0, plot.y + line * 0.55))
    told = fitted(f"{row.certainty}; {words.behind_words(row)}", width - 62, size, 2)
    plot.parts += column(told, 62, plot.y, line, "rows-soft")
    plot.y += len(told) * line
    top = plot.band(BAND)
    plot.parts += _mark(plot, row, top + BAND / 2)
    plot.rule()


def _mark(plot: Rows, row: ReviewRow, middle: float) -> list[str]:
    drawn = sign(row.comparison, plot.ruler.at(row.value), middle)
    if row.low is None:
        return [tag("g", drawn, class_="review-open")]
    return [whisker(plot.ruler, words.interval_of(row), middle, "forest-interval"), drawn]


def _foot(plot: Rows, panel: ReviewPanel) -> None:
    plot.y += 2
    plot.ticks()
    plot.sides()
    plot.y += 2
    if important_edges(panel.axis):
        middle = plot.y + plot.layout.line * 0.5
        plot.parts.append(tag("line", x1=0, x2=26, y1=middle, y2=middle, class_="rows-important"))
        plot.say_beside(f"dashed lines, {important_words(panel.axis)}", 34)
    else:
        plot.say(important_words(panel.axis))
    turned = any(row.turned for row in panel.rows)
    plot.say(SIGN if turned else SIGN.split(";")[0] + ".")
    if any(row.low is None for row in panel.rows):
        plot.say("A hollow mark: the review prints no interval.")
