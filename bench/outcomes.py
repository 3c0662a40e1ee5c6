"""A clinic's rows to a cube: time and memory beside what the same engine takes to scan and group the same file.

`python -m bench import` takes a million episodes; `python -m bench.outcomes 10000000` the full size.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import Part, Row, table
from bench.server import BenchError
from bench.sides import Sides

ROOT = Path(__file__).resolve().parent.parent
EPISODES = 1_000_000
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
LIGHTER = "SELECT question, measure, week, count(*), sum(score) FROM '{file}' GROUP BY ALL"
# Each runs in a process of its own, so that its memory is its own.
FLOOR = """
import json, resource, sys, time
import duckdb
engine = duckdb.connect(config={"memory_limit": "4GB", "preserve_insertion_order": False})
engine.execute("SET enable_progress_bar = false")
begun, spent = time.monotonic(), time.process_time()
engine.execute(sys.argv[1]).fetchall()
print(json.dumps([time.monotonic() - begun, time.process_time() - spent,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))
"""
OURS = """
import json, resource, sys, time
from pathlib import Path
from dashboard.facts import load_facts
from dashboard.outcomes.importing import Request, run
from dashboard.outcomes.report import Report
from dashboard.outcomes.scales import scales_of
begun, spent = time.monotonic(), time.process_time()
scales = scales_of(load_facts(Path("data")))
run(Request((Path(sys.argv[1]),), Path(sys.argv[2])), scales, Report())
print(json.dumps([time.monotonic() - begun, time.process_time() - spent,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]))
"""


def measure(_sides: Sides | None = None, episodes: int = EPISODES) -> list[Part]:
    """Make the file, then take each side once."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        _make(file, episodes)
        grouped = _child(FLOOR, GROUPED.format(file=file))
        lighter = _child(FLOOR, LIGHTER.format(file=file))
        ours = _child(OURS, str(file), str(Path(folder) / "cube"))
    rows = (
        Row("rows to cube, beside grouping by episode and measure", ours[0], grouped[0], "s", 3 * grouped[0]),
        Row("the same in seconds of processor time", ours[1], grouped[1], "s"),
        Row("rows to cube, beside grouping by question, measure and week", ours[0], lighter[0], "s"),
        Row("most memory", ours[2] / GIB, grouped[2] / GIB, "GiB", 6),
    )
    note = "floor: DuckDB on the same file, with the same memory; ours also checks every cell and writes the cube"
    return [Part(f"Outcomes ({episodes:,} episodes, {4 * episodes:,} rows)", rows, (note,))]


def _make(file: Path, episodes: int) -> None:
    import duckdb

    engine = duckdb.connect(config={"memory_limit": "4GB"})
    engine.execute(SETS.format(points=POINTS))
    engine.execute(ROWS.format(episodes=episodes, file=file))
    engine.close()


def _child(code: str, *words: str) -> tuple[float, float, float]:
    """Run a script; return its seconds, its processor's seconds and the most bytes it held."""
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    if done.returncode:
        raise BenchError(f"the outcomes could not be measured: {done.stderr.strip().splitlines()[-1]}")
    return tuple(json.loads(done.stdout))


if __name__ == "__main__":
    print(table(measure(episodes=int(sys.argv[1]) if sys.argv[1:] else EPISODES)))
