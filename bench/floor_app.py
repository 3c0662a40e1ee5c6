"""Serves the floor: a folder read into memory once, and the least a WSGI application can do with it."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

WebApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def make(folder: str) -> WebApplication:
    """Return an application that answers with the folder's files and with nothing else; `/` is `index.html`."""
    shelf = {}
    for path in Path(folder).rglob("*"):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            packed = name.endswith(".br")
            name = name.removesuffix(".br")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            body = path.read_bytes()
            headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
            headers += [("Cache-Control", "public, max-age=31536000, immutable")]
            shelf[f"/{name}"] = (headers + [("Content-Encoding", "br")] * packed, body)
    shelf["/"] = shelf["/index.html"]

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        headers, body = shelf.get(environ["PATH_INFO"], (None, b""))
        if headers is None:
            start_response("404 Not Found", [("Content-Length", "0")])
            return []
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return application
