"""What the switches of the live analysis offer, with the number of trials behind each choice. It must not pool."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.evidence.choices import COMPARISONS, MODELS, ORDERS, OUTCOMES, Choices
from dashboard.evidence.pool_rows import members_of

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.pools import Pool

WORDS = {
    "comparison": dict(zip(COMPARISONS, ("Sham", "No treatment", "Usual care", "Another treatment"), strict=True)),
    "outcome": dict(zip(OUTCOMES, ("Pain", "Pain on movement", "Function", "People who got better"), strict=True)),
    "window": {
        "immediate": "Up to a day",
        "short": "Up to 13 weeks",
        "intermediate": "Up to a year",
        "long": "A year or more",
    },
    "model": dict(zip(MODELS, ("Random effects, REML", "Random effects, Paule-Mandel", "Common effect"), strict=True)),
    "order": dict(zip(ORDERS, ("Year", "Size", "Effect"), strict=True)),
}
LEGENDS = {
    "comparison": "Against",
    "outcome": "Outcome",
    "window": "Time from the start",
    "pool": "Measured with",
    "model": "Model",
    "order": "Sorted by",
}
# In the order of time, not with the default first.
SHOWN = {"window": ("immediate", "short", "intermediate", "long")}


@dataclass(frozen=True)
class Option:
    """One choice of a switch; `n` counts trials with a usable figure, None where it is no choice of trials."""

    value: str
    words: str
    chosen: bool
    n: int | None


@dataclass(frozen=True)
class Switch:
    """One switch of the live analysis."""

    field: str
    legend: str
    options: tuple[Option, ...]


def switches(facts: Facts, choices: Choices, families: tuple[Pool, ...], chosen: Pool | None) -> tuple[Switch, ...]:
    """Describe every switch; the counts hold for the other choices as they stand."""
    made = [_of_trials(facts, choices, field) for field in ("comparison", "outcome", "window")]
    if len(families) > 1:
        options = (Option(p.pool_id, p.family, p is chosen, len(members_of(facts, p))) for p in families)
        made.append(Switch("pool", LEGENDS["pool"], tuple(options)))
    for field in ("model", "order"):
        now = getattr(choices, field)
        options = (Option(value, words, value == now, None) for value, words in WORDS[field].items())
        made.append(Switch(field, LEGENDS[field], tuple(options)))
    return tuple(made)


def offered(facts: Facts, choices: Choices) -> tuple[tuple[str, Choices], ...]:
    """Name every pool of the question, as words and as the choices that show it."""
    found = []
    for pool in facts.pools.values():
        if pool.question == choices.question:
            to = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id)
            n = len(members_of(facts, pool))
            found.append((f"{pool_words(pool)} ({n} {'trial' if n == 1 else 'trials'})", to))
    return tuple(found)


def pool_words(pool: Pool) -> str:
    """Name a pool: `Pain against sham, up to 13 weeks`; its family where it is not the plain one."""
    outcome, against = WORDS["outcome"][pool.outcome], WORDS["comparison"][pool.comparison].lower()
    return f"{outcome} against {against}, {WORDS['window'][pool.window].lower()}: {pool.family}"


def _of_trials(facts: Facts, choices: Choices, field: str) -> Switch:
    now = getattr(choices, field)
    values = SHOWN.get(field, tuple(WORDS[field]))
    options = (
        Option(value, WORDS[field][value], value == now, _count(facts, replace(choices, **{field: value})))
        for value in values
    )
    return Switch(field, LEGENDS[field], tuple(options))


def _count(facts: Facts, choices: Choices) -> int:
    """Count the trials of all pools that answer the choices, each once."""
    asked = (choices.question, choices.comparison, choices.outcome, choices.window)
    return len(
        {
            row.study_id
            for pool in facts.pools.values()
            if (pool.question, pool.comparison, pool.outcome, pool.window) == asked
            for row in members_of(facts, pool)
        }
    )
