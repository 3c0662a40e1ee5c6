"""What the project's own sums of trials say, turned so that more is better with acupuncture.

It must not know which sentence is made of it. What may stand together is decided in `pools.csv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import Choices
from dashboard.evidence.pool_rows import member_rows, members_of
from dashboard.explain.claims import Figure, figure

if TYPE_CHECKING:
    from dashboard.evidence.analysis_parts import Interval
    from dashboard.facts import Facts
    from dashboard.facts.pools import Pool

BETTER, WORSE, UNSURE = "acupuncture", "comparator", "none"
TURNED = ("MD", "SMD")  # minus favours acupuncture on these


@dataclass(frozen=True)
class PoolLine:
    """One pool: how much better it went with acupuncture, with the ends of the interval, in the unit of the pool.

    `favours` is read from the interval alone. `studies` are the trials in it, with what the interval of each favours.
    `rows` are pairs of table and row that the figure rests on.
    """

    pool: Pool
    studies: Mapping[str, str]
    better: float
    low: float
    high: float
    favours: str
    rows: tuple[tuple[str, Any], ...]

    def figures(self) -> tuple[Figure, ...]:
        """Give `size`, whole and unsigned, and `top`, the length of the scale, for a sentence."""
        pools = [self.pool]
        return (
            figure("size", self.size, "pool", "pools", pools),
            figure("top", self.top, "printed", "pools", pools, "unit"),
        )

    @property
    def size(self) -> int:
        """The figure without its sign, as a whole number."""
        return round(abs(self.better))

    @property
    def top(self) -> int:
        """The length of the scale: 100 for `points of 100`."""
        return int(self.pool.unit.rsplit(" ", 1)[-1])


def pool_lines(facts: Facts, question: str, comparison: str, outcome: str) -> tuple[PoolLine, ...]:
    """Return the pools of a question against one comparator for one outcome, in file order."""
    wanted = (question, comparison, outcome)
    pools = [pool for pool in facts.pools.values() if (pool.question, pool.comparison, pool.outcome) == wanted]
    return tuple(line for pool in pools if (line := line_of(facts, pool)))


def line_of(facts: Facts, pool: Pool) -> PoolLine | None:
    """Work out one pool with the page's own methods; None where none of its trials gives a figure."""
    found = analysis(facts, Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool=pool.pool_id))
    if not found.rows or not found.axis:
        return None
    effect = found.pooled.effect if found.pooled else found.rows[0].effect
    neutral = found.axis.neutral
    value, low, high = _turned(pool, effect)
    rows: list[tuple[str, Any]] = [("pools", pool)]
    for member in members_of(facts, pool):
        printed = member_rows(facts, pool, member)
        rows.extend(("contrasts", row) for row in (printed.contrast,) if row)
        rows.extend(("outcomes", row) for row in (*printed.arms, *printed.comparators))
    return PoolLine(
        pool=pool,
        studies={row.study_id: _favours(pool, row.effect, neutral) for row in found.rows},
        better=value,
        low=low,
        high=high,
        favours=_favours(pool, effect, neutral),
        rows=tuple(rows),
    )


def _turned(pool: Pool, effect: Interval) -> tuple[float, float, float]:
    """Turn a figure and its ends so that more is better with acupuncture."""
    if pool.effect in TURNED:
        return -effect.value, -effect.high, -effect.low
    return effect.value, effect.low, effect.high


def _favours(pool: Pool, effect: Interval, neutral: float) -> str:
    _, low, high = _turned(pool, effect)
    return BETTER if low > neutral else WORSE if high < neutral else UNSURE
