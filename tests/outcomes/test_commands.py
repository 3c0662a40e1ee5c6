"""The command line: exit codes, one clear sentence, no traceback, whatever the file holds."""

import csv
import gzip
import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.outcomes.columns import ADVERSE, ROWS
from dashboard.outcomes.commands import main
from dashboard.outcomes.cube import TWICE
from dashboard.outcomes.lines import FileError
from dashboard.outcomes.report import Bad, Report
from tests.outcomes.rows import row, text

HEADER = text([])


@pytest.fixture(autouse=True)
def facts_read_once(facts, monkeypatch):
    monkeypatch.setattr("dashboard.facts.load_facts", lambda folder: facts)


@pytest.fixture
def good(tmp_path):
    file = tmp_path / "good.csv"
    file.write_text(text([row()]), "utf-8")
    return file


@pytest.fixture
def mixed(tmp_path):
    file = tmp_path / "mixed.csv"
    file.write_text(text([row(), *(row(episode=f"e{n}", score="=1+1") for n in range(2, 40))]), "utf-8")
    return file


def test_exit_codes_and_what_is_written(good, mixed, tmp_path, capsys):
    cube = tmp_path / "cube"
    assert main(["import", str(good), "--to", str(cube), "--dry-run"]) == 0
    assert not cube.exists()
    assert main(["import", str(good), "--to", str(cube)]) == 0
    assert main(["import", str(mixed), "--to", str(cube)]) == 1
    assert main(["verify", str(cube)]) == 0
    assert main(["summary", str(cube)]) == 0
    printed = capsys.readouterr()
    assert "1 episodes, 1 good rows, 38 bad rows left out" in printed.out
    assert printed.out.count("score '=1+1': number.") == 38
    assert printed.err == ""
    assert main(["import", str(tmp_path / "none.csv"), "--to", str(cube)]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path / 'none.csv'}: cannot be read: no such file or directory\n"
    assert main(["verify", str(cube)]) == 0


def test_the_report_holds_every_bad_row_and_nothing_a_spreadsheet_would_run(mixed, tmp_path, capsys):
    report = tmp_path / "bad.csv"
    assert main(["import", str(mixed), "--to", str(tmp_path / "cube"), "--report", str(report)]) == 1
    with report.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [int(line["line"]) for line in lines] == list(range(3, 41))
    assert {line["value"] for line in lines} == {"'=1+1'"}
    assert "score: number: 38" in capsys.readouterr().out


@pytest.mark.parametrize("other", ["rows", "adverse", "groups", "link", "hard link", "in the cube", "the cube"])
def test_a_report_never_takes_the_place_of_what_is_read_or_of_the_cube(good, tmp_path, capsys, other):
    (adverse := tmp_path / "adverse.csv").write_text("episode,event,serious\n", "utf-8")
    (groups := tmp_path / "groups.csv").write_text("clinic,group\nc1,north\n", "utf-8")
    (link := tmp_path / "link.csv").symlink_to(good)
    (hard := tmp_path / "hard.csv").hardlink_to(good)
    cube = tmp_path / "cube"
    words = ["import", str(good), "--adverse", str(adverse), "--groups", str(groups), "--to", str(cube)]
    assert main(words) == 0
    capsys.readouterr()
    places = {
        "rows": tmp_path / "x" / ".." / "good.csv",
        "adverse": adverse,
        "groups": groups,
        "link": link,
        "hard link": hard,
        "in the cube": cube / "manifest.json",
        "the cube": cube,
    }
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main([*words, "--report", str(places[other])]) == 2
    assert "the report would" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main([*words, "--report", str(tmp_path / "bad.csv")]) == 0


def test_an_older_report_stands_until_the_new_one_is_whole(tmp_path):
    (older := tmp_path / "bad.csv").write_text("older", "utf-8")
    (link := tmp_path / "link.csv").symlink_to(older)

    def found():
        yield Bad("a.csv", 2, "score", "x", "number", "A number.")
        assert older.read_text("utf-8") == "older"
        if fails:
            raise OSError(28, "No space left on device")

    fails = True
    with pytest.raises(OSError, match=str(link)):
        Report(table=link).take(found())
    assert older.read_text("utf-8") == "older"
    fails = False
    Report(table=link).take(found())
    assert older.read_text("utf-8").count("\n") == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "link.csv"]
    assert link.is_symlink()


def test_merge_adds_and_keeps_to_its_exit_codes(good, tmp_path, capsys):
    other = tmp_path / "other.csv"
    other.write_text(text([row(episode="f1"), row(episode="f2")]), "utf-8")
    for file in (good, other):
        assert main(["import", str(file), "--to", str(tmp_path / file.stem)]) == 0
    capsys.readouterr()
    both = tmp_path / "both"
    assert main(["merge", str(tmp_path / "good"), str(tmp_path / "other"), "--to", str(both)]) == 0
    assert "3 episodes" in capsys.readouterr().out
    assert main(["merge", str(tmp_path / "good"), str(tmp_path / "nothing"), "--to", str(both)]) == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_an_empty_file_of_adverse_events_is_not_told_as_none(good, tmp_path, capsys):
    (empty := tmp_path / "empty.csv").write_text(text([], tuple(ADVERSE)), "utf-8")
    words = ["import", str(good), "--to", str(tmp_path / "cube")]
    for extra, said in (([], "none given"), (["--adverse", str(empty)], "a file was given, and no event stood in it")):
        assert main([*words, *extra]) == 0
        assert main(["summary", str(tmp_path / "cube")]) == 0
        assert capsys.readouterr().out.count(f"adverse events: {said}") == 2


