"""The presentation as it is used: by keys, taps, swipes and buttons, on every screen, with and without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SHEET = "/explain?points=BL23,BL25:left,GB30"
PRESENT = SHEET.replace("/explain", "/explain/present")
SCREENS = [(1024, 768), (768, 1024), (1440, 900), (390, 844)]


@pytest.fixture
def shown(quiet_page, address):
    quiet_page.set_viewport_size({"width": 1024, "height": 768})
    quiet_page.goto(address + PRESENT)
    at(quiet_page, 1)
    return quiet_page


def at(page, number):
    expect(page.locator(".slide").filter(visible=True)).to_have_id(f"slide-{number}")
    expect(page.locator("[data-at]")).to_contain_text(re.compile(rf"^{number} of \d+"))


def last(page):
    return page.locator(".slide").count()


def touch(page, *places):
    """One finger, from the first place over the others."""
    hand = page.context.new_cdp_session(page)
    for kind, place in zip(("touchStart", *["touchMove"] * (len(places) - 1)), places, strict=True):
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": place[0], "y": place[1]}]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize(("on", "back"), [("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp"), (" ", "Shift+ ")])
def test_keys_go_on_and_back(shown, on, back):
    shown.keyboard.press(on)
    at(shown, 2)
    expect(shown).to_have_url(re.compile(r"#slide-2$"))
    shown.keyboard.press(on)
    at(shown, 3)
    shown.keyboard.press(back)
    at(shown, 2)


def test_nothing_lies_beyond_the_ends(shown):
    shown.keyboard.press("ArrowLeft")
    at(shown, 1)
    expect(shown.get_by_role("button", name="Back", exact=True)).to_have_attribute("aria-disabled", "true")
    shown.keyboard.press("End")
    at(shown, last(shown))
    shown.keyboard.press("ArrowRight")
    at(shown, last(shown))
    expect(shown.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    shown.keyboard.press("Home")
    at(shown, 1)


def test_buttons_take_space_and_enter_as_buttons_do(shown):
    shown.get_by_role("button", name="Next").focus()
    shown.keyboard.press(" ")
    at(shown, 2)
    shown.keyboard.press("Enter")
    at(shown, 3)
    shown.get_by_role("button", name="Back", exact=True).click()
    at(shown, 2)
    expect(shown.get_by_role("button", name="Back", exact=True)).to_be_focused()


def test_the_outer_thirds_are_tapped_and_the_middle_is_not(shown):
    shown.mouse.click(900, 600)
    at(shown, 2)
    shown.mouse.click(512, 600)
    at(shown, 2)
    shown.mouse.click(80, 600)
    at(shown, 1)


def test_a_swipe_across_turns_and_one_down_does_not(browser, address):
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + PRESENT)
    at(page, 1)
    touch(page, (300, 500), (200, 505), (100, 510))
    at(page, 2)
    touch(page, (100, 500), (200, 495), (300, 490))
    at(page, 1)
    touch(page, (200, 300), (220, 450), (260, 600))
    at(page, 1)
    touch(page, (200, 500), (190, 500))
    at(page, 1)
    context.close()


def test_the_progress_is_told_with_the_heading(shown):
    told = shown.get_by_role("status")
    shown.keyboard.press("ArrowRight")
    expect(told).to_contain_text(re.compile(r"2 of \d+ Shènshù \(BL23\)"))


def test_the_hash_is_the_place_and_no_step_back(quiet_page, address):
    quiet_page.goto(address + SHEET)
    quiet_page.get_by_role("link", name="Present", exact=True).click()
    at(quiet_page, 1)
    for _ in range(4):
        quiet_page.keyboard.press("ArrowRight")
    at(quiet_page, 5)
    quiet_page.reload()
    at(quiet_page, 5)
    quiet_page.go_back()
    expect(quiet_page).to_have_url(address + SHEET)


@pytest.mark.parametrize("hash_", ["#slide-99", "#main", "#%3Cx", "#texts", "#%"])
def test_a_place_that_does_not_exist_is_the_beginning(quiet_page, address, hash_):
    quiet_page.goto(address + PRESENT + hash_)
    at(quiet_page, 1)


def test_a_number_of_a_source_leads_to_the_sources(shown):
    shown.goto(shown.url.split("#")[0] + "#slide-2")
    at(shown, 2)
    shown.locator("#slide-2 .refs a").first.click()
    at(shown, last(shown))


@pytest.mark.parametrize("how", ["Escape", "link"])
def test_the_way_out_is_the_sheet(shown, address, how):
    shown.keyboard.press("ArrowRight")
    if how == "link":
        shown.get_by_role("link", name="Back to the sheet").click()
    else:
        shown.keyboard.press("Escape")
    expect(shown.locator("#sheet")).to_be_visible()
    assert shown.url.startswith(address + SHEET)


def test_full_screen_is_a_switch(shown):
    switch = shown.get_by_role("button", name="Full screen")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(("wide", "high"), SCREENS)
@pytest.mark.parametrize("search", ["", "&size=large", "&as=practitioner&per=1000"])
def test_every_screen_fits_in_width_and_its_end_can_be_reached(page, address, wide, high, search):
    page.set_viewport_size({"width": wide, "height": high})
    page.goto(address + PRESENT + search)
    at(page, 1)
    step = page.get_by_role("button", name="Next")
    for number in range(1, last(page) + 1):
        at(page, number)
        slide = page.locator(f"#slide-{number}")
        assert slide.evaluate("slide => slide.scrollWidth - slide.clientWidth") <= 0, number
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
        cut = slide.evaluate("slide => slide.scrollHeight - slide.clientHeight > 1")
        assert (slide.get_attribute("tabindex") == "0") == cut
        box = step.bounding_box()
        assert box["y"] + box["height"] <= high
        assert min(box["height"], box["width"]) >= 44
        page.keyboard.press("PageDown")


def test_letters_are_large(shown):
    sizes = {
        at_least: shown.locator(selector).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        for selector, at_least in ((".slide li", 20), (".slide h2", 32))
    }
    for at_least, size in sizes.items():
        assert size >= at_least


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_on_any_screen(page, address, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(address + PRESENT)
    for number in range(1, last(page) + 1):
        at(page, number)
        found = Axe().run(page).response["violations"]
        assert [(number, v["id"], v["nodes"][0]["html"][:160]) for v in found] == []
        page.keyboard.press("PageDown")


def test_nothing_moves_for_who_asked_for_less_motion(page, address):
    for wish, moves in (("reduce", "none"), ("no-preference", "slide-in")):
        page.emulate_media(reduced_motion=wish)
        page.goto(address + PRESENT)
        at(page, 1)
        assert page.locator("#slide-1").evaluate("one => getComputedStyle(one).animationName") == moves


def test_without_a_script_it_is_one_long_page(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PRESENT)
    slides = page.locator(".slide")
    assert slides.count() > 15
    expect(slides.filter(visible=True)).to_have_count(slides.count())
    expect(page.get_by_role("button", name="Next")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    page.get_by_role("link", name="Back to the sheet").click()
    expect(page.locator("#sheet")).to_be_visible()
    context.close()


def test_paper_has_every_screen(shown):
    shown.emulate_media(media="print")
    slides = shown.locator(".slide")
    expect(slides.filter(visible=True)).to_have_count(slides.count())
