"""From the map to paper: three points are chosen, a sheet is made, and what leaves the browser says what matters."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from dashboard.explain.choices import SheetChoices
from dashboard.explain.say import english
from dashboard.explain.sheet import sheet
from dashboard.pages.sheet_pdf import renderer

CODES = ("BL23", "BL25", "GB30")
SHEET = "/explain?points=BL23,BL25,GB30"
SMALL = 500_000  # bytes


def plain(text):
    """Without what line breaks, columns and small numbers may change."""
    return re.sub(r"[\s\d,–-]+", "", text)


def read(made):
    reader = PdfReader(io.BytesIO(made))
    return len(reader.pages), plain("".join(page.extract_text() for page in reader.pages))


def says_what_matters(facts, words):
    made = sheet(facts, SheetChoices.from_search(SHEET.partition("?")[2], facts.points)[0])
    assert len(made.where.points) == len(CODES)
    rates = [rate.claim for rate in (*made.risks.people, *made.risks.visits)]
    points = [one for point in made.where.points for one in (point.name, *point.where, point.why)]
    for claim in (*points, *rates, *made.risks.near, *made.red_flags, *made.ask_first, *made.notice):
        assert stands(english(claim.say), words), english(claim.say)


def stands(sentence, words):
    """Whether a sentence is there, whole or cut in two where a column or a page ends."""
    said = plain(sentence)
    return said in words or any(said[:cut] in words and said[cut:] in words for cut in range(8, len(said) - 4))


@pytest.fixture
def walked(quiet_page, address):
    """The sheet of three points, reached from the map."""
    quiet_page.goto(f"{address}/?compare={','.join(CODES)}")
    expect(quiet_page.locator("#map .dot").first).to_be_attached(timeout=20_000)
    quiet_page.get_by_role("link", name="Make a patient sheet").click()
    expect(quiet_page.locator("#sheet .sheet-points")).to_contain_text(CODES[-1])
    assert quiet_page.url.startswith(address + SHEET)
    return quiet_page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_browser_s_paper_has_it_on_two_pages(walked, address, facts, paper):
    made = walked.pdf(format=paper, prefer_css_page_size=False)
    pages, words = read(made)
    assert pages <= 2
    assert len(made) < SMALL
    says_what_matters(facts, words)
    assert "Makethesheet" not in words
    assert plain(f"{address}{SHEET}") in words


@pytest.mark.skipif(renderer() is None, reason="WeasyPrint or Pango is not installed")
def test_the_server_s_file_has_it_on_two_pages(walked, facts):
    link = walked.get_by_role("link", name="PDF", exact=True)
    answer = walked.request.get(link.evaluate("link => link.href"), timeout=120_000)
    assert answer.headers["content-type"] == "application/pdf"
    pages, words = read(answer.body())
    assert pages <= 2
    assert len(answer.body()) < SMALL
    says_what_matters(facts, words)


def test_the_print_view_opens_the_printer_once(page, address):
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(f"{address}{SHEET}&print=1")
    expect(page).to_have_url(address + SHEET)
    for _ in range(30):
        if page.evaluate("window.printed"):
            break
        page.wait_for_timeout(100)
    assert page.evaluate("window.printed") == 1
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.printed") == 0


def test_what_was_written_about_a_person_leaves_by_paper_only(walked, address):
    asked = []
    walked.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    walked.get_by_label("First name, if you like").fill("Annabella")
    words = read(walked.pdf(format="A4"))[1]
    assert "Annabella" in words
    for name in ("PDF", "Present", "Link to this sheet"):
        assert "Annabella" not in walked.get_by_role("link", name=name, exact=True).get_attribute("href")
    assert "Annabella" not in walked.locator(".sheet-link").inner_text()
    walked.get_by_role("link", name="Present", exact=True).click()
    expect(walked.locator("[data-at]")).to_be_visible()
    assert "Annabella" not in walked.content()
    assert not [one for one in asked if "Annabella" in one]
