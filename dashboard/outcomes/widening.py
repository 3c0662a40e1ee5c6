"""Good rows -> one row for each episode, with a column for each measure and week, as Ibis expressions.

A score then stands beside its baseline without a join. It must not know files, engines or figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from operator import or_
from typing import TYPE_CHECKING

from dashboard.outcomes import packing, rules
from dashboard.outcomes.rules import flag

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_SLOTS = 32  # columns of one table of episodes; a measure with more weeks has a table to itself


def shared_out(slots: Iterable[int]) -> list[tuple[int, ...]]:
    """Split slots over as many tables as they need, whole measures together, each measure with its baseline.

    Without any slot there is still a table, with a column that stays empty.
    """
    tables: list[tuple[int, ...]] = []
    for measure, weeks in groupby(sorted(slots), lambda number: packing.measure_and_week(number)[0]):
        columns = tuple(sorted({packing.slot(measure, 0), *weeks}))
        if tables and len(tables[-1]) + len(columns) <= MOST_SLOTS:
            tables[-1] += columns
        else:
            tables.append(columns)
    return tables or [(packing.slot(0, 0),)]


def column(slot: int) -> str:
    """Return the name of a slot's column: its scores in hundredths, null where there is none."""
    return f"slot_{slot}"


def widened(rows: ir.Table, slots: tuple[int, ...], *, alone: bool) -> ir.Table:
    """Return a row for each episode: attributes, conflict (its rows disagree on them), times, a column for each slot.

    `rows` are sifted rows; an episode without a sound one is left out. `times` counts its sound rows with these slots;
    `alone` says that there are no others.
    """
    first, last = (packing.measure_and_week(slot)[0] for slot in (min(slots), max(slots)))
    here = rows.slot.between(packing.slot(first, 0), packing.slot(last + 1, 0) - 1)
    found = rows.group_by("episode").aggregate(
        attributes=rows.attributes.min(),
        most=rows.attributes.max(),
        times=rows.slot.count() if alone else rows.count(where=here),
        **{column(slot): rows.score.max(where=rows.slot == slot) for slot in slots},
    )
    found = found.filter(found.attributes.notnull())
    scores = [column(slot) for slot in slots]
    return found.select("episode", "attributes", "times", *scores, conflict=found.attributes != found.most)


def conflicting(found: ir.Table) -> ir.Table:
    """Return the episodes whose rows disagree on an attribute."""
    return found.filter(found.conflict).select("episode")


def ill_named(found: ir.Table) -> ir.Table:
    """Return the episodes whose id is none."""
    return found.filter(rules.bad_id(found.episode)).select("episode")


def repeating(found: ir.Table, slots: tuple[int, ...]) -> ir.Table:
    """Return the episodes that have more rows than scores: a measure and week twice."""
    return found.filter(found.times > _scores(found, slots)).select("episode")


def totals(found: ir.Table, slots: tuple[int, ...]) -> ir.Table:
    """Count all: rows, episodes, without_start; find the first and last month: first, last.

    `without_start` counts pairs of an episode and a measure that has scores and no baseline.
    """
    pairs = []
    for measure, own in groupby(slots, lambda slot: packing.measure_and_week(slot)[0]):
        scored = reduce(or_, [found[column(slot)].notnull() for slot in own])
        pairs.append(flag(found[column(packing.slot(measure, 0))].isnull() & scored, 1))
    return found.aggregate(
        rows=found.times.sum().cast("int64").fill_null(0),
        episodes=found.count(),
        without_start=rules.total(pairs).sum().cast("int64").fill_null(0),
        first=packing.month_of(found.attributes.min()),
        last=packing.month_of(found.attributes.max()),
    )


def _scores(found: ir.Table, slots: tuple[int, ...]) -> ir.IntegerValue:
    return rules.total([flag(found[column(slot)].notnull(), 1) for slot in slots])


def united(tables: list[ir.Table]) -> ir.Table:
    """Put tables of the same columns one below the other, in halves: an engine reads no deep nesting."""
    if len(tables) == 1:
        return tables[0]
    half = len(tables) // 2
    return united(tables[:half]).union(united(tables[half:]))
