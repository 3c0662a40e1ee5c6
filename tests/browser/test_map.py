"""The map page in a real browser: choosing, addresses, keys, touch, faults."""

import json
import re

import pytest
from playwright.sync_api import expect

from dashboard.state import View


def dot(page, code, side=None):
    name = re.compile(rf"^{code} .*{side or ''}")
    return page.get_by_role("button", name=name).first


def ready(page, address, search=""):
    page.goto(address + "/" + search)
    expect(page.locator("#map .dot").first).to_be_attached()
    page.wait_for_function("window.backmap.evidence() !== null")


def press(page, code):
    box = dot(page, code).locator(".mark").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_the_first_visit_is_light(quiet_page, address):
    asked = []
    quiet_page.on("request", lambda request: asked.append(request.url))
    ready(quiet_page, address)
    quiet_page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "plotly" in url or "_dash" in url]


def test_choosing_a_point_paints_its_panel_without_the_server(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.wait_for_load_state("networkidle")
    asked = []
    quiet_page.on("request", lambda request: asked.append(request.url))
    press(quiet_page, "BL23")
    expect(quiet_page.locator("#panel-title")).to_contain_text("BL23 Shènshù")
    expect(quiet_page).to_have_url(f"{address}/?point=BL23")
    for name in ("Where", "Needling", "Evidence", "Outcomes"):
        expect(quiet_page.locator("#panel").get_by_role("heading", name=re.compile(f"^{name}")).first).to_be_visible()
    # Chromium looks its cached icon up again at every new address; Dash comes for the chart, not for the choice.
    assert [url for url in asked if "_dash" not in url and "favicon" not in url] == []


def test_back_and_forward_walk_through_the_points(quiet_page, address):
    ready(quiet_page, address)
    press(quiet_page, "BL23")
    press(quiet_page, "BL13")
    quiet_page.go_back()
    expect(quiet_page.locator("#panel-title")).to_contain_text("BL23")
    quiet_page.go_back()
    expect(quiet_page.locator("#panel-title")).to_have_text("Pick a point")
    quiet_page.go_forward()
    expect(quiet_page.locator("#panel-title")).to_contain_text("BL23")


def test_every_control_is_in_the_address_and_comes_back_from_it(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.get_by_role("radio", name="Upper back and neck").check()
    quiet_page.get_by_role("radio", name="Male", exact=True).check()
    quiet_page.get_by_role("radio", name="Side", exact=True).check()
    quiet_page.get_by_text("Layers", exact=True).click()
    quiet_page.get_by_role("checkbox", name=re.compile("^Cun ruler")).check()
    expect(quiet_page).to_have_url(f"{address}/?question=upper&body=male&view=side&layers=levels,cun")
    quiet_page.reload()
    expect(quiet_page.get_by_role("radio", name="Male", exact=True)).to_be_checked()
    expect(quiet_page.locator("#map image")).to_have_attribute("href", re.compile("male-side-light.webp"))
    expect(quiet_page.locator("#map .layer-cun")).to_be_attached()


@pytest.mark.parametrize("typed", ["ub23", "shenshu", "shèn shū", "肾俞", "kidney shu", "BL 23", "L2"])
def test_search_finds_bl23(quiet_page, address, typed):
    ready(quiet_page, address)
    quiet_page.get_by_role("combobox").fill(typed)
    expect(quiet_page.get_by_role("option").filter(has_text="BL23")).to_be_visible()


def test_search_by_keys_chooses_a_point_and_leaves_no_trace(quiet_page, address):
    ready(quiet_page, address)
    box = quiet_page.get_by_role("combobox")
    box.press_sequentially("ub23")
    box.press("Enter")
    expect(quiet_page.locator("#panel-title")).to_contain_text("BL23")
    expect(box).to_have_value("")
    expect(quiet_page.get_by_role("listbox")).to_be_hidden()


def test_a_search_without_a_hit_says_what_to_try(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.get_by_role("combobox").fill("xyzzy")
    expect(quiet_page.locator("#search-results")).to_contain_text("No point in this atlas matches “xyzzy”")


def test_a_point_of_another_view_takes_the_reader_there(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.get_by_role("combobox").fill("LI4")
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.locator(".dot[aria-pressed=true]").first).to_be_attached()
    expect(quiet_page.locator("#panel-title")).to_contain_text("LI4")


def test_a_bad_address_falls_back_with_a_quiet_note(quiet_page, address):
    ready(quiet_page, address, "?point=BL99&view=inside")
    expect(quiet_page.locator("#notes")).to_contain_text("BL99")
    expect(quiet_page.locator("#notes")).to_contain_text("inside")
    expect(quiet_page.locator("#panel-title")).to_have_text("Pick a point")


def test_a_hostile_address_is_text_and_nothing_else(quiet_page, address):
    quiet_page.goto(address + "/?point=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(quiet_page.locator("#notes img")).to_have_count(0)
    expect(quiet_page.locator("#notes")).to_contain_text("<img")


def test_the_keyboard_reaches_moves_chooses_and_lets_go(quiet_page, address):
    ready(quiet_page, address, "?point=BL23")
    dot(quiet_page, "BL23").focus()
    quiet_page.locator("#map .dot[tabindex='0']").focus()
    start = quiet_page.evaluate("document.activeElement.getAttribute('aria-label')")
    quiet_page.keyboard.press("ArrowUp")
    moved = quiet_page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert moved != start
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.locator("#panel-title")).to_contain_text(moved.split()[0])
    quiet_page.keyboard.press("Escape")
    expect(quiet_page.locator("#panel-title")).to_have_text("Pick a point")
    assert quiet_page.locator("#map .dot[tabindex='0']").count() == 1


def test_zoom_by_keys_buttons_and_wheel_keeps_the_picture_inside(quiet_page, address):
    ready(quiet_page, address)

    def box():
        return [float(x) for x in quiet_page.locator("#map").get_attribute("viewBox").split()]

    whole = box()
    quiet_page.get_by_role("button", name="Zoom in").click()
    assert box()[2] < whole[2]
    quiet_page.locator("#map").hover()
    quiet_page.mouse.wheel(0, -600)
    quiet_page.wait_for_function(
        "parseFloat(document.querySelector('#map').getAttribute('viewBox').split(' ')[2]) < %f" % (whole[2] / 1.6)
    )
    x, y, wide, high = box()
    assert x >= 0
    assert y >= 0
    assert x + wide <= whole[2] + 0.1
    assert y + high <= whole[3] + 0.1
    quiet_page.get_by_role("button", name="Show the whole picture").click()
    assert box() == whole


def test_the_label_never_covers_a_neighbour(quiet_page, address):
    ready(quiet_page, address)
    for code in ("BL23", "BL17", "GV9", "BL43", "EX-B2_L", "BL31"):
        box = dot(quiet_page, code).locator(".mark").bounding_box()
        quiet_page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        label = quiet_page.locator("#hover-label")
        expect(label).to_be_visible()
        expect(label).to_contain_text(re.compile(r"\w"))
        area = label.bounding_box()
        covered = quiet_page.evaluate(
            """area => backmap.dots.all.filter(d => {
                const b = d.node.querySelector('.mark').getBoundingClientRect();
                const [x, y] = [b.x + b.width / 2, b.y + b.height / 2];
                const inside = x > area.x && x < area.x + area.width && y > area.y && y < area.y + area.height;
                return inside && d !== backmap.dots.aimed;
            }).map(d => d.code)""",
            area,
        )
        assert covered == []


def test_the_list_twin_is_in_step(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.locator("#point-list a[data-code=BL40]").click()
    expect(quiet_page.locator("#panel-title")).to_contain_text("BL40")
    expect(quiet_page.locator("#point-list a[aria-current]")).to_have_attribute("data-code", "BL40")
    expect(quiet_page.locator("#list-status")).to_contain_text("chronic low back pain")
    quiet_page.get_by_role("radio", name="Acute low back").check()
    expect(quiet_page.locator("#list-status")).to_contain_text("acute low back pain")


def test_layers_are_drawn_and_taken_away(quiet_page, address):
    ready(quiet_page, address, "?layers=levels,landmarks,cun,channels,trials,halo,zones")
    for name in ("levels", "landmarks", "cun", "channels", "zones"):
        assert quiet_page.locator(f"#map .layer-{name} > *").count() > 0
    quiet_page.get_by_text("Layers", exact=True).click()
    quiet_page.get_by_role("checkbox", name=re.compile("^Zones of care")).uncheck()
    expect(quiet_page.locator("#map .layer-zones")).to_have_count(0)


def test_the_chart_comes_when_it_is_about_to_be_seen(quiet_page, address):
    ready(quiet_page, address, "?point=BL23")
    quiet_page.locator("#outcomes").scroll_into_view_if_needed()
    expect(quiet_page.locator("#outcomes-chart .scatterlayer .trace").first).to_be_visible(timeout=20_000)
    before = quiet_page.locator("#outcomes-chart .scatterlayer .trace").count()
    quiet_page.get_by_role("radio", name="Acute low back").check()
    quiet_page.wait_for_function(
        "before => document.querySelectorAll('#outcomes-chart .scatterlayer .trace').length !== before"
        " || document.querySelector('.chart').hidden",
        arg=before,
    )


def test_a_point_without_trials_says_what_is_missing_and_why(quiet_page, address):
    ready(quiet_page, address, "?point=GV1&question=upper")
    expect(quiet_page.locator("#outcomes")).to_contain_text(
        "No trial with verified figures needled this point for upper back and neck pain"
    )
    expect(quiet_page.locator(".chart")).to_be_hidden()


def test_the_theme_switch_is_remembered_and_changes_the_picture(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.get_by_role("button", name="Switch between light and dark").click()
    expect(quiet_page.locator("#map image")).to_have_attribute("href", re.compile("female-back-dark.webp"))
    quiet_page.reload()
    expect(quiet_page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_server_that_fails_is_named_and_can_be_tried_again(page, address):
    page.route("**/facts/*.json", lambda route: route.abort())
    page.goto(address + "/")
    expect(page.locator("#map .dot").first).to_be_attached()
    press(page, "BL23")
    expect(page.locator("#panel-body")).to_contain_text("The facts of BL23 could not be loaded")
    page.unroute("**/facts/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#panel-title")).to_contain_text("BL23")


def test_a_picture_that_fails_leaves_the_list(page, address):
    page.route("**/body/*.json", lambda route: route.abort())
    page.goto(address + "/")
    expect(page.locator("#notes")).to_contain_text("The picture of the body could not be loaded")
    page.locator("#point-list a[data-code=BL23]").click()
    expect(page.locator("#panel-title")).to_contain_text("BL23")


def test_the_page_says_the_essential_without_javascript(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + "/?point=BL23&question=chronic")
    expect(page.locator("#panel-title")).to_contain_text("BL23")
    expect(page.locator("#panel")).to_contain_text("Trials test a whole prescription")
    assert page.locator("#point-list a").count() == 136


def test_a_finger_on_crowded_points_is_asked_which(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    ready(page, address)
    page.locator("#stage").scroll_into_view_if_needed()
    one = page.evaluate(
        """() => {
            const places = backmap.dots.all.map(d => {
                const b = d.node.querySelector('.mark').getBoundingClientRect();
                return {code: d.code, x: b.x + b.width / 2, y: b.y + b.height / 2};
            });
            return places.find(a => places.some(b => b.code !== a.code && Math.hypot(a.x - b.x, a.y - b.y) < 7));
        }"""
    )
    page.touchscreen.tap(one["x"], one["y"])
    chooser = page.get_by_role("dialog", name="Points close together")
    expect(chooser).to_be_visible()
    chooser.get_by_role("button").filter(has_text=one["code"]).click()
    expect(page.locator("#panel-title")).to_contain_text(one["code"])
    expect(chooser).to_be_hidden()


def test_double_clicks_do_no_harm(quiet_page, address):
    ready(quiet_page, address)
    box = dot(quiet_page, "BL23").locator(".mark").bounding_box()
    quiet_page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(quiet_page.locator("#panel-title")).to_contain_text("BL23")
    quiet_page.go_back()
    expect(quiet_page.locator("#panel-title")).to_have_text("Pick a point")


SEARCHES = [
    "",
    "?point=BL23",
    "?point=bl23&question=upper",
    "?layers=none",
    "?layers=zones,cun,wings",
    "?compare=BL13,BL17,BL13,GB21,BL23",
    "?view=inside&body=cat&reader=patient",
    "?point=BL99",
    "?utm=1&view=hand-palm",
    "?point=" + "A" * 3000,
]


def test_the_browser_reads_addresses_as_the_server_does(quiet_page, address, facts):
    ready(quiet_page, address)
    for search in SEARCHES:
        view, _ = View.from_search(search, facts.points)
        read = quiet_page.evaluate("search => backmap.view.parse(search)", search)
        assert {name: tuple(v) if isinstance(v, list) else v for name, v in read.items()} == vars_of(view), search
        assert (
            quiet_page.evaluate("search => backmap.view.toSearch(backmap.view.parse(search))", search)
            == view.to_search()
        )


def vars_of(view):
    return {name: getattr(view, name) for name in view.__dataclass_fields__}


def test_compare_puts_needling_side_by_side(quiet_page, address):
    ready(quiet_page, address, "?point=BL13")
    add = quiet_page.locator("[data-compare]")
    add.click()
    press(quiet_page, "BL23")
    add.click()
    expect(quiet_page).to_have_url(re.compile("compare=BL13,BL23"))
    expect(quiet_page.locator("#compare article")).to_have_count(2)
    expect(quiet_page.locator("#compare article").first).to_contain_text("mm from the skin")
    quiet_page.get_by_role("button", name="Close comparison").click()
    expect(quiet_page.locator("#compare")).to_be_hidden()
    expect(quiet_page.locator("#panel-title")).to_be_visible()


def test_json_in_the_page_is_the_schema_of_the_server(quiet_page, address):
    ready(quiet_page, address)
    config = json.loads(quiet_page.locator("#config").text_content())
    assert config["schema"]["choices"]["question"][0] == View.question
