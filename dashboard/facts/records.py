"""Every table as it stands in its files, faults included, with line numbers: what the checks look at.

The running app never uses it; it loads `Facts`, which holds only sound data.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from dashboard.facts.cells import SEPARATOR
from dashboard.facts.schema import TABLES
from dashboard.facts.tables import Row, Table, scan_table

KEYS = {spec.name: spec.key for spec in TABLES}


@dataclass(frozen=True, slots=True)
class Records:
    """The tables by their name in `schema`, and the folder they were read from."""

    folder: Path
    tables: Mapping[str, Table]

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return every row of a table, also those with a cell that could not be read."""
        return self.tables[name].rows

    def facts(self, name: str) -> Iterator[Row]:
        """Return the rows whose every cell could be read."""
        return (row for row in self.rows(name) if row.fact is not None)

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids of a table with one key column, in file order."""
        (key,) = KEYS[name]
        return tuple(row.cells[key] for row in self.rows(name))

    def everything(self) -> Iterator[Row]:
        """Return every row of every table."""
        return (row for table in self.tables.values() for row in table.rows)

    def grouped(self, names: tuple[str, ...], column: str) -> Mapping[str, list[Row]]:
        """Return the rows of several tables by one column; tables without the column are passed over."""
        groups: dict[str, list[Row]] = defaultdict(list)
        for name in names:
            for row in self.rows(name):
                if column in row.cells:
                    groups[row.cells[column]].append(row)
        return groups


def load_records(folder: Path) -> Records:
    """Scan every table under `folder`; faults are kept as findings, nothing is raised."""
    tables = {spec.name: scan_table(folder, spec.file, spec.kind, spec.key) for spec in TABLES}
    return Records(folder, MappingProxyType(tables))


def parts(cell: str) -> tuple[str, ...]:
    """Return the ids of a cell that may hold several, in order."""
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())
