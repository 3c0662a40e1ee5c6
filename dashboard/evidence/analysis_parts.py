"""The parts of a live analysis: its rows, its pooled line, what was left out. It must not know how they come about.

Figures are on the scale that is shown: points of 100, standard deviations, or a ratio (back from its logarithm). On a
difference minus favours acupuncture; on a ratio of people who got better more than 1 does. `Axis` says so in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.evidence.links import Link


@dataclass(frozen=True)
class Interval:
    """A figure with the ends of its 95 % interval, on the scale that is shown."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Axis:
    """The scale of a forest plot.

    `neutral` is 0 or 1; `logarithmic` for ratios; `left` and `right` say in words what lies on either side; `important`
    is the smallest change that matters to patients on this scale, None where the data has none for it.
    """

    measure: str
    unit: str
    neutral: float
    logarithmic: bool
    left: str
    right: str
    important: float | None
    important_words: str


@dataclass(frozen=True)
class TrialRow:
    """One trial of a pool.

    `weight` is its share of the pooled figure in per cent under the chosen model, None where it is not in it.
    `excluded` is True where the reader took it out. `n` counts the people behind the figure or, where
    none are printed with it, in the arms compared (`how` says so); None where neither is known.
    `printed` is the figure as the source prints it and `how` how the effect was worked out from it; `status` is how
    closely it was read. `arm` and `comparator` are arms in words, `sham` whether the comparator is one. `marked`
    is True where the trial needled the point that the reader came from.
    """

    study_id: str
    name: str
    year: int | None
    arm: str
    comparator: str
    sham: bool
    measure: str
    when: str
    n: int | None
    effect: Interval
    weight: float | None
    excluded: bool
    printed: str
    how: str
    status: str
    note: str
    link: Link | None
    sources: tuple[str, ...] = ()
    marked: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A trial that is not in the pool, with the reason; `computable` is False where its figures allow no effect."""

    study_id: str
    name: str
    reason: str
    computable: bool
    link: Link | None


@dataclass(frozen=True)
class Heterogeneity:
    """How much the trials differ: Q with its degrees of freedom and p, I2 (per cent) and tau2 with intervals.

    `tau2` is None under the common-effect model, and an end of an interval is None where it does not exist.
    """

    q: float
    df: int
    p: float
    i2: float
    i2_low: float | None
    i2_high: float | None
    tau2: float | None
    tau2_low: float | None
    tau2_high: float | None


@dataclass(frozen=True)
class PooledLine:
    """The pooled figure of `k` trials with `n` people (None where one of them printed no number).

    `prediction` is where the effect of a new trial is expected, None where it cannot be worked out; `why_no_prediction`
    then says why. `model` and `interval_words` name the method. `caution` belongs beside the interval wherever it
    stands, `warning` before the figure: both "" where there is none.
    """

    effect: Interval
    prediction: tuple[float, float] | None
    why_no_prediction: str
    k: int
    n: int | None
    model: str
    interval_words: str
    heterogeneity: Heterogeneity
    caution: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Step:
    """One line of a leave-one-out or cumulative analysis: the pooled figure without, or up to, the trial named."""

    name: str
    k: int
    effect: Interval


@dataclass(frozen=True)
class SmallStudies:
    """Egger's test: the intercept with its interval and p. Only made from ten trials on."""

    intercept: float
    low: float
    high: float
    p: float
    k: int
