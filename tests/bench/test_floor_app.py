import brotli
import pytest

from bench.floor_app import make


@pytest.fixture
def floor(tmp_path):
    (tmp_path / "facts").mkdir()
    (tmp_path / "index.html.br").write_bytes(brotli.compress(b"<p>page"))
    (tmp_path / "facts" / "points.json.br").write_bytes(brotli.compress(b"{}"))
    (tmp_path / "body.webp").write_bytes(b"picture")
    return make(str(tmp_path))


def ask(floor, path, method="GET"):
    seen = {}
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    body = b"".join(floor(environ, lambda status, headers: seen.update(status=status, headers=dict(headers))))
    return seen["status"], seen["headers"], body


@pytest.mark.parametrize(
    ("path", "content_type", "content"),
    [("/", "text/html", b"<p>page"), ("/facts/points.json", "application/json", b"{}")],
)
def test_packed_files_are_sent_as_they_are_under_their_own_names(floor, path, content_type, content):
    status, headers, body = ask(floor, path)
    assert status == "200 OK"
    assert (headers["Content-Type"], headers["Content-Encoding"]) == (content_type, "br")
    assert int(headers["Content-Length"]) == len(body)
    assert brotli.decompress(body) == content


def test_a_picture_is_sent_plain(floor):
    _, headers, body = ask(floor, "/body.webp")
    assert "Content-Encoding" not in headers
    assert body == b"picture"


def test_head_has_no_body_and_nothing_else_is_known(floor):
    assert ask(floor, "/", "HEAD")[2] == b""
    assert ask(floor, "/other")[0] == "404 Not Found"
