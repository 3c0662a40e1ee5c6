"""Decides where the people who improved may be counted: a part of those followed, hidden by the same arithmetic.

It must not know how many weeks there are to come: each row (a week of a measure) is decided alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dashboard.outcomes.published import TOTAL
from dashboard.outcomes.suppression import WIDTH, Blocks, Fourfold, reach, small, survives_even, together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.outcomes.disclosure import Plan
    from dashboard.outcomes.tabulation import Counts

# statistic -> the people it is a part of: whoever improved by 50 per cent also improved by 30.
PARENTS = {"better_30": "followed", "better_50": "better_30", "better_important": "followed"}
# Where all began high on the scale, 30 per cent is more than the smallest change that matters, and where all began low
# it is less: then one of the two is a part of the other, and the few between them would be told by two large counts.
RIVALS = ("better_30", "better_50")


@dataclass
class Shown:
    """Where one statistic is shown in one row: (points,) for totals and, by dimension, for splits."""

    total: NDArray
    splits: dict[str, NDArray] = field(default_factory=dict)

    def and_(self, other: Shown) -> Shown:
        """Return where both are shown."""
        return Shown(self.total & other.total, {name: at & other.splits[name] for name, at in self.splits.items()})

    def without(self, both: Shown, allowed: Shown) -> Shown:
        """Hide what is in `both` and not in `allowed`, and a split whose total is hidden: its lines would tell it."""
        total = self.total & ~(both.total & ~allowed.total)
        splits = {name: at & total & ~(both.splits[name] & ~allowed.splits[name]) for name, at in self.splits.items()}
        return Shown(total, splits)


def allow_responders(counts: Counts, plans: list[Plan], k: int) -> None:
    """Write into the plans where each statistic of PARENTS is shown."""
    count, rows = len(plans), len(counts.rows)
    for plan in plans:
        for statistic in PARENTS:
            for dimension in (TOTAL, *plan.blocks):
                plan.responders[statistic, dimension] = np.zeros(rows, dtype=bool)
    for row in np.flatnonzero(plans[0].visible):
        if counts.rows[row][1] == 0:
            continue
        followed = Shown(np.array([plan.visible[row] for plan in plans]))
        for dimension in plans[0].blocks:
            followed.splits[dimension] = np.array(
                [dimension in plan.blocks and plan.rows[dimension][row] for plan in plans]
            )
        shown = {"followed": followed}
        for statistic, parent in PARENTS.items():
            shown[statistic] = _Row(counts, plans, row, parent, statistic, k).shown(shown[parent])
        for rival in RIVALS:
            _beside(counts, plans, row, rival, shown, k)
        for statistic in PARENTS:
            for point in range(count):
                plans[point].responders[statistic, TOTAL][row] = shown[statistic].total[point]
                for dimension in plans[point].blocks:
                    plans[point].responders[statistic, dimension][row] = shown[statistic].splits[dimension][point]


def _beside(counts: Counts, plans: list[Plan], row: int, rival: str, shown: dict[str, Shown], k: int) -> None:
    """Hide the important improvements wherever they and the rival's count, one within the other, would leave few."""
    mine = "better_important"
    for parent, part in ((rival, mine), (mine, rival)):
        if _within(counts, row, part, parent):
            both = shown[mine].and_(shown[rival])
            allowed = _Row(counts, plans, row, parent, part, k).shown(both)
            shown[mine] = shown[mine].without(both, allowed)


def _within(counts: Counts, row: int, part: str, whole: str) -> bool:
    """Tell whether, for all anybody can see in the counts, each of the part is one of the whole."""
    for dimension in (TOTAL, *counts.categories):
        inside, outside = (counts.of(name, dimension)[:, row] for name in (part, whole))
        if (inside > outside).any() or (inside[:1] - inside > outside[:1] - outside).any():
            return False
    return True


