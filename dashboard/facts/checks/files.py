"""Every table can be read, and nothing lies in `data/` that no table or label accounts for."""

from dashboard.facts.checks.report import Tally
from dashboard.facts.findings import Finding
from dashboard.facts.records import Records
from dashboard.facts.schema import TABLES

# Beside the tables: the data dictionary, templates without a row, and clinic examples, which must carry `demo` in
# their name or their folder's.
DICTIONARY = "README.md"
EXAMPLES = "outcomes"
TEMPLATES = ("outcomes/template.csv", "outcomes/adverse_template.csv")


def tables_can_be_read(records: Records) -> Tally:
    """Every file is there, is UTF-8 with the expected columns, and every cell holds what its column declares."""
    tally = Tally("rows")
    for table in records.tables.values():
        tally.checked += len(table.rows)
        tally.findings.extend(table.findings)
        if not table.rows and not table.findings:
            tally.findings.append(Finding(table.file, 0, "", "", "the table has no rows"))
    return tally


def files_are_accounted_for(records: Records) -> Tally:
    """Every file under `data/` is a table, the dictionary, a template, or clinic rows labelled `demo`."""
    tally = Tally("files")
    tables = {spec.file for spec in TABLES}
    for path in sorted(records.folder.rglob("*")):
        name = path.relative_to(records.folder).as_posix()
        if not path.is_file() or path.name == DICTIONARY:
            continue
        tally.checked += 1
        if name in tables:
            continue
        if name in TEMPLATES:
            if len(path.read_text("utf-8").splitlines()) != 1:
                tally.findings.append(Finding(name, 0, "", "", "a template is a header and no row"))
        elif name.split("/")[0] == EXAMPLES:
            if "demo" not in name:
                problem = "example outcomes must say so in their name or their folder's"
                tally.findings.append(Finding(name, 0, "", "", problem, ("demo_….csv",)))
        else:
            tally.findings.append(Finding(name, 0, "", "", "no table has this name", tuple(sorted(tables))))
    return tally


def cells_are_tidy(records: Records) -> Tally:
    """Check that no cell begins or ends with a space, holds two in a row, or runs over a line."""
    tally = Tally("cells")
    for row in records.everything():
        tally.checked += len(row.cells)
        for column, cell in row.cells.items():
            if cell != " ".join(cell.split()):
                tally.findings.append(Finding(row.file, row.line, column, cell, "stray white space"))
    return tally
