"""What a check hands back, and the tally it keeps while it looks. It must not know any table."""

from difflib import get_close_matches
from functools import lru_cache

from dashboard.facts.findings import Finding
from dashboard.facts.tables import Row

SHOWN = 6


class Tally:
    """Counts what a check has looked at and collects what it found wrong."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.checked = 0
        self.findings: list[Finding] = []

    def test(self, good: bool, row: Row, column: str, problem: str, valid: tuple[str, ...] = ()) -> bool:
        """Count one look at a cell; unless it is good, record the finding. Returns `good`."""
        self.checked += 1
        if not good:
            self.findings.append(Finding(row.file, row.line, column, row.cells.get(column, ""), problem, valid))
        return good

    def test_id(self, value: str, row: Row, column: str, known: tuple[str, ...] | frozenset[str], what: str) -> None:
        """Count one id in a cell; unless it is known, record the finding with the ids that look like it."""
        good = value in known
        self.test(good, row, column, "" if good else f"{value!r} is no {what}", () if good else near(value, known))


@lru_cache(maxsize=4096)
def near(value: str, known: tuple[str, ...] | frozenset[str]) -> tuple[str, ...]:
    """Up to six choices that look like `value`, or the first six, and how many there are in all."""
    choices = sorted(known)
    if len(choices) <= SHOWN:
        return tuple(choices)
    close = get_close_matches(value, choices, SHOWN, 0.5) or choices[:SHOWN]
    return (*close, f"… {len(choices)} in all")
