"""The measures of a clinic in hundredths and a fixed order, for whole-number arithmetic. It must not know rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.outcomes.columns import QUESTIONS, SCALE

if TYPE_CHECKING:
    from dashboard.facts import Facts

NEVER = 1 << 40  # a change nobody can reach: the measure has no smallest change that matters


@dataclass(frozen=True)
class Scale:
    """One measure: its range and, by question, the smallest change that matters, all in hundredths of a point."""

    measure: str
    low: int
    high: int
    higher_better: bool
    important: tuple[int, ...]


@dataclass(frozen=True)
class Scales:
    """All measures; a measure's number is its place here. `codes` are the points of the atlas."""

    scales: tuple[Scale, ...]
    codes: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The words for the column `measure`, by number."""
        return tuple(scale.measure for scale in self.scales)

    def words(self) -> Mapping[str, str]:
        """Return what the sentences of the rules say about measures."""
        ranges = ", ".join(f"{s.measure} {s.low // SCALE}-{s.high // SCALE}" for s in self.scales)
        return {"measures": ", ".join(self.measures), "ranges": ranges}

    def fingerprint(self) -> str:
        """Return a short hash: cubes made with other measures or points are not added up."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def scales_of(facts: Facts) -> Scales:
    """Take the measures and point codes out of the facts."""

    def important(measure_id: str) -> int:
        change = facts.measures[measure_id].mcid_absolute if measure_id else None
        return NEVER if change is None else round(change * SCALE)

    scales = tuple(
        Scale(
            row.measure,
            round(row.min * SCALE),
            round(row.max * SCALE),
            row.direction == "higher_better",
            tuple(important(row.measure_id(question)) for question in QUESTIONS),
        )
        for row in facts.clinic_measures.values()
    )
    return Scales(scales, tuple(facts.points))
