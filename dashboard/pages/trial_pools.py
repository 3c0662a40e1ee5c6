"""Which analyses a trial stands in or is left out of, with the address that shows each. It must not pool."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.evidence.analysis_offers import pool_words
from dashboard.evidence.choices import Choices
from dashboard.facts import Facts


@dataclass(frozen=True)
class PoolOfTrial:
    """One analysis: `member` is True where the trial gives a figure to it; else `reason` says why it does not."""

    words: str
    url: str
    member: bool
    reason: str


def pools_of_trial(facts: Facts, study_id: str) -> tuple[PoolOfTrial, ...]:
    """List the analyses that name a trial, those it stands in first; an analysis is named once."""
    found: dict[str, PoolOfTrial] = {}
    for row in sorted(facts.pool_trials, key=lambda row: row.part != "member"):
        if row.study_id == study_id and row.pool_id not in found:
            pool = facts.pools[row.pool_id]
            to = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id)
            url = f"/evidence{to.to_search()}#analysis"
            found[row.pool_id] = PoolOfTrial(pool_words(pool), url, row.part == "member", row.reason)
    return tuple(found.values())
