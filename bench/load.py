"""Full first visits a second from two workers on two cores, of which the visitors themselves take their share.

Each visitor fetches everything that a browser fetches on a first visit, compressed with brotli, on one connection.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bench.report import Part, Row
from bench.server import ROOT, BenchError
from bench.sides import Side, Sides
from bench.stats import percentile
from bench.visit import first_visit_paths

SECONDS = 6.0
VISITORS = 8


def measure(sides: Sides) -> list[Part]:
    """Load both servers, with connections kept over visits and with one connection closed after each visit."""
    paths = {side.name: first_visit_paths(side) for side in sides.both}
    rows, notes = [], []
    for keep, words in ((True, "connections kept"), (False, "one connection a visit, closed")):
        ours, floor = (send(side, paths[side.name], keep) for side in sides.both)
        rows.append(Row(f"visits a second, {words}", ours["visits_per_s"], floor["visits_per_s"], "", 200, True))
        tails = [percentile(found["seconds"], 0.95) * 1000 for found in (ours, floor)]
        rows.append(Row(f"a visit's time, p95, {words}", tails[0], tails[1], "ms"))
        notes.append(f"{words}: the visitors themselves took {ours['cores']:.2f} of the two cores")
    title = f"Load: {len(paths['ours'])} requests a visit (floor {len(paths['floor'])}), two gthread workers, two cores"
    return [Part(f"{title}, {VISITORS} visitors at once", tuple(rows), tuple(notes))]


def send(side: Side, paths: list[str], keep: bool) -> dict[str, Any]:
    """Run the visitors against one server for `SECONDS`; raise `BenchError` where one got a wrong answer."""
    orders = {"port": side.server.port, "paths": paths, "seconds": SECONDS, "visitors": VISITORS, "keep": keep}
    line = [sys.executable, "-m", "bench.visitors"]
    done = subprocess.run(
        line, input=json.dumps(orders), capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )
    found = json.loads(done.stdout)
    if found["errors"] or not found["seconds"]:
        raise BenchError(f"{side.name}: {found['errors'][:1] or 'no visit was made'}")
    return found
