"""Brings printed pain levels to one scale: 0 to 100, lower is better. It must not know trials or charts.

Only levels of pain with a known range are brought over: a change from the start, a percentage or a score of unknown
range has no place on the scale, and `why_not` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.facts.reviews import MeasureName
    from dashboard.facts.trials import Outcome

TOP = 100.0
# stat -> how the level is named beside the value
LEVELS = {
    "mean_sd": "mean",
    "mean_se": "mean",
    "mean_ci": "mean",
    "mean_only": "mean",
    "adjusted_mean_only": "adjusted mean",
    "median_only": "median",
}
NOT_LEVELS = {
    "change_mean_sd": "printed as a change from the start, not as a level",
    "change_mean_se": "printed as a change from the start, not as a level",
    "change_mean_ci": "printed as a change from the start, not as a level",
    "change_mean_only": "printed as a change from the start, not as a level",
    "change_median_only": "printed as a change from the start, not as a level",
    "percent_change": "printed as a percentage change, not as a level",
    "percent_unclear": "a percentage whose meaning the source leaves open",
    "proportion": "a share of patients, not a level of pain",
    "unspecified": "the source does not say what kind of figure this is",
}
# A mean over weeks is a level, but of no one week.
OVER_TIME = ("vas_pain_auc_mean_wk1_8_0_100",)


@dataclass(frozen=True)
class Scale:
    """The printed range of a measure and whether more of it is better."""

    low: float
    high: float
    higher_is_better: bool

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"a scale runs from its lower to its higher end, not from {self.low} to {self.high}")


def to_100(value: float, scale: Scale) -> float:
    """A value of `scale` on 0 to 100 where lower is better. Raises ValueError outside the scale."""
    if not scale.low <= value <= scale.high:
        raise ValueError(f"{value} lies outside its scale of {scale.low} to {scale.high}")
    share = (value - scale.low) / (scale.high - scale.low)
    return TOP * min(1.0, max(0.0, 1.0 - share if scale.higher_is_better else share))


def interval_to_100(low: float, high: float, scale: Scale) -> tuple[float, float]:
    """An interval of `scale` on 0 to 100, lower end first; ends beyond the scale (intervals may overshoot) are cut."""
    ends = sorted(to_100(min(max(end, scale.low), scale.high), scale) for end in (low, high))
    return ends[0], ends[1]


def size_to_100(size: float, low: float, high: float) -> float:
    """A difference printed on a scale from `low` to `high`, as points of 100; its sign is kept."""
    return size * TOP / (high - low)


def scale_of(row: Outcome, name: MeasureName) -> Scale | None:
    """The scale of an outcome row, or None where the range or the direction is unknown."""
    if name.scale_min is None or name.scale_max is None or row.direction not in ("higher_better", "lower_better"):
        return None
    return Scale(name.scale_min, name.scale_max, row.direction == "higher_better")


def why_not(row: Outcome, name: MeasureName) -> str:
    """Why a row is no level on the common pain scale; "" where it is one. Raises KeyError for an unknown `stat`."""
    if name.domain != "pain":
        return "not a measure of pain"
    if row.stat not in LEVELS:
        return NOT_LEVELS[row.stat]
    if row.measure.endswith("_pct") or row.measure.startswith("days_"):
        return "a share, not a level of pain"
    if row.measure in OVER_TIME:
        return "a mean over several weeks, not the pain at one time"
    if row.value is None:
        return "no value printed"
    scale = scale_of(row, name)
    if scale is None:
        return "the range or the direction of the scale is not known"
    return "" if scale.low <= row.value <= scale.high else "the printed value lies outside its scale"
