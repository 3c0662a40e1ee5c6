"""The ladder of a point: the trials that needled it for a question, then pooled effects, then guidelines.

It must not know how a rung is drawn. Only reported trials of the question count; plans, registry records and trials
kept apart are listed and never counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import pooled, questions
from dashboard.evidence.comparisons import ArmLine, Comparison, arm_lines, comparisons
from dashboard.evidence.kinds import NEEDLED, SHAM
from dashboard.evidence.links import Link, link
from dashboard.evidence.needled import NeedledArm, needled_arm
from dashboard.evidence.numbers import count

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Trial, TrialPoint

WHOLE = "Trials test a whole prescription, never one point: no result here belongs to this point alone."
PLANNED = {"protocol": "published plan: no result", "registry_record": "registered: no result"}
RANDOMISED = {"yes": "randomised", "no": "not randomised", "unclear": "randomisation unclear"}
REGIONS = {
    "lower_back": "low back",
    "upper_back": "upper back",
    "neck": "neck",
    "back_unspecified": "back, part not stated",
    "neck_or_low_back": "neck or low back",
}


Placed = Callable[["Facts", "Trial"], questions.Place]


@dataclass(frozen=True)
class Rung:
    """One trial that needled the point.

    `planned` says that it is a plan or a registry record, `apart` why it is kept apart: both "" for one that counts.
    `same_in_all` is True where every arm needled the point, so that the trial compares ways of needling.
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
    same_in_all: bool
    comparisons: tuple[Comparison, ...]
    has_results: bool
    planned: str
    apart: str
    note: str
    link: Link | None


@dataclass(frozen=True)
class Ladder:
    """Everything the Evidence section says about one point and one question.

    `trials` count. `registered` (no result yet), `apart` (kept out, with the reason) and `elsewhere` (other conditions
    of the same part of the body) are listed and do not.
    """

    code: str
    question: questions.Question
    trials: tuple[Rung, ...]
    registered: tuple[Rung, ...]
    apart: tuple[Rung, ...]
    elsewhere: tuple[Rung, ...]
    effects: tuple[pooled.EffectGroup, ...]
    related_effects: tuple[pooled.EffectGroup, ...]
    unpooled: tuple[pooled.Unpooled, ...]
    guidelines: tuple[pooled.Advice, ...]
    missing_sham: str
    caution: str = WHOLE

    @property
    def n_reported(self) -> int:
        """Trials with a report that needled the point for this question and are not kept apart."""
        return len(self.trials)

    @property
    def n_sham(self) -> int:
        """How many of those had a sham arm."""
        return sum(rung.sham_controlled for rung in self.trials)

    @property
    def n_registered(self) -> int:
        """Plans and registry records: none of them is evidence."""
        return len(self.registered)

    @property
    def summary(self) -> str:
        """The counts in words, or what is missing where no trial counts."""
        return _summary(self)


def ladder(facts: Facts, code: str, question: str) -> Ladder:
    """Build the ladder of a point. Raises KeyError for an unknown code, ValueError for an unknown question."""
    asked = questions.question(question)
    rungs = _rungs(facts, code, question)
    counted = tuple(r for r in rungs if not r.planned and not r.apart)
    return Ladder(
        code=code,
        question=asked,
        trials=counted,
        registered=tuple(r for r in rungs if r.planned and not r.apart),
        apart=tuple(r for r in rungs if r.apart),
        elsewhere=_rungs(facts, code, question, questions.neighbours_of_trial),
        effects=pooled.effect_groups(facts, question),
        related_effects=pooled.effect_groups(facts, question, related=True),
        unpooled=pooled.unpooled(facts, question),
        guidelines=pooled.advice(facts, question),
        missing_sham=pooled.missing_sham(facts, question),
    )


def study_name(trial: Trial) -> str:
    """Name a trial for a reader: author and year, else its registration, else that the author is not stated."""
    name = trial.first_author or trial.registration or "Author not stated"
    return f"{name} {trial.year}" if trial.year and name != trial.registration else name


def trials_of(facts: Facts, code: str, question: str) -> tuple[str, ...]:
    """Return the ids of the reported trials that count for a point and a question, newest first."""
    return tuple(r.study_id for r in _rungs(facts, code, question) if not r.planned and not r.apart)


def _rungs(facts: Facts, code: str, question: str, placed: Placed = questions.place_of_trial) -> tuple[Rung, ...]:
    by_trial: dict[str, list[TrialPoint]] = {}
    for row in facts.of(code).trial_points:
        by_trial.setdefault(row.study_id, []).append(row)
    places = {study: placed(facts, facts.trials[study]) for study in by_trial}
    found = [
        _rung(facts, facts.of_trial(study), rows, places[study].beside)
        for study, rows in by_trial.items()
        if question in places[study].questions
    ]
    return tuple(sorted((r for r in found if r), key=lambda r: (-(r.year or 0), r.study_id)))


def _rung(facts: Facts, trial: TrialFacts, rows: list[TrialPoint], apart: str) -> Rung | None:
    """Put one trial in words, or return None where no arm but a sham or a control used the point."""
    lines = arm_lines(trial)
    by_id = {line.arm_id: line for line in lines}
    real = [row for row in rows if by_id[row.arm_id].kind in NEEDLED]
    if not real:
        return None
    row = trial.trial
    return Rung(
        study_id=row.study_id,
        name=study_name(row),
        year=row.year,
        title=row.title,
        country=row.country,
        condition=facts.conditions[row.condition].label,
        region=REGIONS[row.region],
        design=row.design,
        randomised=RANDOMISED[row.randomised],
        n_randomised=row.n_randomised,
        arms=lines,
        needled=tuple(needled_arm(point, by_id[point.arm_id], trial) for point in real),
        sham_controlled=any(line.kind is SHAM for line in lines),
        same_in_all=len(lines) > 1 and {point.arm_id for point in real} == set(by_id),
        comparisons=comparisons(facts, trial),
        has_results=bool(trial.outcomes or trial.contrasts),
        planned=PLANNED.get(row.reported, ""),
        apart=apart,
        note=row.note,
        link=link(facts, row.sources, row.doi, row.pmid),
    )


def _summary(it: Ladder) -> str:
    phrase = it.question.phrase
    if it.trials:
        text = f"{count(it.n_reported, 'reported trial')} needled this point for {phrase}, {_designs(it)}."
        text += _upper_back(it)
    else:
        text = f"No reported trial in our data needled this point for {phrase}."
    if it.registered:
        text += f" {count(it.n_registered, 'trial is', 'trials are')} planned or registered, without a result."
    if it.apart:
        text += f" {count(len(it.apart), 'related trial is', 'related trials are')} listed apart and not counted."
    if it.elsewhere:
        text += f" {count(len(it.elsewhere), 'trial', 'trials')} of other conditions needled it too."
    return text


def _designs(it: Ladder) -> str:
    """Count the sham arms and the trials without a clear random allocation."""
    sham = f"{it.n_sham or 'none'} with a sham arm"
    loose = sum(rung.randomised != RANDOMISED["yes"] for rung in it.trials)
    return f"{sham}, {loose} not or not clearly randomised" if loose else sham


def _upper_back(it: Ladder) -> str:
    """Say how much of upper-back evidence is about the neck: the two are one question and not one pain."""
    if it.question.key != "upper":
        return ""
    proper = sum(rung.region == REGIONS["upper_back"] for rung in it.trials)
    if not proper:
        return " All of them treated the neck, none the upper back itself."
    return f" {count(proper, 'of them treated', 'of them treated')} the upper back itself."
