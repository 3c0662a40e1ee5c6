"""The pools of a question and the printed figures their trials give. It must not work out an effect.

What may stand together is decided in `pools.csv` and `pool_trials.csv`; nothing is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.facts.pools import Figures, contrast_direction, figures_of

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.pools import Pool, PoolTrial
    from dashboard.facts.trials import Contrast


def pools_for(facts: Facts, question: str, comparison: str, outcome: str, window: str) -> tuple[Pool, ...]:
    """Return the pools of one choice in file order: none, one, or one for each family of measures."""
    asked = (question, comparison, outcome, window)
    return tuple(
        pool for pool in facts.pools.values() if (pool.question, pool.comparison, pool.outcome, pool.window) == asked
    )


def members_of(facts: Facts, pool: Pool) -> tuple[PoolTrial, ...]:
    """Return the trials that are in a pool, in file order."""
    return _trials(facts, pool, "member")


def excluded_from(facts: Facts, pool: Pool) -> tuple[PoolTrial, ...]:
    """Return the trials, and single arms of trials, that are left out of a pool, each with its reason."""
    return _trials(facts, pool, "excluded")


def _trials(facts: Facts, pool: Pool, part: str) -> tuple[PoolTrial, ...]:
    return tuple(row for row in facts.pool_trials if row.pool_id == pool.pool_id and row.part == part)


def member_rows(facts: Facts, pool: Pool, member: PoolTrial) -> Figures:
    """Return the arms' rows or the printed difference of a member.

    Raises ValueError where it is no member of this pool, PoolError (a ValueError) where a figure is missing or there
    more than once, and KeyError for a trial nobody knows.
    """
    if member.pool_id != pool.pool_id or member.part != "member":
        raise ValueError(f"{member.study_id} is {member.part} of {member.pool_id}, no member of {pool.pool_id}")
    trial = facts.of_trial(member.study_id)
    return figures_of(member, trial.outcomes, trial.contrasts)


def direction_of(facts: Facts, contrast: Contrast) -> str:
    """Say whether a higher printed difference is better for its first arm: an `outcomes.direction`."""
    measure = facts.measures.get(facts.measure_names[contrast.measure].measure_id)
    return contrast_direction(contrast, facts.of_trial(contrast.study_id).outcomes, measure)
