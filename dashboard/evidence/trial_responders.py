"""What trials counted in people, out of everyone randomised where that is known; local criteria are kept apart.

It must not know how people are drawn. A number counts as randomised only where the arms add up to the trial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.comparisons import ArmLine, arm_lines
from dashboard.evidence.kinds import KINDS
from dashboard.evidence.numbers import when
from dashboard.evidence.people_counts import ArmShare, Cases, Counted, SharesAtTime
from dashboard.evidence.points_used import trials_for
from dashboard.evidence.questions import Question, question
from dashboard.evidence.rungs import study_name, trials_of
from dashboard.evidence.trial_results import LOCAL

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Outcome

PEOPLE = ("proportion", "percent_unclear")
SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-Z\"])")
# A count that was worked out from a per cent is none: the per cent is shown, as it was printed.
MADE = re.compile(r"\bcounts? worked out", re.IGNORECASE)
# A number of an arm that was planned, halved, worked out or analysed is not one that was printed as randomised.
NOT_PRINTED = re.compile(r"\bn (?:is|as|worked)\b")


@dataclass(frozen=True)
class Responders:
    """What trials of a question counted in people, newest first.

    `named` are people who got better by a stated rule, `other` are counts of something else (relapse, work), `local`
    follow the authors' own criteria. The three are never shown beside each other.
    """

    question: Question
    point: str
    n_trials: int
    named: tuple[Counted, ...]
    other: tuple[Counted, ...]
    local: tuple[Counted, ...]


def trial_responders(facts: Facts, question_key: str, point: str = "") -> Responders:
    """Collect what the trials of a question counted, or those that needled a point.

    Raises KeyError for an unknown point, ValueError for an unknown question.
    """
    asked = question(question_key)
    if point:
        trials = [facts.of_trial(study) for study in trials_of(facts, point, question_key)]
    else:
        trials = list(trials_for(facts, question_key))
    sorts: dict[str, list[Counted]] = {"named": [], "other": [], "local": []}
    for trial in trials:
        for measure, rows in _by_measure(trial).items():
            sorts[_sort(facts, measure)].append(_counted(facts, trial, measure, rows))
    return Responders(asked, point, len(trials), *(tuple(found) for found in sorts.values()))


def randomised_by_arm(trial: TrialFacts, arm_ids: Iterable[str]) -> dict[str, int]:
    """Give the people randomised to each of `arm_ids`, or {} where the arms' numbers are not known to be that.

    They are where each number is printed and where those of these arms, or of all arms, add up to the trial's.
    """
    asked = list(dict.fromkeys(arm_ids))
    known = {arm.arm_id: arm.n for arm in trial.arms if arm.n is not None and not NOT_PRINTED.search(arm.description)}
    if not set(asked) <= known.keys():
        return {}
    sums = [sum(known[arm] for arm in asked)]
    if len(known) == len(trial.arms):
        sums.append(sum(known.values()))
    return {arm: known[arm] for arm in asked} if trial.trial.n_randomised in sums else {}


def _by_measure(trial: TrialFacts) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for row in trial.outcomes:
        if row.stat in PEOPLE and not row.subgroup:
            found.setdefault(row.measure, []).append(row)
    return found


def _sort(facts: Facts, measure: str) -> str:
    name = facts.measure_names[measure]
    if name.label.endswith(LOCAL):
        return "local"
    return "named" if name.domain == "responder" else "other"


def _counted(facts: Facts, trial: TrialFacts, measure: str, rows: list[Outcome]) -> Counted:
    lines = {line.arm_id: line for line in arm_lines(trial)}
    randomised = randomised_by_arm(trial, (row.arm_id for row in rows))
    rows = sorted(rows, key=lambda row: (row.timepoint_weeks is None, row.timepoint_weeks or 0.0))
    times: dict[str, list[Outcome]] = {}
    for row in rows:
        times.setdefault(when(row.timepoint_weeks, row.timepoint_label), []).append(row)
    label = facts.measure_names[measure].label
    # Two arms of one trial often repeat a remark: each sentence is said once.
    notes = tuple(dict.fromkeys(said for row in rows for said in SENTENCES.split(row.note) if said))
    return Counted(
        study_id=trial.trial.study_id,
        study=study_name(facts, trial.trial),
        measure=label,
        definition=" ".join(notes) or f"{label}; our data have no more on how it was counted.",
        times=tuple(
            SharesAtTime(
                time,
                tuple(
                    _share(row, lines[row.arm_id], randomised.get(row.arm_id))
                    for row in sorted(group, key=lambda row: KINDS.index(lines[row.arm_id].kind))
                ),
            )
            for time, group in times.items()
        ),
    )


def _share(row: Outcome, line: ArmLine, randomised: int | None) -> ArmShare:
    counts = row.events is not None and row.total is not None and not MADE.search(row.note)
    cases = None
    if counts and randomised is not None and row.total <= randomised:
        cases = Cases(row.events, row.total, randomised)
    return ArmShare(
        arm=line.label,
        kind=line.kind,
        cases=cases,
        better=row.events if counts else None,
        counted=row.total if counts else None,
        percent=row.value,
        percent_of=row.n if row.n is not None else row.total,
        randomised=randomised,
        status=row.status,
        sources=row.sources,
    )
