"""The screens: each module turns facts into one page or panel and registers it with the app."""

from __future__ import annotations

from dash import Dash

from dashboard.facts import Facts
from dashboard.pages import about, downloads, errors, evidence, map_page, outcomes, safety
from dashboard.pages.documents import Documents
from dashboard.server import Release


def register(app: Dash, facts: Facts, release: Release) -> None:
    """Register every page of the atlas."""
    documents = Documents.of(facts, release)
    # The map page last: it makes Dash answer for the first time, and then the wiring is closed.
    for page in (errors, safety, about, downloads, evidence, outcomes, map_page):
        page.register(app, facts, release, documents)
