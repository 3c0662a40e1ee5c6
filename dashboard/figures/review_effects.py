"""Published reviews side by side: one panel per outcome and scale, a row per pooled figure, sham first.

It must not add anything up. A figure without an interval is a hollow mark, and words say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from dashboard.evidence.analysis_parts import Interval
from dashboard.evidence.numbers import count
from dashboard.evidence.review_effects import MOST_MARKS, NEVER_ADD, SIGN, ReviewEffects, ReviewPanel, ReviewRow
from dashboard.figures import forest_words as words
from dashboard.figures.forest_axis import ruler, whisker
from dashboard.figures.forest_rows import Layout, Rows, important_edges
from dashboard.figures.forest_text import breadth, column, fitted, frame, linked, none, pair
from dashboard.figures.svg import tag

LAYOUTS = (Layout("wide", 940.0, 352.0, 588.0, 14.0, 18.0), Layout("narrow", 360.0, 20.0, 340.0, 13.0, 17.0))
AGAINST, AGAINST_WIDTH, EFFECT, EFFECT_WIDTH, TRUST, TRUST_WIDTH = 150.0, 190.0, 606.0, 194.0, 812.0, 128.0
NAME_WIDTH = 140.0
PAD, BAND, SIGN_ROOM = 7.0, 22.0, 22.0
NO_INTERVAL = "no interval printed"


@dataclass(frozen=True)
class ReviewTableRow:
    """One row of the data table: text as a reader reads it; `url` is the review's address, "" where none is known."""

    outcome: str
    scale: str
    review: str
    url: str
    against: str
    when: str
    figure: str
    printed: str
    behind: str
    certainty: str
    direction: str
    note: str


def review_effects(shown: ReviewEffects, *, name: str = "reviews") -> str:
    """Draw every panel of a question, wide and narrow, in one element each; a sentence where there is none."""
    if not shown.panels:
        return none(review_summary(shown))
    return "".join(review_panel(panel, name=f"{name}-{panel.key}") for panel in shown.panels)


def review_panel(panel: ReviewPanel, *, name: str) -> str:
    """Draw one outcome on one scale, wide and narrow; `name` begins the ids."""
    return pair(*(_panel(layout, panel, name) for layout in LAYOUTS))


def review_summary(shown: ReviewEffects) -> str:
    """Tell the pictures in plain words: how many reviews and figures, which way, how many against sham."""
    rows = [row for panel in shown.panels for row in panel.rows]
    phrase = shown.question.phrase
    if not rows:
        return f"No published review here has a pooled figure of pain or function for {phrase}."
    sham = sum(row.comparison == "vs_sham" for row in rows)
    better = sum(row.value < 0 for row in rows)
    across = sum(row.low is not None and row.high is not None and row.low < 0 < row.high for row in rows)
    open_ = sum(row.low is None for row in rows)
    told = [
        f"{count(len(shown.reviews), 'review')} with {count(len(rows), 'pooled figure')} for {phrase}, "
        f"{sham or 'none'} of them against sham.",
        f"{better} of {len(rows)} {'lies' if better == 1 else 'lie'} on the side of acupuncture; "
        f"the interval of {across or 'none'} reaches across the line of no difference"
        + (f", and {open_} {'has' if open_ == 1 else 'have'} no interval." if open_ else "."),
        NEVER_ADD,
    ]
    return " ".join(told)


def review_table(shown: ReviewEffects) -> list[ReviewTableRow]:
    """Return the same facts as rows of text, those that are not drawn last, with the reason as their note."""
    drawn = [_table_row(panel, row) for panel in shown.panels for row in panel.rows]
    rest = [
        ReviewTableRow(
            outcome=row.outcome,
            scale="",
            review=row.review,
            url=row.link.url if row.link else "",
            against=row.against,
            when="",
            figure="not drawn",
            printed=row.printed,
            behind="",
            certainty="",
            direction="",
            note=row.reason,
        )
        for row in shown.not_drawn
    ]
    return drawn + rest


def not_drawn_words(shown: ReviewEffects) -> list[str]:
    """Name, one line each, the figures that have no place in the picture."""
    return [f"{row.review}, {row.outcome}, {row.against}: {row.printed} ({row.reason})." for row in shown.not_drawn]


