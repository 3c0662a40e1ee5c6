"""Bad rows, every one: file, line, column, value, rule; on the screen and as CSV. It must not decide what is bad."""

from __future__ import annotations

import csv
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from dashboard.outcomes.columns import shown
from dashboard.outcomes.lines import FileError
from dashboard.outcomes.rules import CONFLICT, REPEATED, Rule
from dashboard.outcomes.sources import LINE_BITS

FIELDS = ("file", "line", "column", "value", "rule", "meaning")
# A spreadsheet runs a cell that begins with one of these.
FORMULA = ("=", "+", "-", "@")
# Old letters of a channel, as the search of the atlas knows them.
OLD_CHANNELS = {"UB": "BL", "DU": "GV", "REN": "CV", "SJ": "TE"}


@dataclass(frozen=True)
class Bad:
    """One fault of one row. `value` is shortened, its control characters visible."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    meaning: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return f"{where}: {self.column + ' ' if self.column else ''}{self.value}: {self.rule}. {self.meaning}"


@dataclass
class Report:
    """Takes bad rows one by one: counts them, and writes them where they are wanted.

    `before_screen` is called once, before the first of them is shown.
    """

    screen: TextIO | None = None
    table: Path | None = None
    most_on_screen: int | None = None
    before_screen: Callable[[], None] = lambda: None
    faults: int = 0
    rows: set[tuple[str, int]] = field(default_factory=set)
    by_rule: Counter = field(default_factory=Counter)

    def take(self, found: Iterable[Bad]) -> None:
        """Report bad rows in the order given; the CSV takes the place of an older one when it is whole."""
        with _whole(self.table) if self.table else nullcontext() as stream:
            writer = csv.writer(stream, lineterminator="\n") if stream else None
            if writer:
                writer.writerow(FIELDS)
            for bad in found:
                self.faults += 1
                self.rows.add((bad.file, bad.line))
                self.by_rule[bad.rule, bad.column] += 1
                if writer:
                    writer.writerow([_inert(str(getattr(bad, name))) for name in FIELDS])
                if self.screen and (self.most_on_screen is None or self.faults <= self.most_on_screen):
                    if self.faults == 1:
                        self.before_screen()
                    print(bad, file=self.screen)


def refuse(table: Path, read: Iterable[Path], cube: Path) -> None:
    """Raise FileError where a report at `table` would write over a file that is `read`, or stand inside the `cube`."""
    place = table.resolve()
    for path in read:
        if place == path.resolve() or (table.exists() and path.exists() and table.samefile(path)):
            raise FileError(f"{table}: the report would write over {path}, which is read; give it another name")
    if cube.resolve() in (place, *place.parents):
        raise FileError(f"{table}: the report would stand in the cube {cube}; give it a place outside")


@contextmanager
def _whole(table: Path) -> Iterator[TextIO]:
    """Give a file beside `table` to write, and put it in its place at the end; after an error the older one stands."""
    place = table.resolve()  # a link stays a link
    if place.exists() and not place.is_file():  # a pipe or a terminal has no place to take; a folder is an error
        with table.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    new = place.with_name(f"{place.name}.tmp-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with new.open("x", encoding="utf-8", newline="") as stream:
            if place.exists():
                shutil.copymode(place, new)
            yield stream
        new.replace(place)
    except OSError as error:
        if error.filename in (None, str(new)):
            error.filename, error.filename2 = str(table), None
        raise
    finally:
        new.unlink(missing_ok=True)


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def faults_of(
    rows: Iterable[Mapping[str, object]], files: list[Path], rules: tuple[Rule, ...], words: Mapping[str, str]
) -> Iterator[Bad]:
    """Turn rows with `row`, `faults` and their cells into faults. `words` fill the rules' sentences."""
    for row in rows:
        number, faults = int(row["row"]), int(row["faults"])  # type: ignore[call-overload]
        file, line = str(files[number >> LINE_BITS]), number & ((1 << LINE_BITS) - 1)
        for place, rule in enumerate(rules):
            if faults >> place & 1:
                value = _value(row, rule)
                yield Bad(file, line, rule.column, shown(value), rule.name, _meaning(rule, value, words))


def _value(row: Mapping[str, object], rule: Rule) -> str:
    """Return the cell a rule looks at; of a line that could not be split, the line."""
    if rule in (CONFLICT, REPEATED) or not rule.column:
        return str(row["episode"])
    value = row[rule.column]
    return "" if value is None else str(value)


def _meaning(rule: Rule, value: str, words: Mapping[str, str]) -> str:
    meaning = rule.words.format_map(words) if "{" in rule.words else rule.words
    if rule.name != "point":
        return meaning
    for part in map(str.strip, value.split(";")):
        letters = part.rstrip("0123456789")
        if (new := OLD_CHANNELS.get(letters.upper())) and letters != part:
            return f"{meaning} {shown(part)} is {new}{part[len(letters) :]} here."
    return meaning
