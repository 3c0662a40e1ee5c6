"""Whether small trials found other effects than large ones: Egger's test and the funnel. Figures only, no facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from dashboard.evidence.heterogeneity import MODELS, TAIL, Floats, checked
from dashboard.evidence.pooling import NORMAL

LEAST = 10
ALIKE = "All trials are equally precise, so that small ones cannot be told from large ones."
ON_A_LINE = "The trials' figures lie on one line without any scatter, so that there is nothing to test against."


@dataclass(frozen=True)
class Egger:
    """Egger's test: the intercept of effect / standard error on 1 / standard error.

    It is 0 where the effect does not go with the trials' precision. With its 95 % interval, `t` and two-sided `p` with
    `df` degrees of freedom.
    """

    intercept: float
    low: float
    high: float
    t: float
    df: int
    p: float
    k: int


@dataclass(frozen=True)
class NotTested:
    """No test was made of `k` trials; `reason` says why, as a sentence for the reader."""

    k: int
    reason: str


@dataclass(frozen=True)
class Funnel:
    """A funnel plot: `points` of (value, standard error), and two lines that meet at (`centre`, 0).

    At the standard error `foot`, that of the least precise trial, the lines have reached `low` and `high`: 95 % of
    trials would lie between them if all had the one true effect `centre`.
    """

    points: tuple[tuple[float, float], ...]
    centre: float
    foot: float
    low: float
    high: float


def egger(values: Sequence[float], variances: Sequence[float]) -> Egger | NotTested:
    """Test whether effects go with standard errors, by weighted regression with free dispersion (Egger 1997).

    As metafor's regtest(model = "lm", predictor = "sei"). Fewer trials than `LEAST` are not tested: they are too
    few to tell such a pattern from chance. Raises as `pool` does.
    """
    y, v = checked(values, variances, MODELS[0])
    if len(y) < LEAST:
        return NotTested(len(y), f"Egger's test needs at least {LEAST} trials; here are {len(y)}.")
    s = np.sqrt(v)
    # Only the slope on the standard error is tested, and it is the same about any centre.
    return _intercept(1 / s, (y - y.mean()) / s)


def _intercept(x: Floats, z: Floats) -> Egger | NotTested:
    """Regress z on x, shape (k,), and test the intercept."""
    k, df = len(x), len(x) - 2
    apart = x - x.mean()
    spread = float(apart @ apart)
    if spread <= 1e-14 * float(x @ x):
        return NotTested(k, ALIKE)
    slope = float(apart @ z) / spread
    intercept = float(z.mean()) - slope * float(x.mean())
    residuals = z - intercept - slope * x
    squares = float(residuals @ residuals)
    if squares <= np.finfo(float).eps:
        return NotTested(k, ON_A_LINE)
    se = (squares / df * (1 / k + float(x.mean()) ** 2 / spread)) ** 0.5
    half, t = float(stdtrit(df, 1 - TAIL)) * se, intercept / se
    return Egger(intercept, intercept - half, intercept + half, t, df, 2 * float(stdtr(df, -abs(t))), k)


def funnel(values: Sequence[float], variances: Sequence[float], centre: float) -> Funnel:
    """Give the points and lines of a funnel plot about a pooled value `centre`. Raises as `pool` does."""
    y, v = checked(values, variances, MODELS[0])
    if not np.isfinite(centre):
        raise ValueError(f"centre is {centre}; valid: a finite number")
    errors = np.sqrt(v)
    foot = float(errors.max())
    points = tuple(zip(y.tolist(), errors.tolist(), strict=True))
    return Funnel(points, centre, foot, centre - NORMAL * foot, centre + NORMAL * foot)
