"""The scale of a forest plot and the marks on it: ticks, intervals, squares, the diamond. It must not know trials.

Lengths are units of the view box. Ticks lie evenly on both sides of the neutral line; a ratio has a logarithmic scale.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from dashboard.evidence.analysis_parts import Axis, Interval
from dashboard.figures.svg import tag

MOST_STEPS = 3  # ticks on one side of the neutral line
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
# The outermost ratio of a scale -> the ratios on its upper side.
RATIOS: dict[float, tuple[float, ...]] = {
    1.25: (1.25,),
    1.5: (1.5,),
    2.0: (1.5, 2.0),
    3.0: (2.0, 3.0),
    5.0: (2.0, 5.0),
    10.0: (2.0, 5.0, 10.0),
    20.0: (2.0, 5.0, 20.0),
    50.0: (2.0, 10.0, 50.0),
    100.0: (10.0, 100.0),
}
ROOM = 1.06
# An interval end this many times the usual one is cut with an arrow, so that the other rows stay readable.
USUAL = 2.5
# One that lies only this much farther than the rest is not cut.
CUT = 1.5
ARROW = 6.0
BIGGEST, SMALLEST, PLAIN = 15.0, 4.0, 8.0  # sides of the squares


@dataclass(frozen=True)
class Ruler:
    """A scale from its first to its last tick, between `left` and `right` in units of the view box."""

    ticks: tuple[float, ...]
    neutral: float
    logarithmic: bool
    left: float
    right: float

    def at(self, value: float) -> float:
        """Return the place of a value; one beyond an end stands at that end."""
        low, high = self._bent(self.ticks[0]), self._bent(self.ticks[-1])
        share = (self._bent(value) - low) / (high - low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def beyond(self, value: float) -> int:
        """Return -1 for a value left of the scale, 1 for one right of it, 0 for one on it."""
        slack = 1e-9 * max(abs(self.ticks[0]), abs(self.ticks[-1]))
        return -1 if value < self.ticks[0] - slack else 1 if value > self.ticks[-1] + slack else 0

    def _bent(self, value: float) -> float:
        if not self.logarithmic:
            return value
        return math.log(value) if value > 0 else -math.inf


def ruler(effects: Iterable[Interval], axis: Axis, left: float, right: float, more: Iterable[float] = ()) -> Ruler:
    """Choose a scale that holds every figure, the usual intervals, `more` and the smallest change that matters.

    Raises ValueError for a ratio that is not above 0.
    """
    held = list(effects)
    if axis.logarithmic and any(effect.value <= 0 for effect in held):
        raise ValueError("a ratio lies above 0, as its scale is logarithmic")
    sure = [_far(effect.value, axis) for effect in held]
    if axis.important is not None:
        sure.append(_far(axis.important, axis))
    ends = [max(_far(effect.low, axis), _far(effect.high, axis)) for effect in held]
    usual = USUAL * median(ends) if ends else 0.0
    all_ends = [end for end in [*ends, *(_far(value, axis) for value in more)] if math.isfinite(end)]
    reach = _reach(max(sure, default=0.0) * ROOM, usual, all_ends)
    upper = _ratios(reach) if axis.logarithmic else _steps(reach)
    if axis.logarithmic:
        ticks = (*(1 / tick for tick in reversed(upper)), 1.0, *upper)
    else:
        ticks = (*(axis.neutral - tick for tick in reversed(upper)), axis.neutral, *(axis.neutral + t for t in upper))
    return Ruler(ticks, axis.neutral, axis.logarithmic, left, right)


def _far(value: float, axis: Axis) -> float:
    """Return how far a value lies from the neutral line, on the scale as it is drawn."""
    if not axis.logarithmic:
        return abs(value - axis.neutral)
    return abs(math.log(value)) if value > 0 else math.inf


def _reach(farthest: float, usual: float, ends: list[float]) -> float:
    """Return how far the scale goes: to every end, unless one lies so far out that the rest would be unreadable."""
    kept = max([farthest, *(end for end in ends if end <= max(usual, farthest))])
    longest = max(ends, default=0.0)
    return longest if kept < longest <= CUT * kept else max(kept, usual) if longest > kept else kept


def _steps(reach: float) -> tuple[float, ...]:
    need = reach or 1.0
    power = 10.0 ** math.floor(math.log10(need / MOST_STEPS))
    step = next(power * step for step in STEPS if math.ceil(round(need / (power * step), 9)) <= MOST_STEPS)
    return tuple(round(step * place, 12) for place in range(1, math.ceil(round(need / step, 9)) + 1))


def _ratios(reach: float) -> tuple[float, ...]:
    found = next((ticks for end, ticks in RATIOS.items() if math.log(end) >= reach - 1e-9), None)
    if found:
        return found
    powers = math.ceil(reach / math.log(10) - 1e-9)
    stride = math.ceil(powers / MOST_STEPS)
    return tuple(10.0**power for power in range(stride, powers + stride, stride))


def tick_words(value: float) -> str:
    """Write a tick: three digits are enough for 0.667, and a true minus sign."""
    return f"{value:.2g}".replace("-", "−") if abs(value) < 1 else f"{value:.6g}".replace("-", "−")


def upright(places: Iterable[float], bands: Iterable[tuple[float, float]], css: str) -> str:
    """Draw upright lines at `places` through every band of heights, as one path."""
    at = list(places)
    lines = "".join(f"M{x:.2f} {top:.2f}V{bottom:.2f}" for top, bottom in bands for x in at)
    return tag("path", d=lines, class_=css) if lines else ""


def whisker(scale: Ruler, effect: Interval, y: float, css: str) -> str:
    """Draw an interval; an end beyond the scale is cut there and gets an arrow."""
    left, right = scale.at(effect.low), scale.at(effect.high)
    shaft = tag("line", x1=left, x2=right, y1=y, y2=y, class_="rows-whisker")
    return tag("g", shaft, *_end(scale, effect.low, y), *_end(scale, effect.high, y), class_=css)


def _end(scale: Ruler, value: float, y: float) -> list[str]:
    x, way = scale.at(value), scale.beyond(value)
    if not way:
        return [tag("line", x1=x, x2=x, y1=y - 3, y2=y + 3, class_="rows-whisker")]
    tip, back = x + way * 2, x + way * (2 - ARROW)
    return [tag("path", d=f"M{back:.2f} {y - 4:.2f}L{tip:.2f} {y:.2f}L{back:.2f} {y + 4:.2f}Z", class_="rows-arrow")]


def square(x: float, y: float, side: float, css: str) -> str:
    """Draw a square about its middle."""
    return tag("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, class_=css)


def side_of(weight: float | None, heaviest: float) -> float:
    """Return the side of a trial's square: its area goes with its weight; a plain one where it has none."""
    if weight is None or heaviest <= 0:
        return PLAIN
    return max(SMALLEST, BIGGEST * math.sqrt(weight / heaviest))


