"""Choosing a point: by press, by list, in haste; what is asked of the server, and what the panel says."""

import re

from playwright.sync_api import expect

from tests.browser.steps import dot, loaded, middle, press, ready, search_for, title


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
    expect(title(quiet_page)).to_contain_text("BL23 Shènshù")
    expect(quiet_page).to_have_url(f"{address}/?point=BL23")
    for name in ("Where", "Needling", "Evidence", "Outcomes"):
        expect(quiet_page.locator("#panel").get_by_role("heading", name=re.compile(f"^{name}")).first).to_be_visible()
    # Chromium looks its cached icon up again at every new address; Dash comes for the chart, not for the choice.
    assert [url for url in asked if "_dash" not in url and "favicon" not in url] == []


def test_a_question_brings_its_facts_before_a_point_is_chosen(quiet_page, address):
    ready(quiet_page, address)
    with quiet_page.expect_response("**/facts/acute.json"):
        quiet_page.get_by_role("radio", name="Acute low back").check()
    loaded(quiet_page)


def test_a_point_of_another_view_takes_the_reader_there(quiet_page, address):
    ready(quiet_page, address)
    search_for(quiet_page, "LR3")
    expect(quiet_page.locator(".dot[aria-pressed=true]").first).to_be_attached()
    expect(title(quiet_page)).to_contain_text("LR3")


def test_the_list_twin_is_in_step(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.locator("#point-list a[data-code=BL40]").click()
    expect(title(quiet_page)).to_contain_text("BL40")
    expect(quiet_page.locator("#point-list a[aria-current]")).to_have_attribute("data-code", "BL40")
    expect(quiet_page.locator("#list-status")).to_contain_text("chronic low back pain")
    quiet_page.get_by_role("radio", name="Acute low back").check()
    expect(quiet_page.locator("#list-status")).to_contain_text("acute low back pain")


def test_a_point_without_trials_says_what_is_missing_and_why(quiet_page, address):
    ready(quiet_page, address, "?point=GV1&question=upper")
    expect(quiet_page.locator("#outcomes")).to_contain_text(
        "No trial with verified figures needled this point for upper back and neck pain"
    )
    expect(quiet_page.locator(".chart")).to_be_hidden()


def test_the_chart_comes_when_it_is_about_to_be_seen(quiet_page, address):
    ready(quiet_page, address, "?point=BL23")
    quiet_page.locator("#outcomes").scroll_into_view_if_needed()
    traces = quiet_page.locator("#outcomes-chart .scatterlayer .trace")
    expect(traces.first).to_be_visible(timeout=20_000)
    before = traces.count()
    press(quiet_page, "BL20")
    expect(title(quiet_page)).to_contain_text("BL20")
    quiet_page.locator("#outcomes").scroll_into_view_if_needed()
    expect(traces).not_to_have_count(before)
    quiet_page.get_by_role("radio", name="Upper back and neck").check()
    expect(quiet_page.locator(".chart")).to_be_hidden()


def test_double_clicks_do_no_harm(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.mouse.dblclick(*middle(dot(quiet_page, "BL23").locator(".mark")))
    expect(title(quiet_page)).to_contain_text("BL23")
    quiet_page.go_back()
    expect(title(quiet_page)).to_have_text("Pick a point")


def test_twenty_points_in_haste_and_the_way_back_leave_panel_and_address_alike(quiet_page, address):
    ready(quiet_page, address)
    codes = [
        f"BL{number}" for number in (11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
    ]
    for place in [middle(dot(quiet_page, code).locator(".mark")) for code in codes]:
        quiet_page.mouse.click(*place)
    expect(title(quiet_page)).to_contain_text("BL30 ")
    expect(quiet_page).to_have_url(f"{address}/?point=BL30")
    for step in (-1, -1, -1, 1, -1, -1, 1, 1, -1, -1):
        quiet_page.go_back() if step < 0 else quiet_page.go_forward()
    expect(quiet_page).to_have_url(f"{address}/?point=BL26")
    expect(title(quiet_page)).to_contain_text("BL26 ")
    expect(quiet_page.locator("#map .dot[aria-pressed=true]").first).to_have_attribute(
        "aria-label", re.compile("^BL26 ")
    )
    expect(quiet_page.locator("#panel-body")).to_have_attribute("aria-busy", "false")


def test_what_the_server_painted_stays_as_the_reader_left_it(quiet_page, address):
    held = []
    quiet_page.route("**/facts/*.json", lambda route: held.append(route))
    quiet_page.goto(f"{address}/?point=BL23")
    folded = quiet_page.locator("#panel-body details:visible").first
    folded.locator("summary").focus()
    quiet_page.keyboard.press("Enter")
    expect(folded).to_have_attribute("open", "")
    for route in held:
        route.continue_()
    loaded(quiet_page)
    expect(quiet_page.locator("#outcomes-table")).not_to_be_empty()
    expect(folded).to_have_attribute("open", "")
    expect(folded.locator("summary")).to_be_focused()


def test_facts_that_come_late_do_not_paint_over_a_later_choice(quiet_page, address):
    ready(quiet_page, address)
    held = []
    quiet_page.route("**/facts/upper.json", lambda route: held.append(route))
    quiet_page.get_by_role("radio", name="Upper back and neck").check()
    press(quiet_page, "BL23")
    expect(quiet_page.locator("#panel-body")).to_contain_text("Loading the facts of BL23")
    press(quiet_page, "BL13")
    expect(quiet_page.locator("#panel-body")).to_contain_text("Loading the facts of BL13")
    quiet_page.get_by_role("radio", name="Chronic low back").check()
    expect(title(quiet_page)).to_contain_text("BL13")
    assert held
    for route in held:
        route.continue_()
    quiet_page.wait_for_load_state("networkidle")
    expect(quiet_page.locator("#panel-body")).to_have_attribute("data-painted", "chronic BL13")
    expect(quiet_page.locator("#panel-body")).to_have_attribute("aria-busy", "false")


def test_the_bar_of_a_phone_hides_where_the_panel_is_seen(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    ready(page, address, "?point=BL23")
    expect(page.locator("#peek")).to_be_visible()
    page.get_by_role("link", name="Read about it").click()
    expect(page.locator("#peek")).to_be_hidden()
    page.close()


def test_the_page_says_the_essential_without_javascript(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/?point=BL23&question=chronic")
    expect(title(page)).to_contain_text("BL23")
    expect(page.locator("#panel")).to_contain_text("Trials test a whole prescription")
    assert page.locator("#point-list a").count() == 136
    context.close()


def test_the_start_panel_offers_points_of_each_question(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.locator("#panel [data-pick][data-question=upper]").first.click()
    expect(quiet_page).to_have_url(re.compile(r"question=upper.*point=GB21"))
    expect(title(quiet_page)).to_contain_text("GB21")


def test_paper_shows_what_is_folded_away(page, address):
    ready(page, address, "?point=BL23")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#panel details[data-paper]:not([open])")).to_have_count(0)
    assert page.locator("#panel details[open]").count() >= 2
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#panel details[open]").count() == 0
