"""The parts of a picture of published reviews: its rows, its panels, what is not drawn.

It must not know how they come about or how they are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.evidence.analysis_parts import Axis
    from dashboard.evidence.links import Link
    from dashboard.evidence.questions import Question
    from dashboard.evidence.review_scales import ReviewScale

NEVER_ADD = "The same trials stand behind several of these reviews; never add them up."
SIGN = "Minus favours acupuncture; figures printed the other way round are turned."
MOST_MARKS = 4


@dataclass(frozen=True)
class ReviewRow:
    """One pooled figure of one review, with the common sign and on the scale of its panel.

    `low` and `high` are None where no interval is printed. `marks` of four say the certainty, 0 where it is not stated.
    `printed` is the figure as the review prints it, `printed_on` the same in short where the panel's scale does not say
    it all, else ""; `turned` is whether its sign was turned. `repeats` says that it is a figure of the same review
    once more, on another scale, "" where it counts.
    """

    review_id: str
    review: str
    year: int | None
    comparison: str
    against: str
    value: float
    low: float | None
    high: float | None
    when: str
    trials: int | None
    people: int | None
    certainty: str
    marks: int
    printed: str
    printed_on: str
    turned: bool
    repeats: str
    note: str
    link: Link | None


@dataclass(frozen=True)
class ReviewPanel:
    """The rows of one outcome on one scale: against sham first, then newest first; `key` is its part of an address."""

    key: str
    scale: ReviewScale
    axis: Axis
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True)
class NotDrawn:
    """A figure that has no place in the picture, with the reason; else as in a `ReviewRow`."""

    review: str
    comparison: str
    against: str
    outcome: str
    when: str
    trials: int | None
    people: int | None
    certainty: str
    printed: str
    reason: str
    repeats: str
    note: str
    link: Link | None


@dataclass(frozen=True)
class ReviewEffects:
    """Everything the picture of published reviews shows for a question."""

    question: Question
    panels: tuple[ReviewPanel, ...]
    not_drawn: tuple[NotDrawn, ...]

    @property
    def counted(self) -> tuple[ReviewRow, ...]:
        """The drawn rows without those that repeat another on a second scale."""
        return tuple(row for panel in self.panels for row in panel.rows if not row.repeats)

    @property
    def reviews(self) -> tuple[str, ...]:
        """The reviews with a figure, drawn or not, each once."""
        drawn = [row.review for panel in self.panels for row in panel.rows]
        return tuple(dict.fromkeys([*drawn, *(row.review for row in self.not_drawn)]))
