"""A text file of any usual kind -> rows of text cells with the line they stand on. It must not judge a cell.

Read here: gzip, UTF-8 with or without BOM, commas, semicolons or tabs, quoted cells over several lines.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.outcomes.columns import LONGEST_CELL, header_fault, shown

BATCH = 50_000
QUOTED_LINES = 50  # a quote that does not close within so many lines is taken for a stray one
DELIMITERS = ",;\t"
PARQUET, GZIP, BOM = b"PAR1", b"\x1f\x8b", b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "save it as CSV UTF-8"

# What can be wrong with a line before it has cells.
WHOLE, CELLS, QUOTE, ENCODING = range(4)


class FileError(ValueError):
    """A file that cannot be read at all; one sentence that names it."""


@dataclass(frozen=True)
class Batch:
    """Some rows: their cells by column, in the wanted order; the physical line each begins on; what is wrong with it.

    A line with a problem has its text in the first column and empty cells elsewhere.
    """

    columns: list[tuple[str, ...]]
    lines: list[int]
    problems: list[int]


def is_parquet(path: Path) -> bool:
    """Tell whether a file is Parquet by its first bytes. Raises FileError where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(4) == PARQUET
    except OSError as error:
        raise FileError(f"{path}: {_why(error)}") from error


def batches(path: Path, wanted: tuple[str, ...], size: int = BATCH) -> Iterator[Batch]:
    """Yield the rows of a CSV file in batches. Raises FileError for what no row of it can survive."""
    lines = _lines(path)
    try:
        header, delimiter, number = _header(path, lines, wanted)
        places = [header.index(name) for name in wanted]
        yield from _batched(_records(lines, delimiter, number, len(header)), places, size)
    except (OSError, EOFError, zlib.error) as error:
        raise FileError(f"{path}: {_why(error)}") from error
    finally:
        lines.close()


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    return "the gzip file is damaged or cut short"


def _lines(path: Path) -> Iterator[bytes]:
    """Yield lines without their ends: CR LF, LF and a lone CR (old Macs) all end a line."""
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        if start[:2] in WIDE or (b"\0" in start and start[:2] != GZIP):
            raise FileError(f"{path}: the text is UTF-16 or no text at all; {SAVE_AS}")
        if start[:2] in (b"PK", b"\xd0\xcf"):
            raise FileError(f"{path}: this is an Excel workbook or an archive; {SAVE_AS}")
        source: io.BufferedIOBase = gzip.GzipFile(fileobj=raw) if start[:2] == GZIP else raw
        first = True
        for line in source:
            if first:
                line, first = line.removeprefix(BOM), False
                if line[:2] in WIDE or b"\0" in line[:4]:
                    raise FileError(f"{path}: the text is UTF-16 or no text at all; {SAVE_AS}")
            line = line.removesuffix(b"\n").removesuffix(b"\r")
            yield from line.split(b"\r") if b"\r" in line else (line,)


def _header(path: Path, lines: Iterator[bytes], wanted: tuple[str, ...]) -> tuple[list[str], str, int]:
    for number, line in enumerate(lines, 1):
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
        return choices[delimiter], delimiter, number
    raise FileError(f"{path}: the file is empty; its first line must name the columns {', '.join(wanted)}")


def _names(text: str, delimiter: str) -> list[str]:
    return [name.strip().lower() for name in _split(text, delimiter) or [text]]


def _split(text: str, delimiter: str) -> list[str] | None:
    """Split one record, or None where its quotes do not close."""
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader([text] if "\n" not in text else io.StringIO(text, newline=""), delimiter=delimiter))
    except (csv.Error, StopIteration):
        return None


def _records(lines: Iterator[bytes], delimiter: str, number: int, width: int) -> Iterator[tuple[list[str], int, int]]:
    """Yield the cells, line number and problem of every record; blank lines are counted and passed over."""
    waiting: list[bytes] = []  # lines taken to close a quote that did not close
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        number += 1
        begun, taken = number, [line]
        if b'"' in line:
            while (b"".join(taken).count(b'"') % 2) and len(taken) < QUOTED_LINES:
                more = waiting.pop(0) if waiting else next(lines, None)
                if more is None:
                    break
                taken.append(more)
            if b"".join(taken).count(b'"') % 2:
                waiting = taken[1:] + waiting
                yield [line.decode("utf-8", "replace")], begun, QUOTE
                continue
            number += len(taken) - 1
        try:
            text = b"\n".join(taken).decode("utf-8")
        except UnicodeDecodeError:
            yield [line.decode("utf-8", "backslashreplace")], begun, ENCODING
            continue
        cells = _split(text, delimiter)
        if cells is None:
            yield [text], begun, QUOTE
        elif len(cells) == width:
            if any(cells):
                yield cells, begun, WHOLE
        elif any(cells):
            yield [text], begun, CELLS


def _batched(records: Iterator[tuple[list[str], int, int]], places: list[int], size: int) -> Iterator[Batch]:
    empty = ("",) * (len(places) - 1)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    problems: list[int] = []
    for cells, line, problem in records:
        if problem:
            rows.append((shown(cells[0])[1:-1], *empty))
        else:
            rows.append(tuple([cells[place].strip() for place in places]))
        lines.append(line)
        problems.append(problem)
        if len(rows) == size:
            yield Batch(list(zip(*rows, strict=True)), lines, problems)
            rows, lines, problems = [], [], []
    if rows:
        yield Batch(list(zip(*rows, strict=True)), lines, problems)
