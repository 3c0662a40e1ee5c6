"""The address is the only home of what the page shows: it is read as the server reads it, and brings all back."""

import json
import re

import pytest
from playwright.sync_api import expect

from dashboard import state
from dashboard.state import View
from tests.browser.steps import press, ready, search_for, title

SEARCHES = [
    "",
    "?point=BL23",
    "?point=bl23&question=upper",
    "?layers=none",
    "?layers=zones,cun,wings",
    "?compare=BL13,BL17,BL13,GB21,BL23",
    "?compare=BL13,",
    "?view=inside&body=cat&as=patient",
    "?reader=patient",
    "?reader=patient&as=student",
    "?as=student&reader=patient",
    "?as=nurse&reader=toString",
    "?point=BL99",
    "?utm=1&view=hand-palm",
    "??view=front",
    "?point=" + "A" * 3000,
    # Words that every object of the browser knows.
    "?toString=1",
    "?constructor=x&point=BL23",
    "?__proto__=1&hasOwnProperty=2",
    "?question=toString&point=constructor&layers=valueOf&compare=__proto__",
]


def test_the_browser_reads_addresses_as_the_server_does(quiet_page, address, facts):
    ready(quiet_page, address)
    read = quiet_page.evaluate(
        """searches => searches.map(search => {
            const found = backmap.view.parse(search);
            return [found, backmap.view.toSearch(found)];
        })""",
        SEARCHES,
    )
    for search, (found, written) in zip(SEARCHES, read, strict=True):
        view, _ = View.from_search(search, facts.points)
        same = {
            state.FORMERLY.get(name, name): list(v) if isinstance(v, tuple) else v for name, v in vars(view).items()
        }
        assert found == same, search
        assert written == view.to_search(), search


@pytest.mark.parametrize("search", ["?toString=1", "?constructor=x", "?__proto__=1"])
def test_an_address_with_an_objects_own_words_leaves_the_map_alive(quiet_page, address, search):
    ready(quiet_page, address, search)


def test_json_in_the_page_is_the_schema_of_the_server(quiet_page, address):
    ready(quiet_page, address)
    assert json.loads(quiet_page.locator("#config").text_content())["schema"] == json.loads(json.dumps(state.schema()))


def test_back_and_forward_walk_through_the_points(quiet_page, address):
    ready(quiet_page, address)
    press(quiet_page, "BL23")
    press(quiet_page, "BL13")
    quiet_page.go_back()
    expect(title(quiet_page)).to_contain_text("BL23")
    quiet_page.go_back()
    expect(title(quiet_page)).to_have_text("Pick a point")
    quiet_page.go_forward()
    expect(title(quiet_page)).to_contain_text("BL23")


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


def shown(page, view):
    expect(page.locator("#map image")).to_have_attribute("href", re.compile(f"female-{view}-light.webp"))
    expect(page.locator(f"input[name=view][value={view}]")).to_be_checked()


def test_a_view_named_in_the_address_is_kept(quiet_page, address):
    ready(quiet_page, address, "?view=front&point=BL23")
    shown(quiet_page, "front")
    expect(quiet_page).to_have_url(f"{address}/?view=front&point=BL23")
    expect(title(quiet_page)).to_contain_text("BL23")


def test_a_point_without_a_named_view_is_shown_where_it_is_seen(quiet_page, address):
    ready(quiet_page, address, "?point=LR3")
    expect(quiet_page.locator(".dot[aria-pressed=true]").first).to_be_attached()
    expect(quiet_page).to_have_url(re.compile("view=[a-z-]+&point=LR3"))


def test_a_view_chosen_after_the_point_comes_back_by_reload_back_and_forward(quiet_page, address):
    ready(quiet_page, address)
    search_for(quiet_page, "LR3")
    expect(quiet_page).to_have_url(re.compile("view=[a-z-]+&point=LR3"))
    there = re.search("view=([a-z-]+)", quiet_page.url)[1]
    quiet_page.get_by_role("radio", name="Back", exact=True).check()
    expect(quiet_page).to_have_url(f"{address}/?view=back&point=LR3")
    quiet_page.reload()
    shown(quiet_page, "back")
    quiet_page.go_back()
    shown(quiet_page, there)
    quiet_page.go_forward()
    shown(quiet_page, "back")
    expect(title(quiet_page)).to_contain_text("LR3")


def test_going_back_to_a_named_view_is_not_overruled_by_the_point(quiet_page, address):
    ready(quiet_page, address, "?view=front&point=BL23")
    quiet_page.get_by_role("combobox").fill("BL40")
    quiet_page.keyboard.press("Enter")
    expect(title(quiet_page)).to_contain_text("BL40")
    quiet_page.go_back()
    shown(quiet_page, "front")
    expect(quiet_page).to_have_url(f"{address}/?view=front&point=BL23")


def test_links_of_the_list_lead_where_the_point_is_seen(quiet_page, address):
    ready(quiet_page, address, "?view=hand-back")
    link = quiet_page.locator("#point-list a[data-code=BL23]")
    expect(link).to_have_attribute("href", "/?point=BL23")


def test_a_bad_address_falls_back_with_a_quiet_note_until_the_reader_moves_on(quiet_page, address):
    ready(quiet_page, address, "?point=BL99&view=inside")
    notes = quiet_page.locator("#notes")
    expect(notes).to_contain_text("BL99")
    expect(notes).to_contain_text("inside")
    expect(title(quiet_page)).to_have_text("Pick a point")
    press(quiet_page, "BL23")
    expect(notes).to_be_empty()


def test_a_hostile_address_is_text_and_nothing_else(quiet_page, address):
    quiet_page.goto(address + "/?point=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(quiet_page.locator("#notes img")).to_have_count(0)
    expect(quiet_page.locator("#notes")).to_contain_text("<img")


def test_the_theme_switch_is_remembered_and_changes_the_picture(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.get_by_role("button", name="Switch between light and dark").click()
    expect(quiet_page.locator("#map image")).to_have_attribute("href", re.compile("female-back-dark.webp"))
    quiet_page.reload()
    expect(quiet_page.locator("html")).to_have_attribute("data-theme", "dark")
