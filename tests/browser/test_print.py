"""A point on paper, from the light theme and from the dark one: all that was chosen, none of the controls, on white."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.steps import ready

CONTROLS = [
    "header.site nav",
    "header.site .tools",
    "[data-theme-switch]",
    ".map-bar",
    ".tabs",
    ".zoom",
    ".panel-tools",
    ".list-side",
    "#peek",
]
WORDS = "#panel-body h2, #panel-body h3, #panel-body p, #panel-body li, #panel-body dd, #panel-body svg text"
# Light is at least this bright, on the scale of WCAG from 0 to 1.
BRIGHT, DARK = 0.8, 0.25


def brightness(colour):
    """The relative luminance of `rgb(r, g, b)`."""
    red, green, blue = (float(number) / 255 for number in re.findall(r"[\d.]+", colour)[:3])
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.fixture(params=["light", "dark"])
def paper(page, address, request):
    """The panel of BL23 as it goes to the printer. Printing unfolds some parts: the page is told that it begins."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(color_scheme=request.param)
    ready(page, address, "?point=BL23")
    page.emulate_media(media="print", color_scheme=request.param)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    return page


def test_title_place_strip_and_cautions_are_on_paper(paper):
    panel = paper.locator("#panel")
    expect(panel.locator("#panel-title")).to_contain_text("BL23 Shènshù")
    expect(panel.get_by_text("Level with the lower edge of L2").first).to_be_visible()
    expect(panel.locator("svg.strip")).to_be_visible()
    cautions = panel.locator(".caution")
    assert cautions.count() >= 3
    for caution in cautions.all():
        expect(caution).to_be_visible()
    expect(panel.get_by_text("What we do not know about this point")).to_be_visible()
    expect(paper.locator("footer.site")).to_contain_text("does not replace a licensed practitioner")


def test_no_control_is_on_paper(paper):
    for selector in CONTROLS:
        expect(paper.locator(selector)).not_to_have_count(0)
        expect(paper.locator(selector).filter(visible=True)).to_have_count(0)


def test_paper_is_white_and_its_words_are_dark(paper):
    colours = paper.evaluate(
        """() => ["body", "#panel", "#panel-title", "#panel-body p", ".caution p"].map(selector => {
            const style = getComputedStyle(document.querySelector(selector));
            return [selector, style.color, style.backgroundColor];
        })"""
    )
    assert colours[0][2] == "rgb(255, 255, 255)"
    for selector, ink, ground in colours:
        assert brightness(ink) < DARK, selector
        assert ground.startswith("rgba(0, 0, 0, 0") or brightness(ground) > BRIGHT, selector


def test_how_sure_a_fact_is_stands_in_words(paper):
    expect(paper.locator(".caution .sure-words").first).to_be_visible()
    expect(paper.locator(".caution .sure-mark").first).to_be_hidden()


def test_the_picture_covers_no_words(paper):
    stage = paper.locator("#stage").bounding_box()
    picture = paper.locator("#map image, #map").first.bounding_box()
    assert stage["height"] > 100
    assert picture["y"] + picture["height"] <= stage["y"] + stage["height"] + 1
    boxes = (
        paper.locator(WORDS)
        .filter(visible=True)
        .evaluate_all("words => words.map(word => [word.textContent, word.getBoundingClientRect().toJSON()])")
    )
    assert len(boxes) > 20
    for said, box in boxes:
        apart_across = box["left"] >= picture["x"] + picture["width"] or box["right"] <= picture["x"]
        apart_down = box["top"] >= picture["y"] + picture["height"] or box["bottom"] <= picture["y"]
        assert apart_across or apart_down, said


def test_nothing_is_wider_than_the_paper(paper):
    assert paper.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_printed_file_has_pages(paper):
    printed = paper.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 2 <= pages <= 12


def test_paper_takes_the_wide_pictures_of_the_evidence_page(page, address):
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(address + "/evidence?question=chronic")
    expect(page.locator(".rows-plot[id$=-narrow]").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".rows-plot[id$=-wide]").filter(visible=True)).not_to_have_count(0)
    expect(page.locator(".rows-plot[id$=-narrow]").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("path", ["/evidence?question=upper", "/outcomes"])
def test_no_sheet_holds_the_foot_of_the_page_alone(page, address, path):
    page.goto(address + path)
    foot = page.locator("footer.site").inner_text().split()
    last = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages[-1].extract_text().split()
    assert len(last) > len(foot) + 20
