"""From files to a cube: figures against plain Python, every rule, every kind of file."""

import gzip
import random
import warnings
from decimal import Decimal

import pytest

from dashboard.outcomes import packing
from dashboard.outcomes.checking import TooManyError
from dashboard.outcomes.importing import NoGoodRowError
from dashboard.outcomes.lines import FileError
from dashboard.outcomes.rules import ADVERSE_RULES, ROW_RULES
from tests.outcomes.rows import as_cells, row, slowly, taken, text


def test_the_figures_are_those_of_plain_python(scales, clinic, tmp_path):
    rows = clinic(400)
    cube, faults = taken(scales, tmp_path, rows)
    assert faults == []
    assert as_cells(cube) == slowly(rows, scales)
    pairs = {(r["episode"], r["measure"]) for r in rows}
    started = {(r["episode"], r["measure"]) for r in rows if r["week"] == "0"}
    made = cube.manifest
    assert (made.rows_good, made.rows_bad, made.episodes) == (len(rows), 0, 400)
    assert made.without_start == len(pairs - started) > 0
    assert made.months == (min(r["month"] for r in rows), max(r["month"] for r in rows))
    bins = sum(cube.outcomes[f"bin_{number}"].to_numpy() for number in range(10))
    assert (bins == cube.outcomes["followed"].to_numpy()).all()


FAULTS = [
    ({"episode": ""}, "empty", "episode"),
    ({"score": ""}, "empty", "score"),
    ({"sessions": ""}, "empty", "sessions"),
    ({"clinic": ""}, "empty", "clinic"),
    ({"month": ""}, "empty", "month"),
    ({"question": ""}, "empty", "question"),
    ({"age_band": ""}, "empty", "age_band"),
    ({"sex": ""}, "empty", "sex"),
    ({"points": ""}, "empty", "points"),
    ({"measure": ""}, "empty", "measure"),
    ({"week": ""}, "empty", "week"),
    ({"episode": "Ann Lee"}, "id", "episode"),
    ({"episode": "x" * 41}, "id", "episode"),
    ({"clinic": "é"}, "id", "clinic"),
    ({"month": "2024-13"}, "month", "month"),
    ({"month": "31.04.2024"}, "month", "month"),
    ({"month": "1.2.1960"}, "month", "month"),
    ({"month": "12345"}, "month", "month"),
    ({"month": "03/04/2024"}, "ambiguous", "month"),
    ({"question": "lbp"}, "word", "question"),
    ({"age_band": "40"}, "word", "age_band"),
    ({"sex": "F"}, "word", "sex"),
    ({"points": "UB23"}, "point", "points"),
    ({"points": "BL23;"}, "point", "points"),
    ({"points": "BL23\nGV4"}, "point", "points"),
    ({"points": "GV4;BL23;GV4"}, "twice", "points"),
    ({"sessions": "201"}, "whole", "sessions"),
    ({"measure": "VAS"}, "word", "measure"),
    ({"week": "261"}, "whole", "week"),
    ({"week": "-1"}, "whole", "week"),
    ({"week": "1.5"}, "whole", "week"),
    ({"score": "good"}, "number", "score"),
    ({"score": "1e1"}, "number", "score"),
    ({"score": "7.123"}, "decimals", "score"),
    ({"score": "10.01"}, "range", "score"),
    ({"score": "-1"}, "range", "score"),
    ({"score": "99999999"}, "range", "score"),
    ({"score": "-99999999,5"}, "range", "score"),
    ({"score": "9" * 18}, "range", "score"),
    ({"score": "9" * 19}, "number", "score"),
    ({"week": "999999"}, "whole", "week"),
]


@pytest.fixture(scope="module")
def found(scales, tmp_path_factory):
    """All faults of one file that holds every case, by line; a good row stands after each."""
    rows = []
    for number, (cells, _, _) in enumerate(FAULTS):
        rows += [row(**{"episode": f"bad{number}", **cells}), row(episode=f"good{number}")]
    many = ";".join(scales.codes[:41])
    rows.append(row(episode="many", points=many))
    folder = tmp_path_factory.mktemp("faults")
    cube, faults = taken(scales, folder, rows)
    assert cube.manifest.rows_good == len(FAULTS)
    lines = text(rows).split("\n")
    by_line = {}
    for fault in faults:
        by_line.setdefault(fault.line, []).append(fault)
    return by_line, lines


