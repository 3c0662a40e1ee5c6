"""The screens: each module turns facts into one page or panel and registers it with the app."""

from __future__ import annotations

from dash import Dash

from dashboard.facts import Facts
from dashboard.pages import (
    about,
    about_acupuncture,
    downloads,
    errors,
    evidence,
    explain,
    map_page,
    offline,
    outcomes,
    present,
    safety,
    sheet_pdf,
    sheet_qr,
)
from dashboard.pages.documents import Documents
from dashboard.server import Release


def register(app: Dash, facts: Facts, release: Release) -> None:
    """Register every page of the atlas."""
    documents = Documents.of(facts, release)
    atlas = (safety, about, about_acupuncture, downloads, evidence, outcomes)
    sheets = (explain, sheet_qr, sheet_pdf, present, offline)
    # The map page last: it makes Dash answer for the first time, and then the wiring is closed.
    for page in (errors, *atlas, *sheets, map_page):
        page.register(app, facts, release, documents)
