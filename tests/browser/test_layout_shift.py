"""What comes late on the map page comes into a place that was held for it: nothing moves away from under a press."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.steps import loaded, press, ready, title

SIZES = [(1440, 900), (1024, 768), (390, 844)]
DASH = re.compile("/_dash-component-suites/")
BRIEF = re.compile("/outcomes/brief")
FACTS = re.compile(r"/facts/\w+\.json")
SCRIPTS = re.compile(r"/backmap\.js")
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


@pytest.mark.parametrize(("size", "scheme"), [*product(SIZES, ["light"]), (SIZES[2], "dark")])
def test_the_outcomes_of_an_address_stand_before_their_facts_come(watched, address, size, scheme):
    page = watched
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    let_come = hold(page, FACTS)
    page.goto(f"{address}/{CHART}", wait_until="domcontentloaded")
    before = page.evaluate(JUMP)
    expect(page.locator(".chart > .loading")).to_have_text("Loading the facts of BL23…")
    assert page.evaluate(PLACES) == before
    let_come()
    expect(traces(page).first).to_be_visible()
    assert page.evaluate(PLACES) == before
    assert shifted(page) == 0
    plot, place = (page.locator(part).bounding_box() for part in ("#outcomes-chart", ".chart"))
    assert plot == place


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_under_who_reads_the_outcomes_before_the_scripts_come(watched, address, size):
    page = watched
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    let_come = hold(page, SCRIPTS)
    page.goto(f"{address}/{CHART}", wait_until="commit")
    expect(page.locator("footer.site")).to_be_attached()
    before = page.evaluate(JUMP)
    let_come()
    expect(traces(page).first).to_be_visible()
    assert page.evaluate(PLACES) == before
    assert shifted(page) == 0


def test_what_was_opened_before_the_facts_came_stays_open(page, address):
    let_come = hold(page, FACTS)
    page.goto(f"{address}/{CHART}", wait_until="domcontentloaded")
    page.get_by_text("The figures as a table").click()
    row = page.locator("#outcomes-table tbody tr").first
    expect(row).to_be_visible()
    let_come()
    loaded(page)
    expect(traces(page).first).to_be_visible()
    expect(row).to_be_visible()


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


@pytest.mark.parametrize("how", ["refused", "answered with a fault"])
@pytest.mark.parametrize("path", ["_dash-layout", "_dash-dependencies", "async-graph.js", "plotly.min.js"])
def test_the_place_is_given_up_where_the_chart_fails_after_its_scripts_came(page, address, path, how):
    chart = page.locator(".chart")
    fail = {"refused": lambda route: route.abort(), "answered with a fault": lambda route: route.fulfill(status=500)}
    page.route(re.compile(f"/{re.escape(path)}"), fail[how])
    ready(page, address, CHART)
    page.evaluate(JUMP)
    expect(chart).to_contain_text("could not be loaded")
    assert chart.bounding_box()["height"] < 80
    page.locator('#point-list a[data-code="BL25"]').click()
    expect(title(page)).to_contain_text("BL25")
    page.evaluate(JUMP)
    expect(chart).to_contain_text("could not be loaded")
    assert chart.bounding_box()["height"] < 80


def test_a_chart_whose_start_failed_is_tried_again_with_the_next_point(page, address):
    page.route("**/_dash-layout", lambda route: route.fulfill(status=500))
    ready(page, address, CHART)
    page.evaluate(JUMP)
    expect(page.locator(".chart")).to_contain_text("could not be loaded")
    page.unroute("**/_dash-layout")
    page.locator('#point-list a[data-code="BL25"]').click()
    page.evaluate(JUMP)
    expect(traces(page).first).to_be_visible()
    plot, place = (page.locator(part).bounding_box() for part in ("#outcomes-chart", ".chart"))
    assert plot == place


def test_facts_that_do_not_come_give_the_chart_s_place_up_until_they_are_tried_again(page, address):
    chart = page.locator(".chart")
    page.route(FACTS, lambda route: route.abort())
    page.goto(f"{address}/{CHART}")
    expect(chart).to_contain_text("The facts of BL23 could not be loaded")
    assert chart.bounding_box()["height"] < 80
    expect(page.locator("#outcomes-alt")).to_contain_text("Pain over time in")
    page.unroute(FACTS)
    chart.get_by_role("button", name="Try again").click()
    loaded(page)
    page.evaluate(JUMP)
    expect(traces(page).first).to_be_visible()
    plot, place = (page.locator(part).bounding_box() for part in ("#outcomes-chart", ".chart"))
    assert plot == place


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
