"""Taking things away as a reader does: figures as SVG and PNG, the address of a page, lists and tables."""

import re
import struct
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"
MARGIN = 12


@pytest.fixture
def safety(quiet_page, address):
    quiet_page.goto(address + "/safety")
    expect(quiet_page.locator(".take").first).to_be_attached()
    return quiet_page


def taken(page, figure, kind):
    """The name and the bytes of the file that a figure's button gives."""
    with page.expect_download() as download:
        figure.get_by_role("button", name=f"{kind} of this figure").click()
    file = download.value
    return file.suggested_filename, file.path().read_bytes()


def figures(page):
    return page.locator("figure[data-take]")


def test_every_figure_that_may_be_taken_has_its_two_buttons_once(safety):
    assert figures(safety).count() > 1
    for figure in figures(safety).all():
        expect(figure.locator(".take button")).to_have_text([re.compile("^SVG"), re.compile("^PNG")])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_svg_stands_alone_in_the_colours_of_the_theme(safety, theme):
    safety.emulate_media(color_scheme=theme)
    surface = safety.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()")
    for figure in figures(safety).all():
        name, body = taken(safety, figure, "SVG")
        assert name == f"backmap-{figure.get_attribute('data-take')}.svg"
        text = body.decode()
        assert "var(" not in text
        assert " class=" not in text
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg"
        assert float(root.get("width")) > 100
        assert root.findtext(f"{SVG}title") == figure.locator("svg > title").text_content()
        ground = root.find(f"{SVG}rect")
        assert ground.get("fill") == surface
        assert [ground.get(side) for side in ("x", "y", "width", "height")] == root.get("viewBox").split()
        for words in root.iter(f"{SVG}text"):
            assert re.fullmatch(r"#[0-9a-f]{6}", words.get("fill"))
            assert words.get("font-family")


def test_a_figure_on_its_own_looks_as_on_the_page(safety):
    """The file as a page of its own shows the same colours in the same places."""
    figure = figures(safety).last
    page_colours = figure.locator("svg *").evaluate_all(
        "parts => [...new Set(parts.map(part => getComputedStyle(part).fill))].filter(fill => fill !== 'none').sort()"
    )
    _, body = taken(safety, figure, "SVG")
    held = {part.get("fill") for part in ElementTree.fromstring(body).iter()}
    named = {
        f"rgb({int(fill[1:3], 16)}, {int(fill[3:5], 16)}, {int(fill[5:7], 16)})"
        for fill in held
        if fill and fill[0] == "#"
    }
    assert set(page_colours) <= named


def test_a_png_has_twice_the_size_and_more_than_one_colour(safety):
    figure = figures(safety).last
    box = figure.locator("svg").bounding_box()
    name, body = taken(safety, figure, "PNG")
    assert name == "backmap-injuries-by-part.png"
    assert body.startswith(PNG)
    width, height = struct.unpack(">II", body[16:24])
    assert abs(width - 2 * (box["width"] + 2 * MARGIN)) <= 2
    assert abs(height - 2 * (box["height"] + 2 * MARGIN)) <= 2
    assert len(body) > 4000


def test_a_saved_picture_has_a_margin_of_ground_all_round(safety):
    figure = figures(safety).last
    shown = figure.locator("svg").evaluate(
        "svg => { const { x, y, width } = svg.viewBox.baseVal; return [x, y, width]; }"
    )
    scale = shown[2] / figure.locator("svg").bounding_box()["width"]
    _, body = taken(safety, figure, "SVG")
    root = ElementTree.fromstring(body)
    x, y, width, _ = (float(part) for part in root.get("viewBox").split())
    assert x == pytest.approx(shown[0] - MARGIN * scale, rel=0.001)
    assert y == pytest.approx(shown[1] - MARGIN * scale, rel=0.001)
    assert width == pytest.approx(shown[2] + 2 * MARGIN * scale, rel=0.001)
    ground = root.find(f"{SVG}rect")
    assert [float(ground.get(side)) for side in ("x", "y", "width")] == [x, y, width]


def test_the_panels_of_trials_can_be_taken(quiet_page, address):
    quiet_page.goto(address + "/outcomes")
    panels = quiet_page.locator(".trial-outcomes-section .outcome-panels figure")
    names = panels.evaluate_all("all => all.map(one => one.dataset.take)")
    assert all(names)
    assert len(names) == len(set(names)) > 5
    name, _ = taken(quiet_page, panels.first, "SVG")
    assert name == f"backmap-{names[0]}.svg"


def test_what_was_done_is_said(safety):
    figure = figures(safety).last
    taken(safety, figure, "SVG")
    expect(safety.get_by_role("status")).to_have_text("Saved as backmap-injuries-by-part.svg.")
    expect(figure.locator("[data-take-as=svg] [data-label]")).to_have_text("Saved")
    expect(figure.locator("[data-take-as=svg] [data-label]")).to_have_text("SVG")


def test_a_figure_that_comes_later_gets_its_buttons_too(safety):
    safety.evaluate(
        """() => {
            const figure = document.createElement("figure");
            figure.dataset.take = "backmap-later one";
            figure.innerHTML = '<svg viewBox="0 0 10 10" width="120" height="120" aria-label="A square">'
                + '<rect width="5" height="5" style="fill: var(--accent)"/></svg>';
            document.getElementById("main").prepend(figure);
        }"""
    )
    figure = figures(safety).first
    expect(figure.locator(".take button")).to_have_count(2)
    name, body = taken(safety, figure, "SVG")
    assert name == "backmap-later-one.svg"
    assert ElementTree.fromstring(body).findtext(f"{SVG}title") == "A square"
    assert b"var(" not in body


def copy_button(page):
    page.evaluate(
        """() => {
            const made = document.createElement("button");
            made.dataset.copyLink = "";
            made.hidden = true;  // as a page without scripts has it
            made.textContent = "Copy the link";
            document.getElementById("main").prepend(made);
        }"""
    )
    return page.locator("[data-copy-link]")


def test_the_address_is_copied_and_said(safety, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = copy_button(safety)
    button.click()
    expect(button).to_have_text("Copied")
    expect(safety.get_by_role("status")).to_have_text("The address of this page was copied.")
    assert safety.evaluate("navigator.clipboard.readText()") == safety.url
    expect(button).to_have_text("Copy the link")


def test_without_a_clipboard_the_address_is_shown_and_chosen(safety):
    safety.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    button = copy_button(safety)
    button.click()
    field = safety.get_by_role("textbox", name="Address of this page")
    expect(field).to_be_focused()
    expect(field).to_have_value(safety.url)
    assert field.evaluate("field => field.selectionEnd - field.selectionStart") == len(safety.url)
    button.click()
    expect(field).to_have_count(1)


def test_paper_has_no_buttons(safety):
    safety.emulate_media(media="print")
    for row in safety.locator(".take").all():
        expect(row).to_be_hidden()


def test_the_about_page_gives_the_list_of_sources(quiet_page, address):
    quiet_page.goto(address + "/about")
    with quiet_page.expect_download() as download:
        quiet_page.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "backmap-sources.bib"
    assert download.value.path().read_text("utf-8").startswith("@")
