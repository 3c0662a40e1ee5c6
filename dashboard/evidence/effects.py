"""The arithmetic of effects: from two arms to a difference or a ratio with its standard error. It must not know facts.

The formulas are those of `escalc` in the R package metafor; tests hold them to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import gammaln, ndtri

from dashboard.evidence.effect_groups import (
    A_LITTLE_OFF,
    Count,
    Group,
    NotComputable,
    centred,
    combine,
    combine_counts,
    sd_from_interval,
    sd_from_se,
    se_from_interval,
)

__all__ = [
    "A_LITTLE_OFF",
    "EMPTY_CELL",
    "MEASURES",
    "RATIOS",
    "Count",
    "Estimate",
    "Group",
    "NotComputable",
    "centred",
    "combine",
    "combine_counts",
    "hedges_g",
    "mean_difference",
    "odds_ratio",
    "risk_difference",
    "risk_ratio",
    "sd_from_interval",
    "sd_from_se",
    "se_from_interval",
]

MEASURES = ("MD", "SMD", "RR", "OR", "RD")
RATIOS = ("RR", "OR")
EMPTY_CELL = "half a person was added to each cell because one was empty"


@dataclass(frozen=True)
class Estimate:
    """An effect with its standard error; a ratio is held as its natural logarithm. `note` says what was done to get it.

    MD in the units of the measure, SMD in standard deviations, RD as a proportion.
    """

    value: float
    se: float
    measure: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueError(f"unknown effect measure {self.measure!r}; choose from {', '.join(MEASURES)}")
        if not math.isfinite(self.value) or not (math.isfinite(self.se) and self.se > 0):
            raise ValueError(f"an estimate needs a value and a standard error above 0, not {self.value} and {self.se}")

    def interval(self, level: float = 0.95) -> tuple[float, float, float]:
        """Return value, low and high on the scale that is shown (ratios back from the logarithm); normal quantile."""
        if not 0 < level < 1:
            raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
        half = float(ndtri((1 + level) / 2)) * self.se
        three = (self.value, self.value - half, self.value + half)
        if self.measure in RATIOS:
            return math.exp(three[0]), math.exp(three[1]), math.exp(three[2])
        return three

    def negated(self) -> Estimate:
        """Return the same effect seen from the other arm."""
        return Estimate(-self.value, self.se, self.measure, self.note)

    def scaled(self, factor: float) -> Estimate:
        """Return a difference in units `factor` (above 0) times as fine. Raises ValueError where units mean nothing."""
        if self.measure not in ("MD", "RD") or not factor > 0:
            raise ValueError(f"only MD and RD are scaled, and by more than 0, not {self.measure} by {factor}")
        return Estimate(self.value * factor, self.se * factor, self.measure, self.note)


def mean_difference(a: Group, b: Group) -> Estimate:
    """Return mean of `a` minus mean of `b` (MD), each arm with its own variance."""
    variance = a.sd**2 / a.n + b.sd**2 / b.n
    if not variance > 0:
        raise NotComputable("the figures of both arms have no spread")
    return Estimate(a.mean - b.mean, math.sqrt(variance), "MD")


def hedges_g(a: Group, b: Group) -> Estimate:
    """Return the difference of `a` and `b` in standard deviations of both together (SMD), corrected for small arms.

    The correction is Hedges' exact one; the variance is the large-sample one (metafor's `vtype="LS"`).
    """
    df = a.n + b.n - 2
    if df < 2:
        raise NotComputable("too few people for a difference in standard deviations")
    sd = math.sqrt(((a.n - 1) * a.sd**2 + (b.n - 1) * b.sd**2) / df)
    if not sd > 0:
        raise NotComputable("the figures of both arms have no spread")
    g = small_sample_factor(df) * (a.mean - b.mean) / sd
    return Estimate(g, math.sqrt(1 / a.n + 1 / b.n + g**2 / (2 * (a.n + b.n))), "SMD")


def small_sample_factor(df: float) -> float:
    """Return what corrects a standardised difference with `df` (2 or more) degrees of freedom (Hedges 1981)."""
    return math.exp(float(gammaln(df / 2) - gammaln((df - 1) / 2)) - math.log(df / 2) / 2)


def risk_ratio(a: Count, b: Count) -> Estimate:
    """Return the logarithm of the share in `a` over the share in `b` (RR)."""
    _refuse_if_all_alike(a, b)
    a_yes, a_no, b_yes, b_no, note = _cells(a, b)
    a_all, b_all = a_yes + a_no, b_yes + b_no
    value = math.log(a_yes / a_all) - math.log(b_yes / b_all)
    return Estimate(value, math.sqrt(1 / a_yes - 1 / a_all + 1 / b_yes - 1 / b_all), "RR", note)


def odds_ratio(a: Count, b: Count) -> Estimate:
    """Return the logarithm of the odds in `a` over the odds in `b` (OR)."""
    _refuse_if_all_alike(a, b)
    a_yes, a_no, b_yes, b_no, note = _cells(a, b)
    value = math.log(a_yes / a_no) - math.log(b_yes / b_no)
    return Estimate(value, math.sqrt(1 / a_yes + 1 / a_no + 1 / b_yes + 1 / b_no), "OR", note)


def risk_difference(a: Count, b: Count) -> Estimate:
    """Return the share in `a` minus the share in `b` (RD), a proportion between -1 and 1."""
    a_yes, a_no, b_yes, b_no, note = _cells(a, b)
    a_all, b_all = a_yes + a_no, b_yes + b_no
    value = a_yes / a_all - b_yes / b_all
    return Estimate(value, math.sqrt(a_yes * a_no / a_all**3 + b_yes * b_no / b_all**3), "RD", note)


def _refuse_if_all_alike(a: Count, b: Count) -> None:
    if a.events == b.events == 0:
        raise NotComputable("nobody in either arm had the event, so a ratio says nothing")
    if a.events == a.total and b.events == b.total:
        raise NotComputable("everybody in both arms had the event, so a ratio says nothing")


def _cells(a: Count, b: Count) -> tuple[float, float, float, float, str]:
    """Return people with and without the event in either arm, and the note: a half is added only if one is empty."""
    cells = (a.events, a.total - a.events, b.events, b.total - b.events)
    more = 0.0 if all(cells) else 0.5
    return cells[0] + more, cells[1] + more, cells[2] + more, cells[3] + more, EMPTY_CELL if more else ""
