"""The month in a cell, however a spreadsheet wrote it, as an Ibis expression. It must not know any other column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

FIRST_YEAR, LAST_YEAR = 1990, 2100
# They end in \z: for some engines $ also stands before a last line break.
ISO = r"^([0-9]{4})-([0-9]{1,2})(-([0-9]{1,2})([ T]00:00(:00([.]0+)?)?)?)?\z"
MONTH_YEAR = r"^([0-9]{1,2})/([0-9]{4})\z"
DOTTED = r"^([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})\z"
SLASHED = r"^([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\z"
SERIAL = r"^([0-9]{5})([.,]0+)?\z"
# Excel counts days so that 25569 is the first of January 1970 (it takes 1900 for a leap year).
EXCEL_ZERO = date(1970, 1, 1).toordinal() - 25_569


def month_of(cell: ir.StringValue, serial_month: ir.IntegerValue) -> tuple[ir.IntegerValue, ir.BooleanValue]:
    """Return months since January of FIRST_YEAR (null where there is none), and whether it can be read two ways.

    `serial_month` is the month of a cell that is a serial number (see `serial_of`), null for any other.
    """
    import ibis

    first, second = _found(cell, SLASHED, 1), _found(cell, SLASHED, 2)
    ambiguous = ((first <= 12) & (second <= 12) & (first != second)).fill_null(False)
    turned = second > 12
    year = ibis.coalesce(
        _found(cell, ISO, 1), _found(cell, MONTH_YEAR, 2), _found(cell, DOTTED, 3), _found(cell, SLASHED, 3)
    )
    slashed_month, slashed_day = turned.ifelse(first, second), turned.ifelse(second, first)
    month = ibis.coalesce(_found(cell, ISO, 2), _found(cell, MONTH_YEAR, 1), _found(cell, DOTTED, 2), slashed_month)
    day = ibis.coalesce(_found(cell, ISO, 4), _found(cell, DOTTED, 1), slashed_day, ibis.literal(1, "int64"))
    good = year.between(FIRST_YEAR, LAST_YEAR) & month.between(1, 12) & (day >= 1) & (day <= _length(year, month))
    written = (good & ~ambiguous).ifelse((year - FIRST_YEAR) * 12 + month - 1, ibis.null("int64"))
    return ibis.coalesce(written, serial_month), ambiguous


def serial_of(cell: ir.StringValue) -> ir.IntegerValue:
    """Return Excel's serial number in a cell, null where it is none."""
    return _found(cell, SERIAL, 1)


def _found(cell: ir.StringValue, pattern: str, group: int) -> ir.IntegerValue:
    return cell.re_extract(pattern, group).nullif("").try_cast("int64")


def name_of(number: int) -> str:
    """Return months since January of FIRST_YEAR as YYYY-MM."""
    return f"{FIRST_YEAR + number // 12}-{number % 12 + 1:02d}"


def _length(year: ir.IntegerValue, month: ir.IntegerValue) -> ir.IntegerValue:
    import ibis

    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    short = month.isin([4, 6, 9, 11])
    return (month == 2).ifelse(leap.ifelse(29, 28), short.ifelse(30, ibis.literal(31, "int64")))


def serials() -> dict[str, list[int]]:
    """Return the serial number of every day from FIRST_YEAR to LAST_YEAR, with its month: two columns."""
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    days = [date.fromordinal(day) for day in range(first, last + 1)]
    return {
        "serial": [day.toordinal() - EXCEL_ZERO for day in days],
        "serial_month": [(day.year - FIRST_YEAR) * 12 + day.month - 1 for day in days],
    }
