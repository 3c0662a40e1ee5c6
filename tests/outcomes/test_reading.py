"""Both roads from text to rows, by blocks and line by line, give the same rows; the quick one is taken where it can."""

import gzip

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.outcomes import lines, reading
from dashboard.outcomes.reading import CELLS, ENCODING, QUOTE, WHOLE, batches

WANTED = ("a", "b", "c")
PIECES = st.sampled_from(
    [b"x", b"7,5", b" y ", b",", b",", b";", b"\t", b'"', b'"q,r"', b"\n", b"\n", b"\r\n", b"\r", b"\xc3\xa9", b"\xe9",
     b"\xc2\xa0", b"\x1c", b"\x00", b"a,b,c\n", b"1,2,3\n", b",,\n", b"\xef\xbb\xbf"]
)  # fmt: skip


def rows(path):
    return [tuple(line.values()) for table in batches(path, WANTED) for line in table.to_pylist()]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=60), st.integers(1, 60), st.booleans(), st.sampled_from([b"a,b,c", b"c;b;a;d"]))
def test_blocks_give_the_rows_of_lines(tmp_path, pieces, block, packed, header):
    content = header.replace(b";d", b"") + b"\n" + b"".join(pieces)
    (path := tmp_path / "rows").write_bytes(gzip.compress(content) if packed else content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "BLOCK", block)
        by_blocks = rows(path)
        patch.setattr(reading, "_quickly", lambda *_: None)
        by_small_blocks = rows(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_quickly", lambda *_: None)
        line_by_line = rows(path)
    assert by_blocks == by_small_blocks == line_by_line
    assert lost(content, line_by_line) == []


def lost(content, found):
    """Return the numbers of the lines with something in them that are in no row."""
    physical = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    seen = {1} | {line for line, *_ in found}
    # A cell may hold some lines: as many as it has ends of lines.
    for line, problem, *cells in found:
        if problem == WHOLE:
            seen |= set(range(line, line + sum(cell.count("\n") for cell in cells) + 1))
    return [
        number for number, line in enumerate(physical, 1) if line.strip(b',;\t "\xc2\xa0\x1c') and number not in seen
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"1,2,3", (2, WHOLE, "1", "2", "3")),
        (b" 1\xc2\xa0,2 ,\t3", (2, WHOLE, "1", "2", "3")),
        (b",,", None),
        (b",2,", (2, WHOLE, "", "2", "")),
        (b"1,2", (2, CELLS, "1,2", "", "")),
        (b"1,2,3,4", (2, CELLS, "1,2,3,4", "", "")),
        (b'"1,1",2,3', (2, WHOLE, "1,1", "2", "3")),
        (b'1,"2', (2, QUOTE, '1,"2', "", "")),
        (b"1,2,\xe9", (2, ENCODING, "1,2,\\xe9", "", "")),
        (b"", None),
        (b'1,2,3"', (2, WHOLE, "1", "2", '3"')),
        (b'1,2"2,3', (2, WHOLE, "1", '2"2', "3")),
        (b'"1,2,3', (2, QUOTE, '"1,2,3', "", "")),
        (b'1,2,"3', (2, QUOTE, '1,2,"3', "", "")),
        (b'"1"1,2,3', (2, QUOTE, '"1"1,2,3', "", "")),
        (b'"1,2,\xe9', (2, ENCODING, '"1,2,\\xe9', "", "")),
    ],
)
def test_a_line_and_its_neighbour(tmp_path, line, found):
    (path := tmp_path / "rows").write_bytes(b"a,b,c\n" + line + b"\n8,9,10\n")
    expected = [] if found is None else [found]
    assert rows(path) == [*expected, (3, WHOLE, "8", "9", "10")]


@pytest.mark.parametrize(
    ("content", "quick"),
    [
        (b"1,2,3\n4,5,6\n", True),
        (b"1,2,3\r\n4,5,6\r\n", True),
        (b"1,2,3", True),
        (b"1;2,2;3\n", False),
        (b'1,2,"3"\n', False),
        (b"1,2,3\r4,5,6\n", False),
        (b"1,2\n", False),
        (b"1,2,3\n\n", False),
        (b"1,2,3\n,,\n", False),
        (b"1,2,\xe9\n", False),
        (b"1,2,\x00\n", False),
    ],
)
def test_only_what_is_plain_takes_the_quick_road(content, quick):
    content = content if content.endswith(b"\n") else content + b"\n"
    table = reading._quickly(content, ["c", "b", "a"], ",", WANTED)
    assert isinstance(table, pa.Table) is quick
    if quick:
        assert table.to_pylist()[0] == {"a": "3", "b": "2", "c": "1"}


def test_columns_may_stand_in_any_order_and_beside_no_other(tmp_path):
    (path := tmp_path / "rows").write_bytes(b"c;b;a\n3;2,5;1\n")
    assert rows(path) == [(2, WHOLE, "1", "2,5", "3")]


STRAY = [
    b'1,2,3"\n4,5,6\n7,8,9"\n1,1,1',
    b'"1,2,3\n4,5,6\n7",8,9\n1,1,1',
    b'1,"2,3\n4,5,6\n7,8",9\n1,1,1',
    b'"1,2,3\n4,5,\xe9\n7",8,9\n1,1,1',
]


@pytest.mark.parametrize("body", STRAY)
def test_stray_quotes_take_no_good_row_with_them(tmp_path, body):
    (path := tmp_path / "rows").write_bytes(b"a,b,c\n" + body)
    found = rows(path)
    assert [line for line, *_ in found] == [2, 3, 4, 5]
    assert found[-1] == (5, WHOLE, "1", "1", "1")


def test_a_quoted_cell_may_hold_an_end_of_line(tmp_path):
    (path := tmp_path / "rows").write_bytes(b'a,b,c\n1,"2\n2",3\n4,5,"6\n"\n7,8,9\n')
    assert rows(path) == [(2, WHOLE, "1", "2\n2", "3"), (4, WHOLE, "4", "5", "6"), (6, WHOLE, "7", "8", "9")]
