"""From the start of the server's process to its first answer, as a reader waits for it after `make run`."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from bench.report import Part, Row
from bench.server import OURS, first_answer_s
from bench.sides import Sides
from bench.stats import median

STARTS = 5


def measure(_sides: Sides) -> list[Part]:
    """Start one worker five times; the floor is gunicorn with a page of a few bytes."""
    with TemporaryDirectory() as folder:
        with open(f"{folder}/index.html", "w", encoding="utf-8") as page:
            page.write("<!DOCTYPE html><title>Floor</title>")
        pairs = [(first_answer_s(OURS), first_answer_s(f"bench.floor_app:make({folder!r})")) for _ in range(STARTS)]
    ours, floor = ([pair[i] for pair in pairs] for i in (0, 1))
    row = Row("process start to first answer", median(ours), median(floor), "s", 1.5)
    return [Part(f"Start (median of {STARTS})", (row,), (f"fastest {min(ours):.2f} s, slowest {max(ours):.2f} s",))]
