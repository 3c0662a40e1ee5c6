"""A headless Chromium for the measurements. It must not know which page is measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import BenchError
from tests import chromium

DESKTOP = {"width": 1440, "height": 900}


@contextmanager
def chrome() -> Iterator[Browser]:
    """Launch the Chromium that the tests use too."""
    found = chromium.find()
    if not found:
        raise BenchError("no Chromium was found: run `python -m tests.chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=chromium.ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def fresh_page(browser: Browser, script: str = "") -> Iterator[Page]:
    """Open a page with an empty cache; `script` runs before any of the page's own."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    try:
        page = context.new_page()
        if script:
            page.add_init_script(script)
        yield page
    finally:
        context.close()


def wait_for(page: Page, condition: str) -> None:
    """Wait, frame by frame, until a JavaScript expression holds; raise `BenchError` after a minute.

    Playwright's own `wait_for_function` evaluates text again and again, which the page's content policy forbids.
    """
    look = (
        "const look = () => (%s) ? done(true) : performance.now() > 60000 ? done(false) : requestAnimationFrame(look);"
    )
    if not page.evaluate(f"() => new Promise((done) => {{ {look % condition} look(); }})"):
        raise BenchError(f"the page never came to: {condition}")
