"""The same expression on a Spark cluster gives the same cube, bit for bit, and the same bad rows."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.outcomes.cube import read
from tests.outcomes import spark
from tests.outcomes.rows import row, text

ROOT = Path(__file__).resolve().parents[2]
BAD = [
    {"score": "7.123"},
    {"month": "03/04/2024"},
    {"month": "45351"},
    {"month": "31.04.2024"},
    {"points": "UB23"},
    {"points": "GV4;GV4"},
    {"week": "1.0"},
    {"week": "x"},
    {"sex": ""},
    {"score": "10,5"},
    {"score": "9,5"},
    {"clinic": "é"},
    {"score": "99999999"},
    {"score": "9" * 18},
    {"points": ";".join(["BL23"] * 5000)},
    {"points": "BL23;" + "x" * 5000},
]
# Only Parquet has such cells: those of a text file are trimmed.
BROKEN = [
    {"month": "2024-01\n"},
    {"month": "29.02.2024\n"},
    {"month": "45351\n"},
    {"week": "4\n"},
    {"week": "4.0\n"},
    {"score": "7\n"},
    {"score": "7.5\n"},
    {"clinic": "c1\n"},
]


@pytest.mark.skipif(bool(spark.missing()), reason=spark.missing())
def test_spark_and_duckdb_give_the_same_cube_and_the_same_bad_rows(clinic, tmp_path):
    rows = clinic(80)
    rows += [row(episode=f"b{number}", **cells) for number, cells in enumerate(BAD)]
    rows += [row(episode="two"), row(episode="two", week="4", sex="male"), row(episode="same"), row(episode="same")]
    rows += [row(episode="split"), row(episode="split", score="1")]
    broken = [row(episode=f"n{number}", **cells) for number, cells in enumerate(BROKEN)]
    files = {
        "rows.csv": text(rows),
        "adverse.csv": f"episode,event,serious\n{rows[0]['episode']},faint,no\nx,faint,no\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    pq.write_table(pa.Table.from_pylist(broken), tmp_path / "broken.parquet")
    with spark.cluster(tmp_path) as (address, environment):
        results = [bring(tmp_path, "duckdb://", None), bring(tmp_path, address, environment)]
    assert results[0] == results[1]
    cubes = [read(tmp_path / name) for name in ("cube[1]*_duckdb", "cube[1]*_spark")]
    assert cubes[0].outcomes.equals(cubes[1].outcomes)
    assert cubes[0].adverse.equals(cubes[1].adverse)
    assert cubes[0].manifest.content == cubes[1].manifest.content
    assert cubes[1].manifest.engine.startswith("pyspark ")


def bring(folder, engine, environment):
    name = engine.split(":")[0]
    command = [
        sys.executable,
        "-m",
        "dashboard.outcomes",
        "import",
        "rows.csv",
        "broken.parquet",
        "--adverse",
        "adverse.csv",
    ]
    command += ["--to", f"cube[1]*_{name}", "--engine", engine, "--report", f"{name}.csv"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**(environment or {}), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=560,
    )
    assert done.returncode == 1, done.stderr[:4000] + done.stderr[-1000:]
    return (folder / f"{name}.csv").read_text("utf-8")
