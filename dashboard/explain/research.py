"""What trials of a question found, for a reader: people of 100 who got better, arm by arm, sham always beside.

Each picture is one trial with its own rule of who counts as better, and is never added to another. It must not draw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import KINDS, NEEDLED, SHAM, kind_of
from dashboard.evidence.points_used import trials_for
from dashboard.evidence.rungs import study_name
from dashboard.explain.choices import PATIENT, STUDENT, SheetChoices
from dashboard.explain.claims import Claim, Quiz, claim, figure, weakest, whole_people
from dashboard.explain.gaps import gaps, pain_in_words
from dashboard.explain.say import Say
from dashboard.explain.statements import statements
from dashboard.explain.words import ARMS, arm_words

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Arm, Outcome

__all__ = ["ARMS", "PeopleOf", "Picture", "Research", "research"]

SHARE = "responder_pct"
ASK_SHARE = "How many people got better with {arm} in {trial}?"
ASK_GAP = "Could the gap to sham care in {trial} be chance?"
GOT_BETTER = "With {arm}, {better} of {per} people got better."
EXACT = "The exact share is {percent} per cent."
COUNTED = "This group had {total} people."
NOT_COUNTED = Say("How many people this group had is not in our data.")
HOW_MANY = "Our data hold one trial of this kind of pain.", "Our data hold {n} trials of this kind of pain."
WITH_SHAM = "One of them had a sham group.", "{n} of them had a sham group."
NO_SHAM_TRIAL = Say("None of them had a sham group.")
NO_SHAM = Say("This trial had no sham group, so it cannot tell what the needles add.")
NO_OTHER = Say("This trial had no group with other care or no care.")
NO_PICTURE = Say("No trial with sham care in our data counts how many people had less pain.")
# The statements that only make sense beside a picture.
OF_PICTURES = ("statements:research-one", "statements:research-sham-student", "statements:research-sham-clinic")
ROUNDED = Say("Each picture shows whole people. The exact share stands next to it.")


@dataclass(frozen=True)
class PeopleOf:
    """One arm as people: `better` of `per`, rounded to whole people; `percent` as printed.

    `kind` is the key of an `ArmKind`, `detail` what the arm got, in the data's words (for a patient
    only of arms without needles). `total` counts the people behind
    the share, None where not printed.
    """

    arm: Say
    kind: str
    detail: Say | None
    better: int
    per: int
    percent: float
    total: int | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Picture:
    """One trial: its arms at one time, acupuncture first, then sham, then other care.

    `definition` says who counts as better, `exact` the same as the data word it, None for a patient.
    `gaps` say which differences may be chance; `missing` which group the trial did not have.
    """

    study_id: str
    trial: str
    arms: tuple[PeopleOf, ...]
    when: Claim
    definition: Claim
    exact: Claim | None
    sham_beside: bool
    gaps: tuple[Claim, ...]
    missing: tuple[Claim, ...]
    sources: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Research:
    """The research of a question: what there is, the pictures, and pain figures in words where no picture has sham.

    `quiz` is for students only.
    """

    intro: tuple[Claim, ...]
    pictures: tuple[Picture, ...]
    in_words: tuple[Claim, ...]
    told: tuple[Claim, ...]
    quiz: tuple[Quiz, ...]


def research(facts: Facts, choices: SheetChoices) -> Research:
    """Collect it. A patient sees the trials with a sham group where there are any; others see all."""
    pictures = tuple(pictures_of(facts, choices.question, choices.per, choices.reader))
    beside = tuple(picture for picture in pictures if picture.sham_beside)
    intro = [*_counts(facts, choices.question), claim(ROUNDED) if pictures else claim(NO_PICTURE)]
    if pictures and not beside:
        intro.append(claim(NO_PICTURE))
    told = statements(facts, "research", choices.reader, choices.question)
    return Research(
        intro=tuple(intro),
        pictures=beside if choices.reader == PATIENT and beside else pictures,
        in_words=() if beside else pain_in_words(facts, choices.question),
        told=tuple(one for one in told if pictures or not one.rows[0].startswith(OF_PICTURES)),
        quiz=tuple(_quiz(beside)) if choices.reader == STUDENT else (),
    )


def _quiz(pictures: Iterable[Picture]) -> Iterator[Quiz]:
    """Ask of each trial with a sham group for its shares, and whether the gap to sham may be chance."""
    for picture in pictures:
        for arm in picture.arms:
            yield Quiz(Say(ASK_SHARE, {"trial": picture.trial, "arm": arm.arm}), arm.claims[0])
        if picture.gaps:
            yield Quiz(Say(ASK_GAP, {"trial": picture.trial}), picture.gaps[0])


def pictures_of(facts: Facts, question: str, per: int, reader: str = PATIENT) -> list[Picture]:
    """Return a picture for every trial that prints the share who got better in a needled and in another arm.

    Trials with a sham group first, then those with most people.
    """
    found = []
    for trial in trials_for(facts, question):
        by_time: dict[float | None, list[Outcome]] = defaultdict(list)
        for row in trial.outcomes:
            if row.measure == SHARE and row.stat == "proportion" and row.value is not None:
                by_time[row.timepoint_weeks].append(row)
        arms = {arm.arm_id: arm for arm in trial.arms}
        for weeks in sorted(by_time, key=lambda at: (at is None, at)):
            kinds = {kind_of(arms[row.arm_id].arm_type) for row in by_time[weeks]}
            if kinds & set(NEEDLED) and kinds - set(NEEDLED):
                found.append((trial, _picture(facts, trial, by_time[weeks], arms, per, reader)))
                break  # the first time after treatment; the trial's own page has the later ones
    found.sort(key=lambda one: (not one[1].sham_beside, -(one[0].trial.n_randomised or 0), one[1].study_id))
    return [picture for _, picture in found]


def _picture(
    facts: Facts, trial: TrialFacts, rows: list[Outcome], arms: dict[str, Arm], per: int, reader: str
) -> Picture:
    kinds = {row.arm_id: kind_of(arms[row.arm_id].arm_type) for row in rows}
    ordered = sorted(rows, key=lambda row: KINDS.index(kinds[row.arm_id]))
    first = [("outcomes", ordered[0])]
    weeks = ordered[0].timepoint_weeks
    time = (
        claim(Say("Time not stated."), first)
        if weeks is None
        else claim(
            Say.plural("One week after the start.", "{n} weeks after the start.", int(weeks)),
            first,
            [figure("n", int(weeks), "printed", "outcomes", [ordered[0]], "timepoint_weeks")],
        )
    )
    pools = [
        pool for pool in facts.pools.values() if pool.outcome == "responder" and _member(facts, pool.pool_id, trial)
    ]
    sham = SHAM in kinds.values()
    other = set(kinds.values()) - {SHAM, *NEEDLED}
    missing = ([] if sham else [NO_SHAM]) + ([] if other else [NO_OTHER])
    return Picture(
        study_id=trial.trial.study_id,
        trial=study_name(facts, trial.trial),
        arms=tuple(_people(row, arms[row.arm_id], per, reader) for row in ordered),
        when=time,
        definition=claim(Say(pools[0].family), [("pools", pools[0])]) if pools else claim(Say(ordered[0].note), first),
        exact=None if reader == PATIENT else claim(Say(ordered[0].note), first),
        sham_beside=sham,
        gaps=gaps(facts, trial, ordered, arms),
        missing=tuple(claim(say, [("trials", trial.trial)]) for say in missing),
        sources=tuple(dict.fromkeys(source for row in ordered for source in row.sources)),
        status=weakest(ordered),
    )


def _people(row: Outcome, arm: Arm, per: int, reader: str) -> PeopleOf:
    percent = row.value or 0.0
    better = whole_people(percent, per)
    words, cells = arm_words(arm), [("outcomes", row), ("arms", arm)]
    shares = [
        figure("better", better, "people", "outcomes", [row], "value", per),
        figure("per", per, "per", "outcomes", []),
    ]
    told = [
        claim(Say(GOT_BETTER, {"arm": words, "better": better, "per": per}), cells, shares),
        claim(
            Say(EXACT, {"percent": percent}), cells, [figure("percent", percent, "printed", "outcomes", [row], "value")]
        ),
    ]
    total = row.total or row.n
    if total is None:
        told.append(claim(NOT_COUNTED, cells))
    else:
        column = "total" if row.total else "n"
        counted = figure("total", total, "printed", "outcomes", [row], column)
        told.append(claim(Say(COUNTED, {"total": total}), cells, [counted]))
    kind = kind_of(arm.arm_type)
    detail = None if reader == PATIENT and kind in NEEDLED else Say(arm.description)
    return PeopleOf(words, kind.key, detail, better, per, percent, total, tuple(told))


def _member(facts: Facts, pool_id: str, trial: TrialFacts) -> bool:
    named = (pool_id, trial.trial.study_id, "member")
    return any((row.pool_id, row.study_id, row.part) == named for row in facts.pool_trials)


def _counts(facts: Facts, question: str) -> list[Claim]:
    trials = trials_for(facts, question)
    sham = [trial.trial for trial in trials if any(kind_of(arm.arm_type) is SHAM for arm in trial.arms)]
    told = [_count([trial.trial for trial in trials], HOW_MANY)]
    return [*told, _count(sham, WITH_SHAM) if sham else claim(NO_SHAM_TRIAL, [("trials", t.trial) for t in trials])]


def _count(rows: list, texts: tuple[str, str]) -> Claim:
    counted = figure("n", len(rows), "count", "trials", rows)
    return claim(Say.plural(*texts, len(rows)), [("trials", row) for row in rows], [counted])
