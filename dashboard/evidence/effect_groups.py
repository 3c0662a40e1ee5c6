"""What an effect is worked out from: arms with a mean and SD, arms with a count. It must not know facts or screens.

A spread is only ever worked out from a printed spread: from a standard error or an interval, with the number of people.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtri, stdtrit

from dashboard.evidence.scales import size_to_100

# Intervals of shares and of some models are not quite centred; up to a twentieth of the half-width is let pass.
OFF_CENTRE = 0.05
A_LITTLE_OFF = "the printed interval is a little off centre"


class NotComputable(ValueError):  # noqa: N818 - no mistake of a program: the printed figures do not allow it
    """The printed figures allow no effect; `reason` says why, in words for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Group:
    """`n` people with a mean and a standard deviation, in the units of their measure."""

    n: int
    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.n < 1 or not math.isfinite(self.mean) or not (math.isfinite(self.sd) and self.sd >= 0):
            raise ValueError(f"a group needs n of 1 or more, a mean and an SD of 0 or more, not {self}")

    def rescaled(self, low: float, high: float) -> Group:
        """Return levels of a scale from `low` to `high` as levels of 0 to 100."""
        return Group(self.n, size_to_100(self.mean - low, low, high), size_to_100(self.sd, low, high))

    def scaled(self, factor: float) -> Group:
        """Return changes in units `factor` times as fine; a negative factor turns their sign."""
        return Group(self.n, self.mean * factor, self.sd * abs(factor))


@dataclass(frozen=True)
class Count:
    """`events` people out of `total`. Raises ValueError unless 0 <= events <= total and total > 0."""

    events: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.events <= self.total or self.total < 1:
            raise ValueError(f"a count needs events between 0 and a total of 1 or more, not {self}")


def combine(groups: Sequence[Group]) -> Group:
    """Return several arms as one group: n, mean and SD of all their people together, exactly.

    So a comparator shared by several arms of one trial is counted once.
    """
    if not groups:
        raise ValueError("there is no group to combine")
    if len(groups) == 1:
        return groups[0]
    n = sum(group.n for group in groups)
    mean = math.fsum(group.n * group.mean for group in groups) / n
    within = math.fsum((group.n - 1) * group.sd**2 for group in groups)
    between = math.fsum(group.n * (group.mean - mean) ** 2 for group in groups)
    return Group(n, mean, math.sqrt((within + between) / (n - 1)))


def combine_counts(counts: Sequence[Count]) -> Count:
    """Return several arms as one count."""
    if not counts:
        raise ValueError("there is no count to combine")
    return Count(sum(count.events for count in counts), sum(count.total for count in counts))


def sd_from_se(se: float, n: int) -> float:
    """Return the SD behind the standard error of a mean of `n` people."""
    if not se > 0:
        raise NotComputable("the printed standard error is not above zero")
    return se * math.sqrt(n)


def sd_from_interval(low: float, high: float, n: int, level: float = 0.95) -> float:
    """Return the SD behind the interval of a mean of `n` people, by Student's t with n - 1 degrees of freedom."""
    if n < 2:
        raise NotComputable("an interval of fewer than two people gives no spread")
    return sd_from_se(se_from_interval(low, high, level, df=n - 1), n)


def se_from_interval(low: float, high: float, level: float = 0.95, df: float | None = None) -> float:
    """Return the standard error behind an interval: by the normal quantile, or by Student's t with `df`."""
    if not low < high:
        raise NotComputable("the printed interval does not run from low to high")
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
    upper = (1 + level) / 2
    return float((high - low) / 2 / (ndtri(upper) if df is None else stdtrit(df, upper)))


def centred(value: float, low: float, high: float, *, ratio: bool = False) -> str:
    """Return "" where a printed interval is centred on its value as far as rounding lets one see, else `A_LITTLE_OFF`.

    A ratio is looked at on its logarithm. Raises NotComputable where the value lies off the middle by more than
    rounding and more than `OFF_CENTRE` of the half-width: one of the three is misprinted, or it is no plain interval.
    """
    if not low < high:
        raise NotComputable("the printed interval does not run from low to high")
    if ratio and not min(value, low) > 0:
        raise NotComputable("a printed ratio or its interval is not above zero")
    three = (value, low, high)
    decimals = _decimals(three)
    slack = [10.0**-places / 2 / (figure if ratio else 1.0) for figure, places in zip(three, decimals, strict=True)]
    middle, lower, upper = (math.log(figure) for figure in three) if ratio else three
    off = abs(middle - (lower + upper) / 2)
    rounding = slack[0] + (slack[1] + slack[2]) / 2
    if off <= rounding + 1e-9:
        return ""
    if off <= OFF_CENTRE * (upper - lower) / 2:
        return A_LITTLE_OFF
    raise NotComputable("the printed interval is not centred on its value")


def _decimals(figures: tuple[float, ...]) -> list[int]:
    """Count the decimals of printed figures; a whole number beside one with decimals was printed with one at least."""
    told = [len(f"{figure:.10f}".rstrip("0").partition(".")[2]) for figure in figures]
    least = min(1, max(told))
    return [max(places, least) for places in told]