def diamond(scale: Ruler, effect: Interval, y: float, css: str, half: float = 8.0) -> str:
    """Draw a diamond as wide as the interval, its tips above and below the figure; a cut end is blunt."""
    left, right, middle = scale.at(effect.low), scale.at(effect.high), scale.at(effect.value)
    ends = [
        f"{x:.2f} {y - 3:.2f}L{x:.2f} {y + 3:.2f}" if scale.beyond(value) else f"{x:.2f} {y:.2f}"
        for value, x in ((effect.low, left), (effect.high, right))
    ]
    right_end = ends[1]
    left_end = f"{left:.2f} {y + 3:.2f}L{left:.2f} {y - 3:.2f}" if scale.beyond(effect.low) else ends[0]
    d = f"M{middle:.2f} {y - half:.2f}L{right_end}L{middle:.2f} {y + half:.2f}L{left_end}Z"
    return tag("path", d=d, class_=css)


def prediction_bar(scale: Ruler, ends: tuple[float, float], y: float) -> str:
    """Draw where a new trial is expected: a bar with upright ends, an arrow where it is cut."""
    left, right = scale.at(ends[0]), scale.at(ends[1])
    bar = tag("rect", x=left, y=y - 2.5, width=max(right - left, 1.0), height=5, class_="rows-prediction")
    edges = [*_end(scale, ends[0], y), *_end(scale, ends[1], y)]
    return tag("g", bar, *edges, class_="rows-prediction-mark")
