"""A sentence with what bears it out: the rows it rests on and, for every number in it, the cells it came from.

It must not know which sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.explain.say import Say
from dashboard.facts.row_names import row_name
from dashboard.facts.vocabulary import STATUSES

# How a number came from the cells of `column` in `rows`. Tests work each out again from the files.
RULES = (
    "printed",  # as the cell has it
    "size",  # the same without its sign
    "people",  # a per cent, as whole people of `per`, halves up
    "per",  # the denominator the reader chose
    "count",  # how many rows
    "least",  # the smallest number printed in the cells
    "most",  # the largest
    "middle",  # the median of the cells, each the middle of its range
    "one in",  # a rate per 10,000 as `harms.one_in` words it
    "pool",  # the figure of a pool, worked out from its trials, without its sign, as a whole number
    "pool better",  # the same with its sign, to one decimal, turned so that more is better with acupuncture
    "pool low",  # the ends of its interval, in the same way
    "pool high",
)


@dataclass(frozen=True)
class Figure:
    """One number of a sentence: the `name` of its field, its value, and where it comes from."""

    name: str
    value: float
    rule: str
    rows: tuple[str, ...]
    column: str = ""
    per: int = 0


@dataclass(frozen=True)
class Claim:
    """One sentence. `rows` are named as in `facts.row_names`; `status` is their weakest, `curator` without any."""

    say: Say
    rows: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = ()
    status: str = "curator"


@dataclass(frozen=True)
class Quiz:
    """A question students can ask themselves, and its answer."""

    ask: Say
    answer: Claim


def figure(
    name: str, value: float, rule: str, table: str, rows: Iterable[Any], column: str = "", per: int = 0
) -> Figure:
    """Say where a number comes from. Raises ValueError for an unknown rule or table."""
    if rule not in RULES:
        raise ValueError(f"unknown rule {rule!r}; valid: {', '.join(RULES)}")
    return Figure(name, value, rule, tuple(row_name(table, row) for row in rows), column, per)


def claim(say: Say, rows: Iterable[tuple[str, Any]] = (), figures: Iterable[Figure] = ()) -> Claim:
    """Tie a sentence to its rows, given as pairs of table and row; sources and status come from them.

    A row of `pools` only says which figures stand together: how closely those were read is the status.
    """
    pairs = tuple(rows)
    names = dict.fromkeys(row_name(table, row) for table, row in pairs)
    sources = dict.fromkeys(source for _, row in pairs for source in getattr(row, "sources", ()))
    return Claim(
        say, tuple(names), tuple(figures), tuple(sources), weakest(row for table, row in pairs if table != "pools")
    )


def weakest(rows: Iterable[Any]) -> str:
    """Return the status that says least of how closely rows were read; `curator` for none."""
    found = [row.status for row in rows if getattr(row, "status", "")]
    return max(found, key=STATUSES.index) if found else "curator"


def whole_people(percent: float, per: int) -> int:
    """Turn a per cent into whole people of `per`, halves up: 47.6 % of 100 are 48."""
    # Six digits first: 0.285 * 100 must not fall below its half by a rounding of the machine.
    return math.floor(round(percent / 100 * per, 6) + 0.5)
