"""Which state of the data this is and how fresh it is, in figures a reader can quote. It must not judge any source."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.facts import Source

SOURCES_FILE = "sources.csv"
BYTES_SHOWN = 6


@dataclass(frozen=True)
class DataVersion:
    """A state of `data/`: a fingerprint of its tables, the newest day of a check ("" for none), rows in all tables."""

    fingerprint: str
    newest_check: str
    rows: int


@dataclass(frozen=True)
class Freshness:
    """How many sources there are, between which days (ISO, "" for none) their rows were compared, and the rest.

    `undated` counts the sources whose day was not recorded; `marked` lists those that were retracted, superseded or
    corrected, by mark and then in file order.
    """

    n_sources: int
    oldest: str
    newest: str
    undated: int
    marked: tuple[Source, ...]


def data_version(folder: Path) -> DataVersion:
    """Fingerprint every table under `folder`; the same rows give the same version whatever their line endings.

    Raises OSError where a file cannot be read and UnicodeDecodeError where one is not UTF-8.
    """
    digest, newest, rows = blake2s(digest_size=BYTES_SHOWN), "", 0
    for path in sorted(folder.rglob("*.csv"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        text = path.read_text("utf-8")  # universal newlines: \r\n is \n here
        # With its name and its length, so that no text can pass from one file to the next unseen.
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
        table = list(csv.DictReader(io.StringIO(text, newline="")))
        rows += len(table)
        if name == SOURCES_FILE:
            newest = max((row.get("checked") or "" for row in table), default="")
    return DataVersion(digest.hexdigest(), newest, rows)


def freshness(sources: Iterable[Source]) -> Freshness:
    """Sum up when the rows of these sources were compared with their records, and which sources are marked."""
    every = tuple(sources)
    days = [source.checked for source in every if source.checked]
    return Freshness(
        n_sources=len(every),
        oldest=min(days, default=""),
        newest=max(days, default=""),
        undated=len(every) - len(days),
        marked=tuple(sorted((source for source in every if source.mark), key=lambda source: source.mark)),
    )


def day_words(day: str) -> str:
    """Write an ISO day as `25 November 2026`; "" stays "". Raises ValueError for what is no day."""
    if not day:
        return ""
    read = date.fromisoformat(day)
    return f"{read.day} {read:%B} {read.year}"
