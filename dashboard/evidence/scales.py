"""Brings printed pain or function to one scale: levels to 0-100, lower is better; changes to points of 100, signed so.

It must not know trials or charts. A change is never turned into a level, nor a level into a change. A percentage or a
score of unknown range has no place on the scale, and `why_not` says so.
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
CHANGES = {
    "change_mean_sd": "mean change",
    "change_mean_se": "mean change",
    "change_mean_ci": "mean change",
    "change_mean_only": "mean change",
    "change_median_only": "median change",
}
# stat -> (how it is named beside the value, why it has no place on the scale)
NEITHER = {
    "percent_change": ("per cent change", "printed as a percentage change of unknown base"),
    "percent_unclear": ("per cent", "a percentage whose meaning the source leaves open"),
    "proportion": ("per cent of patients", "a share of patients, not a level of pain"),
    "unspecified": ("kind of figure not stated", "the source does not say what kind of figure this is"),
}
LEVEL, CHANGE = "level", "change"
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
    """Return a value of `scale` on 0 to 100 where lower is better. Raises ValueError outside the scale."""
    if not scale.low <= value <= scale.high:
        raise ValueError(f"{value} lies outside its scale of {scale.low} to {scale.high}")
    share = (value - scale.low) / (scale.high - scale.low)
    return TOP * min(1.0, max(0.0, 1.0 - share if scale.higher_is_better else share))


def interval_to_100(low: float, high: float, scale: Scale) -> tuple[float, float]:
    """Return an interval of `scale` on 0 to 100, lower end first; ends that overshoot the scale are cut."""
    ends = sorted(to_100(min(max(end, scale.low), scale.high), scale) for end in (low, high))
    return ends[0], ends[1]


def change_to_100(change: float, scale: Scale) -> float:
    """Return a printed change as points of 100: negative is less pain, whichever way the source signs it."""
    points = size_to_100(change, scale.low, scale.high)
    return -points if scale.higher_is_better else points


def size_to_100(size: float, low: float, high: float) -> float:
    """Return a difference printed on a scale from `low` to `high`, as points of 100; its sign is kept."""
    return size * TOP / (high - low)


def scale_of(row: Outcome, name: MeasureName) -> Scale | None:
    """Return the scale of an outcome row, or None where the range or the direction is unknown."""
    if name.scale_min is None or name.scale_max is None or row.direction not in ("higher_better", "lower_better"):
        return None
    return Scale(name.scale_min, name.scale_max, row.direction == "higher_better")


def form_of(stat: str) -> str:
    """Return `level`, `change` or "" (neither) for an `outcomes.stat`."""
    if stat in LEVELS:
        return LEVEL
    return CHANGE if stat in CHANGES else ""


def figure_kind(stat: str) -> str:
    """Return the words that name a figure beside its value. Raises KeyError for an unknown `stat`."""
    return LEVELS.get(stat) or CHANGES.get(stat) or NEITHER[stat][0]


def why_not(row: Outcome, name: MeasureName, domain: str = "pain") -> str:
    """Say why a row has no place on the common scale of a domain (`pain` or `function`); "" where it has.

    Raises KeyError for an unknown `stat`.
    """
    if name.domain != domain:
        return f"not a measure of {domain}"
    if not form_of(row.stat):
        return NEITHER[row.stat][1]
    # Questionnaires of function are scored in per cent; a per cent of pain is a share of days or a fall.
    if domain == "pain" and (row.measure.endswith("_pct") or row.measure.startswith("days_")):
        return "a share, not a level of pain"
    if row.measure in OVER_TIME:
        return "a mean over several weeks, not the pain at one time"
    if row.value is None:
        return "no value printed"
    scale = scale_of(row, name)
    if scale is None:
        return "the range or the direction of the scale is not known"
    if form_of(row.stat) == CHANGE:
        return "" if abs(row.value) <= scale.high - scale.low else "the printed change is larger than its scale"
    return "" if scale.low <= row.value <= scale.high else "the printed value lies outside its scale"
