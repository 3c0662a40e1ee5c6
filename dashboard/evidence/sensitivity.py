"""What a pooled effect hangs on: without each trial in turn, and trial after trial. Figures only, no facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from dashboard.evidence.heterogeneity import MODELS, Floats, checked
from dashboard.evidence.pooling import NORMAL, pool_arrays


@dataclass(frozen=True)
class Step:
    """The pooled effect of `k` trials without, or up to and with, the trial at `index` of the sequences given.

    Ends are those of the 95 % interval. With `k` = 1 nothing is pooled: the figures are that trial's own, with its
    normal interval, and `tau2` is None, as it is under the common-effect model. `p` is None where the interval has no
    width.
    """

    index: int
    k: int
    value: float
    low: float
    high: float
    p: float | None
    tau2: float | None


def leave_one_out(values: Sequence[float], variances: Sequence[float], model: str = MODELS[0]) -> tuple[Step, ...]:
    """Pool anew without each trial, in the order given. Raises as `pool` does."""
    y, v = checked(values, variances, model)
    return tuple(_step(at, np.delete(y, at), np.delete(v, at), model) for at in range(len(y)))


def cumulative(
    values: Sequence[float],
    variances: Sequence[float],
    order: Sequence[float] | None = None,
    model: str = MODELS[0],
) -> tuple[Step, ...]:
    """Pool the first trial, the first two, and so on, by rising `order` (years, say); ties and None as given.

    Raises ValueError for an `order` of another length or with a figure that is not finite, and else as `pool` does.
    """
    y, v = checked(values, variances, model)
    keys = np.arange(len(y)) if order is None else np.asarray(order, dtype=float)
    if keys.shape != y.shape:
        raise ValueError(f"order has shape {keys.shape}, values {y.shape}; valid: one key per trial")
    if not np.isfinite(keys).all():
        at = int(np.argmin(np.isfinite(keys)))
        raise ValueError(f"order[{at}] is {float(keys[at])}; valid: finite numbers")
    places = np.argsort(keys, kind="stable")
    y, v = y[places], v[places]
    return tuple(_step(int(at), y[:k], v[:k], model) for k, at in enumerate(places, start=1))


def _step(index: int, y: Floats, v: Floats, model: str) -> Step:
    if len(y) > 1:
        pooled = pool_arrays(y, v, model)
        return Step(index, pooled.k, pooled.value, pooled.low, pooled.high, pooled.p, pooled.tau2)
    value, se = float(y[0]), float(v[0]) ** 0.5
    half = NORMAL * se
    return Step(index, 1, value, value - half, value + half, 2 * float(ndtr(-abs(value) / se)), None)
