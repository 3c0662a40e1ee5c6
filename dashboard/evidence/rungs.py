"""The trials that needled a point, each put in words once. It must not know pooled effects or guidelines.

A trial needled a point where one of its arms did that is neither a sham nor a control.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import questions
from dashboard.evidence.comparisons import ArmLine, Comparison, arm_lines, comparisons
from dashboard.evidence.kinds import NEEDLED, SHAM, kind_of
from dashboard.evidence.links import Link, link
from dashboard.evidence.needled import NeedledArm, needled_arm
from dashboard.evidence.source_names import short_title, surname

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Trial, TrialPoint

PLANNED = {"protocol": "published plan: no result", "registry_record": "registered: no result"}
RANDOMISED = {"yes": "randomised", "no": "not randomised", "unclear": "randomisation unclear"}
REGIONS = {
    "lower_back": "low back",
    "upper_back": "upper back",
    "neck": "neck",
    "back_unspecified": "back, part not stated",
    "neck_or_low_back": "neck or low back",
}
UPPER_BACK, NECK_AND_UPPER_BACK = REGIONS["upper_back"], "neck and upper back"
# Filed under the upper back, but the people had pain in the neck too.
MIXED_CONDITIONS = frozenset({"neck_upper_back_myofascial"})
LONGEST_NAME = 60
EVERY_PATIENT = "fixed"
Placed = Callable[["Facts", "Trial"], questions.Place]


@dataclass(frozen=True)
class Rung:
    """One trial that needled the point.

    `planned` says that it is a plan or a registry record, `apart` why it is kept apart: both "" for one that counts.
    `same_in_all` is True where every arm needled the point, so that the trial compares ways of needling; `sham_here`
    where a sham arm was worked at this very point.
    """

    study_id: str
    name: str
    year: int | None
    title: str
    country: str
    condition: str
    region: str
    design: str
    randomised: str
    n_randomised: int | None
    arms: tuple[ArmLine, ...]
    needled: tuple[NeedledArm, ...]
    sham_controlled: bool
    sham_here: bool
    same_in_all: bool
    comparisons: tuple[Comparison, ...]
    has_results: bool
    planned: str
    apart: str
    note: str
    link: Link | None

    @property
    def for_every_patient(self) -> bool:
        """Whether every patient of one of its arms got the point: a menu or an option is not that."""
        return any(arm.role == EVERY_PATIENT for arm in self.needled)


def study_name(facts: Facts, trial: Trial) -> str:
    """Name a trial for a reader: surname and year, else its registration, else its title, shortened, and the year.

    Two trials of one name and year are told apart by their journals.
    """
    author = surname(trial.first_author)
    name = author or trial.registration or _capital(short_title(trial.title, LONGEST_NAME))
    dated = bool(trial.year) and name != trial.registration and str(trial.year) not in name
    same = (author, trial.year)
    twins = author and sum((surname(row.first_author), row.year) == same for row in facts.trials.values()) > 1
    return (f"{name} {trial.year}" if dated else name) + (f" ({trial.journal})" if twins and trial.journal else "")


def region_words(trial: Trial) -> str:
    """Name the part of the body a trial treated; the upper back is named alone only where the neck was left out."""
    return NECK_AND_UPPER_BACK if trial.condition in MIXED_CONDITIONS else REGIONS[trial.region]


def rungs(facts: Facts, code: str, question: str, placed: Placed = questions.place_of_trial) -> tuple[Rung, ...]:
    """Put in words the trials that needled a point and that `placed` gives to a question, newest first.

    Raises KeyError for an unknown code.
    """
    found = [
        _rung(facts, facts.of_trial(study), rows, placed(facts, facts.trials[study]).beside)
        for study, rows in _needled(facts, code).items()
        if question in placed(facts, facts.trials[study]).questions
    ]
    return tuple(sorted(found, key=lambda rung: (-(rung.year or 0), rung.study_id)))


def trials_of(facts: Facts, code: str, question: str) -> tuple[str, ...]:
    """Return the ids of the reported trials that count for a point and a question, newest first."""
    trials = [facts.trials[study] for study in _needled(facts, code)]
    kept = [trial for trial in trials if trial.reported not in PLANNED and _answers(facts, trial, question)]
    return tuple(trial.study_id for trial in sorted(kept, key=lambda trial: (-(trial.year or 0), trial.study_id)))


def _answers(facts: Facts, trial: Trial, question: str) -> bool:
    place = questions.place_of_trial(facts, trial)
    return question in place.questions and not place.beside


def _needled(facts: Facts, code: str) -> dict[str, list[TrialPoint]]:
    """Return the rows of each trial that needled the point, without its sham and control arms."""
    by_trial: dict[str, list[TrialPoint]] = {}
    for row in facts.of(code).trial_points:
        arm = next(arm for arm in facts.of_trial(row.study_id).arms if arm.arm_id == row.arm_id)
        if kind_of(arm.arm_type) in NEEDLED:
            by_trial.setdefault(row.study_id, []).append(row)
    return by_trial


def _rung(facts: Facts, trial: TrialFacts, rows: list[TrialPoint], apart: str) -> Rung:
    """Put one trial in words."""
    lines = arm_lines(trial)
    by_id = {line.arm_id: line for line in lines}
    row = trial.trial
    return Rung(
        study_id=row.study_id,
        name=study_name(facts, row),
        year=row.year,
        title=row.title,
        country=row.country,
        condition=facts.conditions[row.condition].label,
        region=region_words(row),
        design=row.design,
        randomised=RANDOMISED[row.randomised],
        n_randomised=row.n_randomised,
        arms=lines,
        needled=tuple(needled_arm(point, by_id[point.arm_id], trial) for point in rows),
        sham_controlled=any(line.kind is SHAM for line in lines),
        sham_here=any(
            by_id[point.arm_id].kind is SHAM and point.point == rows[0].point for point in trial.trial_points
        ),
        same_in_all=len(lines) > 1 and {point.arm_id for point in rows} == set(by_id),
        comparisons=comparisons(facts, trial),
        has_results=bool(trial.outcomes or trial.contrasts),
        planned=PLANNED.get(row.reported, ""),
        apart=apart,
        note=row.note,
        link=link(facts, row.sources, row.doi, row.pmid),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
