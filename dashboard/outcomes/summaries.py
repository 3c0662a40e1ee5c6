"""What a clinic's published records say, in numbers and sentences: courses, changes, responders, follow-up, events.

It must not know a cube or a page. Records of one clinic without a comparison say what happened, never why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.outcomes.cube import BINS
from dashboard.outcomes.published import ANY_POINT, MAY_BE_NONE, TOTAL

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.clinic import ClinicMeasure
    from dashboard.outcomes.published import Cell, Harms, Histogram, Line, Published

THRESHOLDS = {
    "better_30": "improved by 30 % or more",
    "better_50": "improved by 50 % or more",
    "better_important": "improved by the smallest change that matters or more",
}
EVENT_WORDS = {
    "soreness": "soreness",
    "bleeding_bruise": "bleeding or bruise",
    "faint": "fainting",
    "needle_stuck_broken": "stuck or broken needle",
    "infection": "infection",
    "pneumothorax": "collapsed lung",
    "nerve_injury": "nerve injury",
    "other": "other",
}
RECORDS_ONLY = (
    "These are records of people who were treated, without a comparison: they do not show what the treatment did."
)


@dataclass(frozen=True)
class Important:
    """The smallest change that matters to patients for a measure and question, in scale points, with its sources."""

    points: float
    name: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Responders:
    """How many improved by a threshold, of those followed and of all who started.

    `at_least` counts everyone lost as not improved, `at_most` as improved.
    """

    threshold: str
    improved: int
    followed: int
    started: int

    @property
    def lost(self) -> int:
        """How many of those who started have no score at this week."""
        return self.started - self.followed

    @property
    def at_least(self) -> int:
        """How many improved if none of the lost did."""
        return self.improved

    @property
    def at_most(self) -> int:
        """How many improved if all of the lost did."""
        return self.improved + self.lost

    @property
    def words(self) -> str:
        """Both counts with their denominators, and the bounds the lost leave open."""
        told = f"{self.improved:,} of {self.followed:,} people who were followed up {THRESHOLDS[self.threshold]}"
        if not self.lost:
            return f"{told}; nobody was lost."
        bounds = f"between {self.at_least:,} and {self.at_most:,} of {self.started:,}"
        return f"{told}; {self.lost:,} of {self.started:,} were lost: {bounds}."


@dataclass(frozen=True)
class Stop:
    """One week of a course: mean score and change with its 95 % interval, of `followed` out of `started` people."""

    week: int
    mean: float
    change: float
    low: float | None
    high: float | None
    followed: int
    started: int


@dataclass(frozen=True)
class Trajectory:
    """The course of one line. Weeks whose figures are not shown are not in `stops` but in `unseen`, with the word."""

    label: str
    stops: tuple[Stop, ...]
    unseen: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Bin:
    """A part of the scale: scores from `low` to `high`, `people` of `followed`."""

    low: float
    high: float
    people: int
    followed: int

    @property
    def share(self) -> float:
        """Share of those followed, 0 to 1."""
        return self.people / self.followed


@dataclass(frozen=True)
class HarmLine:
    """One kind of adverse event: episodes with it out of those watched; `episodes` None where they are few or none."""

    label: str
    serious: bool
    episodes: int | None
    watched: int
    word: str

    @property
    def per_100(self) -> float | None:
        """Episodes with the event per 100 episodes watched."""
        return None if self.episodes is None else 100 * self.episodes / self.watched


def important(facts: Facts, question: str, measure: str) -> Important | None:
    """Return the smallest change that matters, or None where our data have none. Raises KeyError for a measure."""
    measure_id = facts.clinic_measures[measure].measure_id(question)
    row = facts.measures[measure_id] if measure_id else None
    if row is None or row.mcid_absolute is None:
        return None
    return Important(row.mcid_absolute, row.name, row.note, row.sources)


def thresholds(facts: Facts, question: str, measure: str) -> tuple[str, ...]:
    """Return the thresholds that exist for a measure: without a smallest change that matters only the shares."""
    known = important(facts, question, measure) is not None
    return tuple(name for name in THRESHOLDS if known or name != "better_important")


def trajectory(line: Line) -> Trajectory:
    """Return the course of a line over its weeks."""
    stops, unseen = [], []
    for cell in line.cells:
        if cell.mean is None or cell.change is None or cell.followed is None or cell.episodes is None:
            unseen.append((cell.week, cell.word))
        else:
            stops.append(
                Stop(
                    cell.week,
                    cell.mean,
                    cell.change,
                    cell.change_low,
                    cell.change_high,
                    cell.followed,
                    cell.episodes,
                )
            )
    return Trajectory(line.label, tuple(stops), tuple(unseen))


def strata(
    published: Published, question: str, measure: str, week: int, point: str = ANY_POINT, dimension: str = TOTAL
) -> tuple[tuple[str, Cell], ...]:
    """Return (label, cell) of each line at a week, side by side; the total first where the table is split."""
    lines = published.lines(question, measure, point)
    if dimension:
        lines += published.lines(question, measure, point, dimension)
    found = ((line.label or "all", line.at(week)) for line in lines)
    return tuple((label, cell) for label, cell in found if cell is not None)


def responders(cell: Cell, threshold: str) -> Responders | None:
    """Return who improved at a cell, or None where it is not shown. Raises ValueError for an unknown threshold."""
    if threshold not in THRESHOLDS:
        raise ValueError(f"{threshold!r} is no threshold; choose one of {', '.join(THRESHOLDS)}")
    improved = getattr(cell, threshold)
    if improved is None or not cell.followed or cell.episodes is None:
        return None
    return Responders(threshold, improved, cell.followed, cell.episodes)


def follow_up_words(cell: Cell) -> str:
    """Say how many of those who started have a score, or why it is not said."""
    if cell.followed is None or not cell.episodes:
        return f"Week {cell.week}: {cell.word}."
    share = f"{100 * cell.followed / cell.episodes:.0f} %"
    return f"{cell.followed:,} of {cell.episodes:,} people who started have a score at week {cell.week} ({share})."


def change_words(cell: Cell, measure: ClinicMeasure) -> str:
    """Say the mean change since the start with its interval and its people, or why it is not said.

    Where the interval includes no change, that is said in place of better or worse.
    """
    if cell.change is None:
        return f"Week {cell.week}: {cell.word}."
    way, span = _way(cell, measure), ""
    if cell.change_low is not None and cell.change_high is not None:
        span = f" (95 % interval {_signed(cell.change_low)} to {_signed(cell.change_high)})"
    people = f"{cell.followed:,} of {cell.episodes:,} people"
    return (
        f"Mean change at week {cell.week}: {_signed(cell.change)} on {measure.min:g} to {measure.max:g}{span}, {way}; "
        f"{people} had a score."
    )


def _way(cell: Cell, measure: ClinicMeasure) -> str:
    if cell.change_low is not None and cell.change_high is not None and cell.change_low <= 0 <= cell.change_high:
        return "an interval that includes no change"
    if not cell.change:
        return "no change"
    return "better" if (cell.change > 0) == (measure.direction == "higher_better") else "worse"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−") if value else "0.0"


def distribution(histogram: Histogram, measure: ClinicMeasure) -> tuple[Bin, ...]:
    """Return the bins as parts of the measure's range, with the people of each out of all of them."""
    width = (measure.max - measure.min) / BINS
    followed = sum(histogram.counts)
    return tuple(
        Bin(measure.min + first * width, measure.min + (last + 1) * width, people, followed)
        for (first, last), people in zip(histogram.bins, histogram.counts, strict=True)
    )


def harm_lines(harms: Harms, k: int) -> tuple[HarmLine, ...]:
    """Return a line for any event and for each kind that is shown; none where nobody wrote events down."""
    if not harms.watched:
        return ()
    few = MAY_BE_NONE.format(k=k)
    lines = [HarmLine("any event", False, harms.any_event, harms.watched, "" if harms.any_event else few)]
    for (event, serious), episodes in harms.events.items():
        label = EVENT_WORDS[event] + (", serious" if serious == "yes" else "")
        lines.append(HarmLine(label, serious == "yes", episodes, harms.watched, "" if episodes else few))
    return tuple(lines)


def harm_words(line: HarmLine) -> str:
    """Say how often an event was written down, with its denominator."""
    if line.episodes is None or line.per_100 is None:
        return f"{line.label}: {line.word}, of {line.watched:,} courses of treatment."
    return f"{line.label}: {line.episodes:,} of {line.watched:,} courses of treatment ({line.per_100:.1f} per 100)."
