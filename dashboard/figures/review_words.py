"""The words of the pictures of published reviews: figures, the data table beside them, all told in sentences.

It must not know where anything is drawn, and it must not add anything up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.evidence.analysis_parts import Interval
from dashboard.evidence.numbers import count
from dashboard.evidence.review_parts import NEVER_ADD, SIGN, NotDrawn, ReviewEffects, ReviewPanel, ReviewRow
from dashboard.figures import forest_words as words

NO_INTERVAL = "no interval printed"
NO_TIME = "time not stated"


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


def review_summary(shown: ReviewEffects) -> str:
    """Tell the pictures in plain words: how many reviews and figures, which are drawn, which way they lie."""
    drawn, left = shown.counted, [row for row in shown.not_drawn if not row.repeats]
    phrase = shown.question.phrase
    if not drawn:
        return f"No published review here has a pooled figure of pain or function for {phrase}."
    sham = sum(row.comparison == "vs_sham" for row in (*drawn, *left))
    told = [
        f"{count(len(shown.reviews), 'review')} with {count(len(drawn) + len(left), 'pooled figure')} for {phrase}, "
        f"{sham or 'none'} of them against sham.",
        _drawn(drawn, left),
        _sides(drawn),
        _repeated(shown),
        NEVER_ADD,
    ]
    return " ".join(part for part in told if part)


def _drawn(drawn: Sequence[ReviewRow], left: Sequence[NotDrawn]) -> str:
    """Say how many figures are drawn, and name what is not."""
    if not left:
        return "All are of pain or function and drawn here." if len(drawn) > 1 else ""
    sham = sum(row.comparison == "vs_sham" for row in drawn)
    outcomes = ", ".join(dict.fromkeys(row.outcome for row in left))
    return (
        f"{len(drawn)}, of pain or function, {'is' if len(drawn) == 1 else 'are'} drawn here, {sham or 'none'} of them "
        f"against sham; {len(left)} {'is' if len(left) == 1 else 'are'} not ({outcomes})."
    )


def _sides(drawn: Sequence[ReviewRow]) -> str:
    better = sum(row.value < 0 for row in drawn)
    across = sum(row.low is not None and row.high is not None and row.low < 0 < row.high for row in drawn)
    open_ = sum(row.low is None for row in drawn)
    return (
        f"{better} of the {len(drawn)} drawn {'lies' if better == 1 else 'lie'} on the side of acupuncture; "
        f"the interval of {across or 'none'} reaches across the line of no difference"
        + (f", and {open_} {'has' if open_ == 1 else 'have'} no interval." if open_ else ".")
    )


def _repeated(shown: ReviewEffects) -> str:
    """Name the results that are drawn a second time, so that the rows of the picture and the count agree."""
    again = [row for panel in shown.panels for row in panel.rows if row.repeats]
    named = ", ".join(dict.fromkeys(f"{row.review}, {row.repeats}" for row in again))
    return f"Drawn again and not counted again: {named}." if again else ""


def panel_words(panel: ReviewPanel) -> str:
    """Tell one panel row by row, for those who do not see it."""
    told = (
        f"{head_words(row)}: {figure_words(row, panel)}{_aside(row)}, {behind_words(row)}, {row.certainty}."
        for row in panel.rows
    )
    return " ".join([*told, SIGN, NEVER_ADD])


def head_words(row: ReviewRow) -> str:
    """Name a row: the review, its comparison, when."""
    return f"{row.review} {row.against}{f', {row.when}' if row.when else ''}"


def full_words(row: ReviewRow) -> str:
    """Everything a pointer shows on a row, the figure as printed."""
    parts = (row.printed, row.repeats, behind_words(row), row.certainty, row.note)
    return f"{head_words(row)}: {'; '.join(part for part in parts if part)}"


def figure_words(row: ReviewRow, panel: ReviewPanel) -> str:
    """Write the figure on the panel's scale; one digit after the point tells enough in points of 100."""
    fine = not panel.scale.common
    if row.low is None:
        return f"{words.number(row.value, panel.axis, fine=fine)} ({NO_INTERVAL})"
    return words.effect_words(interval_of(row), panel.axis, fine=fine)


def aside_words(row: ReviewRow) -> str:
    """Say what is printed instead of the figure shown, and that a figure is the same result again."""
    return ", ".join(part for part in (row.printed_on, row.repeats) if part)


def interval_of(row: ReviewRow) -> Interval:
    """Return the figure with its ends, the figure itself where no interval is printed."""
    low, high = (row.value if end is None else end for end in (row.low, row.high))
    return Interval(row.value, low, high)


def behind_words(row: ReviewRow | NotDrawn) -> str:
    """Count the trials and people behind a figure, or say what is not reported."""
    if row.trials is None and row.people is None:
        return "trials and people not reported"
    trials = "trials not reported" if row.trials is None else count(row.trials, "trial")
    return f"{trials}, {row.people:,} people" if row.people is not None else f"{trials}, people not reported"


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
            when=row.when,
            figure="not drawn",
            printed=row.printed,
            behind=behind_words(row),
            certainty=row.certainty,
            direction="",
            note=". ".join(part for part in (row.reason.capitalize(), row.repeats.capitalize(), row.note) if part),
        )
        for row in shown.not_drawn
    ]
    return drawn + rest


def not_drawn_words(shown: ReviewEffects) -> list[str]:
    """Name, one line each, the figures that have no place in the picture."""
    return [f"{row.review}, {row.outcome}, {row.against}: {row.printed} ({row.reason})." for row in shown.not_drawn]


def _table_row(panel: ReviewPanel, row: ReviewRow) -> ReviewTableRow:
    return ReviewTableRow(
        outcome=panel.scale.outcome,
        scale=panel.scale.short,
        review=row.review,
        url=row.link.url if row.link else "",
        against=row.against,
        when=row.when,
        figure=figure_words(row, panel),
        printed=row.printed + (" (sign turned here)" if row.turned else ""),
        behind=behind_words(row),
        certainty=row.certainty,
        direction=_direction(row, panel),
        note=". ".join(part for part in (row.repeats.capitalize(), row.note) if part),
    )


def _direction(row: ReviewRow, panel: ReviewPanel) -> str:
    if row.low is None:
        side = panel.axis.left if row.value < 0 else panel.axis.right if row.value > 0 else "no difference"
        return f"{side}, without an interval"
    return words.direction(interval_of(row), panel.axis)


def _aside(row: ReviewRow) -> str:
    aside = aside_words(row)
    return f" ({aside})" if aside else ""
