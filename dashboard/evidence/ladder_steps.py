"""The ladder from a point to what guidelines say, as steps with an address each. It must not count trials itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.analysis_offers import pool_words
from dashboard.evidence.choices import Choices
from dashboard.evidence.guideline_strip import strip_summary
from dashboard.evidence.numbers import count
from dashboard.evidence.pool_rows import members_of

if TYPE_CHECKING:
    from dashboard.evidence.ladder import Ladder
    from dashboard.evidence.rungs import Rung
    from dashboard.facts import Facts

ADDRESS = "/evidence"
FROM = {"menu": "from a menu", "optional": "as an option"}


@dataclass(frozen=True)
class PoolStep:
    """An analysis that holds trials which needled the point: `here` are those, of `n` in all.

    A name in `here` says so where no patient was sure to get the point: it was on a menu or an option.
    """

    words: str
    url: str
    here: tuple[str, ...]
    n: int


@dataclass(frozen=True)
class Steps:
    """The rungs above a point, in words; each `url` leads to the part of the evidence page that shows it."""

    trials: str
    pools: tuple[PoolStep, ...]
    no_pool: str
    reviews: str
    reviews_url: str
    guidelines: str
    guidelines_url: str


def ladder_steps(facts: Facts, it: Ladder) -> Steps:
    """Put the ladder of a point in words. The trials are those that count for its question."""
    base = ADDRESS + Choices(question=it.question.key).to_search()
    pools = pool_steps(facts, it)
    return Steps(
        trials=_trials(it),
        pools=pools,
        no_pool="" if pools else _no_pool(it),
        reviews=_reviews(it),
        reviews_url=f"{base}#reviews",
        guidelines=strip_summary(it.guidelines),
        guidelines_url=f"{base}#guidelines",
    )


def pool_steps(facts: Facts, it: Ladder) -> tuple[PoolStep, ...]:
    """List the analyses of the question in which a trial that needled the point stands, in file order."""
    needled = {rung.study_id: rung for rung in it.trials}
    found = []
    for pool in facts.pools.values():
        members = [row.study_id for row in members_of(facts, pool)] if pool.question == it.question.key else []
        here = [_named(needled[study]) for study in members if study in needled]
        if here:
            to = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id, point=it.code)
            url = f"{ADDRESS}{to.to_search()}#analysis"
            found.append(PoolStep(pool_words(pool), url, tuple(here), len(members)))
    return tuple(found)


def _named(rung: Rung) -> str:
    """Name a trial, and how it gave the point unless it gave it to every patient of an arm."""
    roles = {arm.role for arm in rung.needled}
    return rung.name if rung.for_every_patient else f"{rung.name} ({FROM['menu' if 'menu' in roles else 'optional']})"


def _trials(it: Ladder) -> str:
    """Say how many of the trials have figures here."""
    if not it.trials:
        return "No reported trial needled this point for this question."
    with_figures = sum(rung.has_results for rung in it.trials)
    return (
        f"{count(len(it.trials), 'reported trial')} needled this point: {with_figures or 'none'} with figures in our "
        f"data, {len(it.trials) - with_figures or 'none'} without."
    )


def _no_pool(it: Ladder) -> str:
    if not it.trials:
        return "So no analysis of ours touches this point."
    return "None of them stands in an analysis of ours."


def _reviews(it: Ladder) -> str:
    figures = sum(len(group.counted) for group in it.effects)
    sham = sum(len(group.counted) for group in it.effects if group.comparison == "vs_sham")
    if not figures:
        return f"No review in our data pooled figures for {it.question.phrase}."
    return (
        f"{count(figures, 'pooled figure')} of published reviews, of whatever outcome, {sham or 'none'} of them "
        "against sham."
    )
