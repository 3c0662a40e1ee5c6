"""Choosing a point: from the pointer event to the painted panel, at full speed and with the processor slowed.

How it is measured: the pointer moves onto a point and the page comes to rest, as under a hand. Then a real click is
sent through the browser's input queue. The clock starts at the event's own time stamp and stops after the first frame
in which the new panel was painted (a message posted in that frame's callback, which the browser runs after style,
layout and paint). The browser's own Event Timing, which also waits for the picture on the screen but counts in steps of
8 ms from 16 ms up, stands beside it. `press.js` is the half that runs in the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from bench import browser
from bench.report import Part, Row
from bench.server import BenchError
from bench.sides import Side, Sides
from bench.stats import median, percentile, spread
from bench.traffic import Traffic

CLICKS = 50
SCRIPT = Path(__file__).with_name("press.js")
PLACES = """() => {
  const seen = new Map();
  for (const [code, node] of %s) {
    const { x, y, width, height } = node.querySelector(".mark").getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    // A point that lies under another's mark would choose the other.
    const hit = document.elementFromPoint(left, top)?.closest("[role=button]");
    if (!seen.has(code) && hit === node) seen.set(code, [left, top]);
  }
  return [...seen];
}"""
# What Chromium's own counters call the parts of its work, in seconds since the page began.
WORK = {"script": "ScriptDuration", "style": "RecalcStyleDuration", "layout": "LayoutDuration", "all": "TaskDuration"}


@dataclass(frozen=True)
class Clicks:
    """What a series of clicks took. Times in ms, one per click; work in ms per click."""

    panel: list[float]
    shown: list[float]
    work: dict[str, float]
    requests: list[str]


def measure(sides: Sides) -> list[Part]:
    """Press the same points on both pages, each at full speed and slowed four times."""
    with browser.chrome() as chromium:
        found: dict[tuple[str, int], Clicks] = {}
        for side in sides.both:
            with browser.fresh_page(chromium, SCRIPT.read_text("utf-8")) as page:
                opened(page, side)
                for slowed in (1, 4):
                    found[side.name, slowed] = press_many(page, side, slowed)
    parts = [_part(found["ours", slowed], found["floor", slowed], slowed) for slowed in (1, 4)]
    asked = {
        side.name: [path for slowed in (1, 4) for path in found[side.name, slowed].requests] for side in sides.both
    }
    silent = Row("requests in all clicks", len(asked["ours"]), len(asked["floor"]), bar=0)
    notes = tuple(f"asked for: {path}" for path in sorted(set(asked["ours"])))
    return [*parts, Part("Clicks and the server", (silent,), notes)]


def opened(page: Page, side: Side) -> None:
    """Open the page and wait until its facts are there and it has come to rest."""
    page.goto(side.server.address)
    browser.wait_for(page, side.usable)
    page.evaluate("window.bench.quiet()")


def press_many(page: Page, side: Side, slowed: int) -> Clicks:
    """Press `CLICKS` points, each another than the one before."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    places = page.evaluate(PLACES % side.points)
    if len(places) < 10:
        raise BenchError(f"{side.name}: only {len(places)} points can be pressed")
    places = spread([place for _, place in places], CLICKS)
    order = [places[i % len(places)] for i in range(CLICKS)]
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    # The first press warms what only a first press needs. A point pressed twice stays chosen and nothing is painted.
    press(page, *next(place for place in order if place not in (order[0], order[-1])))
    traffic = Traffic.of(page, side.server.address)
    page.evaluate("window.bench.events.length = 0")
    before = _work(devtools)
    times = [press(page, *place) for place in order]
    after = _work(devtools)
    shown = page.evaluate("window.bench.events")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    # The browser does not report what was shown within 16 ms.
    shown += [16.0] * max(0, len(order) - len(shown))
    return Clicks(times, shown, {name: (after[name] - before[name]) / len(order) for name in WORK}, traffic.paths)


def press(page: Page, x: float, y: float) -> float:
    """Press at a place of the window; return the ms until the panel was painted."""
    page.mouse.move(x, y)
    page.evaluate("window.bench.quiet().then(window.bench.arm)")
    page.mouse.click(x, y)
    took = page.evaluate("window.bench.panel")
    if took is None:
        raise BenchError(f"the press at {x:.0f}, {y:.0f} changed nothing")
    page.evaluate("window.bench.quiet()")
    return took


def _work(devtools: CDPSession) -> dict[str, float]:
    counters = {metric["name"]: metric["value"] for metric in devtools.send("Performance.getMetrics")["metrics"]}
    return {name: counters[key] * 1000 for name, key in WORK.items()}


def _part(ours: Clicks, floor: Clicks, slowed: int) -> Part:
    middle, tail = (33, 66) if slowed == 1 else (150, 250)
    rows = [
        Row("painted panel, median", median(ours.panel), median(floor.panel), "ms", middle),
        Row("painted panel, p95", percentile(ours.panel, 0.95), percentile(floor.panel, 0.95), "ms", tail),
        Row("shown (Event Timing), median", median(ours.shown), median(floor.shown), "ms"),
        Row("shown (Event Timing), p95", percentile(ours.shown, 0.95), percentile(floor.shown, 0.95), "ms"),
    ]
    rows += [Row(f"work in a move and a click: {name}", ours.work[name], floor.work[name], "ms") for name in WORK]
    speed = "at full speed" if slowed == 1 else f"processor slowed {slowed} times"
    return Part(f"Choosing a point, {speed} ({len(ours.panel)} clicks)", tuple(rows))