def test_the_same_patients_are_not_counted_twice(good, tmp_path, capsys):
    (other := tmp_path / "other.csv").write_text(text([row(episode="f1"), row(episode="f2")]), "utf-8")
    a, b, copy = (str(tmp_path / name) for name in ("a", "b", "copy"))
    for file, cube in ((good, a), (other, b), (good, copy)):
        assert main(["import", str(file), "--to", cube]) == 0
    before = (tmp_path / "a" / "manifest.json").read_bytes()
    for words in (["merge", a, a], ["merge", a, copy], ["merge", a, b, copy], ["import", str(good), "--add"]):
        assert main([*words, "--to", a]) == 2
        assert capsys.readouterr().err == f"error: {TWICE}\n"
    assert (tmp_path / "a" / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_stop_inside_a_query_is_a_stop_and_other_errors_name_the_command(monkeypatch, capsys, wrapped):
    def fail(_):
        try:
            raise RuntimeError(words)
        except RuntimeError as error:
            if wrapped:
                raise FileError("x.parquet: cannot be read") from error
            raise

    monkeypatch.setattr("dashboard.outcomes.commands.read", fail)
    words = "INTERRUPT Error: Query interrupted"
    assert main(["verify", "x"]) == 2
    assert capsys.readouterr().err == "error: stopped; nothing was written\n"
    words = "no such thing"
    assert main(["verify", "x"]) == 2
    said = "x.parquet: cannot be read" if wrapped else "verify failed and nothing was written: no such thing"
    assert capsys.readouterr().err == f"error: {said}\n"


def test_the_first_bad_row_begins_a_line_on_a_terminal(mixed, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("sys.stdout", screen)
    assert main(["import", str(mixed), "--to", str(tmp_path / "cube")]) == 1
    assert f"reporting bad rows …\r\033[K{mixed}:3:" in screen.getvalue()


def test_the_template_has_the_columns_and_is_never_written_over(tmp_path, capsys):
    assert main(["template", str(tmp_path)]) == 0
    assert (tmp_path / "template.csv").read_text("utf-8").strip().split(",") == list(ROWS)
    assert (tmp_path / "adverse_template.csv").read_text("utf-8").strip().split(",") == list(ADVERSE)
    assert main(["template", str(tmp_path)]) == 2


def test_the_demo_says_that_it_is_invented(tmp_path, capsys):
    assert main(["demo", "--to", str(tmp_path / "demo")]) == 0
    assert "all of it is invented, for demonstration" in capsys.readouterr().out
    assert main(["summary", str(tmp_path / "demo")]) == 0
    assert "all of it is invented" in capsys.readouterr().out


def test_the_committed_templates_are_what_the_command_writes(tmp_path, capsys):
    from dashboard.outcomes.commands import ROOT

    main(["template", str(tmp_path)])
    for name in ("template.csv", "adverse_template.csv"):
        assert (ROOT / "data" / "outcomes" / name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("words", [[], ["import"], ["import", "x.csv"], ["fly"], ["import", "x", "--to", "y", "--x"]])
def test_wrong_words_end_with_code_2(words, capsys):
    assert main(words) == 2


def test_an_engine_that_is_not_there_is_one_sentence(good, tmp_path, capsys):
    assert main(["import", str(good), "--to", str(tmp_path / "cube"), "--engine", "nosuch://x"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: the engine 'nosuch://x' cannot be reached")
    assert error.count("\n") == 1


def spoil(content, seed):
    """Damage a file in one of many ways."""
    chance = random.Random(seed)
    content = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(content) + 1)
        piece = chance.choice(
            (b'"', b"\0", b"\xff", b"\r", b"\n", b",", b";", b"\t", b"\xef\xbb\xbf", b"{}%s", "é".encode())
        )
        match chance.randrange(4):
            case 0:
                content[place:place] = piece * chance.randrange(1, 4)
            case 1:
                del content[place : place + chance.randrange(1, 40)]
            case 2:
                content[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                content = content + content[place:]
    return bytes(content)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda cells: (HEADER + cells).encode("utf-8", "surrogatepass")),
        st.integers(0, 10**9).map(lambda seed: spoil(text([row(), row(episode="e2", week="4")]).encode(), seed)),
        st.integers(0, 10**9).map(lambda seed: gzip.compress(spoil(text([row()]).encode(), seed))),
        st.integers(0, 10**9).map(lambda seed: spoil(gzip.compress(text([row()]).encode()), seed)),
        st.integers(0, 10**9).map(lambda seed: spoil(b"PAR1" + HEADER.encode() + b"PAR1", seed)),
    )
)
def test_no_file_however_malformed_ends_in_a_traceback(tmp_path, capsys, content):
    file = tmp_path / "any.csv"
    file.write_bytes(content)
    code = main(["import", str(file), "--to", str(tmp_path / "cube"), "--dry-run"])
    printed = capsys.readouterr()
    assert code in (0, 1, 2)
    assert "Traceback" not in printed.err
    if code == 2:
        assert printed.err.startswith("error: ")
        assert printed.err.count("\n") == 1
        assert "failed and nothing" not in printed.err, printed.err
    assert not list(tmp_path.glob("cube.*"))
