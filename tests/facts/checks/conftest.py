import csv
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dashboard.facts.checks import CHECKS
from dashboard.facts.records import Records, load_records
from dashboard.facts.schema import TABLES
from dashboard.facts.tables import scan_table

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass
class Copy:
    """A copy of the real data in which a test breaks one thing."""

    folder: Path
    sound: Records
    broken: set = field(default_factory=set)

    def read(self, file):
        with (self.folder / file).open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))

    def write(self, file, lines):
        self.broken.add(file)
        with (self.folder / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(lines)

    def line_of(self, file, where):
        """The line, as an editor counts, of the first row whose cells are those of `where`."""
        head, *rows = self.read(file)
        for number, cells in enumerate(rows, start=2):
            row = dict(zip(head, cells, strict=True))
            if all(row[column] == value for column, value in where.items()):
                return number
        raise LookupError(f"{file} has no row with {where}")

    def change(self, file, where, changes):
        """Change cells of the first row that matches."""
        line = self.line_of(file, where)
        lines = self.read(file)
        for column, value in changes.items():
            lines[line - 1][lines[0].index(column)] = value
        self.write(file, lines)
        return line

    def drop(self, file, where):
        """Remove every row that matches."""
        lines = self.read(file)
        head = lines[0]
        keep = [
            cells for cells in lines[1:] if any(dict(zip(head, cells, strict=True))[c] != v for c, v in where.items())
        ]
        self.write(file, [head, *keep])

    def records(self):
        """The copy's records; only files the test wrote are read anew."""
        anew = {
            spec.name: scan_table(self.folder, spec.file, spec.kind, spec.key)
            for spec in TABLES
            if spec.file in self.broken
        }
        return Records(self.folder, {**self.sound.tables, **anew})

    def findings(self, name):
        """What a check finds wrong in the copy."""
        return CHECKS[name](self.records()).findings


@pytest.fixture(scope="session")
def sound():
    return load_records(DATA)


@pytest.fixture
def copy(tmp_path, sound):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return Copy(folder, sound)
