"""Search: what finds a point, what the keys do, what is said where nothing is found."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ready, title

TYPED = ["ub23", "shenshu", "shèn shū", "肾俞", "kidney shu", "BL 23", "L2"]


def test_search_finds_bl23(quiet_page, address):
    ready(quiet_page, address)
    for typed in TYPED:
        quiet_page.get_by_role("combobox").fill(typed)
        expect(quiet_page.get_by_role("option").filter(has_text="BL23"), typed).to_be_visible()


def test_search_by_keys_chooses_a_point_and_leaves_no_trace(quiet_page, address):
    ready(quiet_page, address)
    box = quiet_page.get_by_role("combobox")
    box.press_sequentially("ub23")
    box.press("Enter")
    expect(title(quiet_page)).to_contain_text("BL23")
    expect(box).to_have_value("")
    expect(quiet_page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize(("composing", "value"), [(True, "shen"), (False, "")])
def test_enter_that_ends_a_composition_chooses_nothing(quiet_page, address, composing, value):
    ready(quiet_page, address)
    box = quiet_page.get_by_role("combobox")
    box.fill("shen")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": composing})
    expect(box).to_have_value(value)


def test_a_search_without_a_hit_says_what_to_try(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.get_by_role("combobox").fill("xyzzy")
    expect(quiet_page.locator("#search-results")).to_contain_text("No point in this atlas matches “xyzzy”")
