"""A source says when its rows were last compared with its record, and why it is marked. It must not judge the mark."""

from datetime import date

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records


def sources_say_when_and_why(records: Records) -> Tally:
    """Find days of a check that are no days, and marks and reasons that stand alone."""
    tally = Tally("sources")
    for row in records.rows("sources"):
        day, mark, reason = (row.cells.get(name, "") for name in ("checked", "mark", "mark_note"))
        tally.test(not day or is_day(day), row, "checked", "not a day", ("a date such as 2026-11-25", "(empty)"))
        tally.test(not mark or bool(reason), row, "mark_note", f"{mark}, but nothing says how we know")
        tally.test(bool(mark) or not reason, row, "mark", "a reason without a mark")
    tally.checked = len(records.rows("sources"))
    return tally


def is_day(text: str) -> bool:
    """Tell whether `text` is a date as year-month-day (ISO 8601, the long form)."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
