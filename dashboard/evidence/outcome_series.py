"""Pain or function over time, arm by arm, of trials: what can be drawn, and why the rest cannot.

It must not know colours or axes. Nothing is computed from the figures but their place on the common scale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.evidence import scales
from dashboard.evidence.comparisons import ArmLine, arm_lines
from dashboard.evidence.links import Link, link
from dashboard.evidence.measure_choice import WHOLE_PAIN, Choice, chosen_measure
from dashboard.evidence.points_used import trials_for
from dashboard.evidence.questions import Question, question
from dashboard.evidence.readings import ArmSeries, OutcomeRow, reading, table_row
from dashboard.evidence.rungs import study_name, trials_of

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.reviews import MeasureName
    from dashboard.facts.trials import Outcome

# The smallest change that matters was asked of people with back pain and of people with neck pain.
IMPORTANT = {"acute": "vas100", "chronic": "vas100", "upper": "nrs_neck_cleland"}


@dataclass(frozen=True)
class ImportantChange:
    """The smallest change that matters to patients, in points of 100, with where it comes from."""

    points: float
    note: str
    link: Link | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnMeasure:
    """The measure of one trial that is drawn; `turned` where it is printed so that more is better."""

    name: MeasureName
    turned: bool


@dataclass(frozen=True)
class OutcomeSeries:
    """Everything there is to show of one domain (`pain` or `function`) for one question and one point ("": all trials).

    `n_trials` counts the trials it looked at. `levels` and `changes` are drawn apart and never joined. `important` is
    the smallest change that matters in pain; for function it hangs on the measure. `measures` names what is drawn of a
    trial, by its id and `level` or `change`.
    """

    code: str
    question: Question
    n_trials: int
    levels: tuple[ArmSeries, ...]
    changes: tuple[ArmSeries, ...]
    rows: tuple[OutcomeRow, ...]
    important: ImportantChange | None
    domain: str = "pain"
    measures: Mapping[tuple[str, str], DrawnMeasure] = field(default_factory=dict)

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
            needled = "needled this point for" if self.code else "is about"
            return f"No trial with verified figures {needled} {phrase}."
        trials = f"The trials that needled this point for {phrase}" if self.code else f"The trials of {phrase}"
        if not self.rows:
            return f"{trials} have no {self.domain} figures in our data."
        return (
            f"{trials} printed no {self.domain} figures that can be drawn on one scale; "
            "the table gives what they printed, with the reason."
        )


def outcome_series(facts: Facts, code: str, question_key: str, domain: str = "pain") -> OutcomeSeries:
    """Collect the figures of a domain (`pain` or `function`) of the trials that count for a point and a question.

    With "" for a point, of all trials of the question. Raises KeyError for an unknown code, ValueError for an unknown
    question.
    """
    asked = question(question_key)
    if code:
        trials = [facts.of_trial(study) for study in trials_of(facts, code, question_key)]
    else:
        trials = list(trials_for(facts, question_key))
    drawn: list[ArmSeries] = []
    rows: list[OutcomeRow] = []
    measures: dict[tuple[str, str], DrawnMeasure] = {}
    for trial in trials:
        lines, listed, chosen = _of_trial(facts, trial, domain)
        drawn += lines
        rows += listed
        measures.update({(trial.trial.study_id, form): measure for form, measure in chosen.items()})
    levels = tuple(line for line in drawn if line.form == scales.LEVEL)
    changes = tuple(line for line in drawn if line.form == scales.CHANGE)
    important = important_change(facts, question_key) if domain == "pain" else None
    return OutcomeSeries(code, asked, len(trials), levels, changes, tuple(rows), important, domain, measures)


def important_of(facts: Facts, question_key: str, name: MeasureName) -> ImportantChange | None:
    """Return the smallest change that matters on one measure, in points of 100; None unless it was asked of it.

    Pain as a whole has that of the question. A questionnaire has its own, where it is known for the same range.
    """
    if name.domain == "pain":
        return important_change(facts, question_key) if name.measure in WHOLE_PAIN else None
    measure = facts.measures.get(name.measure_id)
    if measure is None or measure.mcid_absolute is None or measure.min is None or measure.max is None:
        return None
    if (measure.min, measure.max) != (name.scale_min, name.scale_max):
        return None
    points = scales.size_to_100(measure.mcid_absolute, measure.min, measure.max)
    return ImportantChange(round(points, 1), measure.note, link(facts, measure.sources), measure.sources)


def important_change(facts: Facts, question_key: str) -> ImportantChange | None:
    """Return the smallest change that matters for a question, or None where the measure or its range is missing."""
    measure = facts.measures.get(IMPORTANT[question_key])
    if measure is None or measure.mcid_absolute is None or measure.min is None or measure.max is None:
        return None
    points = scales.size_to_100(measure.mcid_absolute, measure.min, measure.max)
    return ImportantChange(round(points, 1), measure.note, link(facts, measure.sources), measure.sources)


def _of_trial(
    facts: Facts, trial: TrialFacts, domain: str
) -> tuple[list[ArmSeries], list[OutcomeRow], dict[str, DrawnMeasure]]:
    """Return what is drawn of one trial, every figure of the domain it printed, and the measures that are drawn."""
    printed = [row for row in trial.outcomes if facts.measure_names[row.measure].domain == domain]
    if not printed:
        return [], [], {}
    lines = {line.arm_id: line for line in arm_lines(trial)}
    place = {arm_id: number for number, arm_id in enumerate(lines)}
    printed.sort(key=lambda row: (place[row.arm_id], row.measure, _order(row)))
    why = {id(row): _why_not(facts, row, domain) for row in printed}
    able = [row for row in printed if not why[id(row)]]
    choices = {form: _choose(able, form, domain) for form in (scales.LEVEL, scales.CHANGE)}
    reasons = {id(row): why[id(row)] or choices[scales.form_of(row.stat)].why_not(row) for row in printed}
    name = study_name(facts, trial.trial)
    drawn = [row for row in printed if not reasons[id(row)]]
    series = [s for form in choices for s in _series(facts, _only(drawn, form), lines, name)]
    measures = {
        form: DrawnMeasure(facts.measure_names[rows[0].measure], rows[0].direction == "higher_better")
        for form in choices
        if (rows := _only(drawn, form))
    }
    return series, [table_row(facts, row, lines[row.arm_id], name, reasons[id(row)]) for row in printed], measures


def _choose(rows: list[Outcome], form: str, domain: str) -> Choice:
    return chosen_measure(_only(rows, form), domain)


def _only(rows: list[Outcome], form: str) -> list[Outcome]:
    return [row for row in rows if scales.form_of(row.stat) == form]


def _why_not(facts: Facts, row: Outcome, domain: str) -> str:
    if reason := scales.why_not(row, facts.measure_names[row.measure], domain):
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
