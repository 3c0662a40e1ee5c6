"""The link of a sheet: it leads where the reader asked, and the drawn code says the same as the text."""

import re

import pytest
import segno

from dashboard.explain.choices import SheetChoices
from dashboard.pages.sheet_qr import LONGEST, PLACE, QUIET, link_block, qr_code

SEARCH = "?points=BL23,BL25:left,GB30"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def served(client, path, **environ):
    return client.get(path, environ_overrides=environ).get_data(as_text=True)


def drawn(svg):
    """The dark modules of a drawn code, without its quiet zone."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1]) - 2 * QUIET
    dark = [[0] * side for _ in range(side)]
    for x, y, wide, back in RUN.findall(svg):
        assert wide == back
        for step in range(int(wide)):
            dark[int(y) - QUIET][int(x) + step - QUIET] = 1
    return dark


@pytest.mark.parametrize("host", ["atlas.example.org", "10.0.0.7:8050", "[::1]:8050"])
@pytest.mark.parametrize("path", ["/explain", "/explain/parts"])
def test_each_host_gets_its_own_link_though_pages_are_kept(client, host, path):
    other = served(client, path + SEARCH, HTTP_HOST="other.example.org")
    page = served(client, path + SEARCH, HTTP_HOST=host)
    assert f"http://{host}/explain{SEARCH}</a>" in page
    assert "other.example.org" not in page
    assert host not in other
    assert PLACE not in page
    assert page.count('id="sheet-qr"') == 1


def test_the_scheme_is_the_request_s(client):
    page = served(client, "/explain" + SEARCH, **{"HTTP_HOST": "atlas.example.org", "wsgi.url_scheme": "https"})
    assert f"https://atlas.example.org/explain{SEARCH}</a>" in page


@pytest.mark.parametrize("host", ['a"b', "a<script>", "user@evil.example", "a/b", "a b", "", "x" * 300, "a:999999"])
def test_a_host_that_is_none_is_never_repeated(client, host):
    page = served(client, "/explain" + SEARCH, HTTP_HOST=host)
    assert f'<a href="/explain{SEARCH}">/explain{SEARCH}</a>' in page
    assert 'id="sheet-qr"' not in page


def test_the_link_holds_the_choices_and_nothing_else_of_the_address(client):
    page = served(client, "/explain" + SEARCH + "&utm=secret&name=Anna&per=7", HTTP_HOST="atlas.example.org")
    block = page[page.index('class="sheet-link"') :]
    block = block[: block.index("</aside>")]
    assert f"http://atlas.example.org/explain{SEARCH}</a>" in block
    assert "secret" not in block
    assert "Anna" not in block


@pytest.mark.parametrize("address", ["http://a.example/explain", "https://atlas.example.org/explain" + SEARCH])
def test_what_is_drawn_is_the_code_of_the_address(address):
    svg = qr_code(address, "A title", "A description")
    assert drawn(svg) == [list(row) for row in segno.make_qr(address, error="m", boost_error=False).matrix]
    assert 'role="img"' in svg
    assert ">A title</title>" in svg
    assert ">A description</desc>" in svg


def test_the_longest_sheet_still_has_a_code(facts):
    codes = list(facts.points)[:12]
    search = "?points=" + ",".join(f"{code}:left" for code in codes) + "&include=where,research,benefits,risks"
    choices, _ = SheetChoices.from_search(search, facts.points)
    assert qr_code("https://backmap.an-institution-with-a-long-name.example.org/explain" + choices.to_search(), "", "")


def test_too_long_an_address_says_so_instead_of_failing(documents):
    assert qr_code("", "", "") is None
    assert qr_code("https://a.example/" + "x" * LONGEST, "", "") is None
    assert qr_code("https://a.example/" + "肾" * 600, "", "") is None
    block = link_block(documents, SheetChoices(), "https://" + "x" * LONGEST)
    assert "too long for a QR code" in block
    assert "/explain</a>" in block
