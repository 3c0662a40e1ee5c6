"""`python -m bench [PART ...]`: measure and print one table.

Timings are no tests: a missed bar is printed and the exit code stays 0; it is 2 where something could not be measured.
"""

from __future__ import annotations

import os
import platform
import signal
import sys
import time
from collections.abc import Callable
from subprocess import CalledProcessError, TimeoutExpired

from playwright.sync_api import Error as BrowserError

from bench import chart, clicks, evidence, lighthouse, load, outcomes, outcomes_page, start, visit, weights
from bench.report import Part, missed, table
from bench.server import BenchError
from bench.sides import Sides, running

PARTS: dict[str, Callable[[Sides], list[Part]]] = {
    "clicks": clicks.measure,
    "chart": chart.measure,
    "evidence": evidence.measure,
    "outcomes": outcomes_page.measure,
    "visit": visit.measure,
    "start": start.measure,
    "load": load.measure,
    "weights": weights.measure,
    "lighthouse": lighthouse.measure,
    "import": outcomes.measure,
}
LIMIT_S = 900


def main(wanted: list[str]) -> int:
    """Run the wanted parts (default: all); return 2 where one could not be measured, else 0."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; choose from {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, _stop)  # so that every server is stopped on the way out
    signal.alarm(LIMIT_S)
    begun = time.monotonic()
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}", flush=True)
    parts: list[Part] = []
    failed: list[str] = []
    try:
        with running() as sides:
            for name in wanted or PARTS:
                print(f"measuring: {name}", flush=True)
                _take(name, sides, parts, failed)
    except BenchError as error:
        failed.append(f"the servers could not be measured: {error}")
    if parts:
        print(f"\n{table(parts)}\n")
        print("Missed:", *(missed(parts) or ["nothing"]), sep="\n  ")
    print(f"{time.monotonic() - begun:.0f} s in all; timings depend on what else the machine does.")
    print(*failed, sep="\n", end="\n" if failed else "", file=sys.stderr)
    return 2 if failed else 0


def _take(name: str, sides: Sides, parts: list[Part], failed: list[str]) -> None:
    """Take one part; one that cannot be measured does not keep the others from it."""
    try:
        parts += PARTS[name](sides)
    except (BenchError, BrowserError, CalledProcessError, TimeoutExpired) as error:
        failed.append(f"{name} could not be measured: {error}")


def _stop(number: int, _frame: object) -> None:
    if number == signal.SIGALRM:
        print(f"not done within {LIMIT_S} s", file=sys.stderr)
        raise SystemExit(2)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
