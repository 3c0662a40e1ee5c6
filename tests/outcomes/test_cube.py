"""Cubes add up exactly, are read whole or not at all, and survive a kill."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.outcomes import cube as cubes
from dashboard.outcomes.cube import ADVERSE_FILE, OUTCOMES_FILE, content_hash, merge, read
from dashboard.outcomes.manifest import MANIFEST_FILE, CubeError
from dashboard.outcomes.writing import aside, clean, write
from tests.outcomes.rows import row, taken, text

ROOT = Path(__file__).resolve().parents[2]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.integers(0, 10**6), second=st.integers(0, 10**6), sizes=st.tuples(st.integers(1, 25), st.integers(1, 25))
)
def test_merging_imports_is_importing_both(scales, clinic, tmp_path, first, second, sizes):
    a, b = clinic(sizes[0], first, "a"), clinic(sizes[1], second, "b")
    spoilt = [row(episode="bad", score="x"), row(episode="two"), row(episode="two", week="4", sex="male")]
    (adverse := tmp_path / "adverse.csv").write_text(f"episode,event,serious\n{a[0]['episode']},faint,no\n", "utf-8")
    (quiet := tmp_path / "quiet.csv").write_text("episode,event,serious\n", "utf-8")
    one, _ = taken(scales, tmp_path, [*a, *spoilt], adverse=(adverse,))
    other, _ = taken(scales, tmp_path, b, adverse=(quiet,))
    both, _ = taken(scales, tmp_path, [*a, *spoilt], b, adverse=(adverse, quiet))
    for merged in (merge(one, other), merge(other, one)):
        assert merged == both
        assert merged.manifest.content == both.manifest.content == content_hash(both)
        for name in ("rows_good", "rows_bad", "episodes", "without_start", "adverse_good", "adverse_bad", "months"):
            assert getattr(merged.manifest, name) == getattr(both.manifest, name), name


def test_adding_to_a_cube_is_merging(scales, clinic, tmp_path):
    a, b = clinic(20, 1, "a"), clinic(20, 2, "b")
    both, _ = taken(scales, tmp_path, a, b)
    taken(scales, tmp_path, a)
    added, _ = taken(scales, tmp_path, b, add=True)
    assert added == both == read(tmp_path / "cube")


def test_the_hash_of_the_figures_does_not_depend_on_how_they_are_cut_up(scales, clinic, tmp_path, monkeypatch):
    cube, _ = taken(scales, tmp_path, clinic(20))
    monkeypatch.setattr(cubes, "JOINED", 7)
    assert content_hash(cube) == cube.manifest.content
    assert content_hash(replace(cube, outcomes=cube.outcomes.slice(1))) != cube.manifest.content


def test_cubes_of_other_rules_are_not_added(scales, tmp_path):
    cube, _ = taken(scales, tmp_path, [row()])
    for name, value in (("rules", "x"), ("facts", "x"), ("demo", True)):
        other = replace(cube, manifest=replace(cube.manifest, **{name: value}))
        with pytest.raises(CubeError, match="different"):
            merge(cube, other)


def test_the_same_rows_give_the_same_bytes(scales, clinic, tmp_path):
    rows = clinic(50)
    files = []
    for seed in (1, 2):
        random.Random(seed).shuffle(rows)
        taken(scales, tmp_path, rows)
        files.append([(tmp_path / "cube" / name).read_bytes() for name in (OUTCOMES_FILE, ADVERSE_FILE)])
    assert files[0] == files[1]


@pytest.fixture
def written(scales, tmp_path):
    taken(scales, tmp_path, [row()])
    return tmp_path / "cube"


@pytest.mark.parametrize("name", [OUTCOMES_FILE, ADVERSE_FILE, MANIFEST_FILE])
def test_a_damaged_or_missing_file_is_no_cube(written, name):
    file = written / name
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(CubeError):
        read(written)
    file.unlink()
    with pytest.raises(CubeError):
        read(written)


@pytest.mark.parametrize("change", [{"schema": 2}, {"files": {}}, {"content": "x"}, {"more": 1}])
def test_a_manifest_that_does_not_fit_is_no_cube(written, change):
    manifest = json.loads((written / MANIFEST_FILE).read_text("utf-8"))
    (written / MANIFEST_FILE).write_text(json.dumps({**manifest, **change}), "utf-8")
    with pytest.raises(CubeError):
        read(written)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        {"episodes": 999999},
        {"rows_good": -1},
        {"rows_bad": True},
        {"months": None},
        {"months": ["2024-13", "2025-01"]},
        {"months": ["2025-01", "2024-01"]},
        {"parameters": 1},
        {"demo": 0},
        {"without_start": 99},
        {"files": None},
    ],
)
def test_a_manifest_no_import_could_write_is_no_cube(written, change, sealed):
    manifest = {**json.loads((written / MANIFEST_FILE).read_text("utf-8")), **change}
    if not sealed:
        del manifest["seal"]
    (written / MANIFEST_FILE).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(CubeError):
        read(written)


def test_a_changed_manifest_is_told_and_one_of_before_the_seal_is_read(written):
    manifest = json.loads((written / MANIFEST_FILE).read_text("utf-8"))
    (written / MANIFEST_FILE).write_text(json.dumps({**manifest, "rows_bad": 7}), "utf-8")
    with pytest.raises(CubeError, match="changed after"):
        read(written)
    del manifest["seal"]
    (written / MANIFEST_FILE).write_text(json.dumps(manifest), "utf-8")
    assert read(written).manifest.rows_good == 1


def test_what_is_no_cube_is_never_replaced(scales, tmp_path):
    (tmp_path / "cube").mkdir()
    (tmp_path / "cube" / "letter.txt").write_text("keep me", "utf-8")
    with pytest.raises(CubeError):
        taken(scales, tmp_path, [row()])
    assert (tmp_path / "cube" / "letter.txt").read_text("utf-8") == "keep me"


def test_a_cube_moved_aside_when_its_import_died_is_read_and_put_back(written):
    content = read(written).manifest.content
    written.rename(written.with_name("cube.old-999999999-abcd0123"))
    assert read(written).manifest.content == content
    (written.with_name("cube.tmp-999999999-abcd0123") / "new").mkdir(parents=True)
    clean(written)
    assert [path.name for path in written.parent.iterdir() if path.is_dir()] == ["cube"]
    assert read(written).manifest.content == content


@pytest.mark.parametrize("name", ["cube", "cube[1]", "c*"])
def test_only_folders_the_importer_named_are_removed_or_read(written, name):
    target = written.rename(written.with_name(name))
    others = (
        ".old-2023",
        ".old-backup",
        ".tmp-mine",
        ".old-1-abcd",
        ".tmp-1-ABCDEF01",
        ".old-1-abcd01234",
        ".old--1-abcd0123",
    )
    beside = {written.with_name(name + other) for other in others} | {written.with_name("cube1.tmp-999999999-abcd0123")}
    for folder in beside:
        shutil.copytree(target, folder)
    written.with_name(f"{name}.tmp-999999999-abcd0123").mkdir()
    clean(target)
    assert {path for path in target.parent.iterdir() if path.is_dir()} == {*beside, target}
    shutil.rmtree(target)
    clean(target)
    with pytest.raises(CubeError):
        read(target)


def test_a_running_import_is_left_alone(written):
    folder = written.with_name(f"cube.tmp-{os.getppid()}-abcd0123")
    folder.mkdir()
    clean(written)
    assert folder.exists()


def test_a_failed_write_leaves_the_old_cube(written, monkeypatch):
    old = read(written)

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(cubes, "save", fail)
    with pytest.raises(OSError), aside(written) as work:
        write(old, written, work)
    assert read(written) == old
    assert [path.name for path in written.parent.iterdir() if path.is_dir()] == ["cube"]


def test_folders_made_for_nothing_do_not_stay_and_a_full_disk_names_its_place(tmp_path):
    target = tmp_path / "a" / "b" / "cube"
    with pytest.raises(OSError, match=str(target)), aside(target):
        raise OSError(28, "No space left on device")
    assert not list(tmp_path.iterdir())
    with aside(target):
        target.mkdir()
    assert [path.name for path in target.parent.iterdir()] == ["cube"]


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_a_folder_without_a_name_is_no_place_for_a_cube(name):
    with pytest.raises(CubeError, match="no name of its own"):
        clean(Path(name))


def test_a_kill_at_any_moment_leaves_a_whole_cube(scales, clinic, tmp_path):
    target = tmp_path / "cube"
    taken(scales, tmp_path, clinic(50, 1, "old"))
    old = read(target).manifest.content
    file = tmp_path / "new.csv"
    file.write_text(text(clinic(3_000, 2, "new")), "utf-8")
    command = [sys.executable, "-m", "dashboard.outcomes", "import", str(file), "--to", str(target)]
    begun = time.monotonic()
    copy = [*command[:-1], str(tmp_path / "copy")]
    subprocess.run(copy, cwd=ROOT, check=True, capture_output=True)
    whole = time.monotonic() - begun
    new = read(tmp_path / "copy").manifest.content
    kept = tmp_path / "kept"
    shutil.copytree(target, kept)
    chance = random.Random(5)
    seen = set()
    for wait in (0.02, *(chance.uniform(0.05, 1.0) * whole for _ in range(19))):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(kept, target)
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        seen.add(read(target).manifest.content)
    assert old in seen
    assert seen <= {old, new}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert read(target).manifest.content == new
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["copy", "cube", "kept"]
