"""The arithmetic of hiding, against small cases worked by hand and against a linear programme."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from dashboard.outcomes.suppression import Fourfold, best_split, coarser, even, leaves_room, reach, small, together
from dashboard.outcomes.tabulation import joined_bins


@pytest.mark.parametrize(("count", "is_small"), [(0, False), (1, True), (9, True), (10, False), (500, False)])
def test_small_is_from_one_to_k_less_one(count, is_small):
    assert small(np.array([count]), 10).tolist() == [is_small]


@pytest.mark.parametrize(
    ("start", "ordered", "blocks"),
    [
        ([40, 30, 20], True, ((0,), (1,), (2,))),
        ([40, 3, 20], True, ((0,), (1, 2))),  # the smaller neighbour
        ([20, 3, 40], True, ((0, 1), (2,))),
        ([3, 40, 20], False, ((0, 2), (1,))),  # the next smallest
        ([3, 40, 0], False, ((0, 1),)),  # nothing is left to split
        ([3, 4, 40], True, ((0, 1, 2),)),  # 7 are still too few
        ([0, 40, 20], True, ((1,), (2,))),
    ],
)
def test_the_smallest_categories_are_shown_together(start, ordered, blocks):
    found, _ = best_split(np.array([start]), np.zeros((1, 1, len(start)), dtype=int), 10, ordered=ordered)
    assert found == blocks


def test_a_split_gives_up_a_category_where_that_shows_more_weeks():
    start = np.array([[100, 100, 12]])
    thin = np.array([[[50, 50, 5]] * 6])
    assert best_split(start, thin, 10, ordered=True)[0] == ((0,), (1, 2))
    once = np.array([[[50, 50, 11]] * 6 + [[50, 50, 5]]])
    blocks, shown = best_split(start, once, 10, ordered=True)
    assert blocks == ((0,), (1,), (2,))
    assert shown.tolist() == [True] * 6 + [False]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=7), st.booleans())
def test_a_split_is_a_partition_without_small_blocks(start, ordered):
    counts = np.array([start])
    blocks, _ = best_split(counts, counts[None], 10, ordered=ordered)
    assert sorted(c for block in blocks for c in block) == [c for c, n in enumerate(start) if n]
    if len(blocks) > 1:
        assert not small(together(counts, blocks), 10).any()


@given(st.permutations(range(6)), st.sets(st.integers(1, 5)), st.integers(0, 6))
def test_a_block_is_the_sum_of_its_categories(order, cuts, left_out):
    ends = [*sorted(cuts), 6]
    blocks = tuple(tuple(order[low:high]) for low, high in zip([0, *ends], ends, strict=False))
    blocks = tuple(block for block in blocks if left_out not in block) or blocks
    counts = np.arange(24).reshape(2, 2, 6) ** 2
    summed = [[[sum(int(row[c]) for c in block) for block in blocks] for row in table] for table in counts]
    assert together(counts, blocks).tolist() == summed


def test_blocks_of_blocks_are_blocks_of_categories():
    assert coarser(((0,), (1, 2), (4,)), ((0, 2), (1,))) == ((0, 4), (1, 2))


@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 12), min_size=n, max_size=n), min_size=4, max_size=4)
    )
)
def test_no_promised_reach_is_beyond_what_a_linear_programme_allows(cells):
    table = Fourfold(*np.array(cells))
    size = table.inside.shape[0]
    up, down = reach(table, np.ones((size, size), dtype=bool))
    people, counted = table.inside + table.inside_not, table.inside + table.outside
    rest = table.outside + table.outside_not
    low, high = np.maximum(0, counted - rest), np.minimum(people, counted)
    for place in range(size):
        goal = np.eye(size)[place]
        ends = [
            linprog(
                sign * goal,
                A_eq=np.ones((1, size)),
                b_eq=[table.inside.sum()],
                bounds=list(zip(low, high, strict=True)),
            )
            for sign in (1, -1)
        ]
        assert ends[0].fun <= table.inside[place] - down[place] + 1e-9
        assert -ends[1].fun >= table.inside[place] + up[place] - 1e-9


def test_an_even_world_keeps_people_and_totals():
    world = even(np.array([10, 30]), 8, np.array([40, 60]), 30)
    assert world.inside.tolist() == [2, 6]
    assert (world.inside + world.outside).tolist() == [12, 18]
    assert world.stack.sum(axis=0).tolist() == [40, 60]
    assert leaves_room(world)
    assert not leaves_room(even(np.array([10, 59]), 40, np.array([40, 60]), 50))


@pytest.mark.parametrize(
    ("counts", "joined"),
    [
        ([20, 30, 40], ((0,), (1,), (2,))),
        ([20, 0, 40], ((0,), (1,), (2,))),
        ([20, 5, 40], ((0, 1), (2,))),
        ([3, 4, 40], ((0, 1, 2),)),
        ([6, 5, 40], ((0, 1), (2,))),
    ],
)
def test_bins_are_joined_until_each_holds_enough_or_none(counts, joined):
    assert joined_bins(np.array([counts]), ((0,), (1,), (2,)), 10) == joined