@pytest.mark.parametrize(
    "number", range(len(FAULTS)), ids=lambda n: f"{FAULTS[n][2]}={next(iter(FAULTS[n][0].values()))!r:.20}"
)
def test_each_fault_is_reported_with_its_line_column_value_and_rule(found, number):
    by_line, _ = found
    cells, rule, column = FAULTS[number]
    later = sum(1 for other, _, _ in FAULTS[:number] if "\n" in "".join(other.values()))
    line = 2 + 2 * number + later
    (fault,) = by_line[line]
    assert (fault.rule, fault.column) == (rule, column)
    value = cells[column].replace("\n", "\\n")
    assert fault.value == f"'{value}'" or (len(value) > 40 and fault.value == f"'{value[:40]}…'")
    assert fault.meaning.endswith(".")


def test_too_many_points(found):
    by_line, _ = found
    (fault,) = by_line[max(by_line)]
    assert (fault.rule, fault.column) == ("many", "points")


@pytest.mark.parametrize(
    ("points", "rule"),
    [(";".join(["BL23"] * 200_000), "many"), (";" * 1_000_000, "many"), ("x" * 1_000_000, "point")],
    ids=["codes", "separators", "one word"],
)
def test_a_huge_list_of_points_is_one_fault_and_fills_no_memory(scales, tmp_path, points, rule):
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cube, faults = taken(scales, tmp_path, [row(), row(episode="e2", points=points)])
    assert [(f.line, f.column, f.rule) for f in faults] == [(3, "points", rule)]
    assert cube.manifest.rows_good == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600 << 10


def test_a_list_of_as_many_points_as_there_may_be_is_good_with_blanks(scales, tmp_path):
    points = " ; ".join(sorted(scales.codes, key=len)[-40:])
    cube, faults = taken(scales, tmp_path, [row(points=points)])
    assert (faults, cube.manifest.rows_good) == ([], 1)


def test_every_rule_is_tested_here_or_below(found):
    by_line, _ = found
    seen = {(fault.rule, fault.column) for faults in by_line.values() for fault in faults}
    others = {("cells", ""), ("quote", ""), ("encoding", ""), ("conflict", "episode"), ("repeated", "episode")}
    assert seen | others == {(rule.name, rule.column) for rule in ROW_RULES}


def test_an_old_code_names_the_code_of_the_atlas(scales, tmp_path):
    _, (fault,) = taken(scales, tmp_path, [row(), row(episode="e2", points="BL25;UB23")])
    assert "'UB23' is BL23 here." in fault.meaning


def test_lines_that_cannot_be_split_are_bad_and_their_neighbours_good(scales, tmp_path):
    file = tmp_path / "rows.csv"
    good = text([row(episode=f"e{number}") for number in range(3)]).split("\n")
    bad = [b'"e9,c1,2024-01', b"e9,c1", b"e\xe99,c1,2024-01,chronic_lbp,35-49,female,BL23,0,nrs,0,7", b""]
    lines = [good[0].encode(), good[1].encode(), bad[0], good[2].encode(), bad[3], bad[1], bad[2], good[3].encode()]
    file.write_bytes(b"\n".join(lines))
    cube, faults = taken(scales, tmp_path, file)
    assert [(f.line, f.rule) for f in faults] == [(3, "quote"), (6, "cells"), (7, "encoding")]
    assert cube.manifest.rows_good == 3


