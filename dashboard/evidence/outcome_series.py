"""Pain over time, arm by arm, of the trials that needled a point: what can be drawn, and why the rest cannot.

It must not know colours or axes. Nothing is computed from the figures but their place on the common scale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import scales
from dashboard.evidence.comparisons import ArmLine, arm_lines
from dashboard.evidence.links import Link, link
from dashboard.evidence.measure_choice import Choice, chosen_measure
from dashboard.evidence.questions import Question, question
from dashboard.evidence.readings import ArmSeries, OutcomeRow, reading, table_row
from dashboard.evidence.rungs import study_name, trials_of

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Outcome

# The smallest change that matters was asked of people with back pain and of people with neck pain.
IMPORTANT = {"acute": "vas100", "chronic": "vas100", "upper": "nrs_neck_cleland"}


@dataclass(frozen=True)
class ImportantChange:
    """The smallest change that matters to patients, in points of 100, with where it comes from."""

    points: float
    note: str
    link: Link | None


@dataclass(frozen=True)
class OutcomeSeries:
    """Everything the Outcomes section shows for one point and one question.

    `n_trials` counts the trials it looked at. `levels` and `changes` are drawn apart and never joined.
    """

    code: str
    question: Question
    n_trials: int
    levels: tuple[ArmSeries, ...]
    changes: tuple[ArmSeries, ...]
    rows: tuple[OutcomeRow, ...]
    important: ImportantChange | None

    @property
    def series(self) -> tuple[ArmSeries, ...]:
        """All that is drawn: levels, then changes."""
        return self.levels + self.changes

    @property
    def studies(self) -> tuple[str, ...]:
        """Names of the trials that are drawn, newest first within levels and within changes."""
        return tuple(dict.fromkeys(line.study for line in self.series))

    @property
    def empty(self) -> str:
        """What is missing and why, where nothing can be drawn; "" where something is."""
        phrase = self.question.phrase
        if self.series:
            return ""
        if not self.n_trials:
            return f"No trial with verified figures needled this point for {phrase}."
        if not self.rows:
            return f"The trials that needled this point for {phrase} have no pain figures in our data."
        return (
            f"The trials that needled this point for {phrase} printed no pain figures that can be drawn on one scale; "
            "the table gives what they printed, with the reason."
        )


def outcome_series(facts: Facts, code: str, question_key: str) -> OutcomeSeries:
    """Collect the pain figures of the trials that count for a point and a question.

    Raises KeyError for an unknown code, ValueError for an unknown question.
    """
    asked = question(question_key)
    studies = trials_of(facts, code, question_key)
    drawn: list[ArmSeries] = []
    rows: list[OutcomeRow] = []
    for study in studies:
        lines, listed = _of_trial(facts, facts.of_trial(study))
        drawn += lines
        rows += listed
    levels = tuple(line for line in drawn if line.form == scales.LEVEL)
    changes = tuple(line for line in drawn if line.form == scales.CHANGE)
    return OutcomeSeries(code, asked, len(studies), levels, changes, tuple(rows), important_change(facts, question_key))


def important_change(facts: Facts, question_key: str) -> ImportantChange | None:
    """Return the smallest change that matters for a question, or None where the measure or its range is missing."""
    measure = facts.measures.get(IMPORTANT[question_key])
    if measure is None or measure.mcid_absolute is None or measure.min is None or measure.max is None:
        return None
    points = scales.size_to_100(measure.mcid_absolute, measure.min, measure.max)
    return ImportantChange(round(points, 1), measure.note, link(facts, measure.sources))


def _of_trial(facts: Facts, trial: TrialFacts) -> tuple[list[ArmSeries], list[OutcomeRow]]:
    """Return what is drawn of one trial, and every pain figure it printed."""
    lines = {line.arm_id: line for line in arm_lines(trial)}
    place = {arm_id: number for number, arm_id in enumerate(lines)}
    pain = [row for row in trial.outcomes if facts.measure_names[row.measure].domain == "pain"]
    pain.sort(key=lambda row: (place[row.arm_id], row.measure, _order(row)))
    able = [row for row in pain if not _why_not(facts, row)]
    choices = {form: _choose(able, form) for form in (scales.LEVEL, scales.CHANGE)}
    reasons = {id(row): _why_not(facts, row) or choices[scales.form_of(row.stat)].why_not(row) for row in pain}
    name = study_name(facts, trial.trial)
    drawn = [row for row in pain if not reasons[id(row)]]
    series = [s for form in choices for s in _series(facts, _only(drawn, form), lines, name)]
    return series, [table_row(facts, row, lines[row.arm_id], name, reasons[id(row)]) for row in pain]


def _choose(rows: list[Outcome], form: str) -> Choice:
    return chosen_measure(_only(rows, form))


def _only(rows: list[Outcome], form: str) -> list[Outcome]:
    return [row for row in rows if scales.form_of(row.stat) == form]


def _why_not(facts: Facts, row: Outcome) -> str:
    if reason := scales.why_not(row, facts.measure_names[row.measure]):
        return reason
    if row.subgroup:
        return f"a subgroup only: {row.subgroup.replace('_', ' ')}"
    return "the week is not stated" if row.timepoint_weeks is None else ""


def _series(facts: Facts, rows: Iterable[Outcome], lines: dict[str, ArmLine], study: str) -> list[ArmSeries]:
    by_arm: dict[str, list[Outcome]] = defaultdict(list)
    for row in rows:
        by_arm[row.arm_id].append(row)
    return [
        ArmSeries(
            study_id=group[0].study_id,
            study=study,
            arm=lines[arm].label,
            kind=lines[arm].kind,
            measure=facts.measure_names[group[0].measure].label,
            form=scales.form_of(group[0].stat),
            readings=tuple(reading(facts, row) for row in group),
        )
        for arm, group in by_arm.items()
    ]


def _order(row: Outcome) -> tuple[bool, float, bool]:
    return row.timepoint_weeks is None, row.timepoint_weeks or 0.0, row.timepoint_label != "baseline"
