"""The outcomes page as a reader feels it: from a press on a control of the clinic section to the painted new section.

Two servers, each with a cube of its own, one of few and one of many people; the same switches on both in turn, in a
browser, so that what else the machine does falls on both alike. Each choice is come to but once: nothing is kept ready.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from bench import browser
from bench.floor import root_of
from bench.report import Part, Row
from bench.server import OURS, BenchError, Server, serving, wait_until_polished
from bench.sides import FACT_FILES
from bench.stats import median, percentile
from bench.switches import Axes, Step, Switched, scripts, switch, walk
from dashboard.outcomes import writing
from dashboard.outcomes.choices import CLINIC_QUESTIONS
from dashboard.outcomes.cube import Cube
from dashboard.outcomes.published import ANY_POINT, TOTAL, Published
from dashboard.pages.outcomes_clinic import CLINIC

HOLDER = "[data-records]"
# A question and a point, "" for any; each is walked through from a page of its own.
WALKED = (("chronic", ""), ("chronic", "BL23"))
Both = tuple[Published, Published]
Pair = tuple[Switched, Switched]


@dataclass(frozen=True)
class Bars:
    """The most that may be: times as long among many people as among few, and ms for an answer of the server."""

    flat: float
    uncached_ms: float


def measure(cubes: tuple[Cube, Cube], published: Both, bars: Bars) -> Part:
    """Walk on the cubes of few and of many people; `published` is what may be shown of each."""
    with (
        TemporaryDirectory() as folder,
        browser.chrome() as chromium,
        running(cubes[0], Path(folder) / "few") as one,
        running(cubes[1], Path(folder) / "many") as other,
        browser.fresh_page(chromium, scripts()) as first,
        browser.fresh_page(chromium, scripts()) as second,
    ):
        found: list[Pair] = []
        for question, point in WALKED:
            axes = axes_of(published, question, point)
            fixed = {"question": question, "records": CLINIC, "point": point}
            address = "/outcomes" + Step.start(axes).search(**fixed)
            found += _walked([(first, one.address + address), (second, other.address + address)], walk(axes))
    return _part(found, bars)


def axes_of(both: Both, question: str, point: str) -> Axes:
    """Return the controls of the section, and of their values those that stand on both pages, in the page's order."""
    few, many = (_controls(one, CLINIC_QUESTIONS[question], point or ANY_POINT) for one in both)
    return {name: [value for value in values if value in many[name]] for name, values in few.items()}


def _controls(published: Published, question: str, point: str) -> dict[str, tuple[str, ...]]:
    measures = published.measures(question)
    course = published.lines(question, measures[0], point)[0].cells
    return {
        "measure": measures,
        "by": (TOTAL, *published.dimensions(question, measures[0], point)),
        "week": tuple(str(cell.week) for cell in course if cell.week and cell.mean is not None),
    }


@contextmanager
def running(cube: Cube, folder: Path) -> Iterator[Server]:
    """Write a cube and serve it by one worker, which is ready once its files have their best compression."""
    with writing.aside(folder) as work:
        writing.write(cube, folder, work)
    with serving(OURS, environment={"BACKMAP_CUBE": str(folder)}) as server:
        root = root_of(server.ask("/", encoding="identity").body.decode())
        if not wait_until_polished(server, [f"{root}/facts/{name}.json" for name in FACT_FILES]):
            raise BenchError("the server did not finish its compression in time")
        yield server


def _walked(sides: list[tuple[Page, str]], steps: list[Step]) -> list[Pair]:
    """Switch on both pages in turn; the first switch is not counted, as it warms what only a first one needs."""
    for page, address in sides:
        page.goto(address)
        page.evaluate("window.bench.quiet()")
    found = []
    for number, step in enumerate(steps):
        # Neither is always the first of the two.
        turn = (0, 1) if number % 2 else (1, 0)
        took = {side: switch(sides[side][0], HOLDER, step) for side in turn}
        found.append((took[0], took[1]))
    return found[1:]


def _part(found: list[Pair], bars: Bars) -> Part:
    few, many = ([pair[side] for pair in found] for side in (0, 1))
    if any(one.server is None for one in (*few, *many)):
        raise BenchError("a section came without a request: its choice was not new")
    shown = [[one.ms for one in side] for side in (many, few)]
    answered = [[one.server or 0.0 for one in side] for side in (many, few)]
    middle, least = (median(times) for times in shown)
    elements = [median([one.elements for one in side]) for side in (many, few)]
    rows = (
        Row("press to painted section, median", middle, least, "ms", bars.flat * least),
        Row("press to painted section, p95", *(percentile(times, 0.95) for times in shown), "ms"),
        Row("of it until the server's answer, median", *(median(times) for times in answered), "ms", bars.uncached_ms),
        Row(
            "of it until the server's answer, p95",
            *(percentile(times, 0.95) for times in answered),
            "ms",
            bars.uncached_ms,
        ),
        Row("elements of a section, median", *elements),
    )
    return Part(f"A clinic's records, switched in a browser ({len(found)} switches, each new)", rows)