def _table_row(panel: ReviewPanel, row: ReviewRow) -> ReviewTableRow:
    return ReviewTableRow(
        outcome=panel.outcome,
        scale=panel.scale,
        review=row.review,
        url=row.link.url if row.link else "",
        against=row.against,
        when=row.when,
        figure=_figure(row, panel, fine=True),
        printed=row.printed + (" (sign turned here)" if row.turned else ""),
        behind=_behind(row),
        certainty=row.certainty,
        direction=_direction(row, panel),
        note=row.note,
    )


def _direction(row: ReviewRow, panel: ReviewPanel) -> str:
    if row.low is None:
        side = panel.axis.left if row.value < 0 else panel.axis.right if row.value > 0 else "no difference"
        return f"{side}, without an interval"
    return words.direction(_interval(row), panel.axis)


def _interval(row: ReviewRow) -> Interval:
    low, high = (row.value if end is None else end for end in (row.low, row.high))
    return Interval(row.value, low, high)


def _figure(row: ReviewRow, panel: ReviewPanel, *, fine: bool) -> str:
    if row.low is None:
        return f"{words.number(row.value, panel.axis, fine=fine)} ({NO_INTERVAL})"
    return words.effect_words(_interval(row), panel.axis, fine=fine)


def _behind(row: ReviewRow) -> str:
    if row.trials is None and row.people is None:
        return "trials and people not reported"
    trials = "trials not reported" if row.trials is None else count(row.trials, "trial")
    return f"{trials}, {row.people:,} people" if row.people is not None else f"{trials}, people not reported"


def _panel(layout: Layout, panel: ReviewPanel, name: str) -> str:
    effects = [_interval(row) for row in panel.rows]
    plot = Rows(layout, ruler(effects, panel.axis, layout.left, layout.right), panel.axis, fine=True)
    plot.say(panel.axis.measure, "rows-name")
    plot.say(panel.scale, "rows-head")
    plot.y += 4
    plot.rule()
    for row in panel.rows:
        start = len(plot.parts)
        (_wide_row if layout.wide else _narrow_row)(plot, panel, row)
        full = f"{row.review}, {row.against}: {row.printed}; {_behind(row)}; {row.certainty}"
        full += f"; {row.note}" if row.note else ""
        inner = [tag("title", escape(full)), *plot.parts[start:]]
        css = f"review-row review-{row.comparison.removeprefix('vs_').replace('_', '-')}"
        plot.parts[start:] = [tag("g", *inner, class_=css, data_review=row.review_id)]
    _foot(plot, panel)
    parts = [tag("g", *plot.grid(), class_="rows-under"), *plot.parts]
    title = f"{panel.axis.measure}, {panel.scale}: published reviews side by side"
    return frame(f"{name}-{layout.key}", title, _panel_words(panel), parts, layout.width, plot.y + 16, "reviews")


def _panel_words(panel: ReviewPanel) -> str:
    told = (
        f"{row.review} {row.against}{f', {row.when}' if row.when else ''}: {_figure(row, panel, fine=True)}, "
        f"{_behind(row)}, {row.certainty}."
        for row in panel.rows
    )
    return " ".join([*told, SIGN, NEVER_ADD])


def _wide_row(plot: Rows, panel: ReviewPanel, row: ReviewRow) -> None:
    size, line = plot.layout.size, plot.layout.line
    name = fitted(row.review, NAME_WIDTH, size, 3, bold=True)
    against = fitted(row.against, AGAINST_WIDTH - SIGN_ROOM, size, 2)
    when = fitted(row.when, AGAINST_WIDTH - SIGN_ROOM, size, 2)
    figure = fitted(_figure(row, panel, fine=plot.fine), EFFECT_WIDTH, size, 2)
    behind = fitted(_behind(row), EFFECT_WIDTH, size, 2)
    trust = fitted(row.certainty, TRUST_WIDTH, size, 2)
    tall = max(len(name), len(against) + len(when), len(figure) + len(behind), len(trust) + 1) * line + 2 * PAD
    top = plot.band(tall)
    y = top + PAD
    drawn = column(name, 0, y, line, "rows-name")
    plot.parts.append(linked(row.link.url if row.link else None, *drawn, title=row.review))
    plot.parts.append(sign(row, AGAINST + 7, y + line * 0.55))
    plot.parts += column(against, AGAINST + SIGN_ROOM, y, line, "review-against")
    plot.parts += column(when, AGAINST + SIGN_ROOM, y + len(against) * line, line, "rows-soft")
    plot.parts += column(figure, EFFECT, y, line, "rows-figure")
    plot.parts += column(behind, EFFECT, y + len(figure) * line, line, "rows-soft")
    plot.parts.append(certainty_marks(row.marks, TRUST, y + line * 0.55))
    plot.parts += column(trust, TRUST, y + line, line, "rows-soft")
    plot.parts += _mark(plot, row, top + tall / 2)
    plot.rule()


