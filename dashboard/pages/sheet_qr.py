"""The link of a patient sheet as text and as a QR code, at the address where the reader asked for the sheet.

The sheet's page keeps a place for it and is kept without it, so that no host ever gets another one's link. It must
not know what a sheet says.
"""

from __future__ import annotations

from functools import lru_cache

import segno
from dash import Dash
from markupsafe import Markup
from segno.encoder import DataOverflowError

from dashboard.explain.choices import SheetChoices
from dashboard.facts import Facts
from dashboard.figures.svg import picture, tag
from dashboard.pages.documents import Documents
from dashboard.server import Release, shelf
from dashboard.shelf import Item
from dashboard.state import language_of

SHEET = "/explain"
# What the sheet's page holds where the link belongs.
PLACE = "<!-- link of this sheet -->"
QUIET = 4  # modules of white around a code, as its standard asks
# Bytes of an address after which a code on paper is too fine for most phones.
LONGEST = 700
KEPT = 64  # pages finished for an origin, about 100 kB each


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Finish every sheet with its own link."""

    def finish(item: Item, query: str, origin: str) -> Item:
        choices, _ = SheetChoices.from_search(query, facts.points)
        return _finished(item, choices, origin, language_of(query))

    @lru_cache(maxsize=KEPT)
    def _finished(item: Item, choices: SheetChoices, origin: str, language: str) -> Item:
        block = link_block(documents.in_language(language), choices, origin)
        body = item.body.replace(PLACE.encode(), block.encode())
        return Item(body, item.content_type, item.cache, item.status)

    for path in (SHEET, f"{SHEET}/parts"):
        shelf(app).finish(path, finish)


def link_block(documents: Documents, choices: SheetChoices, origin: str) -> str:
    """Give the HTML of the link with its code; words instead of a code where it cannot be had."""
    path = SHEET + choices.to_search()
    address = origin + path if origin else ""
    say = documents.say
    svg = qr_code(
        address, say.text("QR code of this sheet"), say.text("A phone that reads it opens {address}", address=address)
    )
    return documents.render("sheet_link.html", path=path, address=address, svg=Markup(svg) if svg else None)


def qr_code(address: str, title: str, description: str) -> str | None:
    """Draw an address as a QR code (SVG); None where there is none or a phone could not read it from paper."""
    if not address or len(address.encode()) > LONGEST:
        return None
    try:
        code = segno.make_qr(address, error="m", boost_error=False)
    except DataOverflowError:
        return None
    side = len(code.matrix) + 2 * QUIET
    # Dark on white in every theme: many phones read no other.
    return picture(
        "sheet-qr",
        title,
        description,
        tag("rect", width=side, height=side, fill="white"),
        tag("path", d=_dark(code.matrix), fill="black"),
        css="sheet-qr",
        viewBox=f"0 0 {side} {side}",
        shape_rendering="crispEdges",
    )


def _dark(matrix: tuple[bytearray, ...]) -> str:
    """Write the dark modules as one path, a rectangle for each run in a row."""
    runs = []
    for y, row in enumerate(matrix, start=QUIET):
        x = 0
        while x < len(row):
            wide = 0
            while x + wide < len(row) and row[x + wide]:
                wide += 1
            if wide:
                runs.append(f"M{x + QUIET} {y}h{wide}v1h-{wide}z")
            x += wide or 1
    return "".join(runs)
