import sys

import pytest

from dashboard.body import __main__ as main


def files(folder, contents):
    folder.mkdir()
    paths = [folder / name for name in contents]
    for path in paths:
        path.write_bytes(contents[path.name])
    return paths


def test_a_report_names_the_part_the_files_and_their_weight(tmp_path):
    paths = files(tmp_path / "a", {"x": b"0" * 1500, "y": b"1" * 1500})
    assert main.report("pictures", paths, 61.4).startswith("pictures: 2 files, 3 kB, 61 s, hash ")


def test_equal_files_share_a_hash_and_others_do_not(tmp_path):
    first = main.report("p", files(tmp_path / "a", {"x": b"1", "y": b"2"}), 0)
    assert main.report("p", files(tmp_path / "b", {"y": b"2", "x": b"1"}), 0) == first
    assert main.report("p", files(tmp_path / "c", {"x": b"2", "y": b"1"}), 0) != first


@pytest.mark.parametrize(
    ("words", "runs"), [([], ["pictures", "positions"]), (["pictures"], ["pictures"]), (["positions"], ["positions"])]
)
def test_the_parts_run_alone_or_all(monkeypatch, capsys, words, runs):
    ran = []

    def part(name):
        return lambda: ran.append(name) or []

    monkeypatch.setattr(main, "PARTS", {name: part(name) for name in main.PARTS})
    monkeypatch.setattr(sys, "argv", ["body", *words])
    main.main()
    assert ran == runs
    assert capsys.readouterr().out.count("0 files") == len(runs)


def test_an_unknown_part_names_the_choices(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["body", "bones"])
    with pytest.raises(SystemExit):
        main.main()
    assert "positions" in capsys.readouterr().err
