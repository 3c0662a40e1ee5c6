"""What the page says when the server does not answer, and how it gets over it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import dot, press, ready, title


@pytest.mark.parametrize("search", ["", "?point=BL23"], ids=["chosen later", "in the address"])
def test_facts_that_fail_are_named_and_can_be_tried_again(page, address, search):
    page.route("**/facts/*.json", lambda route: route.abort())
    page.goto(address + "/" + search)
    expect(page.locator("#map .dot").first).to_be_attached()
    if not search:
        press(page, "BL23")
    expect(page.locator("#panel")).to_contain_text("The facts of BL23 could not be loaded")
    expect(page.locator("#panel-body")).to_have_attribute("aria-busy", "false")
    page.unroute("**/facts/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(title(page)).to_contain_text("BL23")
    expect(page.locator("#outcomes-table")).not_to_be_empty()
    expect(page.locator("#panel")).not_to_contain_text("could not be loaded")


def test_a_failure_of_a_point_left_behind_is_not_told(page, address):
    ready(page, address)
    held = []
    page.route("**/facts/upper.json", lambda route: held.append(route))
    page.get_by_role("radio", name="Upper back and neck").check()
    press(page, "BL23")
    page.get_by_role("radio", name="Chronic low back").check()
    expect(title(page)).to_contain_text("BL23")
    for route in held:
        route.abort()
    press(page, "BL13")
    expect(title(page)).to_contain_text("BL13")
    expect(page.locator("#panel")).not_to_contain_text("could not be loaded")


def test_a_picture_that_fails_leaves_the_list_and_can_be_tried_again(page, address):
    page.route("**/body/*.json", lambda route: route.abort())
    page.goto(address + "/?view=inside")
    notes = page.locator("#notes")
    expect(notes).to_contain_text("The picture of the body could not be loaded")
    expect(notes).to_contain_text("inside")
    page.locator("#point-list a[data-code=BL23]").click()
    expect(title(page)).to_contain_text("BL23")
    expect(notes).not_to_contain_text("inside")
    page.unroute("**/body/*.json")
    page.get_by_role("button", name="Try again").click()
    expect(dot(page, "BL23")).to_be_attached()
    expect(notes).to_be_empty()


def test_the_points_of_another_view_do_not_stand_in_for_one_that_fails(page, address):
    ready(page, address)
    page.route("**/body/*-front.json", lambda route: route.abort())
    page.get_by_role("radio", name="Front", exact=True).check()
    expect(page.locator("#notes")).to_contain_text("could not be loaded")
    expect(page.locator("#map .dot")).to_have_count(0)
    expect(page.locator("#map .layer > *")).to_have_count(0)
    expect(page.locator("#map image")).not_to_have_attribute("href", "")
    page.get_by_role("radio", name="Back", exact=True).check()
    expect(dot(page, "BL23")).to_be_attached()
    expect(page.locator("#notes")).to_be_empty()


def test_a_picture_without_its_pixels_leaves_the_outline(page, address):
    page.route("**/body/*.webp", lambda route: route.abort())
    ready(page, address)
    expect(page.locator("#map path.outline")).to_have_attribute("d", re.compile(r"^M"))
    expect(page.locator("#map image")).not_to_have_attribute("href", re.compile("."))
