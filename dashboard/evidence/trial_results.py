"""What a trial measured: every printed figure for the tables, shares of people and local criteria apart.

It must not know other trials or how a figure is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.evidence import scales
from dashboard.evidence.comparisons import ArmLine, Comparison, arm_lines, comparisons
from dashboard.evidence.readings import OutcomeRow, table_row
from dashboard.evidence.trial_panels import OutcomePanel, rank, time_of, trial_panels

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Outcome

# How the names of measures say that the authors made the criteria themselves.
LOCAL = "(local criteria)"


@dataclass(frozen=True)
class ResultRow:
    """One printed figure with the row it came from; `counted` is `82 of 140` where counts were printed, else ""."""

    row: OutcomeRow
    sources: tuple[str, ...]
    status: str
    counted: str
    arm_n: int | None


@dataclass(frozen=True)
class Difference:
    """One printed difference between two arms, with how closely it was read."""

    comparison: Comparison
    sources: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class TrialResults:
    """All figures of a trial: `figures` and `shares` by validated or named measures, `local` by the authors' criteria.

    `differences` go with the first two, `local_differences` with the last.
    """

    panels: tuple[OutcomePanel, ...]
    figures: tuple[ResultRow, ...]
    shares: tuple[ResultRow, ...]
    local: tuple[ResultRow, ...]
    differences: tuple[Difference, ...]
    local_differences: tuple[Difference, ...]

    @property
    def any(self) -> bool:
        """Whether our data hold any figure of the trial."""
        return bool(self.figures or self.shares or self.local or self.differences or self.local_differences)


def trial_results(facts: Facts, study_id: str) -> TrialResults:
    """Collect the figures of one trial. Raises KeyError for an unknown study."""
    trial = facts.of_trial(study_id)
    lines = {line.arm_id: line for line in arm_lines(trial)}
    panels, reasons = trial_panels(facts, trial, lines)
    listed = [(row, _listed(facts, row, lines, reasons[id(row)])) for row in _ordered(facts, trial, lines)]
    named = [(row, result) for row, result in listed if not _is_local(facts, row.measure)]
    differences = [(row.measure, found) for row, found in _differences(facts, trial)]
    return TrialResults(
        panels=panels,
        figures=tuple(result for row, result in named if row.stat != "proportion"),
        shares=tuple(result for row, result in named if row.stat == "proportion"),
        local=tuple(result for row, result in listed if _is_local(facts, row.measure)),
        differences=tuple(found for measure, found in differences if not _is_local(facts, measure)),
        local_differences=tuple(found for measure, found in differences if _is_local(facts, measure)),
    )


def _is_local(facts: Facts, measure: str) -> bool:
    return facts.measure_names[measure].label.endswith(LOCAL)


def _ordered(facts: Facts, trial: TrialFacts, lines: dict[str, ArmLine]) -> list[Outcome]:
    """Order figures by domain, measure and time, arms side by side."""
    arms = list(lines)
    return sorted(
        trial.outcomes,
        key=lambda row: (
            rank(facts, row.measure),
            scales.form_of(row.stat) == scales.CHANGE,
            row.subgroup,
            time_of(row),
            arms.index(row.arm_id),
        ),
    )


def _listed(facts: Facts, row: Outcome, lines: dict[str, ArmLine], why_not: str) -> ResultRow:
    # `table_row` places a drawn figure on the common pain scale; here the panel places it, so it is told not to.
    listed = replace(table_row(facts, row, lines[row.arm_id], "", why_not or "drawn"), why_not=why_not)
    counted = "" if row.events is None or row.total is None else f"{row.events} of {row.total}"
    return ResultRow(listed, row.sources, row.status, counted, lines[row.arm_id].n)


def _differences(facts: Facts, trial: TrialFacts) -> list[tuple[object, Difference]]:
    """Pair every printed difference with its row, in the order that `comparisons` gives."""
    order = comparisons(facts, trial)
    pairs = [(row, comparisons(facts, replace(trial, contrasts=(row,)))[0]) for row in trial.contrasts]
    pairs.sort(key=lambda pair: order.index(pair[1]))
    return [(row, Difference(found, row.sources, row.status)) for row, found in pairs]
