"""From figures as printed to effects, oriented alike; each refusal says why. It must not know pools or pages.

A difference of means comes out as points of 100 where minus favours the arm; shares of people who got better come out
so that plus, or a ratio above 1, favours it. No direction is guessed: one that is not borne out is a `NotComputable`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import effects, scales
from dashboard.evidence.effects import Count, Estimate, NotComputable
from dashboard.evidence.printed_arms import (
    FARED_WORSE,
    ArmFigure,
    count_of,
    group_of,
    joined,
    no_place,
    rough,
    same_form,
    together,
    with_note,
)

if TYPE_CHECKING:
    from dashboard.facts.reviews import MeasureName
    from dashboard.facts.trials import Contrast

__all__ = [
    "ArmFigure",
    "Worked",
    "count_of",
    "estimate_of_contrast",
    "group_of",
    "together",
    "worked_from_counts",
    "worked_from_groups",
]

NO_INTERVAL = "the difference is printed without an interval"
NO_SPREAD = f"{NO_INTERVAL} or a standard error"
NO_DIRECTION = "the source does not say which arm the difference favours"
CONTRADICTS = "the sign of the printed difference and the arm it is said to favour contradict each other"
COUNTED = "counts of people in the arms"
# contrasts.effect -> how it is named; the difference is arm minus comparator on the scale of the measure
DIFFERENCES = {
    "mean_difference": "difference of means",
    "adjusted_mean_difference": "adjusted difference of means",
    "change_difference": "difference in change from the start",
}
# The difference is how much more the arm improved than the comparator, whichever way the scale runs.
IMPROVEMENTS = {
    "improvement_difference": "difference in improvement",
    "adjusted_improvement_difference": "adjusted difference in improvement",
}
SHARES = {
    "risk_difference_pct": "difference in the share of people",
    "adjusted_relative_risk": "adjusted relative risk",
}
NO_ESTIMATE = {
    "median_difference": "a difference of medians, which is not pooled with differences of means",
    "hazard_ratio": "a hazard ratio: it is about when people recover, not how many or by how much",
    "percent_reduction": "a fall in per cent of an unknown start",
    "treatment_effect": "the source does not say what its treatment effect is a difference of",
}

INTERVAL, STANDARD_ERROR = "95 % interval", "standard error"
Ends = tuple[float, float]


@dataclass(frozen=True)
class Worked:
    """An effect, how it was worked out, and the people behind it (None: not printed with it).

    `ends` are the low and the high end of a printed interval, oriented and scaled as the estimate is (a ratio as its
    logarithm); None where none is printed. They are for show: pooling goes by the standard error.
    """

    estimate: Estimate
    how: str
    n: int | None
    ends: Ends | None = None


def worked_from_groups(arm: ArmFigure, comparator: ArmFigure, measure: str) -> Worked:
    """Return the MD (points of 100, minus favours the arm) or SMD of two arms. Raises NotComputable."""
    same_form((arm, comparator))
    functions = {"MD": effects.mean_difference, "SMD": effects.hedges_g}
    estimate = _function(functions, measure)(arm.group, comparator.group)
    return Worked(estimate, joined((arm, comparator)), arm.group.n + comparator.group.n)


def worked_from_counts(arm: Count, comparator: Count, measure: str) -> Worked:
    """Return the RR, OR or RD of people who got better (above the neutral favours the arm). Raises NotComputable."""
    functions = {"RR": effects.risk_ratio, "OR": effects.odds_ratio, "RD": effects.risk_difference}
    estimate = _function(functions, measure)(arm, comparator)
    return Worked(estimate, with_note(COUNTED, estimate.note), arm.total + comparator.total)


def estimate_of_contrast(row: Contrast, name: MeasureName, *, lower_is_better: bool) -> Worked:
    """Return a printed difference as MD (points of 100, minus favours the arm), RD or RR (more favours the arm).

    `lower_is_better` is of the measure as printed; False for a share of people who got better. A difference is read as
    arm minus comparator, an improvement as how much more the arm improved; `favours` must bear it out. A difference of
    means printed with a standard error instead of an interval is taken as it is; a share needs its interval. In
    standard deviations no contrast can be given: none is printed with the SDs it would take. Raises NotComputable.
    """
    if row.effect in NO_ESTIMATE:
        raise NotComputable(NO_ESTIMATE[row.effect])
    if row.value is None:
        raise NotComputable("only the interval of the difference is printed, not its value")
    if row.effect in SHARES:
        value, low, high = _share_printed(row)
        estimate, ends = _share(row.effect, (value, low, high), lower_is_better)
        favouring, how = estimate.value, f"{SHARES[row.effect]} and its {INTERVAL}"
    else:
        spread = _spread(row)
        low, high = spread.low, spread.high
        estimate, ends = _difference(row.value, spread, name, turned=_turned(row.effect, lower_is_better))
        favouring, how = -estimate.value, f"{(DIFFERENCES | IMPROVEMENTS)[row.effect]} and its {spread.printed}"
    _borne_out(row.favours, favouring, clear=_clear(row.effect, low, high))
    return Worked(estimate, with_note(f"the printed {how}", estimate.note), None, ends)


@dataclass(frozen=True)
class _Spread:
    """How sure a printed difference is: its standard error, its 95 % interval, which of the two was printed."""

    se: float
    low: float
    high: float
    printed: str
    note: str


def _spread(row: Contrast) -> _Spread:
    if row.ci_low is not None and row.ci_high is not None:
        note = effects.centred(row.value, row.ci_low, row.ci_high)
        se = effects.se_from_interval(row.ci_low, row.ci_high)
        return _Spread(se, row.ci_low, row.ci_high, INTERVAL, note)
    if row.se is None:
        raise NotComputable(NO_SPREAD)
    if not row.se > 0:
        raise NotComputable("the printed standard error is not above zero")
    _, low, high = Estimate(row.value, row.se, "MD").interval()
    return _Spread(row.se, low, high, STANDARD_ERROR, rough(row.se))


def _share_printed(row: Contrast) -> tuple[float, float, float]:
    if row.ci_low is None or row.ci_high is None:
        raise NotComputable(NO_INTERVAL)
    return row.value, row.ci_low, row.ci_high


def _turned(effect: str, lower_is_better: bool) -> bool:
    """Tell whether the sign has to be turned for minus to favour the arm."""
    return effect in IMPROVEMENTS or not lower_is_better


def _difference(value: float, spread: _Spread, name: MeasureName, *, turned: bool) -> tuple[Estimate, Ends | None]:
    if why := no_place(name.measure, name):
        raise NotComputable(why)
    if abs(value) > name.scale_max - name.scale_min:
        raise NotComputable("the printed difference is larger than its scale")
    factor = scales.size_to_100(1.0, name.scale_min, name.scale_max)
    estimate = Estimate(value, spread.se, "MD", spread.note).scaled(factor)
    ends = (spread.low * factor, spread.high * factor) if spread.printed == INTERVAL else None
    if not turned:
        return estimate, ends
    return estimate.negated(), ends and (-ends[1], -ends[0])


def _share(effect: str, printed: tuple[float, float, float], lower_is_better: bool) -> tuple[Estimate, Ends]:
    if lower_is_better:
        raise NotComputable(FARED_WORSE)
    ratio = effect == "adjusted_relative_risk"
    note = effects.centred(*printed, ratio=ratio)
    value, low, high = (math.log(figure) if ratio else figure / 100 for figure in printed)
    return Estimate(value, effects.se_from_interval(low, high), "RR" if ratio else "RD", note), (low, high)


def _clear(effect: str, low: float, high: float) -> bool:
    """Tell whether a printed interval leaves out the figure of no difference."""
    neutral = 1.0 if effect == "adjusted_relative_risk" else 0.0
    return not low <= neutral <= high


def _borne_out(favours: str, favouring: float, *, clear: bool) -> None:
    """Refuse a difference whose direction the source leaves open or contradicts; `favouring` above 0 is for the arm."""
    if not favours:
        raise NotComputable(NO_DIRECTION)
    agrees = not clear if favours == "none" else favouring > 0 if favours == "arm" else favouring < 0
    if not agrees:
        raise NotComputable(CONTRADICTS)


def _function(functions: Mapping[str, Callable[..., Estimate]], measure: str) -> Callable[..., Estimate]:
    if measure not in functions:
        raise ValueError(f"{measure!r} cannot be worked out here; choose from {', '.join(functions)}")
    return functions[measure]
