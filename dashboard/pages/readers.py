"""One page for three readers: the same document, marked for whom it is, whose links lead on for the same reader.

It must not know any one page. The browser's half, which changes the reader in place, is `assets/js/reader.js`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qsl

from dashboard.shelf import REVALIDATE, Item
from dashboard.state import FORMERLY, READER_FIELD, READERS, reader_of

HTML = "text/html; charset=utf-8"
READER_LABELS = (("practitioner", "Practitioner"), ("student", "Student"), ("patient", "Patient"))
# Addresses of this site that are files: they are the same for everybody.
FILES = ("/take/", "/static/")
LINK = re.compile(r'(<a\b[^>]*?\bhref=")((?:/(?!/)|\?)[^"]*)"')
FORM = re.compile(r'<form\b[^>]*\baction="/[^>]*>')


def by_reader(make: Callable[[str], str]) -> Callable[[str], Item]:
    """Give what a shelf serves by query where a page changes with the reader alone; `make` renders it for one.

    The first is made now, so that a page that cannot be made is found at the start.
    """

    @cache
    def item(reader: str) -> Item:
        return Item(make(reader).encode(), HTML, REVALIDATE)

    item(READERS[0])
    return lambda search: item(reader_of(search))


def fields_of(search: str, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """List the fields of a query string but the reader's and those of `without`: what the switch has to keep."""
    dropped = {READER_FIELD, *FORMERLY, *without}
    return [pair for pair in parse_qsl(search.lstrip("?")) if pair[0] not in dropped]


def carry(page: str, reader: str) -> str:
    """Make the links and forms of a page's HTML lead on for a reader; the default needs no word of it."""
    if reader == READERS[0]:
        return page
    hidden = f'<noscript><input type="hidden" name="{READER_FIELD}" value="{reader}"></noscript>'
    page = LINK.sub(lambda found: f'{found[1]}{_address(found[2], reader)}"', page)
    return FORM.sub(lambda found: found[0] + hidden, page)


def _address(address: str, reader: str) -> str:
    """Add the reader to an address as HTML writes it, unless it names one or is a file."""
    path, hash_, place = address.partition("#")
    if path.startswith(FILES) or re.search(rf"[?;&]{READER_FIELD}=", path):
        return address
    joint = "?" if "?" not in path else "" if path.endswith("?") else "&amp;"
    return f"{path}{joint}{READER_FIELD}={reader}{hash_}{place}"
