from pathlib import Path

import pytest

from dashboard.facts.checks import CHECKS
from dashboard.facts.records import Records, load_records, parts
from dashboard.facts.schema import TABLES
from dashboard.facts.tables import Row, Table, scan_table

DATA = Path(__file__).resolve().parents[2] / "data"
READ = CHECKS["every table can be read"]


@pytest.fixture(scope="module")
def sound():
    return load_records(DATA)


def run_all(records):
    return {name: check(records).findings for name, check in CHECKS.items()}


def test_an_empty_folder_names_every_file(tmp_path):
    found = run_all(load_records(tmp_path))
    missing = [finding.file for finding in found["every table can be read"]]
    assert missing == [spec.file for spec in TABLES]


@pytest.mark.parametrize("name", ["sources", "points", "trials", "arms", "located"])
def test_no_check_stumbles_over_a_missing_table(sound, name, tmp_path):
    spec = next(spec for spec in TABLES if spec.name == name)
    table = scan_table(tmp_path, spec.file, spec.kind, spec.key)
    found = run_all(Records(DATA, {**sound.tables, spec.name: table}))
    assert [str(finding) for finding in found["every table can be read"]] == [f"{spec.file} — the file is missing"]


def test_no_check_stumbles_over_rows_that_cannot_be_read(sound):
    odd = {
        name: Table(
            table.file,
            tuple(Row(row.file, row.line, dict.fromkeys(row.cells, "?"), None) for row in table.rows[:2]),
            (),
        )
        for name, table in sound.tables.items()
    }
    found = run_all(Records(DATA, odd))
    assert {finding.value for finding in found["codes are WHO codes or listed extra points"]} == {"?"}


@pytest.mark.parametrize(
    ("cell", "ids"), [("", ()), ("who2008", ("who2008",)), ("a; b", ("a", "b")), ("a;;b", ("a", "b")), (" ; ", ())]
)
def test_parts(cell, ids):
    assert parts(cell) == ids


def test_records_agree_with_the_files(sound):
    for spec in TABLES:
        lines = (DATA / spec.file).read_text(encoding="utf-8").count("\n")
        assert sound.tables[spec.name].rows[-1].line == lines
