"""The first visit, with nothing cached and the server's best compression done: bytes, requests and times until use.

Over the loopback, without a slowed network: the times show what the page itself costs. Lighthouse slows the network.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from bench import browser
from bench.report import Part, Row
from bench.sides import Side, Sides
from bench.stats import median
from bench.traffic import Traffic

VISITS = 5
# Notes, frame by frame, when a condition first holds; and the paints as the browser reports them.
WATCH = """
window.seen = {};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen[entry.name || entry.entryType] = entry.startTime;
}).observe({ type: "paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
(function look() {
  const now = performance.now();
  if (!window.seen.pressable && (%s)) window.seen.pressable = now;
  if (!window.seen.usable && (%s)) window.seen.usable = now;
  if (!window.seen.usable) requestAnimationFrame(look);
})();
"""
SETTLED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestIdleCallback(() => done(window.seen), { timeout: 3000 })))"""
TIMES = {
    "first contentful paint": "first-contentful-paint",
    "largest contentful paint": "largest",
    "points can be pressed": "pressable",
    "every fact is there": "usable",
}


@dataclass(frozen=True)
class Visit:
    """One first visit: what came over the wire, in order, and times in ms from the start of the navigation."""

    paths: list[str]
    bytes: int
    times: dict[str, float]


def visit(chromium: Browser, side: Side) -> Visit:
    """Open the page with an empty cache, until it can be used and has come to rest."""
    with browser.fresh_page(chromium, WATCH % (side.pressable, side.usable)) as page:
        traffic = Traffic.of(page, side.server.address)
        times = _settled(page, side)
        return Visit(traffic.paths, traffic.bytes, {name: times.get(key, float("nan")) for name, key in TIMES.items()})


def first_visit_paths(side: Side) -> list[str]:
    """Name everything that a first visit fetches."""
    with browser.chrome() as chromium:
        return visit(chromium, side).paths


def measure(sides: Sides) -> list[Part]:
    """Visit both pages in turns; bytes of one visit, medians of the times."""
    with browser.chrome() as chromium:
        visits = [(visit(chromium, sides.ours), visit(chromium, sides.floor)) for _ in range(VISITS)]
    ours, floor = visits[-1]
    heavy = [path for path in ours.paths if "plotly" in path or "dash" in path]
    rows = [
        Row("transferred until the map is usable", ours.bytes / 1000, floor.bytes / 1000, "kB", 600),
        Row("requests", len(ours.paths), len(floor.paths)),
        Row("files of Dash and plotly.js among them", len(heavy), 0, bar=0),
    ]
    for name in TIMES:
        both = [[side.times[name] for side in sides_of] for sides_of in zip(*visits, strict=True)]
        rows.append(Row(name, median(both[0]), median(both[1]), "ms"))
    return [Part(f"First visit (times: median of {VISITS})", tuple(rows), tuple(f"fetched: {p}" for p in ours.paths))]


def _settled(page: Page, side: Side) -> dict[str, float]:
    page.goto(side.server.address, wait_until="load")
    browser.wait_for(page, "window.seen.usable")
    return page.evaluate(SETTLED)
