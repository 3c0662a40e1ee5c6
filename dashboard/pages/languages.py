"""One page in several languages: a page object for each, made with documents that speak it.

It must not know any one page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dashboard.language.languages import ENGLISH
from dashboard.pages.documents import Documents
from dashboard.shelf import Item
from dashboard.state import language_of

Serve = Callable[[str], Item]


def by_language(documents: Documents, make: Callable[[Documents], Serve]) -> Serve:
    """Give what a shelf serves by query: the answer of the page that `make` makes for the address's language.

    The English page is made now, so that what cannot be made is found at the start; the others when first asked for.
    """
    made = cache(lambda code: make(documents.in_language(code)))
    made(ENGLISH)
    return lambda search: made(language_of(search))(search)
