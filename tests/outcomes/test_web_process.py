"""The web process cannot open a file of rows: it does not load the code that could, and opens none while serving."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.outcomes.rows import row, taken

ROOT = Path(__file__).resolve().parents[2]
READS_ROWS = (
    "lines", "reading", "sources", "checking", "importing", "engine", "rules", "sifting", "packing", "widening",
    "adding", "commands", "writing", "report",
)  # fmt: skip
SERVES = """
import json, os, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from dashboard import create_app
from dashboard.facts import load_facts
from dashboard.settings import Settings
settings = Settings.from_environment()
client = create_app(settings, load_facts(settings.data)).server.test_client()
answers = [client.get(page).status_code for page in ("/", "/outcomes", "/safety", "/_dash-layout")]
print(json.dumps({"opened": opened, "modules": sorted(sys.modules), "answers": answers}))
"""


def served(**environment):
    done = subprocess.run(
        [sys.executable, "-c", SERVES], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_without_a_cube_no_engine_and_no_table_library_is_loaded():
    loaded = {name.partition(".")[0] for name in served(BACKMAP_CUBE="")["modules"]}
    assert not loaded & {"duckdb", "ibis", "pyarrow", "pandas", "sqlglot", "pyspark"}


def test_with_a_cube_no_code_that_reads_rows_is_loaded_and_no_row_file_is_opened(scales, tmp_path):
    taken(scales, tmp_path, [row(episode=f"e{number}") for number in range(30)])
    seen = served(BACKMAP_CUBE=str(tmp_path / "cube"))
    assert seen["answers"][0] == 200
    assert not {f"dashboard.outcomes.{name}" for name in READS_ROWS} & set(seen["modules"])
    assert not {"duckdb", "ibis", "pyspark"} & {name.partition(".")[0] for name in seen["modules"]}
    foreign = [Path(name) for name in seen["opened"] if name.endswith((".csv", ".gz", ".tsv", ".parquet"))]
    allowed = (ROOT / "data", tmp_path / "cube")
    assert [path for path in foreign if not any(path.resolve().is_relative_to(folder) for folder in allowed)] == []


def test_the_modules_that_read_rows_are_those_named_here():
    folder = ROOT / "dashboard" / "outcomes"
    heavy = {path.stem for path in folder.glob("*.py") if "import ibis" in path.read_text("utf-8")}
    assert heavy - {"months"} <= set(READS_ROWS)
    assert {name for name in READS_ROWS if not (folder / f"{name}.py").is_file()} == set()


def test_pages_and_figures_import_nothing_that_reads_or_writes_rows():
    for path in [*(ROOT / "dashboard" / "pages").rglob("*.py"), *(ROOT / "dashboard" / "figures").rglob("*.py")]:
        text = path.read_text("utf-8")
        for name in READS_ROWS:
            assert f"dashboard.outcomes.{name}" not in text, path
            assert f"from dashboard.outcomes import {name}" not in text, path