class _Row:
    """One statistic and its parent in one row. Tables are Fourfold of (points, blocks of all people)."""

    def __init__(self, counts: Counts, plans: list[Plan], row: int, parent: str, part: str, k: int) -> None:
        self.plans, self.k = plans, k
        self.blocks: dict[str, Blocks] = {TOTAL: ((0,),), **plans[0].blocks}
        self.tables = {}
        self.people = {}
        for dimension, blocks in self.blocks.items():
            people, counted = (together(counts.of(name, dimension)[:, row], blocks) for name in (parent, part))
            self.tables[dimension] = Fourfold.of(people, counted, people[:1], counted[:1])
            self.people[dimension] = people, counted
        self.few = {name: table.small(k).any(axis=1) for name, table in self.tables.items()}

    def shown(self, parent: Shown) -> Shown:
        """Show what may be shown; where splits would give a hidden total away, the splits go."""
        first = self._try(parent, splits=True)
        return first if first is not None else self._try(parent, splits=False) or self._nothing(parent)

    def _nothing(self, parent: Shown) -> Shown:
        return Shown(np.zeros_like(parent.total), {name: np.zeros_like(at) for name, at in parent.splits.items()})

    def _try(self, parent: Shown, *, splits: bool) -> Shown | None:
        told = self._nothing(parent)
        total = self.tables[TOTAL]
        clean = parent.total & ~total.small(self.k)[:, 0]
        if not clean[0]:
            return told
        whole = {
            name: splits and bool(at[0]) and not self.tables[name].small(self.k)[0].any()
            for name, at in parent.splits.items()
        }
        told.total[:] = clean
        for name, split in whole.items():
            told.splits[name][0] = split
        for point in range(1, len(clean)):
            if told.total[point]:
                told.total[point] = all(self._dimension(told, parent, point, name, whole[name]) for name in whole)
                if not told.total[point]:
                    for at in told.splits.values():
                        at[point] = False
            if parent.total[point] and not told.total[point] and not self._stays_hidden(point, whole):
                return None
        return told

    def _dimension(self, told: Shown, parent: Shown, point: int, name: str, whole: bool) -> bool:
        """Split a point's count if it may be; tell whether its total may be shown."""
        if whole and not self.few[name][point]:
            told.splits[name][point] = parent.splits[name][point]
            return True
        true = self._true(name, point)
        if not whole:
            people, counted = self.people[name]
            total = (people[point], float(counted[point].sum()), people[0], float(counted[0].sum()))
            return survives_even(total, true, self.k)
        count = true.inside.shape[0]
        if parent.splits[name][point] and self._clean(point, name):
            same = np.zeros((count, count), dtype=bool)
            for block in self._positions(point, name):
                same[np.ix_(block, block)] = True
            if self._wide(true, reach(true, same)):
                told.splits[name][point] = True
                return True
        return self._wide(true, reach(true, np.ones((count, count), dtype=bool)))

    def _true(self, name: str, point: int) -> Fourfold:
        return self.tables[name].at(point)

    def _positions(self, point: int, name: str) -> list[list[int]]:
        """Return a point's blocks as positions among the blocks of all people."""
        places = {category: place for place, block in enumerate(self.blocks[name]) for category in block}
        return [sorted({places[category] for category in mine}) for mine in self.plans[point].blocks[name]]

    def _clean(self, point: int, name: str) -> bool:
        true = self._true(name, point).stack
        blocks = tuple(tuple(block) for block in self._positions(point, name))
        return not small(together(true, blocks), self.k).any()

    def _wide(self, true: Fourfold, ways: tuple[NDArray, NDArray]) -> bool:
        """Tell whether small counts stay wide; of people who are few themselves it is not known how many they are."""
        part, rest = true.inside + true.inside_not, true.outside + true.outside_not
        checked = true.small(self.k) & ~small(part, self.k) & ~small(rest, self.k)
        return not (checked & (ways[0] + ways[1] < WIDTH * self.k)).any()

    def _stays_hidden(self, point: int, whole: dict[str, bool]) -> bool:
        names = [TOTAL, *(name for name, split in whole.items() if split)]
        tables = {name: self._true(name, point) for name in names}
        up = min(float(table.raisable.sum()) for table in tables.values())
        down = min(float(table.lowerable.sum()) for table in tables.values())
        total = tables[TOTAL].small(self.k).any()
        if total and up + down < WIDTH * self.k:
            return False
        return all(
            self._wide(table, (np.minimum(table.raisable, up), np.minimum(table.lowerable, down)))
            for name, table in tables.items()
            if name
        )
