"""One page for three readers: what the server does of it, on every page, where no script runs."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.pages.readers import READER_LABELS, carry, fields_of
from dashboard.state import READERS
from tests.pages.markup import tree

PAGES = [
    "/",
    "/?point=BL23",
    "/evidence",
    "/evidence?question=upper&comparison=vs_usual_care",
    "/evidence?trial=witt2006",
    "/safety",
    "/about",
    "/nowhere",
]


def with_reader(path, reader):
    return f"{path}{'&' if '?' in path else '?'}as={reader}"


def page_of(client, path):
    return client.get(path).get_data(as_text=True)


def test_every_reader_has_a_name_and_the_first_is_the_default():
    assert tuple(key for key, _ in READER_LABELS) == READERS


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("reader", READERS)
def test_every_page_is_written_for_the_reader_of_its_address(client, path, reader):
    page = page_of(client, with_reader(path, reader))
    assert re.findall(r'data-reader="(\w+)"', page.split("<body")[0]) == [reader]
    assert re.findall(r'<input type="radio" name="as" value="(\w+)" checked>', page) == [reader]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_told_nothing_is_the_practitioners(client, path):
    told = page_of(client, with_reader(path, "practitioner"))
    assert page_of(client, path) == told
    assert "as=practitioner" not in told


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/nowhere"])
def test_the_word_of_old_is_read_too(client, path):
    old = with_reader(path, "patient").replace("as=", "reader=")
    assert page_of(client, old) == page_of(client, with_reader(path, "patient"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("reader", READERS[1:])
def test_every_link_to_a_page_leads_on_for_the_same_reader(client, path, reader):
    page = page_of(client, with_reader(path, reader))
    links = [unescape(href) for href in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', page)]
    within = [link for link in links if link.startswith(("/", "?")) and not link.startswith(("/take/", "/static/"))]
    assert len(within) >= 5
    assert {tuple(parse_qs(urlsplit(link).query).get("as", ())) for link in within} == {(reader,)}
    assert not [link for link in links if link not in within and "as=" in link.split("#")[0].split("?")[-1]]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/?point=BL23&question=upper&layers=none&as=student", {"point": "BL23", "layers": "none"}),
        ("/evidence?question=upper&without=vas2006&as=patient", {"question": "upper", "without": "vas2006"}),
        ("/evidence?trial=witt2006", {"trial": "witt2006"}),
        ("/safety?as=patient", {}),
    ],
)
def test_the_switch_without_a_script_keeps_every_other_field(client, path, kept):
    page = page_of(client, path)
    form = re.search(r"<form[^>]*data-reading>(.*?)</form>", page, re.S)[1]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    assert hidden == kept
    tree(f"<div>{form}</div>")
    # The question is a switch of the same form on the map.
    assert ('type="radio" name="question"' in form) == path.startswith("/?")


def test_the_form_of_the_analysis_leads_on_for_the_same_reader(client):
    page = page_of(client, "/evidence?as=student")
    form = re.search(r'<form action="/evidence[^>]*>(.*?)</form>', page, re.S)[1]
    assert '<noscript><input type="hidden" name="as" value="student"></noscript>' in form


@pytest.mark.parametrize(
    ("html", "carried"),
    [
        ('<a href="/">', '<a href="/?as=patient">'),
        ('<a class="x" href="/about#fresh">', '<a class="x" href="/about?as=patient#fresh">'),
        ('<a href="?point=BL23">', '<a href="?point=BL23&amp;as=patient">'),
        ('<a href="/evidence?trial=x&amp;b=1#y">', '<a href="/evidence?trial=x&amp;b=1&amp;as=patient#y">'),
        ('<a href="/evidence?as=student">', '<a href="/evidence?as=student">'),
        ('<a href="/?layers=none&amp;as=student">', '<a href="/?layers=none&amp;as=student">'),
        ('<a href="/?alias=1">', '<a href="/?alias=1&amp;as=patient">'),
        ('<a href="#here">', '<a href="#here">'),
        ('<a href="//host/x">', '<a href="//host/x">'),
        ('<a href="https://doi.org/10.1/x?a=1">', '<a href="https://doi.org/10.1/x?a=1">'),
        ('<a href="/take/sources.bib" download>', '<a href="/take/sources.bib" download>'),
        ('<link href="/about">', '<link href="/about">'),
        ("href=&#34;/about&#34;", "href=&#34;/about&#34;"),
    ],
)
def test_a_link_is_carried(html, carried):
    assert carry(html, "patient") == carried
    assert carry(html, READERS[0]) == html


def test_fields_of_an_address_without_the_readers_own():
    search = "?question=upper&as=patient&reader=student&point=BL23&layers="
    assert fields_of(search) == [("question", "upper"), ("point", "BL23")]
    assert fields_of(search, without=("question",)) == [("point", "BL23")]
