"""Static answers kept in memory: compressed once, fingerprinted by the release, never built per request.

A small WSGI layer in front of Flask. It must not know what it serves: pages and facts put bytes on it.
"""

from __future__ import annotations

import gzip
import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2s
from typing import Any

import brotli
from werkzeug.http import parse_accept_header, parse_etags
from werkzeug.test import Client

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
SMALL = 600  # bytes below which compressing does not pay
# Bytes above which the highest level would keep a core busy for many seconds to save a few per cent.
LARGE = 1_000_000
# Already compressed formats gain nothing.
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")

# What a host is taken for in an address that is shown; anything else a reader sends is not repeated.
HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")

LOG = logging.getLogger(__name__)
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

# Best first. Quick levels, so that nobody waits; `Shelf.prepare` does brotli again at the best one.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


class Packed(Mapping[str, bytes]):
    """A body in each encoding there is, best first; each is made when it is first asked for, as a client takes one."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._made: dict[str, bytes] = {}

    def __getitem__(self, encoding: str) -> bytes:
        if encoding not in self._made:
            # What is better may have come meanwhile, by another thread: it stays.
            self._made.setdefault(encoding, PACKERS[encoding](self._body))
        return self._made[encoding]

    def __iter__(self) -> Iterator[str]:
        return iter(PACKERS)

    def __len__(self) -> int:
        return len(PACKERS)

    def put(self, encoding: str, packed: bytes) -> None:
        """Keep a better one from now on."""
        self._made[encoding] = packed


@dataclass(eq=False)
class Item:
    """One answer: its body in each encoding and the headers that go with it."""

    body: bytes
    content_type: str
    cache: str = IMMUTABLE
    status: str = "200 OK"
    etag: str = ""
    encoded: Packed | dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.etag = blake2s(self.body, digest_size=12).hexdigest()
        if len(self.body) >= SMALL and self.content_type.startswith(COMPRESSIBLE):
            self.encoded = Packed(self.body)

    def polish(self) -> None:
        """Compress again, better and more slowly."""
        if isinstance(self.encoded, Packed):
            self.encoded.put("br", _best(self.body))


@lru_cache(maxsize=256)
def _best(body: bytes) -> bytes:
    """Kept for the process: several apps made in one process (the tests do) share the work."""
    return brotli.compress(body, quality=11 if len(body) < LARGE else 9, lgwin=22)


class Later:
    """An item that is made once, when it is first asked for; those who ask meanwhile wait for the same one."""

    def __init__(self, make: Callable[[], Item]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._item: Item | None = None

    def item(self) -> Item:
        """Return the item, making it if nobody has."""
        with self._lock:
            if self._item is None:
                self._item = self._make()
            return self._item


class Shelf:
    """A WSGI application that answers from memory and passes everything else on to `wrapped`."""

    def __init__(self, wrapped: Callable[..., Iterable[bytes]], security: Headers) -> None:
        self.wrapped = wrapped
        self._security = security
        self._items: dict[str, Item] = {}
        self._later: dict[str, Later] = {}
        self._by_query: dict[str, Callable[[str], Item]] = {}
        self._finished: dict[str, Callable[[Item, str, str], Item]] = {}
        self._preparing = False

    def put(self, path: str, item: Item) -> None:
        """Serve `item` at `path` (GET and HEAD), whatever the query string."""
        self._items[path] = item

    def put_later(self, path: str, make: Callable[[], Item]) -> None:
        """Serve at `path` what `make` gives, made once: soon after the first request, or when somebody asks earlier."""
        self._later[path] = Later(make)

    def put_by_query(self, path: str, make: Callable[[str], Item]) -> None:
        """Serve at `path` what `make` gives for the query string; what of it is worth keeping is `make`'s to decide."""
        self._by_query[path] = make

    def finish(self, path: str, change: Callable[[Item, str, str], Item]) -> None:
        """Let `change` have the last word on what is served at `path`: it gets the item, the query and the origin.

        The origin is `scheme://host` as the reader asked for it, or "" where that is no plain host.
        """
        self._finished[path] = change

    def prepare(self) -> None:
        """Make what was put for later, then bring every item to its best compression, the small ones first."""
        for path, later in self._later.items():
            try:
                self._items[path] = later.item()
            except Exception:
                LOG.exception("%s could not be made", path)
        for item in sorted(self._items.values(), key=lambda i: len(i.body)):
            item.polish()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        if not self._preparing:
            # Started by the first request and not at start: servers fork, and threads do not survive a fork.
            self._preparing = True
            threading.Thread(target=self.prepare, daemon=True, name="prepare").start()
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.wrapped(environ, start_response)
        try:
            path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
            item = self.find(path, query)
            if item and path in self._finished:
                item = self._finished[path](item, query, origin(environ))
        except Exception:
            LOG.exception("%s could not be made", environ["PATH_INFO"])
            item = Item(
                b"This part could not be made; the server's log says why.", "text/plain", "no-store", "500 ERROR"
            )
        return self._answer(item, environ, start_response) if item else self.wrapped(environ, start_response)

    def find(self, path: str, query: str = "") -> Item | None:
        """Give what is served at `path`, before it is finished for an origin; None where nothing is."""
        if path in self._by_query:
            return self._by_query[path](query)
        if path not in self._items and path in self._later:
            self._items[path] = self._later[path].item()
        return self._items.get(path)

    def _answer(self, item: Item, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), tuple(item.encoded))
        # A strong tag names bytes, and every encoding has its own.
        etag = f"{item.etag}-{encoding}" if encoding else item.etag
        headers = [("Cache-Control", item.cache), ("ETag", f'"{etag}"'), ("Vary", "Accept-Encoding"), *self._security]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and parse_etags(known).contains_weak(etag):
            start_response("304 Not Modified", headers)
            return []
        body = item.encoded.get(encoding, item.body)
        headers += [("Content-Type", item.content_type), ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response(item.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def origin(environ: Mapping[str, Any]) -> str:
    """Return the scheme and host at which a request came in, or "" where the host is none that can be shown."""
    host, scheme = environ.get("HTTP_HOST", ""), environ.get("wsgi.url_scheme", "http")
    return f"{scheme}://{host}" if scheme in ("http", "https") and HOST.fullmatch(host) else ""


@lru_cache(maxsize=256)
def best_encoding(accepted: str, offered: tuple[str, ...]) -> str:
    """Choose among the offered encodings, best first, one that a reader's `Accept-Encoding` allows; "" for none."""
    wanted = parse_accept_header(accepted)
    return next((name for name in offered if wanted.quality(name) > 0), "")


def answer_of(application: Callable[..., Iterable[bytes]], path: str, cache: str) -> Item:
    """Ask a WSGI application for a file that does not change while the process lives, to keep it on a shelf."""
    response = Client(application).get(path)
    if response.status_code != 200:
        raise LookupError(f"{path}: {response.status}")
    return Item(response.get_data(), response.content_type, cache)
