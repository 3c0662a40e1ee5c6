"""Which points the trials of a question needled, each counted once per trial, with what the counts leave out.

It must not know where a point lies. Counts that others made of the literature stand in lists of their own: the same
trials stand behind them, so nothing is added up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import NEEDLED, kind_of
from dashboard.evidence.numbers import count
from dashboard.evidence.questions import (
    LEG,
    LOW_BACK,
    QUESTIONS,
    UPPER,
    Place,
    Question,
    place_of_trial,
    question,
)
from dashboard.evidence.rungs import PLANNED, rungs

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.points import PointFrequency

# Ranked by effect, not by use: no answer to how often a point was used.
NOT_BY_USE = frozenset({"kim_g_2022_effect"})
# condition of `point_frequency.csv` -> (what was counted, where it belongs)
SURVEYED = {
    "LBP RCTs": ("Randomised trials of low back pain", Place(LOW_BACK)),
    "LBP, Korean literature": ("Korean literature on low back pain", Place(LOW_BACK)),
    "LBP, international literature": ("International literature on low back pain", Place(LOW_BACK)),
    "LBP, 14 classical texts": ("Classical texts on low back pain", Place(LOW_BACK, "Old texts, not trials.")),
    "low back, pregnancy included": (
        "Trials of the low back in the TARA data set",
        Place(LOW_BACK, "Pain in pregnancy is included."),
    ),
    "neck": ("Trials of the neck in the TARA data set", Place(UPPER)),
    "lumbar disc herniation, acupuncture": ("Papers on acupuncture for a lumbar disc", Place(LOW_BACK, LEG)),
    "lumbar disc herniation, warm needling": ("Prescriptions of warm needling for a lumbar disc", Place(LOW_BACK, LEG)),
    "lumbar disc herniation, guasha": ("Papers on guasha for a lumbar disc", Place(LOW_BACK, LEG)),
    "pain of many kinds, RCTs": (
        "Randomised trials of pain of many kinds",
        Place(tuple(QUESTIONS), "Many kinds of pain together."),
    ),
}


@dataclass(frozen=True)
class PointUse:
    """How often the reported trials of a question needled one point.

    `every_patient` counts the trials in which every patient of an arm got it, `sham_controlled` those with a sham arm;
    both are parts of `trials`. `planned` counts plans and registry records apart. `placed` is False for a tender spot,
    which has no fixed place.
    """

    code: str
    name: str
    trials: int
    every_patient: int
    sham_controlled: int
    planned: int
    placed: bool

    @property
    def chosen(self) -> int:
        """In how many trials no arm gave it to everyone: it came from a menu or as an option."""
        return self.trials - self.every_patient


@dataclass(frozen=True)
class OutsidePoint:
    """A point that reported trials needled and that this atlas does not describe."""

    code: str
    trials: int


@dataclass(frozen=True)
class Naming:
    """Which reported trials name their points: study ids, newest first, in three parts that make up `reported`.

    `by_arm` name them arm by arm, and only they can be counted; `as_a_whole` give one list for the whole trial;
    `nowhere` name none in what was read of them.
    """

    by_arm: tuple[str, ...]
    as_a_whole: tuple[str, ...]
    nowhere: tuple[str, ...]

    @property
    def reported(self) -> int:
        """How many reported trials the question has."""
        return len(self.by_arm) + len(self.as_a_whole) + len(self.nowhere)

    @property
    def words(self) -> str:
        """The three parts in two sentences, with their denominator."""
        listed = count(len(self.as_a_whole), "more gives", "more give")
        whole = f" {listed[:1].upper()}{listed[1:]} one list for the whole trial, which is not counted by point."
        missing = f" For {len(self.nowhere)} no point is named in what we read of them." if self.nowhere else ""
        head = f"{len(self.by_arm)} of {self.reported} reported trials name their points arm by arm and are counted."
        return head + (whole if self.as_a_whole else "") + missing


@dataclass(frozen=True)
class Found:
    """One point, or a pair of points, in a count of the literature; `codes` are those it names, `figure` as printed."""

    codes: tuple[str, ...]
    figure: str


@dataclass(frozen=True)
class Survey:
    """One count of the literature by others, in its own order.

    `counted` says over what, `total` how many ("" where not printed), `beside` why it does not answer the question.
    """

    counted: str
    total: str
    found: tuple[Found, ...]
    beside: str
    note: str
    sources: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class PointsUsed:
    """All the points section of the evidence page shows for a question, most needled first.

    `only_planned` are codes that no reported trial needled and a plan or registry record names, of which there are
    `n_planned` for the question.
    """

    question: Question
    naming: Naming
    uses: tuple[PointUse, ...]
    outside: tuple[OutsidePoint, ...]
    only_planned: tuple[str, ...]
    n_planned: int
    surveys: tuple[Survey, ...]


def points_used(facts: Facts, question_key: str) -> PointsUsed:
    """Count the points of a question's trials. Raises ValueError for an unknown question."""
    asked = question(question_key)
    every = [_use(facts, code, question_key) for code in facts.points]
    uses = sorted((use for use in every if use.trials), key=lambda use: -use.trials)
    return PointsUsed(
        question=asked,
        naming=naming(facts, question_key),
        uses=tuple(uses),
        outside=_outside(facts, question_key),
        only_planned=tuple(use.code for use in every if use.planned and not use.trials),
        n_planned=len(trials_for(facts, question_key, planned=True)),
        surveys=surveys(facts, question_key),
    )


