"""Every attribute of an episode in one 64-bit number, and a measure and week in another: narrow rows compare cheaply.

It must not know rows or figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.outcomes.columns import LAST_WEEK

if TYPE_CHECKING:
    import ibis.expr.types as ir

# name: (first bit, number of bits); the month is uppermost so that the smallest attributes hold the first month.
FIELDS = {"sex": (0, 2), "age_band": (2, 3), "question": (5, 2), "set_no": (7, 24), "clinic_no": (31, 20)}
CELL_BITS = 51
MOST_SETS, MOST_CLINICS = 1 << 24, 1 << 20
WEEKS = LAST_WEEK + 1


def placed(number: ir.IntegerValue, name: str) -> ir.IntegerValue:
    """Return the number at the bits of its field; the placed fields of an episode add up to its attributes."""
    return number << (CELL_BITS if name == "month_no" else FIELDS[name][0])


def cell_of(attributes: ir.IntegerValue) -> ir.IntegerValue:
    """Return the attributes less the month."""
    return attributes & ((1 << CELL_BITS) - 1)


def month_of(attributes: ir.IntegerValue) -> ir.IntegerValue:
    """Return the month of attributes."""
    return attributes >> CELL_BITS


def unpacked(cell: ir.IntegerValue, name: str) -> ir.IntegerValue:
    """Return one field of a cell or of attributes."""
    first, bits = FIELDS[name]
    return (cell >> first) & ((1 << bits) - 1)


def slot(measure: int, week: int) -> int:
    """Return the number that stands for a measure's number and a week."""
    return measure * WEEKS + week


def measure_and_week(number: int) -> tuple[int, int]:
    """Return what a slot stands for."""
    return divmod(number, WEEKS)
