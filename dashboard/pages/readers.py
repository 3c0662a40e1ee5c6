"""One page for three readers: the same document, marked for whom it is, whose links lead on as it was asked for.

It must not know any one page. The browser's half, which changes the reader in place, is `assets/js/reader.js`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import parse_qsl

from dashboard.language.languages import ENGLISH
from dashboard.language.marks import N_
from dashboard.shelf import REVALIDATE, Item
from dashboard.state import FORMERLY, LANGUAGE_FIELD, READER_FIELD, READERS, reader_of

HTML = "text/html; charset=utf-8"
READER_LABELS = (
    ("practitioner", N_("Practitioner")),
    ("student", N_("Student")),
    ("patient", N_("Patient")),
)
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
    """List the fields of a query string but the reader's, the language and those of `without`: what a switch keeps."""
    dropped = {READER_FIELD, LANGUAGE_FIELD, *FORMERLY, *without}
    return [pair for pair in parse_qsl(search.lstrip("?")) if pair[0] not in dropped]


def carry(page: str, reader: str, language: str = ENGLISH) -> str:
    """Make the links and forms of a page's HTML lead on for a reader and in a language; defaults need no word of it."""
    given = {READER_FIELD: reader} if reader != READERS[0] else {}
    if language != ENGLISH:
        given[LANGUAGE_FIELD] = language
    if not given:
        return page
    # The reader may change without a request, the language may not: a script adds the one, the form holds the other.
    hidden = "".join(
        field if name == LANGUAGE_FIELD else f"<noscript>{field}</noscript>"
        for name, field in ((name, f'<input type="hidden" name="{name}" value="{given[name]}">') for name in given)
    )
    page = LINK.sub(lambda found: f'{found[1]}{_address(found[2], given)}"', page)
    return FORM.sub(lambda found: found[0] + hidden, page)


def _address(address: str, given: dict[str, str]) -> str:
    """Add fields to an address as HTML writes it, but those it names, and none to a file's."""
    path, hash_, place = address.partition("#")
    if path.startswith(FILES):
        return address
    for name, value in given.items():
        if not re.search(rf"[?;&]{name}=", path):
            joint = "?" if "?" not in path else "" if path.endswith("?") else "&amp;"
            path = f"{path}{joint}{name}={value}"
    return f"{path}{hash_}{place}"
