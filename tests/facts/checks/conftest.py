import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.facts.checks import CHECKS
from dashboard.facts.records import load_records

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass
class Copy:
    """A copy of the real data in which a test breaks one thing."""

    folder: Path

    def _read(self, file):
        with (self.folder / file).open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))

    def _write(self, file, lines):
        with (self.folder / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(lines)

    def line_of(self, file, where):
        """The line, as an editor counts, of the first row whose cells are those of `where`."""
        head, *rows = self._read(file)
        for number, cells in enumerate(rows, start=2):
            row = dict(zip(head, cells, strict=True))
            if all(row[column] == value for column, value in where.items()):
                return number
        raise LookupError(f"{file} has no row with {where}")

    def change(self, file, where, changes):
        """Change cells of the first row that matches."""
        line = self.line_of(file, where)
        lines = self._read(file)
        for column, value in changes.items():
            lines[line - 1][lines[0].index(column)] = value
        self._write(file, lines)
        return line

    def drop(self, file, where):
        """Remove every row that matches."""
        lines = self._read(file)
        head = lines[0]
        keep = [
            cells for cells in lines[1:] if any(dict(zip(head, cells, strict=True))[c] != v for c, v in where.items())
        ]
        self._write(file, [head, *keep])

    def findings(self, name):
        """What a check finds wrong in the copy."""
        return CHECKS[name](load_records(self.folder)).findings


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return Copy(folder)
