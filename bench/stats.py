"""The arithmetic of the measurements: middles, tails and ratios. It must not know what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TypeVar

Value = TypeVar("Value")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie, interpolated between neighbours.

    Raises `ValueError` for no values or a share outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError(f"a percentile needs values and a share from 0 to 1, not {len(values)} values and {share}")
    ranked = sorted(values)
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)


def ratio(ours: float | None, floor: float | None) -> float | None:
    """Return how many times the floor ours is; None where either is missing or the floor is zero."""
    return None if ours is None or not floor else ours / floor


def spread(values: Sequence[Value], count: int) -> list[Value]:
    """Pick `count` of the values (all, where there are fewer), evenly over the whole sequence, in order."""
    if count >= len(values):
        return list(values)
    return [values[i * len(values) // count] for i in range(count)]


__all__ = ["median", "percentile", "ratio", "spread"]
