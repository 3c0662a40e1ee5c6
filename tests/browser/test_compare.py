"""Two or three points side by side: the way in, the way out, and where the focus goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import press, ready, title


def chip(page, code):
    return page.get_by_role("button", name=f"Take {code} out of the comparison")


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
    expect(title(quiet_page)).to_contain_text("BL23")
    expect(add).to_be_focused()


def test_without_a_point_there_is_nothing_to_add(quiet_page, address):
    ready(quiet_page, address, "?compare=BL13")
    expect(quiet_page.locator("#compare")).to_contain_text("Compare BL13 with")
    expect(quiet_page.locator("[data-compare]")).to_be_hidden()
    press(quiet_page, "BL23")
    quiet_page.locator("[data-compare]").click()
    expect(quiet_page).to_have_url(re.compile("compare=BL13,BL23$"))


def test_the_focus_stays_where_a_chip_was_taken_away(quiet_page, address):
    ready(quiet_page, address, "?compare=BL13,BL17,BL23")
    expect(quiet_page.locator("#compare article")).to_have_count(3)
    chip(quiet_page, "BL17").click()
    expect(chip(quiet_page, "BL23")).to_be_focused()
    quiet_page.keyboard.press("Enter")
    expect(chip(quiet_page, "BL13")).to_be_focused()
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.locator("#compare")).to_be_hidden()
    expect(quiet_page.locator("#panel")).to_be_focused()


def test_choosing_a_point_leaves_the_open_comparison_as_it_is(quiet_page, address):
    ready(quiet_page, address, "?compare=BL13,BL23")
    column = quiet_page.locator("#compare article").first
    expect(column).to_be_visible()
    column.evaluate("node => { node.dataset.kept = ''; }")
    press(quiet_page, "BL17")
    expect(quiet_page.locator("[data-compare]")).to_have_text("Add to comparison")
    expect(quiet_page.locator("#compare article[data-kept]")).to_have_count(1)
    expect(title(quiet_page)).to_have_text("Comparing BL13, BL23")


def test_a_comparison_that_fails_can_be_tried_again(page, address):
    page.route("**/facts/compare.json", lambda route: route.abort())
    ready(page, address, "?compare=BL13,BL23")
    expect(page.locator("#compare")).to_contain_text("The comparison could not be loaded")
    page.unroute("**/facts/compare.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#compare article")).to_have_count(2)


@pytest.mark.parametrize("width", [1024, 1440])
def test_three_points_stand_side_by_side(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + "/?compare=BL13,BL17,BL23")
    articles = page.locator("#compare article")
    expect(articles).to_have_count(3)
    boxes = [articles.nth(number).bounding_box() for number in range(3)]
    assert len({box["y"] for box in boxes}) == 1
    assert boxes[2]["x"] + boxes[2]["width"] <= width


def test_compared_points_are_framed_and_numbered_on_the_body(quiet_page, address):
    ready(quiet_page, address, "?compare=BL23,BL25,GB30")
    shown = quiet_page.locator("#map .compared text").all_text_contents()
    assert set(shown) == {"1", "2", "3"}
    assert quiet_page.locator("#map .compared rect").first.bounding_box()["width"] > 8
    expect(quiet_page.get_by_label("compared, number 3").first).to_have_attribute("aria-label", re.compile("^GB30 "))
    chip(quiet_page, "BL23").click()
    expect(quiet_page.get_by_label("compared, number 2").first).to_have_attribute("aria-label", re.compile("^GB30 "))
    expect(quiet_page.get_by_label("compared, number 3")).to_have_count(0)
    quiet_page.get_by_role("button", name="Close comparison").click()
    expect(quiet_page.locator("#map .compared")).to_have_count(0)


def test_on_a_phone_a_bar_names_what_is_compared_and_leads_there(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    ready(page, address, "?compare=BL23,BL25,GB30")
    bar = page.locator("#peek")
    expect(bar).to_contain_text("Comparing BL23, BL25, GB30")
    expect(bar).to_be_visible()
    bar.get_by_role("link", name="See the comparison").click()
    expect(bar).to_be_hidden()
    expect(page.locator("#compare h2")).to_be_in_viewport()
    page.close()
