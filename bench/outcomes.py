"""A clinic's rows to a cube: time and memory beside what the same engine takes to scan and group the same file.

`python -m bench import` takes a million episodes; `python -m bench.outcomes 10000000` the full size.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import Part, Row, table
from bench.server import BenchError
from bench.sides import Sides

ROOT = Path(__file__).resolve().parent.parent
EPISODES = 1_000_000
TEXT_ROWS, EVERY = 1_000_000, 100
TIMES = 3
LIMIT_S = 1_800
GIB = 1 << 30
POINTS = [
    "BL23",
    "BL25",
    "BL40",
    "GV4",
    "GB30",
    "BL60",
    "KI3",
    "BL26",
    "BL52",
    "SP6",
    "GB34",
    "BL57",
    "LI4",
    "GB20",
    "GB21",
    "SI3",
    "BL10",
    "EX-B2_L",
]
# Invented episodes: two measures, each at two weeks; 500 sets of 3 to 7 points, 40 clinics, 83 months. DuckDB's hash
# of the episode's number stands for chance, so the same size gives the same rows.
ROWS = """
COPY (
    SELECT 'E' || lpad(one.i::VARCHAR, 8, '0') AS episode,
        'clinic' || lpad((h % 40)::VARCHAR, 2, '0') AS clinic,
        strftime(DATE '2018-01-01' + ((h // 40) % 2500)::INT, '%Y-%m') AS month,
        ['acute_lbp', 'chronic_lbp', 'upper_back_neck'][1 + ((h // 7) % 3)::INT] AS question,
        ['18-34', '35-49', '50-64', '65-79', '80+'][1 + ((h // 11) % 5)::INT] AS age_band,
        ['female', 'male', 'other'][1 + ((h // 13) % 3)::INT] AS sex,
        sets.points, weeks.place AS sessions, weeks.measure, weeks.place * 2 AS week,
        (CASE weeks.measure WHEN 'vas100' THEN (hash(one.i * 10 + place) % 10001) / 100
            ELSE (hash(one.i * 10 + place) % 241) / 10 END)::DECIMAL(9, 2) AS score
    FROM (SELECT i, (hash(i) % 1000000000)::BIGINT AS h FROM range({episodes}) AS numbers(i)) AS one
    JOIN sets ON sets.i = h % 500,
        (VALUES (0, 'vas100'), (2, 'vas100'), (0, 'rmdq'), (2, 'rmdq')) AS weeks(place, measure)
) TO '{file}' (FORMAT parquet)
"""
SETS = """
CREATE TABLE sets AS SELECT i, list_aggregate(list_distinct(list_transform(range(0, 3 + (i % 5)::INT),
    LAMBDA j: {points}[1 + (hash(i * 31 + j) % 18)::INT])), 'string_agg', ';') AS points FROM range(500) AS numbers(i)
"""
GROUPED = """
SELECT count(*), sum(n) FROM (
    SELECT episode, measure, count(*) AS n, min(score) AS low, max(score) AS high FROM '{file}' GROUP BY ALL)
"""
GROUPED_TEXT = """
SELECT count(*), sum(n) FROM (
    SELECT episode, measure, count(*) AS n FROM read_csv('{file}', all_varchar = true) GROUP BY ALL)
"""
SPOILT = """
COPY (
    SELECT episode, clinic,
        CASE bad WHEN 0 THEN '03/04/2024' ELSE month END AS month, question,
        CASE bad WHEN 1 THEN '40' ELSE age_band END AS age_band,
        CASE bad WHEN 2 THEN 'F' ELSE sex END AS sex,
        CASE bad WHEN 3 THEN 'UB23' ELSE points END AS points, sessions, measure,
        CASE bad WHEN 4 THEN '261' ELSE week::VARCHAR END AS week,
        CASE bad WHEN 5 THEN 'much' ELSE score::VARCHAR END AS score
    FROM (SELECT *, CASE WHEN n % {every} = 0 THEN (n // {every}) % 6 END AS bad FROM (
        SELECT *, row_number() OVER () AS n FROM '{rows}' LIMIT {most}))
) TO '{file}' (HEADER)
"""
LIGHTER = "SELECT question, measure, week, count(*), sum(score) FROM '{file}' GROUP BY ALL"
# Each runs in a process of its own, so that its memory is its own. Libraries and facts are loaded before the clock.
FLOOR = """
import json, resource, sys, time
import duckdb
engine = duckdb.connect(config={"memory_limit": "4GB", "preserve_insertion_order": False})
engine.execute("SET enable_progress_bar = false")
begun, spent = time.monotonic(), time.process_time()
engine.execute(sys.argv[1]).fetchall()
print(json.dumps([time.monotonic() - begun, time.process_time() - spent,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, []]))
"""
OURS = """
import json, resource, sys, time
from pathlib import Path
import ibis.backends.duckdb, pandas, pyarrow.csv, pyarrow.parquet
from dashboard.facts import load_facts
from dashboard.outcomes.importing import Request, run
from dashboard.outcomes.report import Report
from dashboard.outcomes.scales import scales_of
scales, report = scales_of(load_facts(Path("data"))), Report()
begun, spent = time.monotonic(), time.process_time()
made = run(Request((Path(sys.argv[1]),), Path(sys.argv[2])), scales, report).manifest
print(json.dumps([time.monotonic() - begun, time.process_time() - spent,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, [made.rows_good, made.rows_bad, len(report.rows)]]))
"""


@dataclass(frozen=True)
class Taken:
    """The figures of one process: seconds, the processor's seconds, most bytes held; good, bad and reported rows."""

    seconds: float
    processor: float
    memory: float
    rows: tuple[int, ...]


def measure(_sides: Sides | None = None, episodes: int = EPISODES) -> list[Part]:
    """Make the files, then take both sides of each in turn, `TIMES` times; the middle one counts."""
    with TemporaryDirectory() as folder:
        rows, spoilt = Path(folder) / "rows.parquet", Path(folder) / "spoilt.csv"
        _make(rows, episodes)
        _spoil(rows, spoilt)
        return [_parquet(rows, episodes), _text(spoilt)]


def _parquet(file: Path, episodes: int) -> Part:
    floors, ours = _turns(GROUPED.format(file=file), file)
    lighter = _middle([_child(FLOOR, LIGHTER.format(file=file)) for _ in range(TIMES)])
    floor, our = _middle(floors), _middle(ours)
    if our.rows != (4 * episodes, 0, 0):
        raise BenchError(f"of {4 * episodes:,} good rows these were good, bad, reported: {our.rows}")
    rows = (
        Row("rows to cube, beside grouping by episode and measure", our.seconds, floor.seconds, "s", 3 * floor.seconds),
        Row("the same in seconds of processor time", our.processor, floor.processor, "s"),
        Row("rows to cube, beside grouping by question, measure and week", our.seconds, lighter.seconds, "s"),
        Row("most memory", our.memory / GIB, floor.memory / GIB, "GiB", 6),
    )
    note = "floor: DuckDB on the same file, with the same memory; ours also checks every cell and writes the cube"
    return Part(f"Outcomes ({episodes:,} episodes, {4 * episodes:,} rows)", rows, (note,))


def _text(file: Path) -> Part:
    """Take rows of text, one in a hundred bad: every bad one must be reported, every other one be in the cube."""
    floors, ours = _turns(GROUPED_TEXT.format(file=file), file)
    floor, our = _middle(floors), _middle(ours)
    bad = TEXT_ROWS // EVERY
    if our.rows != (TEXT_ROWS - bad, bad, bad):
        raise BenchError(f"of {TEXT_ROWS:,} rows with {bad:,} bad ones these were good, bad, reported: {our.rows}")
    rows = (
        Row("rows to cube and report, beside reading and grouping", our.seconds, floor.seconds, "s"),
        Row("most memory", our.memory / GIB, floor.memory / GIB, "GiB", 6),
    )
    note = (
        f"all {TEXT_ROWS - bad:,} good rows are in the cube, all {bad:,} bad ones were reported; floor: DuckDB's reader"
    )
    return Part(f"Outcomes (a CSV of {TEXT_ROWS:,} rows, {bad:,} bad)", rows, (note,))


def _turns(floor: str, file: Path) -> tuple[list[Taken], list[Taken]]:
    floors, ours = [], []
    for number in range(TIMES):
        floors.append(_child(FLOOR, floor))
        ours.append(_child(OURS, str(file), str(file.with_name(f"{file.stem}_cube{number}"))))
    return floors, ours


def _middle(taken: list[Taken]) -> Taken:
    return sorted(taken, key=lambda one: one.seconds)[len(taken) // 2]


def _make(file: Path, episodes: int) -> None:
    import duckdb

    engine = duckdb.connect(config={"memory_limit": "4GB"})
    engine.execute(SETS.format(points=POINTS))
    engine.execute(ROWS.format(episodes=episodes, file=file))
    engine.close()


def _spoil(rows: Path, file: Path) -> None:
    """Write the first rows as text, with one fault of six kinds in one row of every hundred."""
    import duckdb

    engine = duckdb.connect()
    engine.execute(SPOILT.format(rows=rows, file=file, most=TEXT_ROWS, every=EVERY))
    engine.close()


def _child(code: str, *words: str) -> Taken:
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    if done.returncode:
        raise BenchError(f"the outcomes could not be measured: {done.stderr.strip().splitlines()[-1]}")
    seconds, processor, memory, rows = json.loads(done.stdout)
    return Taken(seconds, processor, memory, tuple(rows))


if __name__ == "__main__":
    print(table(measure(episodes=int(sys.argv[1]) if sys.argv[1:] else EPISODES)))
