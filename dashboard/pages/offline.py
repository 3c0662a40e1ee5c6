"""The service worker: what keeps an opened sheet in the browser, so that it opens again without a connection.

It is made for one release, so that a new one puts its own in the old one's place. It must not know any page.
"""

from __future__ import annotations

import json

from dash import Dash

from dashboard.facts import Facts
from dashboard.pages.documents import Documents
from dashboard.server import Release, shelf
from dashboard.shelf import REVALIDATE, Item

ADDRESS = "/sw.js"
# Pages that are kept once they were visited, whatever their fields. Files to take away are not among them.
PAGES = ("/", "/explain", "/explain/present")


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the worker from the root, whose scope is every page; the browser asks anew whether it changed."""
    shelf(app).put(ADDRESS, Item(worker(release).encode(), "text/javascript; charset=utf-8", REVALIDATE))


def worker(release: Release) -> str:
    """Write the worker's script with this release's version, addresses and pages."""
    given = json.dumps({"version": release.version, "root": release.root, "pages": PAGES})
    return f"const release = {given};\n{(release.settings.assets / 'sw.js').read_text('utf-8')}"
