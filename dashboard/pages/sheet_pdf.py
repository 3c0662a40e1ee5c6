"""The patient sheet as a PDF, made by WeasyPrint from the sheet's own HTML and print styles.

WeasyPrint is an extra; where it or its system libraries are missing the reader is sent to the print view. It must not
know what a sheet says, and the file can hold nothing of a patient: all of it comes from the address and the data.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache

from dash import Dash
from flask import request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from dashboard.evidence.data_version import data_version
from dashboard.explain.choices import SheetChoices
from dashboard.facts import Facts
from dashboard.language.marks import N_
from dashboard.pages import explain
from dashboard.pages.documents import Documents
from dashboard.pages.explain_parts import read
from dashboard.pages.print_styles import dressed, sheet_styles
from dashboard.pages.sheet_qr import PLACE, link_block
from dashboard.server import Release, shelf
from dashboard.shelf import REVALIDATE, Shelf, origin
from dashboard.state import language_of

LOG = logging.getLogger(__name__)
ADDRESS = explain.PDF
AT_ONCE = 2  # sheets made at the same time; each keeps a core busy for a second or more
AGAIN = 5  # seconds after which somebody who was turned away may try again
KEPT = 12  # files kept ready
MOST_HTML, MOST_PDF = 1_000_000, 2_000_000  # bytes of a sheet that are made at all
# Stands for the site where a reader's host cannot be shown. Nothing is ever asked of it.
NOWHERE = "http://127.0.0.1"

HEAD = '<header class="sheet-head">'

# An address -> the file's bytes and its type; raises ValueError for what a sheet may not load.
Fetch = Callable[[str], tuple[bytes, str]]
Render = Callable[[str, str, Fetch], bytes]


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the file of a sheet's address."""
    sheets = SheetPdf(facts, release, documents, shelf(app))
    app.server.add_url_rule(ADDRESS, "explain_pdf", sheets.answer)
    explain.SERVED[ADDRESS] = True


class BusyError(RuntimeError):
    """As many sheets are being made as may be at once."""


class SheetPdf:
    """Makes the file for a query string. Few are made at once, and the last few are kept."""

    def __init__(self, facts: Facts, release: Release, documents: Documents, on: Shelf) -> None:
        self._facts = facts
        self._release = release
        self._documents = documents
        self._shelf = on
        self._data = data_version(release.settings.data)
        self._styles = cache(lambda: sheet_styles(release.settings.assets / "css"))
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[SheetChoices, str], bytes] = OrderedDict()

    def answer(self) -> Response | tuple[str, int, dict[str, str]]:
        """Answer the request at hand: the file, the way to the print view, or "try again soon"."""
        search = request.query_string.decode("utf-8", "replace")
        choices, _ = read(search, self._facts.points)
        render = renderer()
        if render is None:
            return to_print_view(choices)
        try:
            made = self.made(choices, origin(request.environ) or NOWHERE, render)
        except BusyError:
            return self._busy(search, choices)
        except Exception:
            LOG.exception("the PDF of %s could not be made", choices.to_search())
            return to_print_view(choices)
        response = Response(made, mimetype="application/pdf")
        response.headers["Cache-Control"] = REVALIDATE
        response.headers["Content-Disposition"] = f'inline; filename="{file_name(choices)}"'
        return response

    def made(self, choices: SheetChoices, at: str, render: Render) -> bytes:
        """Return the file, kept or made now. Raises BusyError where too many are made, ValueError past the limits."""
        key = (choices, at)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._room.acquire(blocking=False):
            raise BusyError
        try:
            html = self.html(choices, at)
            if len(html) > MOST_HTML:
                raise ValueError(f"the sheet has {len(html):,} signs; at most {MOST_HTML:,} are made")
            made = render(html, at, self.fetcher(at))
        finally:
            self._room.release()
        if len(made) > MOST_PDF:
            raise ValueError(f"the file has {len(made):,} bytes; at most {MOST_PDF:,} are sent")
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def html(self, choices: SheetChoices, at: str) -> str:
        """Write the sheet with its styles, its pictures dressed and its link."""
        spoken = self._documents.in_language(choices.lang)
        folder = self._release.settings.assets / "body"
        values = explain.sheet_values(self._facts, spoken, folder, choices, self._data)
        page = spoken.render("sheet_pdf.html", choices=choices, **values)
        link = link_block(spoken, choices, "" if at == NOWHERE else at)
        # WeasyPrint cannot lift what stands last to the head, as a browser does: there it stands from the beginning.
        page = page.replace(PLACE, "").replace(HEAD, HEAD + link, 1)
        return dressed(page, self._styles())

    def fetcher(self, at: str) -> Fetch:
        """Give the one way by which a sheet may load a file: this release's files, from memory. All else is refused."""
        own = f"{at}{self._release.root}/"

        def fetch(url: str) -> tuple[bytes, str]:
            item = self._shelf.find(url.removeprefix(at)) if url.startswith(own) else None
            if item is None:
                raise ValueError(f"a sheet loads nothing from {url!r}")
            return item.body, item.content_type

        return fetch

    def _busy(self, search: str, choices: SheetChoices) -> tuple[str, int, dict[str, str]]:
        page = self._documents.in_language(language_of(search)).page(
            "error.html",
            here="",
            reader=choices.reader,
            heading=N_("Others are making sheets just now"),
            words=N_("Please try again in a few seconds, or print the sheet from its page."),
        )
        return page, 503, {"Retry-After": str(AGAIN)}


def to_print_view(choices: SheetChoices) -> Response:
    """Send the reader to the sheet's page, which opens the printer's window by itself."""
    search = choices.to_search()
    return redirect(f"{explain.ADDRESS}{search}{'&' if search else '?'}print=1")


def file_name(choices: SheetChoices) -> str:
    """Name the file by its points: letters, digits and hyphens only, as every system takes them."""
    codes = "".join(f"-{point.code}" for point in choices.points)
    return f"backmap-sheet{codes.replace('_', '-')}.pdf"


@cache
def renderer() -> Render | None:
    """Load WeasyPrint when it is first needed; None where it or a library of the system is missing."""
    try:
        # OSError: the Python part is there and Pango is not.
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:
        LOG.warning("no PDF of sheets: %s", str(error).splitlines()[0])
        return None

    class OwnFiles(URLFetcher):
        def __init__(self, find: Fetch) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self._find = find

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            body, content_type = self._find(url)
            return URLFetcherResponse(url, body, {"Content-Type": content_type})

    def render(html: str, at: str, fetch: Fetch) -> bytes:
        return HTML(string=html, base_url=f"{at}/", url_fetcher=OwnFiles(fetch), media_type="print").write_pdf()

    return render
