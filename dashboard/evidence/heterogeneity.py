"""How much trials differ among themselves: Q, I2 and tau2 with their intervals. It must not know trials, only figures.

scipy.special and brentq do all of it: scipy.stats is slow to import, and statsmodels would bring pandas along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import chdtrc, chdtri

Floats = NDArray[np.float64]

# Random effects with tau2 by restricted maximum likelihood or after Paule and Mandel; one common effect.
MODELS = ("reml", "pm", "common")
TAIL = 0.025
GRID = 32
EMPTY = (
    "No tau2 agrees with figures as close together as these: the interval is empty. "
    "That is no proof that the trials found the same."
)
OUTSIDE = "Tau2 by restricted likelihood lies outside its interval, which comes from Q: two methods that disagree."


class NothingToPool(ValueError):  # noqa: N818
    """There is one trial only: no figure can be pooled and no difference between trials be seen."""


@dataclass(frozen=True)
class Heterogeneity:
    """How much `df` + 1 trials differ.

    `q` and its `p`; `i2` in per cent; `tau2` in squared units of the values, None under the common-effect model. Both
    ends of an interval are None where it is empty; `notes` says so. The intervals (95 %, Q-profile) do not depend on
    the model.
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
    notes: tuple[str, ...]


def heterogeneity(values: Sequence[float], variances: Sequence[float], model: str = MODELS[0]) -> Heterogeneity:
    """Measure how much trials differ, from one value and its variance (squared standard error) each.

    I2 is tau2 against the typical variance within trials, and under the common-effect model (Q - df) / Q (Higgins and
    Thompson 2002). Raises ValueError and NothingToPool as `checked` does.
    """
    y, v = checked(values, variances, model)
    df = len(y) - 1
    q = q_at(y, v, 0.0)
    typical = df / float(_trace(1 / v))
    low, high = q_profile(y, v)
    notes = [EMPTY] if low is None else []
    if model == "common":
        tau2, i2 = None, max(0.0, 100 * (q - df) / q) if q > 0 else 0.0
    else:
        tau2 = between_trials(y, v, model)
        i2 = 100 * tau2 / (typical + tau2)
        if low is not None and high is not None and not low <= tau2 <= high:
            notes.append(OUTSIDE)
    i2_low, i2_high = (None if end is None else 100 * end / (typical + end) for end in (low, high))
    return Heterogeneity(q, df, float(chdtrc(df, q)), i2, i2_low, i2_high, tau2, low, high, tuple(notes))


def checked(values: Sequence[float], variances: Sequence[float], model: str) -> tuple[Floats, Floats]:
    """Give values and variances as arrays, shape (k,).

    Raises NothingToPool for one trial and ValueError for none, for lengths that differ, for a figure that is not
    finite, for a variance that is not above 0 and for a model that does not exist.
    """
    if model not in MODELS:
        raise ValueError(f"model {model!r} does not exist; valid: {', '.join(MODELS)}")
    y, v = np.asarray(values, dtype=float), np.asarray(variances, dtype=float)
    if y.ndim != 1 or y.shape != v.shape:
        raise ValueError(f"values has shape {y.shape}, variances {v.shape}; valid: one of each per trial")
    if not len(y):
        raise ValueError("values is empty; valid: at least two trials")
    for name, figures, wrong, valid in (
        ("values", y, ~np.isfinite(y), "finite numbers"),
        ("variances", v, ~(np.isfinite(v) & (v > 0)), "finite numbers above 0"),
    ):
        if wrong.any():
            at = int(np.argmax(wrong))
            raise ValueError(f"{name}[{at}] is {float(figures[at])}; valid: {valid}")
    if len(y) == 1:
        raise NothingToPool("one trial: nothing is pooled; valid: at least two trials")
    return y, v


def q_at(y: Floats, v: Floats, tau2: float) -> float:
    """Give Q, the weighted squares about the weighted mean, with `tau2` added to each variance; Cochran's Q at 0."""
    w = 1 / (v + tau2)
    apart = y - w @ y / w.sum()
    return float(w @ (apart * apart))


def q_profile(y: Floats, v: Floats) -> tuple[float, float] | tuple[None, None]:
    """Give the 95 % interval of tau2: all tau2 whose Q lies within chi-squared's middle (Viechtbauer 2007).

    Both ends are None where even tau2 = 0 leaves Q below that middle. The search has no limit that could cut an end.
    """
    df = len(y) - 1
    least, most = float(chdtri(df, 1 - TAIL)), float(chdtri(df, TAIL))
    if q_at(y, v, 0.0) < least:
        return None, None
    return _tau2_where(y, v, most), _tau2_where(y, v, least)


def between_trials(y: Floats, v: Floats, model: str) -> float:
    """Estimate tau2 of arrays that `checked` has passed; 0 under the common-effect model."""
    if model == "common":
        return 0.0
    return _tau2_where(y, v, len(y) - 1) if model == "pm" else _restricted(y, v)


def _tau2_where(y: Floats, v: Floats, target: float) -> float:
    """Find the tau2 at which Q is `target`; 0 where Q is no larger to begin with."""
    if q_at(y, v, 0.0) <= target:
        return 0.0
    # Q at tau2 is at most the plain sum of squares over tau2, so the root lies below this bound.
    beyond = 1.001 * _squares(y) / target
    return _root(lambda tau2: q_at(y, v, tau2) - target, 0.0, beyond, v)


def _restricted(y: Floats, v: Floats) -> float:
    """Find the tau2 of the highest restricted likelihood, also where it has more than one peak.

    Where the slope turns from up to down on a grid from 0 to a bound there is a peak between; 0 is one where the
    likelihood falls from there on. Beyond the bound it always falls.
    """
    beyond = max(float(v.max()), 4 * _squares(y) / (len(y) - 1))
    grid = np.concatenate(([0.0], np.geomspace(1e-3 * v.min(), 1.001 * beyond, GRID)))
    slopes = _slope(y, v, grid)
    peaks = [0.0] if slopes[0] <= 0 else []
    for at in np.flatnonzero((slopes[:-1] > 0) & (slopes[1:] <= 0)):
        peaks.append(_root(lambda tau2: float(_slope(y, v, tau2)), grid[at], grid[at + 1], v))
    return peaks[0] if len(peaks) == 1 else max(peaks, key=lambda tau2: _likelihood(y, v, tau2))


def _slope(y: Floats, v: Floats, tau2: Floats | float) -> Floats:
    """Give twice the derivative of the restricted log likelihood at each tau2; shape of `tau2`."""
    w = 1 / (v + np.asarray(tau2)[..., None])
    apart = w * (y - (w @ y / w.sum(axis=-1))[..., None])
    return (apart * apart).sum(axis=-1) - _trace(w)


def _likelihood(y: Floats, v: Floats, tau2: float) -> float:
    w = 1 / (v + tau2)
    return float(np.log(w).sum() - np.log(w.sum()) - q_at(y, v, tau2)) / 2


def _trace(w: Floats) -> Floats:
    """Give sum(w) - sum(w²) / sum(w) over the last axis, as a sum over pairs: no digits lost to one heavy trial."""
    return 2 * (w[..., 1:] * w.cumsum(axis=-1)[..., :-1]).sum(axis=-1) / w.sum(axis=-1)


def _squares(y: Floats) -> float:
    apart = y - y.mean()
    return float(apart @ apart)


def _root(of: Callable[[float], float], low: float, high: float, v: Floats) -> float:
    return float(brentq(of, low, high, xtol=1e-14 * float(v.min()), rtol=1e-14))
