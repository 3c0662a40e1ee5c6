"""The command line: words in, one of three exit codes out, errors in one sentence. It must not do the work itself."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.outcomes.checking import TooManyError
from dashboard.outcomes.columns import ADVERSE, ROWS
from dashboard.outcomes.cube import Cube, merge_all, read
from dashboard.outcomes.engine import DUCKDB, EngineError, first_line
from dashboard.outcomes.lines import FileError
from dashboard.outcomes.manifest import CubeError

DONE, SOME_BAD, NOTHING = 0, 1, 2
ON_SCREEN = 20
STOPPED = "stopped; nothing was written"
ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {"template.csv": ROWS, "adverse_template.csv": ADVERSE}


def main(words: Sequence[str]) -> int:
    """Run one command. Return 0 when all is well, 1 when some rows were bad, 2 when nothing was written."""
    parser = _parser()
    try:
        wanted = parser.parse_args(words)
    except SystemExit as error:
        return NOTHING if error.code else DONE
    try:
        return wanted.command(wanted)
    except (FileError, EngineError, CubeError, TooManyError) as error:
        return _failed(STOPPED if _interrupted(error) else error)
    except KeyboardInterrupt:
        return _failed(STOPPED)
    except MemoryError:
        return _failed("there is not enough memory; nothing was written")
    except OSError as error:
        return _failed(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}")
    except Exception as error:  # an engine's own error must not end in a traceback
        if _interrupted(error):
            return _failed(STOPPED)
        return _failed(f"{wanted.name} failed and nothing was written: {first_line(error)}")


def _interrupted(error: BaseException | None) -> bool:
    """Tell whether an error, or one it stems from, is an engine's word for Ctrl-C (DuckDB raises its own kind)."""
    while error:
        if isinstance(error, KeyboardInterrupt) or "query interrupted" in str(error).lower():
            return True
        error = error.__cause__ or error.__context__
    return False


def _failed(error: object) -> int:
    print(f"error: {error}", file=sys.stderr)
    return NOTHING


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m dashboard.outcomes", description="A clinic's rows -> an aggregate cube."
    )
    commands = parser.add_subparsers(required=True, dest="name", metavar="COMMAND")
    bring = commands.add_parser("import", help="check rows and add them up; rows never reach the web app")
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE", help="CSV (also gzipped) or Parquet")
    bring.add_argument("--to", required=True, type=Path, metavar="CUBE", help="the folder to write")
    bring.add_argument("--adverse", action="append", default=[], type=Path, metavar="FILE", help="adverse events")
    bring.add_argument("--engine", default=DUCKDB, metavar="URL", help=f"any engine of Ibis (default {DUCKDB})")
    bring.add_argument("--groups", type=Path, metavar="FILE", help="which clinic is shown under which name")
    bring.add_argument("--dry-run", action="store_true", help="only report bad rows")
    bring.add_argument("--report", type=Path, metavar="FILE", help="write every bad row to this CSV")
    bring.add_argument("--add", action="store_true", help="add to the cube that is there; no episode may be in both")
    bring.set_defaults(command=_import)
    tell = commands.add_parser("summary", help="say what a cube holds")
    tell.add_argument("cube", type=Path)
    tell.set_defaults(command=_summary)
    add = commands.add_parser("merge", help="add cubes that share no episode")
    add.add_argument("cubes", nargs="+", type=Path, metavar="CUBE")
    add.add_argument("--to", required=True, type=Path, metavar="CUBE")
    add.set_defaults(command=_merge)
    prove = commands.add_parser("verify", help="prove that a cube is whole")
    prove.add_argument("cube", type=Path)
    prove.set_defaults(command=_verify)
    play = commands.add_parser("demo", help="write the cube of an invented clinic, and print what was invented")
    play.add_argument("--to", required=True, type=Path, metavar="CUBE")
    play.set_defaults(command=_demo)
    blank = commands.add_parser("template", help="write the empty files to fill in")
    blank.add_argument("folder", nargs="?", type=Path, default=Path())
    blank.set_defaults(command=_template)
    return parser


