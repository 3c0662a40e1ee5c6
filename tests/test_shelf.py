import gzip

import brotli
import pytest

from dashboard.shelf import IMMUTABLE, PACKERS, Item, Shelf, answer_of, best_encoding

TEXT = b"The same words again and again. " * 100


def wrapped(environ, start_response):
    wrapped.asked.append(environ["PATH_INFO"])
    known = environ["PATH_INFO"].startswith("/adopt/")
    start_response("200 OK" if known else "404 NOT FOUND", [("Content-Type", "text/javascript")])
    return [TEXT if known else b"no"]


@pytest.fixture
def shelf():
    wrapped.asked = []
    shelf = Shelf(wrapped, [("X-Content-Type-Options", "nosniff")])
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


def test_a_query_string_does_not_hide_a_file(shelf):
    assert ask(shelf, "/small.txt", query="utm_source=x")[2] == b"hi"


def test_another_method_goes_to_the_application(shelf):
    ask(shelf, "/a.css", method="POST")
    assert wrapped.asked == ["/a.css"]


def test_a_page_may_depend_on_its_query(shelf):
    shelf.put_by_query("/", lambda query: Item(query.encode(), "text/html"))
    assert ask(shelf, "/", query="point=BL23")[2] == b"point=BL23"
    assert ask(shelf, "/")[2] == b""


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("br, gzip", "br"),
        ("gzip, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("*", "br"),
        ("", ""),
        ("brown", ""),
        ("br;q=0.2, gzip;q=1", "br"),
        (";;,q=x", ""),
    ],
)
def test_encodings_follow_the_readers_wishes(accepted, chosen):
    assert best_encoding(accepted, ("br", "gzip")) == chosen


def test_each_encoding_has_its_own_tag(shelf):
    plain = ask(shelf, "/a.css")[1]["ETag"]
    packed = ask(shelf, "/a.css", accept_encoding="br")[1]["ETag"]
    assert plain != packed


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_a_known_tag_is_recognised_however_it_is_written(shelf, known):
    tag = ask(shelf, "/a.css")[1]["ETag"]
    assert ask(shelf, "/a.css", if_none_match=known.format(tag))[0] == "304 Not Modified"


def test_what_cannot_be_made_is_logged_and_answered(shelf, caplog):
    shelf.put_later("/broken.json", lambda: 1 / 0)
    status, headers, _ = ask(shelf, "/broken.json")
    assert status.startswith("500")
    assert headers["Cache-Control"] == "no-store"
    assert "/broken.json could not be made" in caplog.text


def test_a_fault_does_not_stop_the_others_from_being_prepared(shelf, caplog):
    shelf.put_later("/broken.json", lambda: 1 / 0)
    shelf.put_later("/late.json", lambda: Item(TEXT, "application/json"))
    shelf.prepare()
    assert "/late.json" in shelf._items
    assert "/broken.json could not be made" in caplog.text


def test_an_answer_of_the_application_can_be_kept():
    wrapped.asked = []
    item = answer_of(wrapped, "/adopt/x.js", IMMUTABLE)
    assert item.body == TEXT
    with pytest.raises(LookupError, match="/other"):
        answer_of(wrapped, "/other", IMMUTABLE)


def test_only_what_a_reader_takes_is_compressed_and_that_once(shelf, monkeypatch):
    shelf._preparing = True  # nothing gets its best compression meanwhile
    made = []
    for name, pack in list(PACKERS.items()):
        monkeypatch.setitem(PACKERS, name, lambda body, name=name, pack=pack: made.append(name) or pack(body))
    shelf.put("/b.css", Item(TEXT, "text/css"))
    tag = ask(shelf, "/b.css", accept_encoding="identity")[1]["ETag"]
    ask(shelf, "/b.css", accept_encoding="br", if_none_match=tag[:-1] + '-br"')
    assert made == []
    for _ in range(2):
        assert brotli.decompress(ask(shelf, "/b.css", accept_encoding="gzip, br")[2]) == TEXT
    assert made == ["br"]
    assert gzip.decompress(ask(shelf, "/b.css", accept_encoding="gzip")[2]) == TEXT
    assert made == ["br", "gzip"]


def test_a_quick_compression_never_replaces_the_best(monkeypatch):
    item = Item(TEXT, "text/css")
    quick = PACKERS["br"]

    def slow(body):
        item.polish()  # by another thread, while this one still compresses
        return quick(body)

    monkeypatch.setitem(PACKERS, "br", slow)
    assert item.encoded["br"] == brotli.compress(TEXT, quality=11, lgwin=22)


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
