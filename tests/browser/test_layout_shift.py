"""What comes late on the map page comes into a place that was held for it: nothing moves away from under a press."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.steps import press, ready, title

SIZES = [(1440, 900), (1024, 768), (390, 844)]
DASH = re.compile("/_dash-component-suites/")
BRIEF = re.compile("/outcomes/brief")
CHART, LIMIT = "?point=BL23", 0.02
# Small shifts in the first moments are measured too, as the observer is there before the page.
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
TRIALS, OWN = (f"[data-outcomes-switch] label:{place}-child" for place in ("first", "last"))
BELOW = ".list-side"
PLACES = """() => Object.fromEntries(PLACED.map((name) => {
  const { x, y, width, height } = document.querySelector(name).getBoundingClientRect();
  return [name, name === "BELOW" ? [y] : [x, y, width, height]];
}))""".replace("PLACED", str(["#outcomes", TRIALS, OWN, "#outcomes-table", BELOW])).replace("BELOW", BELOW)
# After the frame in which the facts were painted, so that what they move is not counted as the jump's. The places are
# read in the same task: they are what a reader sees first, and not what the page settles to.
JUMP = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  document.querySelector("[data-outcomes-switch]").scrollIntoView({ block: "center", behavior: "instant" });
  window.shifts = [];
  return (PLACES)();
}""".replace("PLACES", PLACES)


@pytest.fixture
def watched(page):
    page.add_init_script(WATCH)
    return page


def hold(page, pattern):
    """Keep back the answers to what fits the pattern; calling the result lets them come."""
    held, free = [], []
    page.route(pattern, lambda route: route.continue_() if free else held.append(route))

    def let_come():
        free.append(True)
        while held:
            held.pop(0).continue_()

    return let_come


def shifted(page):
    return sum(page.evaluate("window.shifts"))


def traces(page):
    return page.locator("#outcomes-chart .scatterlayer .trace")


def click(page, box):
    x, y, width, height = box
    page.mouse.click(x + width / 2, y + height / 2)


def records(page):
    return page.locator("[data-outcomes-records]")


@pytest.mark.parametrize(
    ("search", "size", "scheme"),
    [*product([CHART], SIZES, ["light", "dark"]), ("?question=upper&point=GB21", SIZES[2], "light")],
)
def test_the_chart_comes_into_a_place_that_was_held_for_it(watched, address, search, size, scheme):
    page = watched
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    let_come = hold(page, DASH)
    ready(page, address, search)
    before = page.evaluate(JUMP)
    expect(page.locator(".chart > .loading")).to_be_visible()
    let_come()
    expect(traces(page).first).to_be_visible()
    expect(page.locator(".chart > .loading")).to_be_hidden()
    assert page.evaluate(PLACES) == before
    assert shifted(page) == 0
    plot, place = (page.locator(part).bounding_box() for part in ("#outcomes-chart", ".chart"))
    assert plot == place


@pytest.mark.parametrize("size", SIZES)
def test_the_switch_is_where_it_was_seen_before_and_after_the_chart_came(page, address, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    let_come = hold(page, DASH)
    ready(page, address, CHART)
    seen = page.evaluate(JUMP)
    click(page, seen[OWN])
    expect(records(page)).to_contain_text("No clinic's records were imported here")
    click(page, seen[TRIALS])
    expect(records(page)).to_be_hidden()
    let_come()
    expect(traces(page).first).to_be_visible()
    click(page, seen[OWN])
    expect(records(page)).to_be_visible()
    expect(traces(page).first).to_be_hidden()


def test_a_chart_that_came_behind_the_records_fills_its_place_when_it_is_shown(page, address):
    let_come = hold(page, DASH)
    ready(page, address, CHART)
    page.evaluate(JUMP)
    page.locator(OWN).click()
    expect(records(page)).to_be_visible()
    let_come()
    expect(traces(page).first).to_be_attached()
    page.locator(TRIALS).click()
    expect(traces(page).first).to_be_visible()
    place = page.locator(".chart").bounding_box()
    expect(page.locator("#outcomes-chart .main-svg").first).to_have_attribute("width", f"{place['width']:g}")


def test_no_place_is_held_where_no_chart_comes(page, address):
    chart = page.locator(".chart")
    ready(page, address, "?point=GV1&question=upper")
    expect(chart).to_be_hidden()
    page.route(DASH, lambda route: route.abort())
    ready(page, address, CHART)
    page.evaluate(JUMP)
    expect(chart).to_contain_text("could not be loaded")
    assert chart.bounding_box()["height"] < 80


def test_paper_has_no_hole_for_a_chart_that_was_not_drawn(page, address):
    hold(page, DASH)
    ready(page, address, CHART)
    expect(page.locator(".chart")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".chart")).to_be_hidden()


def test_what_stands_below_waits_for_the_records_and_does_not_jump_twice(watched, address):
    page = watched
    ready(page, address, CHART)
    before = page.evaluate(JUMP)[BELOW]
    let_come = hold(page, BRIEF)
    page.locator(OWN).click()
    expect(records(page)).to_contain_text("Loading")
    assert page.evaluate(PLACES)[BELOW] == before
    let_come()
    expect(records(page)).to_contain_text("No clinic's records were imported here")
    shown = records(page).bounding_box()["height"]
    let_come = hold(page, BRIEF)
    press(page, "BL25")
    expect(title(page)).to_contain_text("BL25")
    expect(records(page)).to_contain_text("Loading")
    assert records(page).bounding_box()["height"] == shown
    let_come()
    expect(records(page)).to_contain_text("No clinic's records were imported here")


@pytest.mark.parametrize(("search", "size"), product(["", CHART], SIZES))
def test_the_page_hardly_moves_while_it_loads(watched, address, search, size):
    page = watched
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    ready(page, address, search)
    page.wait_for_load_state("networkidle")
    assert shifted(page) < LIMIT


@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]])
def test_the_page_hardly_moves_while_a_reader_scrolls_through_the_panel(watched, address, size):
    page = watched
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    ready(page, address, CHART)
    page.evaluate("window.shifts = []")
    for _ in range(12):
        page.evaluate("scrollBy({ top: innerHeight * 0.7, behavior: 'instant' })")
        page.wait_for_timeout(60)
    assert shifted(page) < LIMIT
