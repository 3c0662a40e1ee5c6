import pytest

from bench.report import Part, Row, missed, table


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("at the bar", 33, bar=33), "ok"),
        (Row("above it", 33.1, bar=33), "MISSED"),
        (Row("enough", 200, bar=200, at_least=True), "ok"),
        (Row("too few", 199, bar=200, at_least=True), "MISSED"),
        (Row("no bar", 5), ""),
        (Row("not taken", None, bar=5), ""),
        (Row("none allowed", 1, bar=0), "MISSED"),
    ],
)
def test_verdicts(row, verdict):
    assert row.verdict == verdict


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (Row("time", 20, 10, "ms", 33), ("time", "20 ms", "10 ms", "2.00", "<= 33 ms", "ok")),
        (Row("visits", 180.26, 360, "", 200, True), ("visits", "180", "360", "0.50", ">= 200", "MISSED")),
        (Row("size", 1234.5, unit="kB"), ("size", "1,234 kB", "", "", "", "")),
        (Row("start", 1.234, 0.5, "s"), ("start", "1.23 s", "0.50 s", "2.47", "", "")),
        (Row("requests", 0, 0, bar=0), ("requests", "0", "0", "", "<= 0", "ok")),
    ],
)
def test_a_row_as_text(row, cells):
    assert row.cells() == cells


def test_a_table_has_every_row_and_note_in_columns():
    parts = [
        Part("Clicks", (Row("median", 20, 10, "ms", 33), Row("a much longer name", 1)), ("how it was taken",)),
        Part("Load", (Row("visits", 100, bar=200, at_least=True),)),
    ]
    lines = table(parts).splitlines()
    assert [line for line in lines if line in ("Clicks", "Load")] == ["Clicks", "Load"]
    assert "    how it was taken" in lines
    ends = {line.index(value) + len(value) for line, value in zip(lines[3:5], ("20 ms", "1"), strict=True)}
    assert len(ends) == 1
    assert missed(parts) == ["Load: visits"]
