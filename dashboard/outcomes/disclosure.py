"""Disclosure control: turns a cube into what may be shown of it, once, before any page is built.

It must not know pages. The rules stand in data/README.md; every small count stays hidden from whoever adds, subtracts
and bounds all that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dashboard.outcomes.published import DIMENSIONS, TOTAL, Published
from dashboard.outcomes.responders import allow_responders
from dashboard.outcomes.suppression import (
    WIDTH,
    Blocks,
    Course,
    Fourfold,
    best_split,
    coarser,
    keeps_hidden,
    small,
    survives_even,
    together,
)
from dashboard.outcomes.tabulation import Counts, columns_of, harms, question_counts, write_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.outcomes.cube import Cube

SMALLEST = 10
# More categories than this are no breakdown a reader could use; clinics are put into groups at the import.
MOST_CATEGORIES = 40


@dataclass
class Plan:
    """What may be shown of one point. All arrays are (rows,): one row is a week of a measure.

    `offered` rows are of measures and weeks that may be shown at all, `visible` rows show the point's total. `blocks`
    and `rows` say by dimension which categories stand together and which rows are split; `responders` says by
    (statistic, dimension) in which rows the improved are counted.
    """

    offered: NDArray
    visible: NDArray
    blocks: dict[str, Blocks] = field(default_factory=dict)
    rows: dict[str, NDArray] = field(default_factory=dict)
    responders: dict[tuple[str, str], NDArray] = field(default_factory=dict)

    def rows_of(self, dimension: str) -> NDArray:
        """Return the rows in which a dimension, or the total, is shown."""
        return self.rows[dimension] if dimension else self.visible

    def responders_of(self, statistic: str, dimension: str) -> NDArray:
        """Return the rows in which the improved are counted."""
        return self.responders.get((statistic, dimension), np.zeros_like(self.visible))


def publish(cube: Cube, k: int = SMALLEST) -> Published:
    """Return what may be shown of a cube. Raises ValueError for a `k` under SMALLEST: it may only be raised."""
    if k < SMALLEST:
        raise ValueError(f"a group of {k} is too small to be shown; k is {SMALLEST} or more")
    every = list(question_counts(columns_of(cube)))
    tables = write_tables(((counts, plans_of(counts, k)) for counts in every), k)
    manifest = cube.manifest
    return Published(
        k=k,
        demo=manifest.demo,
        parameters=dict(manifest.parameters),
        months=manifest.months,
        harms=harms(cube, k, {(question, point) for question, _, point, _ in tables["parts"]}),
        **tables,
    )


def plans_of(counts: Counts, k: int) -> list[Plan]:
    """Decide for each point of a question, ANY_POINT first, what may be shown."""
    everyone = _everyone(counts, k)
    plans = [everyone, *(_Point(counts, everyone, point, k).plan() for point in range(1, len(counts.points)))]
    allow_responders(counts, plans, k)
    return plans


def _everyone(counts: Counts, k: int) -> Plan:
    """Plan the table of all people: whatever is split in a row is known whole, so that nothing of it is guessed at."""
    people, followed = counts.of("episodes")[0, :, 0], counts.of("followed")[0, :, 0]
    visible = (people >= k) & ~small(followed, k) & ~small(people - followed, k)
    plan = Plan(people >= k, visible)
    started = np.array([people[counts.of_measure(m)[0]] >= k for m in range(len(counts.measures))])
    for dimension in DIMENSIONS:
        if len(counts.categories[dimension]) > MOST_CATEGORIES or not started.any():
            continue
        part = counts.of("followed", dimension)[0]
        weekly = np.stack([part, counts.of("episodes", dimension)[0] - part])[:, visible]
        blocks, shown = best_split(counts.starts(dimension)[0, started], weekly, k, ordered=dimension == "age_band")
        if len(blocks) > 1:
            plan.blocks[dimension] = blocks
            plan.rows[dimension] = visible.copy()
            plan.rows[dimension][visible] = shown
    return plan


class _Point:
    """Plans one point against the table of all people, which the adversary knows."""

    def __init__(self, counts: Counts, everyone: Plan, point: int, k: int) -> None:
        self.counts, self.everyone, self.point, self.k = counts, everyone, point, k
        self.tables = {TOTAL: self._table(TOTAL, ((0,),))}
        self.tables |= {dimension: self._table(dimension, blocks) for dimension, blocks in everyone.blocks.items()}

    def _table(self, dimension: str, blocks: Blocks) -> Fourfold:
        people, followed = (
            together(self.counts.of(name, dimension)[[0, self.point]], blocks) for name in ("episodes", "followed")
        )
        return Fourfold.of(people[1], followed[1], people[0], followed[0])

    def plan(self) -> Plan:
        """Return the point's plan: nothing visible where any small count could be worked out otherwise."""
        offered = self.everyone.offered
        nothing = Plan(offered, np.zeros_like(offered))
        total = self.tables[TOTAL]
        people = np.stack([total.inside + total.inside_not, total.outside + total.outside_not])[:, offered, 0]
        if small(people, self.k).any():
            return nothing
        visible = self.everyone.visible & ~total.small(self.k)[:, 0]
        visible = self._evenly(visible)
        spare = self._spare()
        hidden = self.everyone.visible & ~visible & total.small(self.k)[:, 0]
        if (spare[0] + spare[1] < WIDTH * self.k)[hidden].any():
            return nothing
        plan = Plan(offered, visible)
        for dimension in self.everyone.blocks:
            if not self._split(plan, dimension, spare):
                return nothing
        return plan

    def _evenly(self, visible: NDArray) -> NDArray:
        """Hide the total of weeks that some dimension does not split, unless the followed may lie anywhere in it."""
        visible = visible.copy()
        for dimension, table in self.tables.items():
            if dimension:
                course = Course(table, self.everyone.rows[dimension], visible, visible)
                for row in np.flatnonzero(visible & ~self.everyone.rows[dimension]):
                    true = table.at(int(row))
                    visible[row] = survives_even(course.sums(row), true, self.k)
        return visible

    def _spare(self) -> tuple[NDArray, NDArray]:
        """Return how far up and down the point's followed of each row may move, its people being as they are."""
        up, down = self.tables[TOTAL].raisable[:, 0], self.tables[TOTAL].lowerable[:, 0]
        for dimension, rows in self.everyone.rows.items():
            table = self.tables[dimension]
            up = np.where(rows, np.minimum(up, table.raisable.sum(axis=1)), up)
            down = np.where(rows, np.minimum(down, table.lowerable.sum(axis=1)), down)
        return up, down

    def _split(self, plan: Plan, dimension: str, spare: tuple[NDArray, NDArray]) -> bool:
        """Add a dimension to the plan if it may be shown; tell whether the point may be shown at all."""
        table, whole = self.tables[dimension], self.everyone.rows[dimension]
        may = whole & plan.visible
        first = [row for row, (_, week) in enumerate(self.counts.rows) if week == 0 and self.everyone.offered[row]]
        starts = np.concatenate([table.inside[first], table.outside[first]])
        joined, shown = best_split(starts, table.stack[:, may], self.k, ordered=dimension == "age_band")
        rows = may.copy()
        rows[may] = shown
        if len(joined) > 1 and self._safe(dimension, joined, plan.visible, rows, spare):
            plan.blocks[dimension] = coarser(self.everyone.blocks[dimension], joined)
            plan.rows[dimension] = rows
            return True
        one = (tuple(range(table.inside.shape[1])),)
        return self._safe(dimension, one, plan.visible, may, spare)

    def _safe(
        self, dimension: str, blocks: Blocks, visible: NDArray, rows: NDArray, spare: tuple[NDArray, NDArray]
    ) -> bool:
        for measure in range(len(self.counts.measures)):
            of = self.counts.of_measure(measure)
            of = of[self.everyone.visible[of]]
            if len(of) and self.counts.rows[of[0]][1] == 0:
                course = Course(self.tables[dimension].at(of), self.everyone.rows[dimension][of], visible[of], rows[of])
                if not keeps_hidden(course, blocks, self.k, (spare[0][of], spare[1][of])):
                    return False
        return True
