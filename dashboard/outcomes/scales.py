"""The measures of a clinic in hundredths and a fixed order, for whole-number arithmetic. It must not know rows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.outcomes.columns import QUESTIONS, SCALE

if TYPE_CHECKING:
    import ibis.expr.types as ir

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

    def only(self, used: Sequence[int]) -> Scales:
        """Return the measures with these numbers, which they keep; the others get the values of the first of them."""
        first = self.scales[used[0]]
        scales = (
            scale if number in used else replace(first, measure=scale.measure)
            for number, scale in enumerate(self.scales)
        )
        return replace(self, scales=tuple(scales))

    def by_measure(self, measure: ir.IntegerValue, name: str) -> ir.IntegerValue:
        """Return `low`, `high` or `higher_better` of the measure with that number, null where it has none."""
        return self.choose(measure, [int(getattr(scale, name)) for scale in self.scales])

    def choose(self, measure: ir.IntegerValue, values: list[int]) -> ir.IntegerValue:
        """Return the value of each measure by its number; a single number where all are the same."""
        import ibis

        numbers = [ibis.literal(value, "int64") for value in values]
        if len(set(values)) == 1:
            return numbers[0]
        return measure.cases(*enumerate(numbers), else_=ibis.null("int64"))

    def important(self, measure: ir.IntegerValue, question: ir.IntegerValue) -> ir.IntegerValue:
        """Return the smallest change that matters by measure and question, NEVER where there is none."""
        by_question = [
            self.choose(measure, [s.important[place] for s in self.scales]) for place in range(len(QUESTIONS))
        ]
        return question.cases(*enumerate(by_question[:-1]), else_=by_question[-1])

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