def trials_for(facts: Facts, question_key: str, *, planned: bool = False) -> tuple[TrialFacts, ...]:
    """Return the reported trials that answer a question, newest first; or its plans and registry records."""
    places = [(trial, place_of_trial(facts, trial)) for trial in facts.trials.values()]
    kept = [trial for trial, place in places if question_key in place.questions and not place.beside]
    kept = [trial for trial in kept if (trial.reported in PLANNED) == planned]
    kept.sort(key=lambda trial: (-(trial.year or 0), trial.study_id))
    return tuple(facts.of_trial(trial.study_id) for trial in kept)


def naming(facts: Facts, question_key: str) -> Naming:
    """Sort the reported trials of a question by where they name their points."""
    parts: dict[str, list[str]] = {"by_arm": [], "as_a_whole": [], "nowhere": []}
    for trial in trials_for(facts, question_key):
        row = trial.trial
        listed = row.acupoints_fixed or row.acupoints_optional or row.acupoints_used
        part = "by_arm" if _codes(trial) else "as_a_whole" if listed else "nowhere"
        parts[part].append(row.study_id)
    return Naming(**{part: tuple(studies) for part, studies in parts.items()})


def surveys(facts: Facts, question_key: str) -> tuple[Survey, ...]:
    """Return the counts of the literature for a question, those that answer it first. Nothing is added up."""
    groups: dict[tuple[str, str], list[PointFrequency]] = defaultdict(list)
    for row in facts.point_frequency:
        if row.source_id not in NOT_BY_USE and question_key in SURVEYED[row.condition][1].questions:
            groups[row.source_id, row.condition].append(row)
    found = [_survey(rows) for rows in groups.values()]
    return tuple(sorted(found, key=lambda survey: bool(survey.beside)))


def _use(facts: Facts, code: str, question_key: str) -> PointUse:
    main = [rung for rung in rungs(facts, code, question_key) if not rung.apart]
    reported = [rung for rung in main if not rung.planned]
    return PointUse(
        code=code,
        name=facts.points[code].pinyin,
        trials=len(reported),
        every_patient=sum(rung.for_every_patient for rung in reported),
        sham_controlled=sum(rung.sham_controlled for rung in reported),
        planned=len(main) - len(reported),
        placed=code not in {row.code for row in facts.not_located},
    )


def _codes(trial: TrialFacts) -> set[str]:
    """Return the codes that an arm needled which is neither a sham nor a control."""
    arms = {arm.arm_id for arm in trial.arms if kind_of(arm.arm_type) in NEEDLED}
    return {row.point for row in trial.trial_points if row.arm_id in arms}


def _outside(facts: Facts, question_key: str) -> tuple[OutsidePoint, ...]:
    counts = Counter(code for trial in trials_for(facts, question_key) for code in _codes(trial) - set(facts.points))
    return tuple(OutsidePoint(code, number) for code, number in sorted(counts.items(), key=lambda it: (-it[1], it[0])))


def _survey(rows: list[PointFrequency]) -> Survey:
    counted, place = SURVEYED[rows[0].condition]
    total = rows[0].of_total
    return Survey(
        counted=counted,
        total=f"{total} counted" if total.isdigit() else total,
        found=tuple(Found(tuple(row.point.split("+")), row.n_studies_or_pct) for row in rows),
        beside=place.beside,
        note=rows[0].note,
        sources=rows[0].sources,
        status=rows[0].status,
    )
