import csv
from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.facts.findings import FactError
from dashboard.facts.tables import read_table, scan_table
from dashboard.facts.vocabulary import OneOf, Text


@dataclass(frozen=True, slots=True)
class Depth:
    code: Text
    depth_mm: float | None
    unit: Annotated[str, OneOf(("cun", "mm"))]
    note: str


HEAD = "code,depth_mm,unit,note\n"


def written(folder, content):
    (folder / "depths.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def fault(folder, content, key=()):
    with pytest.raises(FactError) as caught:
        read_table(written(folder, content), "depths.csv", Depth, key)
    return caught.value.finding


def test_reads_rows_in_order(tmp_path):
    rows = read_table(written(tmp_path, HEAD + "BL23,12.5,mm,\nGB21,,cun,shallow\n"), "depths.csv", Depth)
    assert rows == (Depth("BL23", 12.5, "mm", ""), Depth("GB21", None, "cun", "shallow"))


def test_columns_may_stand_in_any_order(tmp_path):
    content = "unit,note,code,depth_mm\nmm,deep,BL23,12\n"
    assert read_table(written(tmp_path, content), "depths.csv", Depth) == (Depth("BL23", 12.0, "mm", "deep"),)


def test_last_line_needs_no_newline(tmp_path):
    assert len(read_table(written(tmp_path, HEAD + "BL23,,mm,"), "depths.csv", Depth)) == 1


@pytest.mark.parametrize(
    ("content", "row", "column", "value", "problem", "valid"),
    [
        (HEAD + "BL23,1,mm,\nGB21,deep,mm,\n", 3, "depth_mm", "deep", "expected a number", ()),
        (HEAD + "BL23,1,inch,\n", 2, "unit", "inch", "not one of the words", ("cun", "mm")),
        (HEAD + ",1,mm,\n", 2, "code", "", "may not be empty", ()),
        (HEAD + "BL23,1,mm\n", 2, "", "", "3 cells where the header has 4", ()),
        (HEAD + "BL23,1,mm,,\n", 2, "", "", "5 cells where the header has 4", ()),
        (HEAD + "\nBL23,1,mm,\n", 2, "", "", "0 cells", ()),
        (HEAD + 'BL23,1,mm,"two\nlines"\nGB21,x,mm,\n', 4, "depth_mm", "x", "expected a number", ()),
        (HEAD + "BL23,1,mm,a\nBL23,1,mm,a\n", 3, "whole row", "BL23 + 1 + mm + a", "already in row 2", ()),
        ("code,depth_mm,unit\nBL23,1,mm\n", 1, "note", "", "column is missing", ("code", "depth_mm", "unit", "note")),
        ("code,depth,unit,note\n", 1, "depth", "depth", "unknown column", ("code", "depth_mm", "unit", "note")),
        ("code,code,depth_mm,unit,note\n", 1, "code", "code", "occurs twice", ("code", "depth_mm", "unit", "note")),
        ("", 1, "code", "", "column is missing", ("code", "depth_mm", "unit", "note")),
        (HEAD + 'BL23,1,mm,"open\n', 2, "", "", "not readable as CSV", ()),
        (HEAD + 'BL23,1,mm,"a"b\n', 2, "", "", "not readable as CSV", ()),
        (HEAD.encode() + b"BL23,1,mm,\nGB21,1,mm,caf\xe9\n", 3, "", "", "bytes e9 are not UTF-8", ()),
        (HEAD + "BL23,1,mm,\r\n", 2, "", "", "carriage return", ()),
        (HEAD + "BL23,1,mm,\nGB21,1,mm,a\0b\n", 3, "", "", "NUL", ()),
        ("\ufeff" + HEAD, 1, "", "", "byte order mark", ()),
    ],
)
def test_names_the_fault(tmp_path, content, row, column, value, problem, valid):
    found = fault(tmp_path, content)
    assert (found.file, found.row, found.column, found.value) == ("depths.csv", row, column, value)
    assert problem in found.problem
    assert found.valid == valid


def test_missing_file_is_named(tmp_path):
    with pytest.raises(FactError, match=r"depths\.csv — the file is missing"):
        read_table(tmp_path, "depths.csv", Depth)


def test_key_may_occur_once(tmp_path):
    found = fault(tmp_path, HEAD + "BL23,1,mm,\nBL23,2,mm,\n", key=("code",))
    assert (found.row, found.column, found.value, found.problem) == (3, "code", "BL23", "occurs already in row 2")


def test_message_reads_as_one_line(tmp_path):
    message = str(fault(tmp_path, HEAD + "BL23,1,inch,\n"))
    assert message == "depths.csv:2 unit 'inch' — not one of the words for this column; valid: cun, mm"


def test_scan_collects_every_fault_and_keeps_the_cells(tmp_path):
    content = HEAD + "BL23,x,inch,\nGB21,1,mm,fine\nBL25,y,mm,\n"
    table = scan_table(written(tmp_path, content), "depths.csv", Depth)
    assert [(finding.row, finding.column) for finding in table.findings] == [
        (2, "depth_mm"),
        (2, "unit"),
        (4, "depth_mm"),
    ]
    assert table.facts == (Depth("GB21", 1.0, "mm", "fine"),)
    assert [row.cells["code"] for row in table.rows] == ["BL23", "GB21", "BL25"]
    assert [row.line for row in table.rows] == [2, 3, 4]


cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0\ufeff"), max_size=12)
depths = st.builds(
    Depth,
    code=cells.filter(str.strip),
    depth_mm=st.none() | st.integers(-999, 999).map(lambda tenths: tenths / 10),
    unit=st.sampled_from(("cun", "mm")),
    note=cells,
)


@given(st.lists(depths, max_size=6, unique=True))
def test_what_csv_writes_comes_back_equal(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("round")
    with (folder / "depths.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "depth_mm", "unit", "note"))
        writer.writerows((row.code, row.depth_mm, row.unit, row.note) for row in rows)
    assert read_table(folder, "depths.csv", Depth) == tuple(rows)
