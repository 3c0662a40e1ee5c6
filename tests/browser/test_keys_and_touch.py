"""Keys, fingers, wheel, mouse buttons and presses without a place: every way to reach a point and to move about."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import dot, middle, press, ready, title


def box(page):
    return [float(x) for x in page.locator("#map").get_attribute("viewBox").split()]


def drag(page, start, button="left"):
    page.mouse.move(*start)
    page.mouse.down(button=button)
    page.mouse.move(start[0] + 60, start[1] + 40, steps=4)


@pytest.fixture
def near_page(quiet_page, address):
    """A page zoomed in, so that there is room to drag; and a place on the body."""
    ready(quiet_page, address)
    whole = box(quiet_page)
    quiet_page.get_by_role("button", name="Zoom in").click(click_count=2)
    assert box(quiet_page)[2] < whole[2]
    return quiet_page


def test_the_keyboard_reaches_moves_chooses_and_lets_go(quiet_page, address):
    ready(quiet_page, address, "?point=BL23")
    quiet_page.locator("#map .dot[tabindex='0']").focus()
    start = quiet_page.evaluate("document.activeElement.getAttribute('aria-label')")
    quiet_page.keyboard.press("ArrowUp")
    moved = quiet_page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert moved != start
    quiet_page.keyboard.press("Enter")
    expect(title(quiet_page)).to_contain_text(moved.split()[0])
    quiet_page.keyboard.press("Escape")
    expect(title(quiet_page)).to_have_text("Pick a point")
    expect(quiet_page.locator("#map .dot[tabindex='0']")).to_have_count(1)


def test_a_press_without_a_place_chooses_the_dot_it_names(quiet_page, address):
    ready(quiet_page, address)
    dot(quiet_page, "BL13").evaluate("node => node.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    expect(title(quiet_page)).to_contain_text("BL13 ")


def test_the_focus_survives_a_change_of_the_picture(quiet_page, address):
    ready(quiet_page, address, "?view=front&point=BL23")
    quiet_page.get_by_role("radio", name="Back", exact=True).check()
    dot(quiet_page, "BL13").focus()
    quiet_page.go_back()
    expect(quiet_page.locator("#map image")).to_have_attribute("href", re.compile("female-front-light"))
    expect(quiet_page.locator("#map .dot:focus")).to_have_count(1)


def test_the_label_of_a_point_goes_with_its_picture(quiet_page, address):
    ready(quiet_page, address, "?view=front")
    quiet_page.get_by_role("radio", name="Back", exact=True).check()
    quiet_page.mouse.move(*middle(dot(quiet_page, "BL23").locator(".mark")))
    expect(quiet_page.locator("#hover-label")).to_contain_text("BL23")
    quiet_page.go_back()
    expect(quiet_page.locator("#hover-label")).to_be_hidden()


def test_zoom_by_buttons_and_wheel_keeps_the_picture_inside(quiet_page, address):
    ready(quiet_page, address)
    whole = box(quiet_page)
    quiet_page.get_by_role("button", name="Zoom in").click()
    zoomed = box(quiet_page)
    assert zoomed[2] < whole[2]
    quiet_page.locator("#map").hover()
    quiet_page.mouse.wheel(0, -600)
    expect(quiet_page.locator("#map")).not_to_have_attribute("viewBox", " ".join(f"{v:g}" for v in zoomed))
    x, y, wide, high = box(quiet_page)
    assert wide < zoomed[2]
    assert x >= 0
    assert y >= 0
    assert x + wide <= whole[2] + 0.1
    assert y + high <= whole[3] + 0.1
    quiet_page.get_by_role("button", name="Show the whole picture").click()
    assert box(quiet_page) == whole


@pytest.mark.parametrize(("turn", "stopped"), [(300, False), (-300, True)])
def test_the_wheel_scrolls_the_page_where_it_cannot_zoom(quiet_page, address, turn, stopped):
    ready(quiet_page, address)
    prevented = quiet_page.locator("#map").evaluate(
        """(map, deltaY) => {
            const { x, y, width, height } = map.getBoundingClientRect();
            const turn = { deltaY, clientX: x + width / 2, clientY: y + height / 2, bubbles: true, cancelable: true };
            return !map.dispatchEvent(new WheelEvent('wheel', turn));
        }""",
        turn,
    )
    assert prevented is stopped


def test_only_the_first_button_drags(near_page):
    before = box(near_page)
    drag(near_page, middle(near_page.locator("#map")), "right")
    assert box(near_page) == before
    near_page.mouse.up(button="right")
    drag(near_page, middle(near_page.locator("#map")))
    expect(near_page.locator("#stage")).to_have_class("stage dragging")
    near_page.mouse.up()
    assert box(near_page) != before


def test_a_button_let_go_unheard_ends_the_drag(near_page):
    drag(near_page, middle(near_page.locator("#map")))
    after = box(near_page)
    # What a browser sends when the button was let go outside its window: a move without buttons.
    near_page.locator("#map").dispatch_event(
        "pointermove", {"pointerId": 1, "buttons": 0, "clientX": 5, "clientY": 5, "bubbles": True}
    )
    assert box(near_page) == after
    expect(near_page.locator("#stage")).to_have_class("stage")
    near_page.mouse.up()


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
    expect(title(page)).to_contain_text(one["code"])
    expect(chooser).to_be_hidden()
    context.close()


def test_a_press_beside_every_point_chooses_nothing(quiet_page, address):
    ready(quiet_page, address)
    press(quiet_page, "BL23")
    corner = quiet_page.locator("#map").bounding_box()
    quiet_page.mouse.click(corner["x"] + 8, corner["y"] + 8)
    expect(title(quiet_page)).to_contain_text("BL23")
