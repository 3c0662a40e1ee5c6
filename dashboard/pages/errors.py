"""Pages for what went wrong: a wrong address names the valid ones; a fault says so without its insides."""

from __future__ import annotations

from dash import Dash
from dash.exceptions import DependencyException, InvalidResourceError
from flask import request

from dashboard.facts import Facts
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents
from dashboard.server import Release
from dashboard.state import language_of, reader_of


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Answer unknown addresses and internal faults with a page of ours."""
    texts = {
        404: (
            N_("This page does not exist"),
            N_("The address leads nowhere. The pages of the atlas are listed above and here."),
        ),
        500: (
            N_("Something went wrong"),
            N_("The fault is ours and was written to the server's log. Please try again."),
        ),
    }

    def answer(status: int) -> tuple[str, int]:
        heading, words = texts[status]
        search = request.query_string.decode("utf-8", "replace")
        reader, spoken = reader_of(search), documents.in_language(language_of(search))
        return spoken.page("error.html", here="", reader=reader, heading=heading, words=words), status

    for fault in (404, DependencyException, InvalidResourceError):
        # Dash's own words for a file of its own that does not exist.
        app.server.register_error_handler(fault, lambda error: answer(404))
    app.server.register_error_handler(500, lambda error: answer(500))
