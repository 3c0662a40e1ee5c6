"""What may be shown of a cube, and nothing else: looked up by question, measure, point and one way to split it.

It must not know the cube it came from: a hidden figure is not in here, not even privately.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
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
COUNT_PLACES, MEAN_PLACE = tuple(FIGURES.index(name) for name in COUNTS), FIGURES.index("mean")
HIDDEN = "hidden: fewer than {k} people, or they would give away a group that small"
NO_RECORDS = "no records"
MAY_BE_NONE = "fewer than {k}, or none"
LINES_KEPT = 256  # tables whose lines are kept ready, about 30 kB each


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


@dataclass(frozen=True, eq=False)
class Published:
    """All that the pages may know of a clinic's records; it is equal to itself alone, so that pages can be kept by it.

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

    def __post_init__(self) -> None:
        """Sum up what there is, and keep the lines that were looked up last."""
        found: dict[str, dict[str, None]] = {}
        for question, measure, _, _ in self.parts:
            found.setdefault(question, {})[measure] = None
        object.__setattr__(self, "_measures", {question: tuple(names) for question, names in found.items()})
        object.__setattr__(self, "_lines", lru_cache(maxsize=LINES_KEPT)(self._lines_of))

    def questions(self) -> tuple[str, ...]:
        """Return the questions that have something to show."""
        return tuple(self._measures)  # type: ignore[attr-defined]

    def measures(self, question: str) -> tuple[str, ...]:
        """Return the measures of a question that have something to show."""
        return self._measures.get(question, ())  # type: ignore[attr-defined]

    def points(self, question: str, measure: str) -> tuple[str, ...]:
        """Return `*` and the points that have something to show."""
        return tuple(dict.fromkeys(key[2] for key in self.parts if key[:2] == (question, measure)))

    def dimensions(self, question: str, measure: str, point: str) -> tuple[str, ...]:
        """Return the ways in which a table can be split."""
        return tuple(name for name in DIMENSIONS if (question, measure, point, name) in self.parts)

    def shows(self, question: str, measure: str, point: str) -> bool:
        """Tell whether a table has something to show, without reading it."""
        return (question, measure, point, TOTAL) in self.parts

    def lines(self, question: str, measure: str, point: str = ANY_POINT, dimension: str = TOTAL) -> tuple[Line, ...]:
        """Return the lines of one table; none where nothing of it may be shown or is there."""
        return self._lines(question, measure, point, dimension)  # type: ignore[attr-defined]

    def _lines_of(self, question: str, measure: str, point: str, dimension: str) -> tuple[Line, ...]:
        part = self.parts.get((question, measure, point, dimension))
        if part is None:
            return ()
        width = len(part.weeks)
        rows = slice(part.start, part.start + len(part.blocks) * width)
        cells = list(
            map(self._cell, part.weeks * len(part.blocks), self.figures[rows].tolist(), self.hidden[rows].tolist())
        )
        return tuple(Line(block, tuple(cells[n * width : (n + 1) * width])) for n, block in enumerate(part.blocks))

    def histogram(self, question: str, measure: str, point: str, week: int) -> Histogram | None:
        """Return the spread of the scores of a week, or None where it is hidden or there is none."""
        return self.histograms.get((question, measure, point, week))

    @property
    def hidden_word(self) -> str:
        """The words for a figure that is not shown. One for all reasons: which one it was would say too much."""
        return HIDDEN.format(k=self.k)

    def _cell(self, week: int, figures: list[float], hidden: bool) -> Cell:
        # NaN alone is not equal to itself.
        known = [value if value == value else None for value in figures]
        for place in COUNT_PLACES:
            if known[place] is not None:
                known[place] = int(known[place])
        word = "" if known[MEAN_PLACE] is not None else self.hidden_word if hidden else NO_RECORDS
        return Cell(week, *known, word)  # type: ignore[arg-type]
