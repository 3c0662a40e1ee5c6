"""`python -m dashboard.facts` on copies of the real data with one thing broken."""

import csv
import shutil
from pathlib import Path

import pytest

from dashboard.facts import __main__ as command
from dashboard.facts.__main__ import DATA, main
from dashboard.facts.checks import CHECKS

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def change(path, where, column, value):
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    place = {name: number for number, name in enumerate(lines[0])}
    line = next(n for n, cells in enumerate(lines) if n and all(cells[place[c]] == v for c, v in where.items()))
    lines[line][place[column]] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)
    return line + 1


def test_the_default_folder_is_the_projects_own():
    assert PROJECT / "data" == DATA


def test_sound_data_passes_with_one_tick_a_check(folder, capsys):
    assert main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in lines[:-1]] == ["✓ "] * len(CHECKS)
    assert lines[-1].startswith(f"{len(CHECKS)} of {len(CHECKS)} checks passed")


@pytest.mark.parametrize(
    ("file", "where", "column", "value", "check", "said"),
    [
        (
            "points/needling.csv",
            {"code": "GB21", "source": "cam1999"},
            "depth_max",
            "5",
            "depth units",
            "outside 0 to 4",
        ),
        ("points/needling.csv", {"code": "GB21", "source": "cam1999"}, "unit", "inch", "every table", "valid: cun, mm"),
        ("points/needling.csv", {"code": "GB21", "source": "cam1999"}, "unit", "mm", "a source prints", "valid: cun"),
        ("evidence/arms.csv", {"study_id": "haake2007"}, "source", "haake2077", "ids join", "valid: haake2007"),
        (
            "points/cautions.csv",
            {"code": "GB21", "kind": "lung"},
            "severity",
            "bad",
            "every table",
            "grave, serious, note",
        ),
    ],
)
def test_a_broken_cell_is_named_under_a_cross(folder, capsys, monkeypatch, file, where, column, value, check, said):
    # The check concerned and one that passes; that all of them run is proved above.
    names = [name for name in CHECKS if name.startswith((check, "codes are WHO codes"))]
    monkeypatch.setattr(command, "CHECKS", {name: CHECKS[name] for name in names})
    line = change(folder / file, where, column, value)
    assert main([str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    cross = next(n for n, text in enumerate(lines) if text.startswith(f"✗ {check}"))
    below = []
    for text in lines[cross + 1 :]:
        if not text.startswith("    "):
            break
        below.append(text.strip())
    assert [text[0] for text in lines if text[0] in "✓✗"] == ["✗" if name.startswith(check) else "✓" for name in names]
    assert lines[-1].startswith("1 of 2 checks passed")
    (named,) = [text for text in below if text.startswith(f"{file}:{line} {column} {value!r} — ")]
    assert said in named
