"""A text file of any usual kind -> rows of text cells with the line they stand on. It must not judge a cell.

Read here: commas, semicolons or tabs, quoted cells over several lines; `lines` knows the rest.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.outcomes.columns import LONGEST_CELL, header_fault, shown
from dashboard.outcomes.lines import BOM, SAVE_AS, FileError, Lines, opened, why

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 50_000
QUOTED_LINES = 50  # a quote that does not close within so many lines is taken for a stray one
DELIMITERS = ",;\t"
# A quote and the control signs that end no line and no cell: the quick road leaves them to the careful one.
ODD = bytes({ord('"'), *range(0x20)} - {ord("\t"), ord("\n")})

# What can be wrong with a line before it has cells.
WHOLE, CELLS, QUOTE, ENCODING = range(4)


def batches(path: Path, wanted: tuple[str, ...]) -> Iterator[pa.Table]:
    """Yield the rows of a CSV file: line (the physical one each begins on), problem, and the wanted columns as text.

    A line with a problem has its text in the first column and empty cells elsewhere. Raises FileError for what no row
    of the file can survive. Where nothing is odd, a block of lines is split by Arrow; else line by line here.
    """
    try:
        with opened(path) as stream:
            lines = Lines(stream)
            header, delimiter = _header(path, lines, wanted)
            while block := lines.block():
                table = _quickly(block, header, delimiter, wanted)
                if table is None:
                    lines.put_back(block)
                    places = [header.index(name) for name in wanted]
                    yield from _batched(_records(lines, delimiter, len(header)), places, wanted)
                else:
                    yield _numbered(table, range(lines.number + 1, lines.number + 1 + len(table)))
                    lines.number += len(table)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(f"{path}: {why(error)}") from error


def _quickly(block: bytes, header: list[str], delimiter: str, wanted: tuple[str, ...]) -> pa.Table | None:
    """Split a block in which nothing is odd; None where anything is."""
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv as quick

    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n")
    if len(block.translate(None, ODD)) < len(block) or block.startswith(BOM):  # Arrow would drop it
        return None
    names = [str(place) for place in range(len(header))]
    try:
        table = quick.read_csv(
            pa.BufferReader(block),
            quick.ReadOptions(use_threads=False, block_size=len(block) + 1, column_names=names),
            quick.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
            quick.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:  # another number of cells, an empty line, or no UTF-8
        return None
    empty = reduce(pc.and_, (pc.equal(cells, "") for cells in table.columns))
    if pc.any(empty).as_py() or len(table) != block.count(b"\n"):
        return None
    return pa.table([pc.utf8_trim_whitespace(table[header.index(name)]) for name in wanted], list(wanted))


def _numbered(table: pa.Table, lines: range) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    columns = [np.arange(lines.start, lines.stop), np.full(len(lines), WHOLE, "int64"), *table.columns]
    return pa.table(columns, ["line", "problem", *table.column_names])


def _header(path: Path, lines: Lines, wanted: tuple[str, ...]) -> tuple[list[str], str]:
    while (line := lines.take()) is not None:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise FileError(f"{path}: the header is not UTF-8; {SAVE_AS}") from error
        if not text.strip(" ,;\t"):
            continue
        if len(text) > LONGEST_CELL:
            raise FileError(f"{path}: the first line is no header; valid columns: {', '.join(wanted)}")
        choices = {sign: _names(text, sign) for sign in DELIMITERS}
        delimiter = max(DELIMITERS, key=lambda sign: (len(set(choices[sign]) & set(wanted)), len(choices[sign])))
        if fault := header_fault(choices[delimiter], wanted):
            raise FileError(f"{path}: {fault}")
        return choices[delimiter], delimiter
    raise FileError(f"{path}: the file is empty; its first line must name the columns {', '.join(wanted)}")


def _names(text: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        names = [text]
    return [name.strip().lower() for name in names]


def _records(lines: Lines, delimiter: str, width: int) -> Iterator[tuple[list[str], int, int]]:
    """Yield the cells, line number and problem of every record that begins in a waiting line.

    Blank lines are counted and passed over.
    """
    while lines.waiting:
        line = lines.take() or b""
        begun = lines.number
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            yield [line.decode("utf-8", "backslashreplace")], begun, ENCODING
            continue
        cells = _quoted(text, lines, delimiter, width) if '"' in text else text.split(delimiter)
        if cells is None:
            yield [text], begun, QUOTE
        elif any(cells):
            yield (cells, begun, WHOLE) if len(cells) == width else ([text], begun, CELLS)


def _quoted(text: str, lines: Lines, delimiter: str, width: int) -> list[str] | None:
    """Split a line with quotes, and those that a quote takes in; None where the quotes are not those of cells.

    No good row is ever lost in a stray quote: what it would take in is given back, and read for itself.
    """
    taken: list[bytes] = []

    def read() -> Iterator[str]:
        yield text + "\n"
        while len(taken) < QUOTED_LINES and (more := lines.take()) is not None:
            taken.append(more)
            yield more.decode("utf-8") + "\n"

    try:
        cells = next(csv.reader(read(), delimiter=delimiter, strict=True))
    except (csv.Error, UnicodeDecodeError):
        cells = None
    if taken and (cells is None or len(cells) != width or _are_rows(taken, delimiter, width)):
        lines.give_back(taken)
        return None
    return cells


def _are_rows(lines: list[bytes], delimiter: str, width: int) -> bool:
    """Tell whether any of the lines within a quoted cell is a row by itself; the last one ends the cell."""
    return any(line.count(delimiter.encode()) == width - 1 for line in lines)


def _batched(
    records: Iterator[tuple[list[str], int, int]], places: list[int], wanted: tuple[str, ...]
) -> Iterator[pa.Table]:
    """Gather records in tables."""
    import pyarrow as pa

    kinds = {"line": pa.int64(), "problem": pa.int64(), **dict.fromkeys(wanted, pa.string())}
    empty = ("",) * (len(places) - 1)
    while some := list(islice(records, BATCH)):
        rows = [
            (line, problem, shown(cells[0])[1:-1], *empty)
            if problem
            else (line, problem, *(cells[place].strip() for place in places))
            for cells, line, problem in some
        ]
        yield pa.table([list(column) for column in zip(*rows, strict=True)], schema=pa.schema(kinds.items()))
