"""The outcomes chart: what the first one costs, and how long one takes after a choice once plotly.js is there.

The clock of a later chart starts when the new panel was painted and its outcomes were scrolled into view, and stops
after the frame in which plotly.js drew exactly this point's traces. There is no floor: a page by hand would have no
chart of this kind.
"""

from __future__ import annotations

from playwright.sync_api import Page

from bench import browser
from bench.clicks import PLACES, SCRIPT, opened, press
from bench.report import Part, Row
from bench.server import BenchError
from bench.sides import Sides
from bench.stats import median, percentile, spread
from bench.traffic import Traffic

CHARTS = 15
DRAWN = "document.querySelector('#outcomes-chart .js-plotly-plot')?.data?.length > 0"
TO_OUTCOMES = "document.getElementById('outcomes').scrollIntoView({ block: 'end', behavior: 'instant' })"


def measure(sides: Sides) -> list[Part]:
    """Draw the first chart, then one for each of some points that have one."""
    side = sides.ours
    with browser.chrome() as chromium, browser.fresh_page(chromium, SCRIPT.read_text("utf-8")) as page:
        opened(page, side)
        places = dict(page.evaluate(PLACES % side.points))
        with_figure = page.evaluate(
            "(codes) => codes.filter((code) => window.backmap.evidence().points[code].figure)", list(places)
        )
        if len(with_figure) < 2:
            raise BenchError("fewer than two points that can be pressed have a chart")
        traffic = Traffic.of(page, side.server.address)
        first = _first(page, *places[with_figure[0]])
        kilobytes, files = traffic.bytes / 1000, len(traffic.paths)
        times = [_later(page, code, *places[code]) for code in spread(with_figure[1:], CHARTS)]
    rows = (
        Row("first chart, from scrolling to drawing, with Dash and plotly.js", first, unit="ms"),
        Row("fetched for it", kilobytes, unit="kB"),
        Row("files for it", files),
        Row("chart after the panel, median", median(times), unit="ms", bar=150),
        Row("chart after the panel, p95", percentile(times, 0.95), unit="ms"),
        Row("requests for all later charts", len(traffic.paths) - files, bar=0),
    )
    return [Part(f"Outcomes chart ({len(times)} later charts)", rows)]


def _first(page: Page, x: float, y: float) -> float:
    press(page, x, y)
    begun = page.evaluate(f"{TO_OUTCOMES}; performance.now()")
    browser.wait_for(page, DRAWN)
    return page.evaluate("window.bench.painted()") - begun


def _later(page: Page, code: str, x: float, y: float) -> float:
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    page.mouse.move(x, y)
    page.evaluate("(code) => window.bench.quiet().then(() => window.bench.armChart(code))", code)
    page.mouse.click(x, y)
    took = page.evaluate("window.bench.chart")
    if took is None:
        raise BenchError(f"the chart of {code} was not drawn")
    page.evaluate("window.bench.quiet()")
    return took