def test_all_rows_of_a_conflict_and_of_different_repeats_are_out_whatever_their_order(scales, tmp_path):
    rows = [
        row(),
        row(week="4", score="3"),
        row(episode="e2", sex="male"),
        row(episode="e2", week="4"),
        row(episode="e3"),
        row(episode="e3"),
        row(episode="e3", week="4", score="1"),
        row(episode="e3", week="4", score="2"),
        row(episode="e4", week="4", points="GV4;BL23"),
        row(episode="e4", week="57"),
    ]
    cubes = []
    for seed in range(4):
        mixed = list(rows)
        random.Random(seed).shuffle(mixed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        cube, faults = taken(scales, folder, mixed)
        rules = sorted((fault.value, fault.rule) for fault in faults)
        assert rules == [("'e2'", "conflict")] * 2 + [("'e3'", "repeated")] * 3
        assert as_cells(cube) == slowly([rows[0], rows[1], rows[4], rows[8], rows[9]], scales)
        cubes.append(cube)
    assert cubes[0] == cubes[1] == cubes[2] == cubes[3]


@pytest.mark.parametrize(
    ("written", "month"),
    [("2024-03", "2024-03"), ("3/2024", "2024-03"), ("2024-03-31", "2024-03"), ("29.02.2024", "2024-02"),
     ("25/04/2024", "2024-04"), ("04/25/2024", "2024-04"), ("05/05/2024", "2024-05"), ("45351", "2024-02"),
     ("45351.0", "2024-02"), ("32874", "1990-01"), ("2024-03-01 00:00:00", "2024-03")],
)  # fmt: skip
def test_months_as_spreadsheets_write_them(scales, tmp_path, written, month):
    cube, faults = taken(scales, tmp_path, [row(month=written)])
    assert faults == []
    assert cube.manifest.months == (month, month)


KINDS = {
    "commas": lambda rows: text(rows).encode(),
    "bom": lambda rows: b"\xef\xbb\xbf" + text(rows).encode(),
    "semicolons and decimal commas": lambda rows: text(
        [{**r, "score": r["score"].replace(".", ",")} for r in rows], delimiter=";"
    ).encode(),
    "tabs and CR LF": lambda rows: text(rows, delimiter="\t", lineterminator="\r\n").encode(),
    "old Mac": lambda rows: text(rows, lineterminator="\r").encode(),
    "gzip": lambda rows: gzip.compress(text(rows).encode()),
    "all quoted, capitals, blank lines": lambda rows: (
        text(rows, quoting=1, lineterminator="\n\n").replace("episode", " Episode ", 1).encode()
    ),
    "other order": lambda rows: text(rows, columns=tuple(reversed(rows[0]))).encode(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_text_file_gives_the_same_cube(scales, clinic, tmp_path, kind):
    rows = clinic(30)
    plain, _ = taken(scales, tmp_path, rows)
    file = tmp_path / "other"
    file.write_bytes(KINDS[kind](rows))
    cube, faults = taken(scales, tmp_path, file)
    assert faults == []
    assert cube == plain


@pytest.mark.parametrize("kind", ["text", "numbers", "decimals"])
def test_parquet_gives_the_same_cube_and_row_numbers(scales, clinic, tmp_path, kind):
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    rows = clinic(30)
    plain, _ = taken(scales, tmp_path, rows)
    table = pa.Table.from_pylist([*rows, row(episode="last", score="11")])
    types = {
        "text": {},
        "numbers": {"score": pa.float64(), "week": pa.int32(), "sessions": pa.float64()},
        "decimals": {"score": pa.decimal128(9, 2), "week": pa.float32(), "month": pa.date32()},
    }[kind]
    for name, kind_of in types.items():
        column = pc.binary_join_element_wise(table[name], "01", "-") if name == "month" else table[name]
        table = table.set_column(table.column_names.index(name), name, column.cast(kind_of))
    pq.write_table(table, tmp_path / "rows.parquet")
    cube, (fault,) = taken(scales, tmp_path, tmp_path / "rows.parquet")
    assert (fault.line, fault.column, fault.rule) == (len(rows) + 1, "score", "range")
    assert cube == plain


NINES = Decimal("9" * 30)
LARGE = [
    ("int64", "score", [2**62, -(2**62), 99_999_999], "range"),
    ("int32", "score", [2**31 - 1, -(2**31)], "range"),
    ("float64", "score", [3e8, -3e8, 1e18, 1e300], "range"),
    ("float64", "score", [float("nan"), float("inf"), float("-inf")], "number"),
    ("float32", "score", [3e8, 3e38], "range"),
    ("decimal128(38, 2)", "score", [NINES, -NINES], "range"),
    ("decimal128(38, 0)", "score", [NINES, -NINES], "range"),
    ("decimal128(38, 6)", "score", [NINES, -NINES], "range"),
    ("decimal128(9, 0)", "score", [Decimal(999_999_999)], "range"),
    ("decimal128(9, 2)", "score", [Decimal("9999999.99")], "range"),
    *(
        ("float64", name, [float("nan"), float("inf"), float("-inf"), 1e18, -1e18, 1e300, 1.5], "whole")
        for name in ("week", "sessions")
    ),
    ("decimal128(38, 2)", "week", [NINES, -NINES, Decimal("1.5")], "whole"),
    ("int64", "sessions", [2**62, -(2**62)], "whole"),
]


@pytest.mark.parametrize(
    ("kind", "column", "values", "rule"), LARGE, ids=[f"{kind} {column} {rule}" for kind, column, _, rule in LARGE]
)
def test_a_number_of_any_size_is_one_fault_and_stops_nothing(scales, tmp_path, kind, column, values, rule):
    import pyarrow as pa
    import pyarrow.parquet as pq

    kind = pa.decimal128(*(int(part) for part in kind[11:-1].split(","))) if kind[-1] == ")" else getattr(pa, kind)()
    rows = [row(episode=f"e{number}") for number in range(len(values) + 1)]
    table = pa.Table.from_pylist(rows)
    cells = pa.array([Decimal(0) if pa.types.is_decimal(kind) else 0, *values], kind)
    file = tmp_path / "rows.parquet"
    pq.write_table(table.set_column(table.column_names.index(column), column, cells), file)
    cube, faults = taken(scales, tmp_path, file)
    assert [(f.line, f.column, f.rule) for f in faults] == [(n + 2, column, rule) for n in range(len(values))]
    assert cube.manifest.rows_good == 1


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("month", "2024-01", "month"), ("month", "3/2024", "month"), ("month", "29.02.2024", "month"),
     ("month", "25/04/2024", "month"), ("month", "45351", "month"), ("week", "4", "whole"), ("week", "4.0", "whole"),
     ("sessions", "3", "whole"), ("score", "7", "number"), ("score", "7.5", "number"), ("clinic", "c1", "id"),
     ("episode", "e2", "id")],
)  # fmt: skip
def test_a_cell_of_parquet_with_a_line_break_at_its_end_is_bad(scales, tmp_path, column, value, rule):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [row(), row(**{"episode": "e2", column: f"{value}\n"}), row(**{"episode": "e3", column: value})]
    file = tmp_path / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(rows), file)
    _, (fault,) = taken(scales, tmp_path, file)
    assert (fault.line, fault.column, fault.rule) == (2, column, rule)


