"""One table for all measurements: what, ours, floor, ratio, bar, and whether the bar was held.

It must not know how anything was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.stats import ratio

HEADINGS = ("what", "ours", "floor", "ratio", "bar", "")


@dataclass(frozen=True)
class Row:
    """One measured figure. `bar` is the most allowed, or the least where `at_least` is set; None: nothing to hold."""

    what: str
    ours: float | None
    floor: float | None = None
    unit: str = ""
    bar: float | None = None
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """`ok` or `MISSED` where there is a bar; a figure that could not be taken has no verdict."""
        if self.bar is None or self.ours is None:
            return ""
        held = self.ours >= self.bar if self.at_least else self.ours <= self.bar
        return "ok" if held else "MISSED"

    def cells(self) -> tuple[str, ...]:
        """Return the row as text, in the order of `HEADINGS`."""
        times = ratio(self.ours, self.floor)
        sign = ">=" if self.at_least else "<="
        return (
            self.what,
            _figure(self.ours, self.unit),
            _figure(self.floor, self.unit),
            "" if times is None else f"{times:.2f}",
            "" if self.bar is None else f"{sign} {_figure(self.bar, self.unit)}",
            self.verdict,
        )


@dataclass(frozen=True)
class Part:
    """The rows of one subject and what a reader must know to read them."""

    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def table(parts: Sequence[Part]) -> str:
    """Lay all parts out in one table with common columns; notes stand below their part."""
    cells = {id(row): row.cells() for part in parts for row in part.rows}
    widths = [max(len(line[i]) for line in (HEADINGS, *cells.values())) for i in range(len(HEADINGS))]
    lines = [_line(HEADINGS, widths)]
    for part in parts:
        lines += ["", part.title, *(_line(cells[id(row)], widths) for row in part.rows)]
        lines += [f"    {note}" for note in part.notes]
    return "\n".join(lines)


def missed(parts: Sequence[Part]) -> list[str]:
    """Name what missed its bar."""
    return [f"{part.title}: {row.what}" for part in parts for row in part.rows if row.verdict == "MISSED"]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.ljust(width) if i in (0, 5) else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(["  " + first, *others]).rstrip()


def _figure(value: float | None, unit: str) -> str:
    """Three digits are all that such a measurement can carry."""
    if value is None:
        return ""
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}{' ' + unit if unit else ''}"
