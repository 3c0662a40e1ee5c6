import gzip

import brotli
import pytest

from dashboard.shelf import IMMUTABLE, MAX_ADOPTED, Item, Shelf

TEXT = b"The same words again and again. " * 100


def wrapped(environ, start_response):
    wrapped.asked.append(environ["PATH_INFO"])
    known = environ["PATH_INFO"].startswith("/adopt/")
    start_response("200 OK" if known else "404 NOT FOUND", [("Content-Type", "text/javascript")])
    return [TEXT if known else b"no"]


@pytest.fixture
def shelf():
    wrapped.asked = []
    shelf = Shelf(wrapped, [("X-Content-Type-Options", "nosniff")], ("/adopt/",))
    shelf.put("/a.css", Item(TEXT, "text/css"))
    shelf.put("/small.txt", Item(b"hi", "text/plain"))
    shelf.put("/picture.webp", Item(TEXT, "image/webp"))
    return shelf


def ask(shelf, path, method="GET", query="", **headers):
    seen = {}
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": query}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    body = b"".join(
        shelf(environ, lambda status, headers, exc_info=None: seen.update(status=status, headers=dict(headers)))
    )
    return seen["status"], seen["headers"], body


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_a_reader_gets_the_best_encoding_they_accept(shelf, accepted, encoding, unpack):
    status, headers, body = ask(shelf, "/a.css", accept_encoding=accepted)
    assert status == "200 OK"
    assert headers.get("Content-Encoding") == encoding
    assert unpack(body) == TEXT
    assert int(headers["Content-Length"]) == len(body)


def test_files_are_cached_for_good_and_carry_the_security_headers(shelf):
    _, headers, _ = ask(shelf, "/a.css")
    assert headers["Cache-Control"] == IMMUTABLE
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/small.txt", "/picture.webp"])
def test_what_gains_nothing_is_not_compressed(shelf, path):
    _, headers, _ = ask(shelf, path, accept_encoding="br")
    assert "Content-Encoding" not in headers


def test_head_has_the_length_and_no_body(shelf):
    _, headers, body = ask(shelf, "/small.txt", method="HEAD")
    assert (headers["Content-Length"], body) == ("2", b"")


def test_a_known_etag_is_answered_without_a_body(shelf):
    _, headers, _ = ask(shelf, "/a.css")
    status, _, body = ask(shelf, "/a.css", if_none_match=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")


@pytest.mark.parametrize(("method", "query"), [("POST", ""), ("GET", "point=BL23")])
def test_anything_that_could_change_goes_to_the_application(shelf, method, query):
    ask(shelf, "/a.css", method=method, query=query)
    assert wrapped.asked == ["/a.css"]


def test_an_adopted_file_is_asked_for_once(shelf):
    first = ask(shelf, "/adopt/x.js", accept_encoding="gzip")
    second = ask(shelf, "/adopt/x.js", accept_encoding="gzip")
    assert wrapped.asked == ["/adopt/x.js"]
    assert first[2] == second[2]


def test_invented_addresses_cannot_fill_the_memory(shelf):
    for number in range(MAX_ADOPTED + 20):
        assert ask(shelf, f"/adopt/{number}.js")[0] == "200 OK"
    assert len(shelf._items) == 3 + MAX_ADOPTED


def test_polishing_never_makes_a_file_larger():
    item = Item(TEXT, "text/css")
    quick = len(item.encoded["br"])
    item.polish()
    assert len(item.encoded["br"]) <= quick
    assert brotli.decompress(item.encoded["br"]) == TEXT


def test_what_is_put_for_later_is_made_once_when_asked_for(shelf):
    made = []

    def make():
        made.append(1)
        return Item(TEXT, "application/json")

    shelf.put_later("/late.json", make)
    assert ask(shelf, "/late.json")[2] == TEXT
    assert ask(shelf, "/late.json")[2] == TEXT
    assert made == [1]


def test_preparing_makes_what_nobody_asked_for_yet(shelf):
    shelf.put_later("/late.json", lambda: Item(TEXT, "application/json"))
    shelf.prepare()
    assert "/late.json" in shelf._items
