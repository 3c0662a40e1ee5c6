"""Which figures of which trials may be pooled, and which trials are left out and why. It must not know how to pool.

Field names are the column names of `data/evidence/`; text is "" and numbers are None where unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from dashboard.facts import evidence_words as words
from dashboard.facts.reviews import Measure
from dashboard.facts.trials import Contrast, Outcome
from dashboard.facts.vocabulary import OneOf, Status, Text

BASELINE = "baseline"
IMPROVEMENTS = ("improvement_difference", "adjusted_improvement_difference")
PEOPLE = ("risk_difference_pct", "adjusted_relative_risk")
LEVELS = ("mean_sd", "mean_se", "mean_ci", "mean_only", "adjusted_mean_only")


@dataclass(frozen=True, slots=True)
class Pool:
    """Figures that answer one question against one kind of comparator, for one outcome in one window of time.

    `family` says in words which measures belong, `measures` names them; weeks count from the start of the trial.
    """

    pool_id: Text
    question: Annotated[str, OneOf(words.POOL_QUESTIONS)]
    comparison: Annotated[str, OneOf(tuple(words.POOL_COMPARATORS))]
    outcome: Annotated[str, OneOf(tuple(words.POOL_OUTCOMES))]
    window: Annotated[str, OneOf(tuple(words.POOL_WINDOWS))]
    from_weeks: float | None
    to_weeks: float | None
    family: Text
    measures: tuple[str, ...]
    effect: Annotated[str, OneOf(tuple(words.POOL_STATS))]
    unit: Text
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class PoolTrial:
    """A trial in a pool, with the figure it gives, or left out of it, with the reason.

    `basis` says whether the figure is worked out from arms or printed as a difference; `stat` is then the arms'
    `outcomes.stat` or the difference's `contrasts.effect`. An excluded row with arms leaves out only those arms.
    """

    pool_id: Text
    study_id: Text
    part: Annotated[str, OneOf(words.POOL_PARTS)]
    basis: Annotated[str, OneOf(words.POOL_BASES, empty=True)]
    arm_ids: tuple[str, ...]
    comparator_ids: tuple[str, ...]
    measure: str
    timepoint_weeks: float | None
    stat: str
    reason: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Figures:
    """What a member gives: one row an arm on each side, or the printed difference alone."""

    arms: tuple[Outcome, ...] = ()
    comparators: tuple[Outcome, ...] = ()
    contrast: Contrast | None = None


class PoolError(ValueError):
    """The figure of a member is not there, or is there more than once."""


def window_of(weeks: float) -> str:
    """Return the window of a time in weeks: up to a day, up to 13 weeks, under a year, a year or more."""
    if weeks >= words.POOL_WINDOWS["long"][0]:
        return "long"
    return next(name for name, (_, end) in words.POOL_WINDOWS.items() if end is not None and weeks <= end)


def figures_of(member: PoolTrial, outcomes: Iterable[Outcome], contrasts: Iterable[Contrast]) -> Figures:
    """Return the figures of a member among the rows of its trial. Raises PoolError unless each is there just once."""
    if member.basis == "contrast":
        arm, comparator = _only(member.arm_ids, member), _only(member.comparator_ids, member)
        asked = (arm, comparator, member.measure, member.timepoint_weeks, member.stat)
        found = [
            row
            for row in contrasts
            if (row.arm_id, row.comparator_arm_id, row.measure, row.timepoint_weeks, row.effect) == asked
            and row.study_id == member.study_id
        ]
        return Figures(contrast=_one(found, f"difference {arm} - {comparator}", member))
    if member.basis != "arms":
        raise PoolError(f"{_named(member)} has no basis; valid: {', '.join(words.POOL_BASES)}")
    if not member.arm_ids or not member.comparator_ids:
        raise PoolError(f"{_named(member)} needs arms on both sides")
    rows = tuple(outcomes)
    return Figures(
        tuple(_arm_row(arm, member, rows) for arm in member.arm_ids),
        tuple(_arm_row(arm, member, rows) for arm in member.comparator_ids),
    )


def _arm_row(arm: str, member: PoolTrial, outcomes: tuple[Outcome, ...]) -> Outcome:
    """Return the whole arm's row; a subgroup and a level at the start are none."""
    asked = (member.study_id, arm, member.measure, member.timepoint_weeks, member.stat)
    found = [
        row
        for row in outcomes
        if (row.study_id, row.arm_id, row.measure, row.timepoint_weeks, row.stat) == asked
        and not row.subgroup
        and row.timepoint_label != BASELINE
    ]
    return _one(found, f"figure of the arm {arm}", member)


def _only(arms: tuple[str, ...], member: PoolTrial) -> str:
    if len(arms) != 1:
        raise PoolError(f"{_named(member)}: a printed difference is between two arms, not {len(arms)} on one side")
    return arms[0]


def _one(found: list[Any], what: str, member: PoolTrial) -> Any:  # noqa: ANN401 - a row of either table
    if len(found) != 1:
        count = "no" if not found else str(len(found))
        asked = f"{member.measure} at week {member.timepoint_weeks} as {member.stat}"
        raise PoolError(f"{_named(member)} has {count} {what} for {asked}; expected one")
    return found[0]


def _named(member: PoolTrial) -> str:
    return f"{member.study_id} in the pool {member.pool_id}"


def contrast_direction(contrast: Contrast, outcomes: Iterable[Outcome], measure: Measure | None) -> str:
    """Say whether a higher printed difference is better for `arm_id`: an `outcomes.direction`.

    `outcomes` are the rows of the same trial, `measure` the questionnaire if it is known. `uncertain` where the source
    leaves open which way the difference runs (no `favours`) or nobody says which end of the scale is better.
    """
    if not contrast.favours:
        return "uncertain"
    if contrast.effect in (*IMPROVEMENTS, *PEOPLE):
        return "higher_better"
    levels = {row.direction for row in outcomes if row.measure == contrast.measure and row.stat in LEVELS}
    if len(levels) == 1:
        return levels.pop()
    if levels or measure is None:
        return "uncertain"
    return "lower_better" if measure.direction == "higher_worse" else "higher_better"
