"""The explain page in a browser: choosing in place, by keys, on every screen, and on paper."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

THREE = "/explain?points=BL23,BL25:left,GB30"
PAGES = ["/explain", THREE, THREE + "&as=student", THREE + "&size=large&per=1000&question=upper", "/about-acupuncture"]
SMALL = 500_000  # bytes of a sheet as a file


@pytest.fixture
def builder(quiet_page, address):
    quiet_page.goto(address + THREE)
    expect(quiet_page.locator("[data-print-sheet]")).to_be_visible()
    return quiet_page


def chosen(page):
    return [words.split()[0] for words in page.locator(".chosen-name").all_inner_texts()]


def test_a_point_on_the_body_is_added_in_place_and_taken_away_again(builder):
    link = builder.locator('[data-key="pick-back-GV4"]')
    link.click()
    expect(builder.locator(".chosen-name")).to_have_count(4)
    assert chosen(builder) == ["BL23", "BL25", "GB30", "GV4"]
    expect(builder).to_have_url(re.compile(r"points=BL23,BL25:left,GB30,GV4$"))
    expect(builder.locator("#sheet .sheet-list > li")).to_have_count(4)
    expect(builder.locator('[data-key="pick-back-GV4"]')).to_be_focused()
    builder.locator('[data-key="pick-back-GV4"]').click()
    expect(builder.locator(".chosen-name")).to_have_count(3)
    expect(builder).to_have_url(re.compile(r"points=BL23,BL25:left,GB30$"))


def test_points_move_change_side_and_go(builder):
    builder.get_by_role("link", name="Move GB30 up").click()
    expect(builder).to_have_url(re.compile(r"points=BL23,GB30,BL25:left$"))
    expect(builder.get_by_role("link", name="Move GB30 up")).to_be_focused()
    builder.get_by_role("group", name="Side of GB30").get_by_label("Right").check()
    expect(builder).to_have_url(re.compile(r"points=BL23,GB30:right,BL25:left$"))
    builder.get_by_role("link", name="Remove BL23", exact=True).click()
    expect(builder).to_have_url(re.compile(r"points=GB30:right,BL25:left$"))
    expect(builder.locator("#builder-title")).to_be_focused()


def test_pasted_points_are_added_and_unknown_words_named(builder):
    builder.get_by_label("Paste or type points").fill("UB40, KI3 right, nowhere")
    builder.keyboard.press("Enter")
    expect(builder).to_have_url(re.compile(r"points=BL23,BL25:left,GB30,BL40,KI3:right$"))
    expect(builder.locator(".notes")).to_contain_text("“nowhere” names no point of this atlas.")
    expect(builder.locator("#announce")).to_contain_text("The sheet has 5 points.")


def test_reader_sections_and_size_change_the_sheet_in_place(builder):
    builder.get_by_label("Student").check(force=True)
    expect(builder.locator("html")).to_have_attribute("data-reader", "student")
    expect(builder).to_have_url(re.compile("as=student"))
    builder.get_by_role("checkbox", name="How it may work").uncheck()
    expect(builder.locator("#sheet-how")).to_have_count(0)
    builder.get_by_label("Large print").check(force=True)
    expect(builder.locator(".sheet-large")).to_be_visible()
    expect(builder.get_by_label("Large print")).to_be_focused()


def test_the_list_finds_points_as_the_map_does_and_keeps_what_was_typed(builder):
    builder.get_by_text("List of all points").click()
    builder.get_by_label("Find a point by code").fill("weizhong")
    expect(builder.locator(".pick-list li:visible")).to_have_count(1)
    builder.locator(".pick-list").get_by_role("link", name="Add BL40").click()
    expect(builder).to_have_url(re.compile("BL40$"))
    expect(builder.get_by_label("Find a point by code")).to_have_value("weizhong")
    expect(builder.locator('[data-key="list-BL40"]')).to_be_focused()


def test_a_published_set_replaces_the_points(builder):
    builder.get_by_text("Start from a published set").click()
    builder.locator('#presets a[data-key^="preset-"]').first.click()
    expect(builder).not_to_have_url(re.compile("BL25:left"))
    assert len(chosen(builder)) > 1


def test_name_and_notes_reach_the_sheet_and_neither_address_nor_server(builder):
    asked = []
    builder.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    builder.get_by_label("First name, if you like").fill("Ada <b>")
    builder.get_by_label("Notes, if you like").fill("Bring the scan")
    expect(builder.locator('#sheet [data-mirror="name"]')).to_have_text("For: Ada <b>")
    builder.get_by_label("1,000 people").check(force=True)
    expect(builder).to_have_url(re.compile("per=1000"))
    expect(builder.locator('#sheet [data-mirror="notes"]')).to_contain_text("Bring the scan")
    assert asked
    assert not [one for one in asked if "Ada" in one or "scan" in one]
    assert "Ada" not in builder.url
    stored = builder.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "Ada" not in stored
    builder.reload()
    expect(builder.get_by_label("First name, if you like")).to_have_value("")


def test_the_keyboard_alone_makes_a_sheet(quiet_page, address):
    quiet_page.goto(address + "/explain")
    body = quiet_page.locator(".pick-body").first
    expect(body.locator('a[tabindex="0"]')).to_have_count(1)
    quiet_page.locator("#pick-1 summary").focus()
    quiet_page.keyboard.press("Tab")
    before = quiet_page.evaluate("document.activeElement.dataset.key")
    quiet_page.keyboard.press("ArrowDown")
    after = quiet_page.evaluate("document.activeElement.dataset.key")
    assert before != after
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.locator(".chosen-name")).to_have_count(1)
    assert chosen(quiet_page) == [after.removeprefix("pick-back-")]
    expect(quiet_page.locator(f'[data-key="{after}"]')).to_be_focused()


def test_a_failure_says_so_and_leaves_the_sheet(browser, address):
    # Without the worker that keeps sheets for when there is no network.
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(address + THREE)
    page.route("**/explain/parts**", lambda route: route.abort())
    page.get_by_label("1,000 people").check(force=True)
    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("#sheet")).to_be_visible()
    expect(page.get_by_role("button", name="Show the sheet")).to_be_visible()
    context.close()


def test_without_script_every_step_is_an_address(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/explain")
    page.locator('[data-key="pick-back-GV4"]').click()
    assert chosen(page) == ["GV4"]
    page.get_by_label("Paste or type points").fill("BL23 left")
    page.get_by_role("checkbox", name="What to ask").uncheck()
    page.get_by_role("button", name="Show the sheet").click()
    assert chosen(page) == ["GV4", "BL23"]
    expect(page.locator("#sheet-questions")).to_have_count(0)
    expect(page.locator("#sheet-where")).to_have_count(1)
    context.close()


def test_the_map_leads_to_a_sheet_with_its_point_and_its_question(quiet_page, address):
    quiet_page.goto(address + "/?point=GB21&question=upper")
    link = quiet_page.get_by_role("link", name="Make a patient sheet")
    link.click()
    assert chosen(quiet_page) == ["GB21"]
    expect(quiet_page.locator("html")).to_have_attribute("data-reader", "patient")
    expect(quiet_page.get_by_label("Upper back and neck pain")).to_be_checked()


def test_a_comparison_leads_to_a_sheet_with_all_its_points(quiet_page, address):
    quiet_page.goto(address + "/?compare=BL13,BL17,BL23")
    expect(quiet_page.locator("#compare article")).to_have_count(3)
    quiet_page.get_by_role("link", name="Make a patient sheet").click()
    assert chosen(quiet_page) == ["BL13", "BL17", "BL23"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_accessibility_violation(page, address, path, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('main details:not([name])').forEach(d => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:160]) for one in found] == []


@pytest.mark.parametrize("path", PAGES)
def test_no_screen_scrolls_sideways(page, address, path):
    page.goto(address + path)
    page.evaluate("document.querySelectorAll('main details:not([name])').forEach(d => { d.open = true; })")
    # 720 by 450 is a screen of 1440 by 900 at 200 per cent.
    for wide, high in [(320, 700), (390, 844), (720, 450), (1024, 768), (1440, 900)]:
        page.set_viewport_size({"width": wide, "height": high})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{wide} px wide"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("search", "most"),
    [
        ("?points=BL23,BL25:left,GB30", 2),
        ("?points=BL23,BL40,LR3", 2),
        ("?points=GB20,GB21,SI3&question=upper", 2),
        ("?points=BL23,GV4,BL40&question=acute", 2),
        ("?points=BL23,BL25,GB30&size=large", 6),
    ],
)
def test_a_sheet_on_paper(page, address, paper, search, most):
    page.emulate_media(color_scheme="dark")
    page.goto(address + "/explain" + search)
    file = page.pdf(format=paper)
    assert len(file) < SMALL
    read = PdfReader(io.BytesIO(file))
    assert 1 <= len(read.pages) <= most
    said = " ".join(" ".join(one.extract_text() for one in read.pages).split())
    for code in re.search("points=([^&]+)", search)[1].split(","):
        assert code.split(":")[0] in said
    for words in (
        "A hole in the lung",
        "trouble passing or holding urine",
        "Ask your doctor first if",
        "not medical advice",
        "No clinician has checked",
        "sham",
    ):
        assert words in said, words
    assert "Make the sheet" not in said
    assert "Paste or type points" not in said
    # Nothing of a sheet is a bitmap.
    assert not [image for one in read.pages for image in one.images]


def test_paper_shows_the_light_colours_and_no_control(page, address):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(address + THREE)
    for selector in ("header.site", "footer.site", ".builder", ".sheet-tools", ".explain-intro"):
        expect(page.locator(selector)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.sheet-code')).fill") == "rgb(23, 33, 43)"
