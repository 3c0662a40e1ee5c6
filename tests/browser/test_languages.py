"""Every page in three languages in a browser: what it says, its controls, the switch, and what axe thinks of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = (
    "/?point=BL23",
    "/evidence",
    "/evidence?trial=haake2007",
    "/outcomes",
    "/safety",
    "/about",
    "/explain?points=BL23",
    "/about-acupuncture",
)
TAGS = {"en": "en", "es": "es", "zh": "zh-Hans"}
SAID = {
    "es": {"nav": ["Mapa", "Evidencia", "Resultados", "Seguridad", "Acerca de"], "footer": "Backmap explica."},
    "zh": {"nav": ["图谱", "证据", "结局", "安全", "关于"], "footer": "Backmap 只作讲解"},
}


def loaded(page):
    """Wait for the panel's facts: those of another language are made when first asked for."""
    expect(page.locator("html")).to_have_attribute("data-facts", "ready", timeout=60_000)


def ready(page, address, search=""):
    page.goto(address + "/" + search)
    expect(page.locator("#map .dot").first).to_be_attached()
    loaded(page)


def within(address, code):
    return f"{address}{'&' if '?' in address else '?'}lang={code}"


@pytest.mark.parametrize("code", TAGS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_a_language_is_whole(quiet_page, address, path, code):
    quiet_page.goto(address + within(path, code))
    expect(quiet_page.locator("html")).to_have_attribute("lang", TAGS[code])
    if path.startswith("/?"):
        loaded(quiet_page)
    if code in SAID:
        for name in SAID[code]["nav"]:
            expect(quiet_page.locator("header nav").get_by_role("link", name=name, exact=True)).to_be_visible()
        expect(quiet_page.locator("footer")).to_contain_text(SAID[code]["footer"])
        expect(quiet_page.locator("aside.translated")).to_be_visible()
    found = Axe().run(quiet_page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


@pytest.mark.parametrize("width", [390, 1440, 1700])
@pytest.mark.parametrize("code", ["es", "zh"])
def test_longer_and_other_words_widen_no_page(quiet_page, address, code, width):
    quiet_page.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        quiet_page.goto(address + within(path, code))
        assert quiet_page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_map_speaks_the_pages_language_as_points_are_chosen(quiet_page, address):
    ready(quiet_page, address, "?lang=es")
    dot = quiet_page.locator("#map .dot[aria-label^='BL23 ']").first
    expect(dot).to_have_attribute(
        "aria-label", "BL23 Shènshù, Kidney Shu, lado izquierdo, 9 ensayos para dolor lumbar crónico, sobre: riñón"
    )
    dot.dispatch_event("click")
    expect(quiet_page).to_have_url(f"{address}/?point=BL23&lang=es")
    expect(quiet_page.locator("#announce")).to_contain_text("Se muestra su panel.")
    expect(quiet_page.locator("#panel-body")).to_contain_text("Todavía no revisado por un profesional clínico.")
    quiet_page.get_by_role("button", name="Añadir a la comparación").click()
    expect(quiet_page.locator("#announce")).to_have_text("Comparando BL23")


def test_searching_says_what_was_found_in_the_pages_language(quiet_page, address):
    ready(quiet_page, address, "?lang=zh")
    quiet_page.get_by_role("combobox").first.fill("shenshu")
    expect(quiet_page.locator("#search-status")).to_contain_text("找到")
    quiet_page.get_by_role("combobox").first.fill("zzzz")
    expect(quiet_page.locator("#search-results")).to_contain_text("本图谱中没有与“zzzz”相符的穴位。")


def test_the_switch_shows_the_same_page_in_another_language_and_is_remembered(quiet_page, address):
    ready(quiet_page, address)
    quiet_page.locator("#map .dot[aria-label^='BL25 ']").first.dispatch_event("click")
    quiet_page.locator("details.language summary").click()
    quiet_page.get_by_role("link", name="Español").click()
    expect(quiet_page).to_have_url(f"{address}/?point=BL25&lang=es")
    expect(quiet_page.locator("html")).to_have_attribute("lang", "es")
    loaded(quiet_page)
    quiet_page.locator("header nav").get_by_role("link", name="Seguridad").click()
    expect(quiet_page).to_have_url(f"{address}/safety?lang=es")
    quiet_page.goto("about:blank")
    # Who comes from elsewhere to the bare first page is led to the language chosen last, once.
    quiet_page.goto(address + "/")
    expect(quiet_page).to_have_url(f"{address}/?lang=es")
    quiet_page.goto("about:blank")
    # An address with a page in it says for itself what it is.
    quiet_page.goto(address + "/safety")
    expect(quiet_page.locator("html")).to_have_attribute("lang", "en")
    quiet_page.locator("a.brand").click()
    expect(quiet_page).to_have_url(f"{address}/")


def test_the_switch_works_with_the_keyboard_and_closes_with_escape(quiet_page, address):
    quiet_page.goto(address + "/about?as=patient")
    summary = quiet_page.locator("details.language summary")
    summary.focus()
    quiet_page.keyboard.press("Enter")
    expect(quiet_page.get_by_role("link", name="简体中文")).to_be_visible()
    quiet_page.keyboard.press("Escape")
    expect(quiet_page.get_by_role("link", name="简体中文")).to_be_hidden()
    expect(summary).to_be_focused()
    quiet_page.keyboard.press("Enter")
    quiet_page.get_by_role("link", name="简体中文").focus()
    quiet_page.keyboard.press("Enter")
    expect(quiet_page).to_have_url(f"{address}/about?as=patient&lang=zh")


def test_a_changed_control_of_the_analysis_keeps_the_language(quiet_page, address):
    quiet_page.goto(address + "/evidence?lang=es")
    with quiet_page.expect_response(lambda answer: "/evidence/analysis" in answer.url):
        quiet_page.get_by_role("radio", name="Atención habitual").check()
    expect(quiet_page).to_have_url(f"{address}/evidence?comparison=vs_usual_care&lang=es")
    expect(quiet_page.locator("#analysis-title")).to_have_text(
        "Combinado a partir de las propias cifras de los ensayos"
    )


def test_hanzi_keep_their_own_language(quiet_page, address):
    ready(quiet_page, address, "?point=BL23&lang=es")
    expect(quiet_page.locator("#panel-body .hanzi").first).to_have_attribute("lang", "zh")


def test_the_switch_needs_no_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/evidence?question=acute&as=student")
    page.locator("details.language summary").click()
    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_attribute("data-reader", "student")
    expect(page.locator("main h1")).to_contain_text("dolor lumbar agudo")
    context.close()
