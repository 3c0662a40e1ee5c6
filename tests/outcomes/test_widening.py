"""Slots, and how they are shared out over tables of episodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.outcomes import packing, widening
from dashboard.outcomes.columns import LAST_WEEK
from dashboard.outcomes.widening import shared_out
from tests.outcomes.rows import as_cells, row, slowly, taken

NUMBERS = st.integers(0, 7 * packing.WEEKS - 1)


@given(NUMBERS)
def test_a_slot_stands_for_one_measure_and_week(number):
    measure, week = packing.measure_and_week(number)
    assert packing.slot(measure, week) == number
    assert 0 <= week <= LAST_WEEK


def test_the_fields_of_the_attributes_do_not_overlap():
    taken_bits = [bit for first, bits in packing.FIELDS.values() for bit in range(first, first + bits)]
    assert sorted(taken_bits) == list(range(packing.CELL_BITS))


@pytest.mark.parametrize(
    ("slots", "tables"),
    [
        ([], [(0,)]),
        ([0, 4], [(0, 4)]),
        ([4], [(0, 4)]),
        ([packing.slot(2, 12), 0], [(0, packing.slot(2, 0), packing.slot(2, 12))]),
        (range(40), [tuple(range(40))]),
        ([*range(40), packing.slot(1, 5)], [tuple(range(40)), (packing.slot(1, 0), packing.slot(1, 5))]),
    ],
)
def test_slots_are_shared_out(slots, tables):
    assert shared_out(slots) == tables


@given(st.sets(NUMBERS, min_size=1, max_size=120))
def test_every_slot_is_in_one_table_with_its_baseline_and_its_whole_measure(slots):
    tables = shared_out(slots)
    everything = [slot for table in tables for slot in table]
    assert len(everything) == len(set(everything))
    starts = {packing.slot(packing.measure_and_week(slot)[0], 0) for slot in slots}
    assert set(everything) == slots | starts
    for table in tables:
        measures = {packing.measure_and_week(slot)[0] for slot in table}
        assert len(table) <= widening.MOST_SLOTS or len(measures) == 1
        assert measures == {packing.measure_and_week(slot)[0] for slot in everything if slot in table}


@pytest.mark.parametrize("most", [1, 5])
def test_several_tables_of_episodes_give_the_cube_of_one(scales, clinic, tmp_path, monkeypatch, most):
    rows = clinic(200)
    late = [
        row(episode="two", measure="nrs"), row(episode="two", measure="odi", sex="male"),
        row(episode="same"), row(episode="same"), row(episode="same", measure="odi", score="3"),
        row(episode="split", measure="odi"), row(episode="split", measure="odi", score="1"), row(episode="split"),
        row(episode="Ann Lee", measure="ndi"), row(episode="no_start", week="4", score="x"),
    ]  # fmt: skip
    whole, faults = taken(scales, tmp_path, [*rows, *late])
    monkeypatch.setattr(widening, "MOST_SLOTS", most)
    parts, same_faults = taken(scales, tmp_path, [*rows, *late])
    assert parts == whole
    assert same_faults == faults
    good = [*rows, late[2], late[4], late[7]]
    assert as_cells(parts) == slowly(good, scales)
    assert len(faults) == len(late) - 3
    assert (parts.manifest.rows_good, parts.manifest.without_start) == (len(good), whole.manifest.without_start)
