"""The arithmetic of hiding: which counts are small, how categories are shown together, how far a hidden count could be.

It must not know cubes, points or pages: it sees arrays of counts. The last axis of an array is always the category.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Blocks = tuple[tuple[int, ...], ...]
# Whoever knows every shown figure must be left with hidden counts that may differ by this share of k at least, and a
# point may hold no more than the rest of a category.
WIDTH = 0.3
MOST = 1 - WIDTH


def small(counts: NDArray, k: int) -> NDArray:
    """Tell which counts are of 1 to k - 1 people: nobody is no one to protect, and k are enough."""
    return (counts > 0) & (counts < k)


def together(counts: NDArray, blocks: Blocks) -> NDArray:
    """Add up the categories of each block, none of them empty: whole counts (..., categories) -> (..., blocks)."""
    ordered = counts[..., [category for block in blocks for category in block]]
    if len(blocks) == ordered.shape[-1]:
        return ordered
    starts = list(accumulate(map(len, blocks[:-1]), initial=0))
    return np.add.reduceat(ordered, starts, axis=-1)


def coarser(blocks: Blocks, joined: Blocks) -> Blocks:
    """Return the blocks of categories that `joined`, blocks of positions in `blocks`, stand for."""
    return tuple(tuple(sorted(c for position in block for c in blocks[position])) for block in joined)


def best_split(start: NDArray, weekly: NDArray, k: int, *, ordered: bool) -> tuple[Blocks, NDArray]:
    """Choose which categories to show together, so that most can be shown.

    `start` (counts, categories) may be small in no block, ever; `weekly` (counts, rows, categories) in no block of a
    row that is shown. The smallest block joins its smaller neighbour (`ordered`) or the next smallest, again and again;
    the step that shows most figures wins. Returns its blocks and which rows (rows,) can be shown. One block alone means
    that nothing is split. Categories without anyone at the start are in no block.
    """
    there = np.flatnonzero(start.sum(axis=0))
    blocks = [(int(c),) for c in there]
    best: tuple[int, Blocks, NDArray] = (0, (tuple(c for (c,) in blocks),), np.zeros(weekly.shape[1], dtype=bool))
    # The sums of each block are carried along: a step adds up two of them and no more.
    start, weekly = start[:, there], weekly[..., there]
    while len(blocks) > 1:
        if not small(start, k).any():
            shown = ~small(weekly, k).any(axis=(0, 2))
            figures = (1 + int(shown.sum())) * len(blocks)
            best = max(best, (figures, tuple(sorted(blocks)), shown), key=lambda it: it[0])
        low, high = _next(start.sum(axis=0), ordered=ordered)
        blocks[low] = tuple(sorted(blocks[low] + blocks.pop(high)))
        start, weekly = _joined(start, low, high), _joined(weekly, low, high)
    return best[1], best[2]


def _next(size: NDArray, *, ordered: bool) -> tuple[int, int]:
    """Choose the two blocks to join: the smallest, and its smaller neighbour (`ordered`) or the next smallest."""
    least = int(np.argmin(size))
    others = [n for n in range(len(size)) if n != least and (not ordered or abs(n - least) == 1)]
    partner = min(others, key=size.tolist().__getitem__)
    return min(least, partner), max(least, partner)


def _joined(counts: NDArray, low: int, high: int) -> NDArray:
    fewer = np.concatenate([counts[..., :high], counts[..., high + 1 :]], axis=-1)
    fewer[..., low] += counts[..., high]
    return fewer


@dataclass(frozen=True)
class Fourfold:
    """People of a category by whether they have the point and whether they count (were followed, improved).

    Four arrays of one shape (..., categories): with the point, counted and not; without it, counted and not.
    """

    inside: NDArray
    inside_not: NDArray
    outside: NDArray
    outside_not: NDArray

    @classmethod
    def of(cls, part: NDArray, part_counted: NDArray, whole: NDArray, whole_counted: NDArray) -> Fourfold:
        """Make one from people and counted people, of the point (`part`) and of all (`whole`)."""
        return cls(
            part_counted,
            part - part_counted,
            whole_counted - part_counted,
            whole - whole_counted - part + part_counted,
        )

    @property
    def stack(self) -> NDArray:
        """The four arrays as one: (4, ..., categories)."""
        return np.stack([self.inside, self.inside_not, self.outside, self.outside_not])

    def at(self, rows: NDArray | int) -> Fourfold:
        """Return the given rows (or the one) of the first axis."""
        return Fourfold(self.inside[rows], self.inside_not[rows], self.outside[rows], self.outside_not[rows])

    @property
    def raisable(self) -> NDArray:
        """How many more of the point's people could have counted, all else of the category being as it is."""
        return np.minimum(self.inside_not, self.outside)

    @property
    def lowerable(self) -> NDArray:
        """How many fewer of the point's people could have counted, all else of the category being as it is."""
        return np.minimum(self.inside, self.outside_not)

    def small(self, k: int) -> NDArray:
        """Tell in which categories one of the four is small."""
        return small(self.stack, k).any(axis=0)


def reach(table: Fourfold, same: NDArray) -> tuple[NDArray, NDArray]:
    """Return how far up and down each `inside` count can be, though people and all shown totals stay as they are.

    `same` (categories, categories) tells which categories' counts are shown only as one sum. What a category gains,
    others of its block lose.
    """
    others = (same & ~np.eye(len(same), dtype=bool)).astype(float)
    up = np.minimum(table.raisable, table.lowerable @ others)
    down = np.minimum(table.lowerable, table.raisable @ others)
    return up, down


