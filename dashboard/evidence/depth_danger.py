"""What the danger line of a strip is, what lies before it, and what its absence means. It must not know pictures.

A scale without a line reads as safe, so each silence of our data is turned into words here.
"""

from collections.abc import Iterable, Mapping

from dashboard.evidence.depths import DANGER, LIMIT, DangerDepth, measure_kind, printed_measure, smallest_danger_depth
from dashboard.evidence.source_names import short_name
from dashboard.facts.points import Caution, MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts

# The structures behind the back whose injury is severe, by kind of caution, in the order of the words.
AT_RISK: Mapping[str, str] = {"lung": "lung", "kidney": "kidney", "spinal_canal": "spinal canal"}
HEEDED = frozenset({"grave", "serious"})
HEADINGS: Mapping[str, str] = {"mean": "Smallest published mean", "smallest": "Smallest measured"}
# The same beside the line, in two short lines.
FLAG_WORDS: Mapping[str, tuple[str, str]] = {
    "mean": ("a mean:", "some people have less"),
    "smallest": ("the smallest", "seen in the study"),
}


def unmeasured_words(point_facts: PointFacts) -> str:
    """Say that no depth to the lung, kidney or canal was measured at a point that is warned of it; '' elsewhere.

    A point with any measured danger depth is not named, as its strip has a line.
    """
    if any(measure_kind(row) == DANGER for row in point_facts.measured_depths):
        return ""
    structures = structures_at_risk(point_facts.cautions)
    if not structures:
        return ""
    named = " or ".join((", ".join(structures[:-1]), structures[-1])) if len(structures) > 1 else structures[0]
    return f"No measured depth to the {named} at this point in our data: an empty scale is not safety."


def structures_at_risk(cautions: Iterable[Caution]) -> tuple[str, ...]:
    """Name the structures of `AT_RISK` of which a grave or serious caution warns, in the order of `AT_RISK`."""
    kinds = {caution.kind for caution in cautions if caution.severity in HEEDED}
    return tuple(words for kind, words in AT_RISK.items() if kind in kinds)


def limits_before(measured: Iterable[MeasuredDepth], danger: DangerDepth | None) -> tuple[MeasuredDepth, ...]:
    """Give the limits that authors name at less depth than the smallest measured; none where nothing is measured."""
    if danger is None:
        return ()
    return tuple(row for row in measured if measure_kind(row) == LIMIT and _least(row) < danger.mm)


def limit_words(point_facts: PointFacts, sources: Mapping[str, Source]) -> str:
    """Say which authors name a limit that lies before the danger line; '' where none does."""
    found = limits_before(point_facts.measured_depths, smallest_danger_depth(point_facts.measured_depths))
    said = "; ".join(f"{printed_measure(row)} ({short_name(row.sources, sources)})" for row in found)
    return f"Authors name a limit before that, which is not a measurement: {said}." if said else ""


def _least(row: MeasuredDepth) -> float:
    return min(value for value in (row.mean_mm, row.min_mm, row.max_mm) if value is not None)