@pytest.mark.parametrize("name", ["a*b", "a?b", "a[X]b", "[!b]Xb", "**", "it's*"])
def test_signs_of_patterns_in_the_name_of_a_file_stand_for_themselves(scales, tmp_path, name):
    import pyarrow as pa
    import pyarrow.parquet as pq

    for number, stem in enumerate(("aXb", "bXb", "it's", name)):
        pq.write_table(pa.Table.from_pylist([row(episode=f"e{number}", score="11"), row()]), tmp_path / stem)
    cube, (fault,) = taken(scales, tmp_path, tmp_path / name)
    assert (fault.line, cube.manifest.rows_good) == (1, 1)


@pytest.mark.parametrize("name", ["a*b", "a?b", "a[X]b", "it's"])
def test_a_cube_may_stand_in_a_folder_with_such_a_name(scales, tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    assert taken(scales, folder, [row()])[0].manifest.rows_good == 1


def test_the_columns_of_parquet_may_be_named_in_capitals_and_with_blanks(scales, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = tmp_path / "rows.parquet"
    names = [f" {name.upper()} " if name != "week" else "Week" for name in row()]
    pq.write_table(pa.Table.from_pylist([row(), row(episode="e2")]).rename_columns(names), file)
    cube, faults = taken(scales, tmp_path, file)
    assert (faults, cube.manifest.rows_good) == ([], 2)


REFUSED = [
    (b"", "is empty"),
    (b"\n\n", "is empty"),
    ("episode,clinic".encode("utf-16"), "UTF-16"),
    ("episode,clinic".encode("utf-16-le"), "UTF-16"),
    (b"epis\xf6de,clinic\n", "header is not UTF-8"),
    (b"PK\x03\x04", "Excel workbook"),
    (b"PAR1 nonsense", "Parquet file cannot be read"),
    (gzip.compress(text([row()]).encode())[:-20], "damaged"),
    (text([row()]).replace("score", "value", 1).encode(), "'value' is unknown; valid: episode"),
    (text([row()]).replace(",score", "", 1).encode(), "score is missing; valid: episode"),
    (text([row()]).replace("score", "week", 1).encode(), "week stands there twice"),
    (text([row()]).replace("episode", "Surname", 1).encode(), "takes no names"),
    (text([row()]).replace("age_band", "date of birth", 1).encode(), "takes no dates of birth (give age_band)"),
    (text([row()]).replace("clinic", "comment", 1).encode(), "takes no free text"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_files_that_cannot_be_read_are_refused_in_one_sentence(scales, tmp_path, content, words):
    file = tmp_path / "rows.csv"
    file.write_bytes(content)
    with pytest.raises(FileError) as error:
        taken(scales, tmp_path, file)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_without_a_good_row_nothing_is_written(scales, tmp_path):
    with pytest.raises(NoGoodRowError):
        taken(scales, tmp_path, [row(score="11")])
    assert not (tmp_path / "cube").exists()


@pytest.mark.parametrize("most", ["MOST_CLINICS", "MOST_SETS"])
def test_more_spellings_than_there_are_numbers_for_are_refused(scales, tmp_path, monkeypatch, most):
    monkeypatch.setattr(packing, most, 3)
    rows = [row(episode=f"e{number}", clinic=f"c{number}", points=scales.codes[number]) for number in range(3)]
    with pytest.raises(TooManyError, match=r"more than 2 (clinics|combinations of points)"):
        taken(scales, tmp_path, rows)
    assert taken(scales, tmp_path, rows[:2])[0].manifest.episodes == 2


def test_of_many_rows_every_bad_one_is_reported_and_every_good_one_kept(scales, clinic, tmp_path):
    rows = clinic(6_000)
    chance = random.Random(7)
    spoilt = set(chance.sample(range(len(rows)), len(rows) // 100))
    mixed = [{**r, "score": "much"} if number in spoilt else r for number, r in enumerate(rows)]
    cube, faults = taken(scales, tmp_path, mixed)
    assert [fault.line for fault in faults] == [number + 2 for number in sorted(spoilt)]
    assert as_cells(cube) == slowly([r for number, r in enumerate(rows) if number not in spoilt], scales)


def test_adverse_events_are_counted_by_episode_and_event(scales, tmp_path):
    file = tmp_path / "adverse.csv"
    file.write_text(
        "episode,event,serious\ne1,soreness,no\ne1,soreness,no\ne1,faint,yes\ne3,faint,no\ne2,fall,\n", "utf-8"
    )
    rows = [row(), row(episode="e2", points="BL23"), row(episode="e2", points="BL23", week="4")]
    cube, faults = taken(scales, tmp_path, rows, adverse=(file,))
    assert [(f.line, f.column, f.rule) for f in faults] == [
        (5, "episode", "unknown"), (6, "serious", "empty"), (6, "event", "word")
    ]  # fmt: skip
    assert {rule.name for rule in ADVERSE_RULES} >= {fault.rule for fault in faults}
    found = {tuple(line.values())[0:1] + tuple(line.values())[5:] for line in cube.adverse.to_pylist()}
    assert found == {
        ("*", "*", "*", 2, 2, 1, 3), ("*", "soreness", "no", 0, 0, 1, 2), ("*", "faint", "yes", 0, 0, 1, 1),
        ("BL23", "*", "*", 2, 2, 1, 3), ("BL23", "soreness", "no", 0, 0, 1, 2), ("BL23", "faint", "yes", 0, 0, 1, 1),
        ("GV4", "*", "*", 1, 1, 1, 3), ("GV4", "soreness", "no", 0, 0, 1, 2), ("GV4", "faint", "yes", 0, 0, 1, 1),
    }  # fmt: skip
    unwatched, _ = taken(scales, tmp_path, rows)
    assert unwatched.adverse["watched"].to_pylist() == [0, 0, 0]


def test_groups_rename_clinics_and_the_rest_is_other(scales, tmp_path):
    groups = tmp_path / "groups.csv"
    groups.write_text("clinic,group\nc1,north\nc2,north\n", "utf-8")
    rows = [row(), row(episode="e2", clinic="c2"), row(episode="e3", clinic="c3")]
    cube, _ = taken(scales, tmp_path, rows, groups=groups)
    total = cube.outcomes.filter([point == "*" for point in cube.outcomes["point"].to_pylist()])
    assert dict(zip(total["clinic_group"].to_pylist(), total["episodes"].to_pylist(), strict=True)) == {
        "north": 2,
        "other": 1,
    }


def test_nothing_warns(scales, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        taken(scales, tmp_path, [row()])
