"""One trial told from end to end: who, which arms, which points, how needled, what measured, what does not agree.

It must not know pictures or addresses. Everything is as printed; a plan or a registry record has no results.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.comparisons import ArmLine, arm_lines
from dashboard.evidence.kinds import NEEDLED, SHAM, words_of
from dashboard.evidence.links import Link
from dashboard.evidence.needled import NeedledArm, needled_arm
from dashboard.evidence.questions import QUESTIONS, Question, neighbours_of_trial, place_of_trial
from dashboard.evidence.rungs import PLANNED, RANDOMISED, region_words, study_name
from dashboard.evidence.stricta import ArmNeedling, arm_needlings
from dashboard.evidence.trial_conflicts import Conflict, trial_conflicts
from dashboard.evidence.trial_results import TrialResults, trial_results

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Adverse, Trial, TrialPoint

NEEDLED_GROUP, SHAM_GROUP, OTHER_GROUP = "needled", "sham", "other"
# The strongest claim first: a point that one arm gave everyone is drawn as such.
ROLE_ORDER = ("fixed", "optional", "menu")
ARM_NOT_STATED = "Arm not stated"
# How a trial of light or pressure fills the place of a depth.
NO_NEEDLE = "no needle"


@dataclass(frozen=True)
class StoryArm:
    """One arm: its label, kind, the arm in words, people (None: not reported), description and where it was read."""

    line: ArmLine
    words: str
    description: str
    sources: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class ListedPoint:
    """One point of one arm with its side, angle and depth as printed ("" where not)."""

    code: str
    needled: NeedledArm
    sources: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class ArmPoints:
    """The points of one arm, in file order; `group` is `needled`, `sham` or `other`."""

    arm: str
    group: str
    points: tuple[ListedPoint, ...]


@dataclass(frozen=True)
class MappedPoint:
    """One point to mark on the body: `role` is that of the needled arms ("" where only a sham arm used it)."""

    code: str
    role: str
    sham: bool
    words: str


@dataclass(frozen=True)
class TrialStory:
    """Everything the page of a trial tells.

    `questions` are those it belongs to or stands beside; `apart` says why it stands apart ("" where it counts);
    `planned` that it is a plan ("" where it reported). `unassigned` are points printed without an arm.
    """

    trial: Trial
    name: str
    condition: str
    region: str
    question: Question
    belongs: bool
    apart: str
    randomised: str
    planned: str
    sham_controlled: bool
    links: tuple[Link, ...]
    arms: tuple[StoryArm, ...]
    points: tuple[ArmPoints, ...]
    unassigned: tuple[str, ...]
    mapped: tuple[MappedPoint, ...]
    needling: tuple[ArmNeedling, ...]
    results: TrialResults
    adverse: tuple[tuple[Adverse, str], ...]
    conflicts: tuple[Conflict, ...]

    @property
    def has_menu(self) -> bool:
        """Whether some listed points are a menu, which is not what each patient got."""
        return any(point.needled.role == "menu" for arm in self.points for point in arm.points)

    @property
    def has_depth(self) -> bool:
        """Whether a depth is printed anywhere on the page."""
        printed = any(point.needled.depth for arm in self.points for point in arm.points)
        depths = [item for arm in self.needling for item in arm.items if item.name == "Depth" and item.known]
        return printed or any(NO_NEEDLE not in item.words.lower() for item in depths)


def trial_story(facts: Facts, study_id: str) -> TrialStory:
    """Tell one trial. Raises KeyError for an unknown study."""
    trial = facts.of_trial(study_id)
    row = trial.trial
    place, beside = place_of_trial(facts, row), neighbours_of_trial(facts, row)
    key = (place.questions or beside.questions)[0]
    lines = {line.arm_id: line for line in arm_lines(trial)}
    points = _arm_points(trial, lines)
    unassigned = _unassigned(trial)
    return TrialStory(
        trial=row,
        name=study_name(facts, row),
        condition=facts.conditions[row.condition].label,
        region=region_words(row),
        question=QUESTIONS[key],
        belongs=bool(place.questions) and not place.beside,
        apart=place.beside if place.questions else beside.beside,
        randomised=RANDOMISED[row.randomised],
        planned=PLANNED.get(row.reported, ""),
        sham_controlled=any(line.kind is SHAM for line in lines.values()),
        links=_links(facts, row),
        arms=tuple(
            StoryArm(lines[arm.arm_id], words_of(arm.arm_type), arm.description, arm.sources, arm.status)
            for arm in trial.arms
        ),
        points=points,
        unassigned=unassigned,
        mapped=_mapped(row, points, unassigned),
        needling=arm_needlings(trial),
        results=trial_results(facts, study_id),
        adverse=tuple(
            (harm, lines[harm.arm_id].label if harm.arm_id in lines else harm.arm_id) for harm in trial.adverse
        ),
        conflicts=trial_conflicts(facts, study_id),
    )


def _links(facts: Facts, row: Trial) -> tuple[Link, ...]:
    """Give the trial's own addresses: DOI, PubMed, else the page of the first source."""
    own = facts.sources.get(row.sources[0]) if row.sources else None
    doi, pmid = row.doi or (own.doi if own else ""), row.pmid or (own.pmid if own else "")
    found = [Link(f"https://doi.org/{doi}", "DOI")] if doi else []
    found += [Link(f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/", "PubMed")] if pmid else []
    if not found and own and own.url:
        found.append(Link(own.url, "page"))
    return tuple(found)


def _group(line: ArmLine) -> str:
    if line.kind in NEEDLED:
        return NEEDLED_GROUP
    return SHAM_GROUP if line.kind is SHAM else OTHER_GROUP


def _arm_points(trial: TrialFacts, lines: dict[str, ArmLine]) -> tuple[ArmPoints, ...]:
    """List the points of every arm that was needled or has points; none where points are not reported."""
    found = []
    for line in lines.values():
        rows = [row for row in trial.trial_points if row.arm_id == line.arm_id]
        if rows or line.kind in NEEDLED:
            listed = tuple(_listed(row, line, trial) for row in rows)
            found.append(ArmPoints(line.label, _group(line), listed))
    return tuple(found)


def _listed(row: TrialPoint, line: ArmLine, trial: TrialFacts) -> ListedPoint:
    return ListedPoint(row.point, needled_arm(row, line, trial), row.sources, row.status)


def _unassigned(trial: TrialFacts) -> tuple[str, ...]:
    """Return the points the trial lists without saying which arm had them."""
    stated = {row.point for row in trial.trial_points}
    row = trial.trial
    every = dict.fromkeys((*row.acupoints_fixed, *row.acupoints_optional, *row.acupoints_used))
    return tuple(code for code in every if code not in stated)


def _mapped(row: Trial, points: tuple[ArmPoints, ...], unassigned: tuple[str, ...]) -> tuple[MappedPoint, ...]:
    """Join the arms by point: one mark says who used it and for whom."""
    roles: dict[str, set[str]] = {}
    arms: dict[str, list[str]] = {}
    shams = {point.code for arm in points if arm.group == SHAM_GROUP for point in arm.points}
    for arm in points:
        for point in arm.points:
            if arm.group != SHAM_GROUP:
                roles.setdefault(point.code, set()).add(point.needled.role)
            arms.setdefault(point.code, []).append(f"{arm.arm}, {point.needled.role_words}")
    for code in unassigned:
        roles.setdefault(code, set()).add("optional" if code in row.acupoints_optional else "fixed")
        arms.setdefault(code, []).append(ARM_NOT_STATED.lower())
    return tuple(
        MappedPoint(
            code,
            next((role for role in ROLE_ORDER if role in roles.get(code, ())), ""),
            code in shams,
            "; ".join(dict.fromkeys(words)),
        )
        for code, words in arms.items()
    )
