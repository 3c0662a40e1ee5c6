"""A sheet that was opened opens again without a connection; nothing else is kept, and no old version stays."""

import pytest
from playwright.sync_api import Error, expect

from tests.browser.steps import ready

SHEET = "/explain?points=BL23,BL25:left,GB30"
OTHER = "/explain?points=BL60"
KEPT = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
    [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname + new URL(url).search)])))"""

SPOIL = """async (path) => {
    const stale = () => new Response("<title>stale</title>", { headers: { "Content-Type": "text/html" } });
    const names = (await caches.keys()).filter((name) => name.startsWith("backmap-pages-"));
    for (const name of names) await (await caches.open(name)).put(path, stale());
}"""


@pytest.fixture
def context(browser):
    context = browser.new_context()
    yield context
    context.close()


def opened(page, address, path):
    page.goto(address + path)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")


def kept(page):
    return sorted(path for paths in page.evaluate(KEPT).values() for path in paths)


@pytest.mark.parametrize(
    ("path", "seen"), [(SHEET, "#sheet"), (SHEET.replace("/explain", "/explain/present"), "[data-present] .slide h2")]
)
def test_an_opened_sheet_opens_again_offline(context, address, path, seen):
    page = context.new_page()
    opened(page, address, path)
    title = page.title()
    context.set_offline(True)
    page.reload()
    expect(page).to_have_title(title)
    expect(page.locator(seen).first).to_be_visible()
    # With its styles and its scripts.
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.evaluate("Boolean(window.backmap)")
    assert page.evaluate("fetch('/healthz').then(() => 'online', () => 'offline')") == "offline"


def test_a_sheet_that_was_never_opened_is_not_made_up(context, address):
    page = context.new_page()
    opened(page, address, SHEET)
    context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        page.goto(address + OTHER)


def test_a_sheet_that_was_made_in_place_is_kept_too(context, address):
    page = context.new_page()
    opened(page, address, SHEET)
    page.get_by_role("link", name="Remove BL25", exact=True).click()
    expect(page.locator("#sheet .sheet-points")).not_to_contain_text("BL25")
    path = page.url.removeprefix(address)
    assert path != SHEET
    for _ in range(40):
        if path in kept(page):
            break
        page.wait_for_timeout(100)
    context.set_offline(True)
    page.reload()
    expect(page.locator("#sheet .sheet-points")).to_contain_text("GB30")
    expect(page.locator("#sheet .sheet-points")).not_to_contain_text("BL25")


def test_the_map_opens_offline_once_it_was_seen_with_the_worker(context, address):
    page = context.new_page()
    opened(page, address, SHEET)
    ready(page, address, "?point=BL23")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.reload()
    expect(page.locator("#map .dot").first).to_be_attached()
    expect(page.locator("#panel-title")).to_contain_text("BL23")


def test_only_sheets_ask_for_the_worker(context, address):
    page = context.new_page()
    for path in ("/?point=BL23", "/evidence", "/safety"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_files_to_take_away_and_other_pages_are_not_kept(context, address):
    page = context.new_page()
    opened(page, address, SHEET)
    page.goto(address + "/safety")
    for path in ("/take/sources.csv", "/explain.pdf", "/healthz", "/outcomes/records"):
        page.evaluate("(path) => fetch(path, { redirect: 'manual' }).then(() => 1, () => 0)", path)
    paths = kept(page)
    assert SHEET in paths
    assert [path for path in paths if not path.startswith(("/static/", "/explain?"))] == []


def test_what_an_older_release_kept_is_thrown_away(context, address):
    page = context.new_page()
    page.goto(address + "/about")
    page.evaluate("""async () => {
        for (const name of ["backmap-files-old", "backmap-pages-old", "of-somebody-else"]) await caches.open(name);
    }""")
    opened(page, address, SHEET)
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if name.endswith("-old")]
    assert "of-somebody-else" in names
    assert len([name for name in names if name.startswith("backmap-")]) == 2


def test_a_page_is_asked_for_as_long_as_there_is_a_connection(context, address):
    page = context.new_page()
    opened(page, address, SHEET)
    page.evaluate(SPOIL, SHEET)
    page.reload()
    expect(page.locator("#sheet")).to_be_visible()
    expect(page).not_to_have_title("stale")
