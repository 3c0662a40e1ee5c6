import sys

import pytest

from dashboard.body import __main__ as main


def test_a_report_names_the_part_the_files_and_their_weight(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"0" * 1500)
    assert main.report("pictures", [path, path], 61.4) == "pictures: 2 files, 3 kB, 61 s"


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
