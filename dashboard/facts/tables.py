"""Reads one CSV file into frozen dataclasses, field by field, and loses nothing silently.

It must not know which tables exist or what they mean: the dataclass says what each column holds.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.facts.cells import CellError, Converter, converters
from dashboard.facts.findings import FactError, Finding

FORBIDDEN = {"\r": "a carriage return", "\0": "a NUL", "\ufeff": "a byte order mark"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file (`cells`, by column), its line in an editor, and the fact read from it.

    `fact` is None where a cell could not be read.
    """

    file: str
    line: int
    cells: dict[str, str]
    fact: Any


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name under the data folder, its rows in order, and what is wrong with it."""

    file: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]

    @property
    def facts(self) -> tuple[Any, ...]:
        """The facts that could be read, in file order."""
        return tuple(row.fact for row in self.rows if row.fact is not None)


def read_table(folder: Path, file: str, kind: type, key: tuple[str, ...] = ()) -> tuple[Any, ...]:
    """Return the facts of `folder/file` as instances of `kind`, in file order.

    Raises FactError for the first thing that is wrong. `key` names the columns that together may occur only once.
    """
    table = scan_table(folder, file, kind, key)
    if table.findings:
        raise FactError(table.findings[0])
    return table.facts


def scan_table(folder: Path, file: str, kind: type, key: tuple[str, ...] = ()) -> Table:
    """Like read_table, but collect every fault as a finding and keep the raw cells beside the facts."""
    try:
        text = _text(folder / file, file)
        lines = list(_lines(text, file))
        columns = _header(lines, file, converters(kind))
    except FactError as error:
        return Table(file, (), (error.finding,))
    findings: list[Finding] = []
    rows = [
        row for number, cells in lines[1:] if (row := _row(file, number, cells, columns, kind, findings)) is not None
    ]
    findings.extend(_repeated(file, rows, key or tuple(columns)))
    return Table(file, tuple(rows), tuple(sorted(findings, key=lambda finding: finding.row)))


def _text(path: Path, file: str) -> str:
    if not path.is_file():
        raise FactError(Finding(file, 0, "", "", "the file is missing"))
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        bad = raw[error.start : error.end].hex(" ")
        raise FactError(Finding(file, line, "", "", f"bytes {bad} are not UTF-8")) from None
    if found := re.search("[" + "".join(FORBIDDEN) + "]", text):
        line = text.count("\n", 0, found.start()) + 1
        raise FactError(Finding(file, line, "", "", f"{FORBIDDEN[found[0]]} has no place in a table"))
    return text


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it starts on; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise FactError(Finding(file, start, "", "", f"not readable as CSV: {error}")) from None


def _header(lines: list[tuple[int, list[str]]], file: str, expected: dict[str, Converter]) -> dict[str, Converter]:
    """Return the converters in the order of the file's columns."""
    names = lines[0][1] if lines else []
    valid = tuple(expected)
    for name in names:
        if name not in expected:
            raise FactError(Finding(file, 1, name, name, "an unknown column", valid))
        if names.count(name) > 1:
            raise FactError(Finding(file, 1, name, name, "the column occurs twice", valid))
    for name in expected:
        if name not in names:
            raise FactError(Finding(file, 1, name, "", "the column is missing", valid))
    return {name: expected[name] for name in names}


def _row(
    file: str, line: int, cells: list[str], columns: dict[str, Converter], kind: type, findings: list[Finding]
) -> Row | None:
    if len(cells) != len(columns):
        problem = f"{len(cells)} cells where the header has {len(columns)}"
        findings.append(Finding(file, line, "", "", problem))
        return None
    values: dict[str, Any] = {}
    for (column, converter), cell in zip(columns.items(), cells, strict=True):
        try:
            values[converter.field] = converter.read(cell)
        except CellError as wrong:
            findings.append(Finding(file, line, column, cell, wrong.problem, wrong.valid))
    fact = kind(**values) if len(values) == len(columns) else None
    return Row(file, line, dict(zip(columns, cells, strict=True)), fact)


def _repeated(file: str, rows: list[Row], key: tuple[str, ...]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        value = tuple(row.cells[column] for column in key)
        if value in first:
            shown = " + ".join(key) if len(key) < len(row.cells) else "whole row"
            problem = f"occurs already in row {first[value]}"
            yield Finding(file, row.line, shown, " + ".join(value), problem)
        first.setdefault(value, row.line)