def _import(wanted: argparse.Namespace) -> int:
    from dashboard.facts import load_facts
    from dashboard.outcomes.importing import NoGoodRowError, Request, run
    from dashboard.outcomes.report import Report, refuse
    from dashboard.outcomes.scales import scales_of

    if wanted.report:
        read_too = [wanted.groups] if wanted.groups else []
        refuse(wanted.report, [*wanted.files, *wanted.adverse, *read_too], wanted.to)
    request = Request(
        files=tuple(wanted.files),
        to=wanted.to,
        adverse=tuple(wanted.adverse),
        engine=wanted.engine,
        groups=wanted.groups,
        dry_run=wanted.dry_run,
        add=wanted.add,
    )
    report = Report(sys.stdout, wanted.report, ON_SCREEN if wanted.report else None, _clear)
    with _progress() as told:
        try:
            cube = run(request, scales_of(load_facts(ROOT / "data")), report, told)
        except NoGoodRowError as error:
            return _failed(error)
    if report.faults:
        print(f"{len(report.rows):,} bad rows, {report.faults:,} faults:")
        for (rule, column), count in report.by_rule.most_common():
            print(f"  {column or 'line'}: {rule}: {count:,}")
        if wanted.report:
            print(f"every one of them is in {wanted.report}")
    if cube is None:
        print("dry run: nothing was written")
    else:
        _tell(cube)
    return SOME_BAD if report.faults else DONE


@contextlib.contextmanager
def _progress() -> Callable[[str], None]:
    """Give a function that shows the step at work on one line of a terminal, and nothing elsewhere."""
    begun, shows = time.monotonic(), sys.stderr.isatty()

    def told(step: str) -> None:
        if shows:
            print(f"\r\033[K{time.monotonic() - begun:5.0f} s  {step} …", end="", file=sys.stderr, flush=True)

    try:
        yield told
    finally:
        _clear()


def _clear() -> None:
    """Empty the line of progress, so that what follows begins a line."""
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _tell(cube: Cube) -> None:
    made = cube.manifest
    print(f"{made.episodes:,} episodes, {made.rows_good:,} good rows, {made.rows_bad:,} bad rows left out")
    print(f"treatments that began from {made.months[0]} to {made.months[1]}")
    print(f"{made.without_start:,} times a measure of an episode has no baseline: not in any figure")
    watched = "none given: nothing is said about harms"
    if cube.was_watched:
        watched = "a file was given, and no event stood in it"
    if made.adverse_good or made.adverse_bad:
        watched = f"{made.adverse_good:,} good rows, {made.adverse_bad:,} bad rows left out"
    print(f"adverse events: {watched}")
    print(f"{len(cube.outcomes):,} cells of outcomes, {len(cube.adverse):,} of adverse events; made by {made.engine}")
    if made.demo:
        print("all of it is invented, for demonstration")
    print(f"content {made.content}")


def _summary(wanted: argparse.Namespace) -> int:
    _tell(read(wanted.cube))
    return DONE


def _verify(wanted: argparse.Namespace) -> int:
    print(f"{wanted.cube} is whole: content {read(wanted.cube).manifest.content}")
    return DONE


def _merge(wanted: argparse.Namespace) -> int:
    from dashboard.outcomes.writing import aside, clean, write

    clean(wanted.to)
    whole = merge_all([read(folder) for folder in wanted.cubes])
    with aside(wanted.to) as work:
        write(whole, wanted.to, work)
    _tell(whole)
    return DONE


def _demo(wanted: argparse.Namespace) -> int:
    from dashboard.facts import load_facts
    from dashboard.outcomes import demo
    from dashboard.outcomes.writing import aside, clean, write

    clean(wanted.to)
    cube = demo.cube(load_facts(ROOT / "data"))
    with aside(wanted.to) as work:
        write(cube, wanted.to, work)
    print(*(f"{what}: {value}" for what, value in demo.parameters()), sep="\n")
    _tell(cube)
    return DONE


def _template(wanted: argparse.Namespace) -> int:
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        path = wanted.folder / name
        if path.exists():
            return _failed(f"{path} is there already")
    for name, columns in TEMPLATES.items():
        (wanted.folder / name).write_text(",".join(columns) + "\n", "utf-8")
        print(wanted.folder / name)
        print(*(f"  {column}: {meaning}" for column, meaning in columns.items()), sep="\n")
    return DONE
