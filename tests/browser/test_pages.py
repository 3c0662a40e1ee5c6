"""What holds on every page: no accessibility violation, no sideways scrolling, nothing from elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.steps import loaded

PAGES = [
    "/",
    "/?point=BL23",
    "/?point=GB21&question=upper&layers=levels,landmarks,cun,channels,trials,halo,zones",
    "/?compare=BL13,BL17,BL23",
    "/?point=BL23&as=patient",
    "/?point=BL23&as=student",
    "/?compare=BL13,BL23&as=patient",
    "/evidence",
    "/evidence?as=student",
    "/evidence?as=patient",
    "/evidence?trial=brinkhaus2006",
    "/evidence?trial=brinkhaus2006&as=student",
    "/evidence?trial=brinkhaus2006&as=patient",
    "/safety?as=patient",
    "/safety?as=student",
    "/about?as=patient",
    "/outcomes",
    "/outcomes?question=upper&point=GB21&records=demo&by=sex",
    "/safety",
    "/about",
    "/nowhere",
]
WIDTHS = [(390, 844), (720, 450), (1024, 768), (1440, 900), (1920, 1080)]


def settle(page, path):
    if path.startswith("/?") or path == "/":
        expect(page.locator("#map .dot").first).to_be_attached()
        loaded(page)
    if "compare" in path:
        expect(page.locator("#compare article")).to_have_count(path.count(",") + 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_accessibility_violation(page, address, path, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    settle(page, path)
    page.evaluate("document.querySelectorAll('#panel details').forEach(d => { d.open = true; })")
    if path.startswith("/?point"):
        page.locator("#outcomes").scroll_into_view_if_needed()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in found] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page, address, path):
    page.goto(address + path)
    settle(page, path)
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => { d.open = true; })")
    for wide, high in WIDTHS:
        page.set_viewport_size({"width": wide, "height": high})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{wide} px wide"


@pytest.mark.parametrize("path", [p for p in PAGES if p != "/nowhere"])
def test_console_empty_and_no_foreign_request(quiet_page, address, path):
    quiet_page.goto(address + path)
    settle(quiet_page, path)
    quiet_page.evaluate("scrollTo(0, document.body.scrollHeight)")
    quiet_page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_itself_and_has_one_first_heading(page, address, path):
    page.goto(address + path)
    assert "Backmap" in page.title()
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("path", ["/", "/safety", "/about"])
def test_the_first_tab_skips_to_the_content(page, address, path):
    page.goto(address + path)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
