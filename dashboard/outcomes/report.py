"""Bad rows, every one: file, line, column, value, rule; on the screen and as CSV. It must not decide what is bad."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from dashboard.outcomes.columns import shown
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
    """Takes bad rows one by one: counts them, and writes them where they are wanted."""

    screen: TextIO | None = None
    table: Path | None = None
    most_on_screen: int | None = None
    faults: int = 0
    rows: set[tuple[str, int]] = field(default_factory=set)
    by_rule: Counter = field(default_factory=Counter)

    def take(self, found: Iterable[Bad]) -> None:
        """Report bad rows in the order given; the CSV is written whole, over an older one."""
        stream = self.table.open("w", encoding="utf-8", newline="") if self.table else None
        try:
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
                    print(bad, file=self.screen)
        finally:
            if stream:
                stream.close()


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