def even(part: NDArray, part_counted: float, whole: NDArray, whole_counted: float) -> Fourfold:
    """Return the world in which the counted are spread evenly over the categories, for the point and for all."""
    inside = part * (part_counted / max(part.sum(), 1))
    counted = whole * (whole_counted / max(whole.sum(), 1))
    return Fourfold.of(part.astype(float), inside, whole.astype(float), counted)


def leaves_room(world: Fourfold) -> bool:
    """Tell whether a point holds so little of each category that the whole may move while the point stays."""
    counted, rest = world.inside + world.outside, world.inside_not + world.outside_not
    return bool((world.inside <= MOST * counted + 1e-9).all() and (world.inside_not <= MOST * rest + 1e-9).all())


@dataclass(frozen=True)
class Course:
    """One measure's weeks for one point and one way to split: what is true, and which of it is shown.

    `table` (weeks, categories) holds followed and lost; week 0 has no losses and comes first. `whole` weeks are split
    for all people, `visible` weeks have the point's total, `split` weeks have the point's own blocks.
    """

    table: Fourfold
    whole: NDArray
    visible: NDArray
    split: NDArray

    @property
    def people(self) -> tuple[NDArray, NDArray]:
        """The people of each category at the start, with and without the point."""
        first = self.table.at(np.array([0]))
        return first.inside[0], first.outside[0]

    def movable(self, same: NDArray) -> NDArray:
        """Return (categories, categories): how many of the point's people could stand in the first, not the second.

        Each week that is split for all must take the move up among its followed and its lost; a week that is not may
        be any world as long as the evenly spread one has room.
        """
        seen = self.table.at(self.whole)
        moves = np.minimum(seen.outside[:, :, None], seen.inside[:, None, :])
        moves = (moves + np.minimum(seen.outside_not[:, :, None], seen.inside_not[:, None, :])).min(axis=0)
        room = np.minimum(moves, self._room()[:, None])
        return np.where(same & ~np.eye(len(same), dtype=bool), np.maximum(room, 0), 0)

    def _room(self) -> NDArray:
        room = np.full(self.table.inside.shape[1], np.inf)
        for row in np.flatnonzero(self.visible & ~self.whole):
            world = even(*self.sums(row))
            held = world.inside + world.inside_not
            for part, whole in ((world.inside, world.outside), (world.inside_not, world.outside_not)):
                if part.sum() > 0:
                    room = np.minimum(room, (part + whole) * (held.sum() / part.sum()) - held)
        return room

    def sums(self, row: int) -> tuple[NDArray, float, NDArray, float]:
        """Return the point's people, its counted, all people and all counted of a week, for `even`."""
        week = self.table.at(np.array([row]))
        part, whole = (week.inside + week.inside_not)[0], week.stack.sum(axis=0)[0]
        return part, float(week.inside.sum()), whole, float((week.inside + week.outside).sum())


def keeps_hidden(course: Course, blocks: Blocks, k: int, spare: tuple[NDArray, NDArray]) -> bool:
    """Tell whether no small count of a point can be narrowed to fewer than WIDTH x k + 1 values.

    The adversary knows everything shown of all people and of the point. `spare` (weeks,), (weeks,) is how far up and
    down the followed of a week may move where the point's total is hidden.
    """
    narrow = WIDTH * k
    count = course.table.inside.shape[1]
    same = np.zeros((count, count), dtype=bool)
    for block in blocks:
        same[np.ix_(block, block)] = True
    moves = course.movable(same)
    part, rest = course.people
    uncertain = small(part, k) | small(rest, k)
    if (uncertain & (moves.max(axis=1) + moves.max(axis=0) < narrow)).any():
        return False
    anywhere = np.ones_like(same)
    for row in np.flatnonzero(course.whole):
        table = course.table.at(np.array([row]))
        up, down = (way[0] for way in reach(table, same if course.split[row] else anywhere))
        if not course.visible[row]:
            up = np.minimum(table.raisable[0], spare[0][row])
            down = np.minimum(table.lowerable[0], spare[1][row])
        if _narrow(table, moves, up, down, k):
            return False
    return True


def _narrow(table: Fourfold, moves: NDArray, up: NDArray, down: NDArray, k: int) -> bool:
    """Tell whether a small followed or lost count of a week is pinned; people may move along with it."""
    followed = np.minimum(moves, np.minimum(table.outside[0][:, None], table.inside[0][None, :]))
    lost = np.minimum(moves, np.minimum(table.outside_not[0][:, None], table.inside_not[0][None, :]))
    width_followed = np.maximum(up, followed.max(axis=1)) + np.maximum(down, followed.max(axis=0))
    width_lost = np.maximum(down, lost.max(axis=1)) + np.maximum(up, lost.max(axis=0))
    small_followed = small(table.inside[0], k) | small(table.outside[0], k)
    small_lost = small(table.inside_not[0], k) | small(table.outside_not[0], k)
    return bool(((small_followed & (width_followed < WIDTH * k)) | (small_lost & (width_lost < WIDTH * k))).any())


def survives_even(people: tuple[NDArray, float, NDArray, float], true: Fourfold, k: int) -> bool:
    """Tell whether a point's total may be shown where nothing is split: the counted may be spread over categories.

    `people` are the arguments of `even`; `true` (categories,) the true counts.
    """
    part, _, whole, _ = people
    if not (whole - part).any():
        return True
    world = even(*people)
    if not leaves_room(world):
        return False
    up, down = reach(world, np.ones((len(part), len(part)), dtype=bool))
    checked = true.small(k) & ~small(part, k) & ~small(whole - part, k)
    return not (checked & (up + down < WIDTH * k)).any()
