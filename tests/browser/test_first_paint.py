"""What the server paints first is what the scripts paint when a point is chosen: the same words in the same order."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ready, title

PARTS = ("#panel-body", "#panel-common", "#outcomes-alt", "#outcomes-table")


def painted(page):
    chart = page.locator(".chart")
    place = {name: chart.get_attribute(name) or "" for name in ("style", "class")}
    held = {"place": place, "held": chart.get_attribute("hidden") is None}
    return {part: page.locator(part).inner_html() for part in PARTS} | held


@pytest.fixture
def without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("chronic", "BL23"),
        ("chronic", "EX-B8"),
        ("chronic", "ASHI"),
        ("acute", "ST36"),
        ("upper", "GB21"),
        ("upper", "BL13"),
        ("upper", "BL41"),
    ],
)
def test_the_first_paint_is_what_a_choice_paints(page, without_scripts, address, question, code):
    search = "" if question == "chronic" else f"?question={question}"
    ready(page, address, search)
    page.locator(f'#point-list a[data-code="{code}"]').click()
    expect(title(page)).to_contain_text(code)
    without_scripts.goto(f"{address}/?question={question}&point={code}")
    assert painted(page) == painted(without_scripts)


def test_the_panel_is_readable_without_scripts(without_scripts, address):
    without_scripts.goto(f"{address}/?point=BL23")
    for said in ("Level with the lower edge of L2", "Texts differ in depth", "Trials test a whole prescription"):
        expect(without_scripts.locator("#panel").get_by_text(said).first).to_be_attached()
    expect(without_scripts.locator("noscript .notice")).to_be_visible()
    expect(without_scripts.locator("#point-list a").first).to_be_visible()


def test_the_outcomes_are_readable_without_scripts_and_leave_no_hole(without_scripts, address):
    page = without_scripts
    page.goto(f"{address}/?point=BL23")
    expect(page.locator("#outcomes-alt")).to_contain_text("Pain over time in")
    page.get_by_text("The figures as a table").click()
    expect(page.locator("#outcomes-table tbody tr").first).to_be_visible()
    for of_scripts in (".chart", "[data-outcomes-switch]", "[data-compare]", "[data-print]"):
        expect(page.locator(of_scripts)).to_be_attached()
        expect(page.locator(of_scripts)).to_be_hidden()
    said, table = (page.locator(f"#outcomes-{part}").bounding_box() for part in ("alt", "table"))
    assert table["y"] - said["y"] - said["height"] < 20


@pytest.mark.parametrize("search", ["", "?compare=BL23,BL13&point=BL13"], ids=["no point", "a comparison"])
def test_no_outcomes_are_painted_where_no_point_stands_in_the_panel(without_scripts, address, search):
    without_scripts.goto(f"{address}/{search}")
    expect(without_scripts.locator("#outcomes")).to_be_hidden()
