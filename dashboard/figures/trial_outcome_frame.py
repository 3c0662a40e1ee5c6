"""The axes of one panel of outcomes: its size, its scales, its grid. It must not know arms or marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.evidence.numbers import plain
from dashboard.evidence.readings import ArmSeries, Reading
from dashboard.figures.right_after import is_right_after, tick_after
from dashboard.figures.svg import label, tag

# Drawn at about its own size from a telephone's width on, so that 12 units are 12 pixels or little less.
WIDTH, LEFT, RIGHT, TOP, TALL = 350.0, 38.0, 16.0, 24.0, 150.0
TICK_LINE = 16.0
MOST_TICKS = 7
SHORT_WEEKS = 2.0


@dataclass(frozen=True, slots=True)
class OutcomeAxis:
    """The value axis: its ends, its unit in words, and which way is better (`lower`, `higher` or "").

    `change` says that values are changes from the start; `smallest` is the smallest change that matters, in the axis's
    units (None: none is drawn).
    """

    low: float
    high: float
    unit: str
    better: str
    change: bool
    smallest: float | None = None


@dataclass(frozen=True, slots=True)
class OutcomeFrame:
    """Weeks and values to units of the picture."""

    last: float
    days: bool
    low: float
    high: float
    step: float
    weeks: tuple[float, ...]
    after: dict[float, str] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[ArmSeries], axis: OutcomeAxis) -> OutcomeFrame:
        """Make the frame that holds every line and the smallest change that matters."""
        weeks = sorted({0.0, *(reading.week for line in lines for reading in line.readings)})
        ends = [axis.low, axis.high]
        if axis.change and axis.smallest is not None:
            ends.append(-axis.smallest if axis.better != "higher" else axis.smallest)
        step = _step(max(ends) - min(ends))
        low = step * _floor(min(ends) / step)
        high = step * -_floor(-max(ends) / step)
        last, high = weeks[-1] or 1.0, high if high > low else low + step
        return cls(last, weeks[-1] < SHORT_WEEKS, low, high, step, tuple(weeks), tick_after(lines))

    def x(self, week: float) -> float:
        """Give the place of a week."""
        return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * week / self.last

    def x_of(self, reading: Reading) -> float:
        """Give the place of a reading: one taken right after the start stands beside it."""
        return self.x(next(iter(self.after)) if is_right_after(reading) else reading.week)

    def y(self, value: float) -> float:
        """Give the height of a value."""
        return TOP + TALL * (self.high - value) / (self.high - self.low)

    def grid(self) -> list[str]:
        """Draw value lines with their numbers, and a tick wherever the trial measured."""
        parts = []
        for number in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + number * self.step
            css = "outcome-grid outcome-nought" if value == 0 else "outcome-grid"
            parts.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=self.y(value), y2=self.y(value), class_=css))
            parts.append(label(plain(round(value, 6)), LEFT - 6, self.y(value) + 4, "outcome-tick", "end"))
        bottom, unit = TOP + TALL, 7 if self.days else 1
        for week in _thinned(sorted({*self.weeks, *self.after}), self.last):
            at, words = self.x(week), self.after.get(week, plain(round(week * unit, 1)))
            parts.append(tag("line", x1=at, x2=at, y1=bottom, y2=bottom + 4, class_="outcome-stem"))
            parts.append(label(words, at, bottom + TICK_LINE + 1, "outcome-tick", "middle"))
        words = f"{'days' if self.days else 'weeks'} since the start"
        return [*parts, label(words, WIDTH - RIGHT, bottom + 2 * TICK_LINE, "outcome-unit", "end")]


def _floor(value: float) -> int:
    return int(value // 1)


def _step(span: float) -> float:
    """Return a round step that cuts a span into two to six parts."""
    for unit in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50, 100, 200, 500):
        if span / unit <= 5:
            return unit
    return 10 ** len(str(int(span)))


def _thinned(weeks: Sequence[float], last: float) -> list[float]:
    """Drop ticks that would touch; the first and the last stay."""
    gap, kept = last / MOST_TICKS, [weeks[0]]
    for week in weeks[1:-1]:
        if week - kept[-1] >= gap and weeks[-1] - week >= gap:
            kept.append(week)
    return [*kept, weeks[-1]] if len(weeks) > 1 else kept