def _narrow_row(plot: Rows, panel: ReviewPanel, row: ReviewRow) -> None:
    size, line, width = plot.layout.size, plot.layout.line, plot.layout.width
    plot.y += PAD
    figure = _figure(row, panel, fine=plot.fine)
    name = fitted(row.review, width - breadth(figure, size) - 10, size, 3, bold=True)
    drawn = column(name, 0, plot.y, line, "rows-name")
    plot.parts.append(linked(row.link.url if row.link else None, *drawn, title=row.review))
    plot.parts += column([figure], width, plot.y, line, "rows-figure", "end")
    plot.y += len(name) * line
    plot.parts.append(sign(row, 7, plot.y + line * 0.55))
    against = fitted(", ".join(part for part in (row.against, row.when) if part), width - SIGN_ROOM, size, 2)
    plot.parts += column(against, SIGN_ROOM, plot.y, line, "review-against")
    plot.y += len(against) * line
    plot.parts.append(certainty_marks(row.marks, 0, plot.y + line * 0.55))
    told = fitted(f"{row.certainty}; {_behind(row)}", width - 62, size, 2)
    plot.parts += column(told, 62, plot.y, line, "rows-soft")
    plot.y += len(told) * line
    top = plot.band(BAND)
    plot.parts += _mark(plot, row, top + BAND / 2)
    plot.rule()


def _mark(plot: Rows, row: ReviewRow, middle: float) -> list[str]:
    x = plot.ruler.at(row.value)
    if row.low is None:
        return [tag("g", sign(row, x, middle), class_="review-open")]
    return [whisker(plot.ruler, _interval(row), middle, "forest-interval"), sign(row, x, middle)]


def sign(row: ReviewRow, x: float, y: float) -> str:
    """Draw the sign of a comparison: square for sham, cross for no treatment, diamond, triangle, star for the rest."""
    shapes = {
        "vs_sham": f"M{x - 5:.2f} {y - 5:.2f}h10v10h-10Z",
        "vs_no_treatment": (
            f"M{x - 6:.2f} {y - 3.5:.2f}l2.5 -2.5l3.5 3.5l3.5 -3.5l2.5 2.5l-3.5 3.5l3.5 3.5l-2.5 2.5l-3.5 -3.5"
            "l-3.5 3.5l-2.5 -2.5l3.5 -3.5Z"
        ),
        "vs_usual_care": f"M{x:.2f} {y - 7:.2f}l7 7l-7 7l-7 -7Z",
        "vs_active": f"M{x:.2f} {y - 6.5:.2f}l7 12h-14Z",
        "vs_mixed": f"M{x - 6:.2f} {y:.2f}l3 -6h6l3 6l-3 6h-6Z",
    }
    return tag("path", d=shapes[row.comparison], class_="review-sign")


def certainty_marks(marks: int, x: float, y: float) -> str:
    """Draw four rings, as many of them filled as the certainty is high; none filled where it is not stated."""
    rings = (
        tag("circle", cx=x + 5 + place * 14, cy=y, r=4.5, class_="trust-full" if place < marks else "trust-empty")
        for place in range(MOST_MARKS)
    )
    return tag("g", *rings, class_="trust" if marks else "trust trust-none")


def _foot(plot: Rows, panel: ReviewPanel) -> None:
    plot.y += 2
    plot.ticks()
    plot.sides()
    plot.y += 2
    if important_edges(panel.axis):
        middle = plot.y + plot.layout.line * 0.5
        plot.parts.append(tag("line", x1=0, x2=26, y1=middle, y2=middle, class_="rows-important"))
        plot.say_beside(f"dashed lines, {words.important_words(panel.axis)}", 34)
    else:
        plot.say(words.important_words(panel.axis))
    turned = any(row.turned for row in panel.rows)
    plot.say(SIGN if turned else SIGN.split(";")[0] + ".")
    if any(row.low is None for row in panel.rows):
        plot.say("A hollow mark: the review prints no interval.")
