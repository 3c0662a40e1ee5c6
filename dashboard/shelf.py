"""Static answers kept in memory: compressed once, fingerprinted by the release, never built per request.

A small WSGI layer in front of Flask. It must not know what it serves: pages and facts put bytes on it.
"""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2s
from typing import Any

import brotli

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
# Dash's own files are put on the shelf when first asked for. Their addresses carry free text, so the number is capped.
MAX_ADOPTED = 64
SMALL = 600  # bytes below which compressing does not pay
# Already compressed formats gain nothing.
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]


@dataclass(eq=False)
class Item:
    """One answer: its body in each encoding and the headers that go with it."""

    body: bytes
    content_type: str
    cache: str = IMMUTABLE
    status: str = "200 OK"
    etag: str = ""
    encoded: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.etag = f'"{blake2s(self.body, digest_size=12).hexdigest()}"'
        if len(self.body) >= SMALL and self.content_type.startswith(COMPRESSIBLE):
            # A quick level first, so that nobody waits; `Shelf.polish` does it again at the best level.
            self.encoded = {"br": brotli.compress(self.body, quality=5), "gzip": gzip.compress(self.body, 6, mtime=0)}

    def polish(self) -> None:
        """Compress again at the highest level (slow: seconds for the largest file)."""
        if self.encoded:
            self.encoded["br"] = _best(self.body)


@lru_cache(maxsize=256)
def _best(body: bytes) -> bytes:
    """Kept for the process: several apps made in one process (the tests do) share the work."""
    return brotli.compress(body, quality=11, lgwin=22)


class Shelf:
    """A WSGI application that answers from memory and passes everything else on to `wrapped`."""

    def __init__(
        self, wrapped: Callable[..., Iterable[bytes]], security: Headers, adopt_under: tuple[str, ...]
    ) -> None:
        self._wrapped = wrapped
        self._security = security
        self._adopt_under = adopt_under
        self._items: dict[str, Item] = {}
        self._later: dict[str, Callable[[], Item]] = {}
        self._adopted = 0
        self._preparing = False
        self._lock = threading.Lock()

    def put(self, path: str, item: Item) -> None:
        """Serve `item` at `path` (GET and HEAD, without a query string)."""
        self._items[path] = item

    def put_later(self, path: str, make: Callable[[], Item]) -> None:
        """Serve at `path` what `make` gives, made once: soon after the first request, or when somebody asks earlier."""
        self._later[path] = make

    def prepare(self) -> None:
        """Make what was put for later, then bring every item to its best compression, the small ones first."""
        for path in list(self._later):
            self._made(path)
        for item in sorted(self._items.values(), key=lambda i: len(i.body)):
            item.polish()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        if not self._preparing:
            # Started by the first request and not at start: servers fork, and threads do not survive a fork.
            self._preparing = True
            threading.Thread(target=self.prepare, daemon=True, name="prepare").start()
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        item = self._items.get(path) or self._made(path)
        if method not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return self._wrapped(environ, start_response)
        if item is None and path.startswith(self._adopt_under):
            item = self._adopt(environ, path)
        if item is None:
            return self._wrapped(environ, start_response)
        return self._answer(item, environ, start_response, head=method == "HEAD")

    def _made(self, path: str) -> Item | None:
        """Make an item put for later; two who ask at once wait for the same one."""
        if path not in self._later:
            return None
        with self._lock:
            if path not in self._items:
                self._items[path] = self._later[path]()
            return self._items[path]

    def _answer(self, item: Item, environ: dict[str, Any], start_response: StartResponse, *, head: bool) -> list[bytes]:
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in ("br", "gzip") if name in item.encoded and name in accepted), "")
        headers = [("Cache-Control", item.cache), ("ETag", item.etag), ("Vary", "Accept-Encoding"), *self._security]
        if environ.get("HTTP_IF_NONE_MATCH") == item.etag:
            start_response("304 Not Modified", headers)
            return []
        body = item.encoded.get(encoding, item.body)
        headers += [("Content-Type", item.content_type), ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response(item.status, headers)
        return [] if head else [body]

    def _adopt(self, environ: dict[str, Any], path: str) -> Item | None:
        """Ask the wrapped application once for a file that never changes while the process lives, and keep it."""
        with self._lock:
            if path in self._items or self._adopted >= MAX_ADOPTED:
                return self._items.get(path)
            seen: dict[str, Any] = {}
            plain = {**environ, "REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "", "HTTP_IF_NONE_MATCH": ""}
            chunks = self._wrapped(
                plain, lambda status, headers, exc_info=None: seen.update(status=status, headers=headers)
            )
            body = b"".join(chunks)
            getattr(chunks, "close", lambda: None)()
            if not seen["status"].startswith("200"):
                return None
            headers = {name.lower(): value for name, value in seen["headers"]}
            # Dash puts its version into the addresses of its files, but not of its layout.
            cache = IMMUTABLE if "component-suites" in path else REVALIDATE
            item = Item(body, headers.get("content-type", "application/octet-stream"), cache)
            self._adopted += 1
            self._items[path] = item
        threading.Thread(target=item.polish, daemon=True, name="polish").start()
        return item
