"""What may be shown of a cube, and nothing else: looked up by question, measure, point and one way to split it.

It must not know the cube it came from: a hidden figure is not in here, not even privately.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

ANY_POINT = "*"
TOTAL = ""
# The ways to split a total: one at a time, never crossed.
DIMENSIONS = {"age_band": "age", "sex": "sex", "clinic_group": "clinic group"}
FIGURES = (
    "episodes",
    "followed",
    "mean",
    "change",
    "change_low",
    "change_high",
    "better_30",
    "better_50",
    "better_important",
)
COUNTS = ("episodes", "followed", "better_30", "better_50", "better_important")
HIDDEN = "hidden: fewer than {k} people, or they would give away a group that small"
NO_RECORDS = "no records"
MAY_BE_NONE = "fewer than {k}, or none"


@dataclass(frozen=True)
class Cell:
    """One line at one week. A figure is None where it is hidden or there is none; `word` then says which, or is "".

    `episodes` counts those with a score at week 0 (who started), `followed` those of them with a score at this week.
    `mean` is their score, `change` their change since week 0 with its 95 % interval, on the measure's own scale, to one
    decimal. `better_30`, `better_50` and `better_important` count the followed who improved by 30 or 50 per cent, or
    by the smallest change that matters.
    """

    week: int
    episodes: int | None
    followed: int | None
    mean: float | None
    change: float | None
    change_low: float | None
    change_high: float | None
    better_30: int | None
    better_50: int | None
    better_important: int | None
    word: str = ""

    @property
    def lost(self) -> int | None:
        """How many of those who started have no score at this week."""
        return None if self.episodes is None or self.followed is None else self.episodes - self.followed


@dataclass(frozen=True)
class Line:
    """The weeks of one category, or of several that are shown together; `categories` is empty for the total."""

    categories: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """The categories in words: `65-79 and 80+ together`."""
        if len(self.categories) < 2:
            return "".join(self.categories)
        return f"{', '.join(self.categories[:-1])} and {self.categories[-1]} together"

    def at(self, week: int) -> Cell | None:
        """Return the cell of a week, or None where nobody was due a score then."""
        return next((cell for cell in self.cells if cell.week == week), None)


@dataclass(frozen=True)
class Histogram:
    """Scores of those followed at one week: bins joined until each holds k people or none.

    `bins` are (first, last) of the ten equal parts of the measure's range, both included; `counts` are people.
    """

    bins: tuple[tuple[int, int], ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Harms:
    """Adverse events of a question and point: people out of those `watched`; None is `fewer than k, or none`.

    `events` is keyed by (event, serious), with every kind there is: whether a hidden one happened is hidden too.
    """

    episodes: int
    watched: int | None
    any_event: int | None
    events: Mapping[tuple[str, str], int | None]


@dataclass(frozen=True)
class Part:
    """Where the lines of one table stand: `lines` x `weeks` rows from `start`; `blocks` are their categories."""

    start: int
    weeks: tuple[int, ...]
    blocks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Published:
    """All that the pages may know of a clinic's records.

    `figures` (rows, len(FIGURES)) holds NaN for what is not shown, `hidden` (rows,) whether that is because it is
    hidden. `parts` are keyed by (question, measure, point, dimension).
    """

    k: int
    demo: bool
    parameters: Mapping[str, object]
    months: tuple[str, str]
    figures: NDArray = field(repr=False)
    hidden: NDArray = field(repr=False)
    parts: Mapping[tuple[str, str, str, str], Part] = field(repr=False)
    histograms: Mapping[tuple[str, str, str, int], Histogram] = field(repr=False)
    harms: Mapping[tuple[str, str], Harms] = field(repr=False)

    def questions(self) -> tuple[str, ...]:
        """Return the questions that have something to show."""
        return tuple(dict.fromkeys(key[0] for key in self.parts))

    def measures(self, question: str) -> tuple[str, ...]:
        """Return the measures of a question that have something to show."""
        return tuple(dict.fromkeys(key[1] for key in self.parts if key[0] == question))

    def points(self, question: str, measure: str) -> tuple[str, ...]:
        """Return `*` and the points that have something to show."""
        return tuple(dict.fromkeys(key[2] for key in self.parts if key[:2] == (question, measure)))

    def dimensions(self, question: str, measure: str, point: str) -> tuple[str, ...]:
        """Return the ways in which a table can be split."""
        return tuple(name for name in DIMENSIONS if (question, measure, point, name) in self.parts)

    def lines(self, question: str, measure: str, point: str = ANY_POINT, dimension: str = TOTAL) -> tuple[Line, ...]:
        """Return the lines of one table; none where nothing of it may be shown or is there."""
        part = self.parts.get((question, measure, point, dimension))
        if part is None:
            return ()
        rows = range(part.start, part.start + len(part.blocks) * len(part.weeks))
        cells = [self._cell(row, week) for row, week in zip(rows, part.weeks * len(part.blocks), strict=True)]
        width = len(part.weeks)
        return tuple(Line(block, tuple(cells[n * width : (n + 1) * width])) for n, block in enumerate(part.blocks))

    def histogram(self, question: str, measure: str, point: str, week: int) -> Histogram | None:
        """Return the spread of the scores of a week, or None where it is hidden or there is none."""
        return self.histograms.get((question, measure, point, week))

    @property
    def hidden_word(self) -> str:
        """The words for a figure that is not shown. One for all reasons: which one it was would say too much."""
        return HIDDEN.format(k=self.k)

    def _cell(self, row: int, week: int) -> Cell:
        values = self.figures[row].tolist()
        known = {
            name: None if value != value else round(value) if name in COUNTS else value
            for name, value in zip(FIGURES, values, strict=True)
        }
        word = ""
        if known["mean"] is None:
            word = self.hidden_word if self.hidden[row] else NO_RECORDS
        return Cell(week, **known, word=word)  # type: ignore[arg-type]
