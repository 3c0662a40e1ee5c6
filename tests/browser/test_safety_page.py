"""The safety page as it is read, and the marks that say how sure a fact is, by mouse, keyboard and finger."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ready


@pytest.fixture
def safety(page, address):
    page.goto(address + "/safety")
    return page


def test_every_picture_of_people_has_a_name_with_its_figure(safety, facts):
    pictures = safety.locator("svg.pictograph")
    assert pictures.count() == sum("picture" in row.shown for row in facts.safety)
    for picture in pictures.all():
        box = picture.bounding_box()
        assert box["width"] > 100
        assert box["height"] > 100
    # By role, as a screen reader meets them.
    assert safety.get_by_role("img", name="in 1,000 patients").count() == pictures.count()


@pytest.mark.parametrize("width", [360, 1440])
def test_tables_scroll_inside_and_by_keyboard(safety, width):
    safety.set_viewport_size({"width": width, "height": 800})
    regions = safety.locator(".scroll")
    assert regions.count() == 3
    for region in regions.all():
        assert region.get_attribute("role") == "region"
        assert region.get_attribute("aria-label")
        assert region.evaluate("part => getComputedStyle(part).overflowX") in ("auto", "scroll")
        assert region.evaluate("part => part.getBoundingClientRect().right - document.documentElement.clientWidth") <= 0
        region.focus()
        expect(region).to_be_focused()
    assert safety.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_when_to_seek_help_comes_first_by_urgency_and_is_marked_as_ours(safety, facts):
    expect(safety.get_by_role("heading", name="When to seek help")).to_be_visible()
    expect(safety.get_by_text("Our own wording, from what lies under the needle; no source behind it")).to_be_visible()
    signs = safety.locator(".caution")
    assert signs.count() == len(facts.help_signs) > 0
    expect(signs.first).to_contain_text("Call emergency help")
    for sign in signs.all():
        expect(sign.locator(".sure-curator .sure-words")).to_have_text("our own anatomy note, no source")


def test_the_map_of_injuries_has_a_name_and_says_that_it_counts_reports(safety):
    expect(safety.get_by_role("img", name="Published injuries by part of the body")).to_be_visible()
    expect(safety.get_by_text("The number is how many reports in our data name that part.")).to_be_visible()


def test_an_injury_leads_to_its_point(safety):
    safety.evaluate("document.querySelectorAll('.injuries details').forEach(part => { part.open = true; })")
    link = safety.locator(".injuries a[href^='/?point=']").first
    code = link.inner_text()
    link.click()
    expect(safety.locator("#panel-title")).to_contain_text(code)


@pytest.fixture
def mark(page, address):
    """The first mark of a caution of BL23; its words are not seen yet."""
    ready(page, address, "?point=BL23")
    found = page.locator(".caution .sure").first
    found.scroll_into_view_if_needed()
    expect(found.locator(".sure-words")).to_be_hidden()
    return found


def words_within_the_window(page, mark):
    words = mark.locator(".sure-words")
    expect(words).to_be_visible()
    box, size = words.bounding_box(), page.viewport_size
    assert box["width"] > 40
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]


def test_a_mark_shows_its_words_under_the_mouse(page, mark):
    mark.hover()
    words_within_the_window(page, mark)
    page.mouse.move(0, 0)
    expect(mark.locator(".sure-words")).to_be_hidden()


def test_a_mark_shows_its_words_on_focus(page, mark):
    mark.focus()
    words_within_the_window(page, mark)


@pytest.mark.parametrize("width", [360, 1440])
def test_no_words_of_a_mark_leave_the_window(page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    ready(page, address, "?point=BL23")
    shown = (
        page.locator("#panel .sure")
        .filter(visible=True)
        .evaluate_all(
            """marks => marks.map(mark => {
            mark.focus();
            const { left, right } = mark.querySelector(".sure-words").getBoundingClientRect();
            return [mark.textContent, left, right];
        })"""
        )
    )
    assert len(shown) > 4
    assert [said for said, left, right in shown if left < 0 or right > width or left == right] == []


def test_a_mark_shows_its_words_under_a_finger(browser, address):
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    ready(page, address, "?point=BL23")
    mark = page.locator(".caution .sure").first
    mark.tap()
    words_within_the_window(page, mark)
    context.close()
