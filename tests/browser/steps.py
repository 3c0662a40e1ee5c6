"""What the browser tests do again and again on the map page. It knows no single test."""

import re

from playwright.sync_api import expect


def ready(page, address, search=""):
    """Open the map page; its points are drawn and its facts are there."""
    page.goto(address + "/" + search)
    expect(page.locator("#map .dot").first).to_be_attached()
    loaded(page)


def loaded(page):
    """Wait for the facts of the view. (`wait_for_function` would evaluate text, which the page forbids.)"""
    expect(page.locator("html")).to_have_attribute("data-facts", "ready")


def dot(page, code):
    return page.get_by_role("button", name=re.compile(rf"^{code} ")).first


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press(page, code):
    page.mouse.click(*middle(dot(page, code).locator(".mark")))


def title(page):
    return page.locator("#panel-title")


def search_for(page, text):
    page.get_by_role("combobox").fill(text)
    page.keyboard.press("Enter")
