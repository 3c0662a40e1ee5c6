"""One pooled effect of several trials, with its interval and where a new trial is expected. Figures only, no facts.

Agrees with R's metafor (`rma` with test = "knha" for random effects); tests/evidence/metafor holds its answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from dashboard.evidence.heterogeneity import MODELS, TAIL, Floats, NothingToPool, between_trials, checked

__all__ = ["MODELS", "NORMAL", "NothingToPool", "Pool", "pool", "pool_arrays"]

NORMAL = float(ndtri(1 - TAIL))
LEAST_FOR_PREDICTION = 3
ONE_EFFECT = "The common-effect model takes all trials to have one true effect: there is no spread to predict from."
TOO_FEW = f"Where a new trial is expected can be worked out from {LEAST_FOR_PREDICTION} trials on; here are 2."
TWO_TRIALS = (
    "With two trials the interval rests on one difference alone: mostly too wide to say much, and too narrow where "
    "the two happen to agree."
)
NO_WIDTH = "All trials gave the same figure, so the Hartung-Knapp interval has no width. That is no certainty."
NARROW = (
    "The trials lie closer together than the model expects, so that the Hartung-Knapp interval is narrower than the "
    "common-effect interval. It may be too narrow."
)


@dataclass(frozen=True)
class Pool:
    """The pooled effect of `k` trials under a model of `MODELS`, in the units of the values.

    `low` and `high` are the ends of its 95 % interval, `p` that of no effect (value 0; None where `se` is 0). `weights`
    are per cent, in the order of the trials. `tau2` is None under the common-effect model. `prediction` is where the
    true effect of a new trial is expected (95 %), None where `why_no_prediction` says why. `notes` say what weakens it.
    """

    model: str
    k: int
    value: float
    se: float
    low: float
    high: float
    p: float | None
    weights: tuple[float, ...]
    tau2: float | None
    prediction: tuple[float, float] | None
    why_no_prediction: str
    notes: tuple[str, ...]


def pool(values: Sequence[float], variances: Sequence[float], model: str = MODELS[0]) -> Pool:
    """Pool one value and its variance (squared standard error) per trial.

    Common effect: inverse-variance weights, normal interval. Random effects: weights with tau2 added, Hartung-Knapp
    interval (t with k - 1 degrees of freedom). The Hartung-Knapp factor is not held at 1 or above, as in metafor's
    "knha"; a note says where that makes the interval narrower than the common-effect one. Raises NothingToPool for one
    trial and ValueError for figures or a model that cannot be used.
    """
    return pool_arrays(*checked(values, variances, model), model)


def pool_arrays(y: Floats, v: Floats, model: str) -> Pool:
    """Pool arrays that `checked` has passed, shape (k,)."""
    common = model == "common"
    k, tau2 = len(y), between_trials(y, v, model)
    w = 1 / (v + tau2)
    total = float(w.sum())
    value = float(w @ y) / total
    factor = 1.0 if common else _hartung_knapp(y - value, w)
    se = (factor / total) ** 0.5
    critical = NORMAL if common else float(stdtrit(k - 1, 1 - TAIL))
    reach = critical * (se * se + tau2) ** 0.5
    why = ONE_EFFECT if common else TOO_FEW if k < LEAST_FOR_PREDICTION else ""
    return Pool(
        model=model,
        k=k,
        value=value,
        se=se,
        low=value - critical * se,
        high=value + critical * se,
        p=_p(value, se, None if common else k - 1),
        weights=tuple((100 * w / total).tolist()),
        tau2=None if common else tau2,
        prediction=None if why else (value - reach, value + reach),
        why_no_prediction=why,
        notes=() if common else _notes(k, critical * se, v),
    )


def _hartung_knapp(apart: Floats, w: Floats) -> float:
    """Give the factor on the variance of the mean; 0 where only rounding tells the trials apart, as in metafor."""
    squares = float(w @ (apart * apart))
    return squares / (len(w) - 1) if squares > np.finfo(float).eps else 0.0


def _p(value: float, se: float, df: int | None) -> float | None:
    if se == 0:
        return None
    away = abs(value) / se
    return 2 * float(ndtr(-away) if df is None else stdtr(df, -away))


def _notes(k: int, half: float, v: Floats) -> tuple[str, ...]:
    notes = [TWO_TRIALS] if k == 2 else []
    if half == 0:
        notes.append(NO_WIDTH)
    elif half < NORMAL / float((1 / v).sum()) ** 0.5:
        notes.append(NARROW)
    return tuple(notes)
