"""Fixtures that every test shares: the real facts, an app, a running server, a Chromium that watches its console."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import expect
from werkzeug.serving import make_server

from dashboard import create_app
from dashboard.facts import load_facts
from dashboard.settings import Settings
from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = pytest.StashKey[str | None]()


def pytest_configure(config):
    # Several browsers share the cores: what a page owes within its bar is measured in bench, not here.
    expect.set_options(timeout=20_000)
    # A busy machine is no error, and the same commit is judged by the same examples everywhere.
    settings.register_profile("steady", deadline=None, derandomize=True)
    settings.load_profile("steady")


def pytest_collection_finish(session):
    # Before any fixture: the search may open a Playwright of its own, and two cannot be open in one thread.
    if any("browser" in getattr(item, "fixturenames", ()) for item in session.items):
        session.config.stash[CHROMIUM] = chromium.find()


@pytest.fixture(scope="session")
def facts():
    return load_facts(ROOT / "data")


@pytest.fixture(scope="session")
def app(facts):
    return create_app(Settings(), facts)


@pytest.fixture(scope="session")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="session")
def address(app):
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, pytestconfig):
    return {
        **browser_type_launch_args,
        "executable_path": pytestconfig.stash[CHROMIUM],
        "args": chromium.ARGUMENTS,
    }


@pytest.fixture
def quiet_page(page, address):
    """A page whose console must stay empty and whose requests must stay on this host."""
    troubles = []
    page.on(
        "console",
        lambda message: (
            troubles.append(f"{message.type}: {message.text}") if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: troubles.append(f"thrown: {error}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:", "blob:")) else troubles.append(f"foreign: {request.url}")
        ),
    )
    page.on(
        "requestfailed",
        lambda request: troubles.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else None,
    )
    yield page
    assert troubles == []
