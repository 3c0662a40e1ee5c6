"""The sheet as a PDF: what it says, how large it is, that it asks nobody for anything, and what happens without it."""

import builtins
import io
import re
import socket
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.explain.choices import SheetChoices
from dashboard.explain.say import english
from dashboard.explain.sheet import sheet
from dashboard.pages import print_styles, sheet_pdf
from dashboard.pages.sheet_pdf import AT_ONCE, KEPT, BusyError, SheetPdf, file_name, renderer, to_print_view
from dashboard.server import shelf
from dashboard.shelf import Item, Shelf

SEARCH = "?points=BL23,BL25:left,GB30"
AT = "https://atlas.example.org"
SMALL = 500_000  # bytes of a sheet's file
needs_weasyprint = pytest.mark.skipif(renderer() is None, reason="WeasyPrint or Pango is not installed")


@pytest.fixture(scope="module")
def sheets(app, facts, release, documents):
    return SheetPdf(facts, release, documents, shelf(app))


def choices_of(facts, search):
    return SheetChoices.from_search(search, facts.points)[0]


def plain(text):
    """Without anything that line breaks, columns and small numbers may change."""
    return re.sub(r"[\s\d,–-]+", "", text)


def words_of(made):
    from pypdf import PdfReader

    return [plain(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]


def stands(sentence, pages):
    """Whether a sentence is on a page, or begins at the end of a column and ends at the top of another."""
    said = plain(sentence)
    whole = "".join(pages)
    return said in whole or any(said[:cut] in whole and said[cut:] in whole for cut in range(8, len(said) - 4))


@pytest.fixture(scope="module")
def answer(client):
    return client.get("/explain.pdf" + SEARCH, base_url=AT)


@needs_weasyprint
def test_the_file_is_small_and_named_by_its_points(answer):
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="backmap-sheet-BL23-BL25-GB30.pdf"'
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(answer.data) < SMALL


@needs_weasyprint
def test_every_sentence_of_the_sheet_is_on_at_most_two_pages(answer, facts):
    pages = words_of(answer.data)
    made = sheet(facts, choices_of(facts, SEARCH))
    assert len(pages) <= 2
    for claim in made.claims:
        assert stands(english(claim.say), pages), english(claim.say)
    assert stands("National Institute for Health and Care Excellence", pages)
    assert stands(f"{AT}/explain{SEARCH}", pages)
    assert not stands("This sentence is on no sheet.", pages)


@needs_weasyprint
def test_fonts_are_embedded_and_links_lead_to_the_reader_s_host(answer):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(answer.data))
    links = [
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert links
    own = [link for link in links if link.startswith(AT)]
    assert own
    for link in links:
        assert urlsplit(link).scheme in ("http", "https")
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


@needs_weasyprint
def test_chinese_is_set_in_signs_of_its_own(sheets, facts):
    made = sheets.made(
        choices_of(facts, SEARCH + "&lang=zh"),
        AT,
        lambda html, at, fetch: renderer()(html.replace("<main>", "<main><p>肾俞 大肠俞 环跳</p>"), at, fetch),
    )
    pages = words_of(made)
    assert "肾俞大肠俞环跳" in "".join(pages)
    assert len(made) < SMALL
    assert len(pages) <= 2


@needs_weasyprint
def test_making_a_sheet_opens_no_connection(sheets, facts, monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert sheets.made(choices_of(facts, "?points=GV4&include=risks"), AT, renderer()).startswith(b"%PDF")


@needs_weasyprint
def test_what_a_page_asks_for_is_refused(sheets):
    asked = []

    def watch(url):
        asked.append(url)
        return sheets.fetcher(AT)(url)

    html = f"<img src='{AT}/healthz'><img src='file:///etc/passwd'><link rel=stylesheet href='http://a.example/x.css'>"
    assert renderer()(html, AT, watch).startswith(b"%PDF")
    assert len(asked) == 3


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://a.example/backmap.css",
        "https://atlas.example.org.evil.example/static/x",
        "https://atlas.example.org/evidence",
        "https://atlas.example.org/take/sources.csv",
        "https://atlas.example.org/static/../../etc/passwd",
        "data:text/css,a{}",
        "ftp://a.example/",
        "",
    ],
)
def test_only_this_release_s_files_can_be_loaded(sheets, url):
    with pytest.raises(ValueError, match="loads nothing from"):
        sheets.fetcher(AT)(url)


def test_this_release_s_files_come_from_memory(facts, release, documents):
    on = Shelf(lambda *_: [], [])
    on.put(f"{release.root}/a.css", Item(b"a{}", "text/css; charset=utf-8"))
    fetch = SheetPdf(facts, release, documents, on).fetcher(AT)
    assert fetch(f"{AT}{release.root}/a.css") == (b"a{}", "text/css; charset=utf-8")
    with pytest.raises(ValueError, match="loads nothing from"):
        fetch(f"{AT}{release.root}/b.css")


@pytest.mark.parametrize(
    "search",
    [
        "",
        "?points=<script>alert(1)</script>",
        "?points=BL23&lang=../../etc",
        "?points=BL23%0d%0aSet-Cookie:a=b",
        '?points=BL23";filename="x.exe',
        "?points=" + ",".join(["BL23"] * 5000),
        "?points=BL23&print=1&name=Anna",
        "?" + "&".join(f"a{i}=b" for i in range(500)),
    ],
)
def test_hostile_addresses_are_harmless(client, monkeypatch, search):
    monkeypatch.setattr(sheet_pdf, "renderer", lambda: lambda html, at, fetch: html.encode())
    answer = client.get("/explain.pdf" + search, base_url=AT)
    assert answer.status_code == 200
    assert re.fullmatch(r'inline; filename="backmap-sheet[A-Z0-9-]*\.pdf"', answer.headers["Content-Disposition"])
    assert "Set-Cookie" not in answer.headers
    for word in (b"<script", b"Anna", b"x.exe"):
        assert word not in answer.data


def test_every_point_s_code_makes_a_plain_name(facts):
    for code in facts.points:
        assert re.fullmatch(r"backmap-sheet-[A-Z0-9-]+\.pdf", file_name(choices_of(facts, f"?points={code}")))


@pytest.mark.parametrize("search", ["", SEARCH, "?points=BL23&lang=zh&size=large"])
def test_without_weasyprint_the_reader_is_led_to_the_print_view(client, facts, monkeypatch, search):
    monkeypatch.setattr(sheet_pdf, "renderer", lambda: None)
    answer = client.get("/explain.pdf" + search)
    assert answer.status_code == 302
    to = urlsplit(answer.headers["Location"])
    assert (to.netloc, to.path) == ("", "/explain")
    assert parse_qs(to.query)["print"] == ["1"]
    choices, notes = SheetChoices.from_search(to.query, facts.points)
    assert choices == choices_of(facts, search)
    assert notes == ()


@pytest.mark.parametrize("fault", [ImportError("no weasyprint"), OSError("cannot load library 'pango'\nmore")])
def test_a_missing_library_is_no_fault_of_the_app(monkeypatch, fault):
    usual = builtins.__import__

    def importing(name, *rest, **more):
        if name == "weasyprint":
            raise fault
        return usual(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", importing)
    assert renderer.__wrapped__() is None


def test_a_sheet_that_cannot_be_made_leads_to_the_print_view(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("no")

    monkeypatch.setattr(sheet_pdf, "renderer", lambda: fail)
    assert client.get("/explain.pdf?points=BL60").status_code == 302


@pytest.mark.parametrize("limit", ["MOST_HTML", "MOST_PDF"])
def test_what_is_too_large_is_not_made_or_sent(client, monkeypatch, limit):
    monkeypatch.setattr(sheet_pdf, "renderer", lambda: lambda html, at, fetch: html.encode())
    monkeypatch.setattr(sheet_pdf, limit, 100)
    assert client.get("/explain.pdf?points=BL57").status_code == 302


def test_more_than_two_at_once_are_asked_to_come_again(sheets, facts):
    made = choices_of(facts, "?points=BL40")
    sheets.made(made, AT, lambda *_: b"kept")
    for _ in range(AT_ONCE):
        assert sheets._room.acquire(blocking=False)
    try:
        with pytest.raises(BusyError):
            sheets.made(choices_of(facts, "?points=BL60"), AT, lambda *_: b"")
        # What is kept needs no room.
        assert sheets.made(made, AT, lambda *_: b"new") == b"kept"
    finally:
        for _ in range(AT_ONCE):
            sheets._room.release()
    assert sheets.made(choices_of(facts, "?points=BL60"), AT, lambda *_: b"now") == b"now"


def test_the_answer_says_when_to_come_again(client, monkeypatch):
    def busy(*_):
        raise BusyError

    monkeypatch.setattr(sheet_pdf, "renderer", lambda: lambda *_: b"")
    monkeypatch.setattr(SheetPdf, "made", busy)
    answer = client.get("/explain.pdf" + SEARCH)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "try again" in answer.get_data(as_text=True)


def test_the_last_few_are_kept_by_choices_and_host(sheets, facts):
    calls = []

    def render(html, at, fetch):
        calls.append(at)
        return html.encode()

    codes = list(facts.points)[: KEPT + 1]
    for code in codes:
        sheets.made(choices_of(facts, f"?points={code}"), AT, render)
    for code in codes[1:]:
        sheets.made(choices_of(facts, f"?points={code}"), AT, render)
    assert len(calls) == KEPT + 1
    other = sheets.made(choices_of(facts, f"?points={codes[-1]}"), "https://other.example", render)
    assert b"other.example" in other
    assert b"atlas.example.org" not in other


def test_a_print_view_of_defaults_is_an_address_too():
    assert to_print_view(SheetChoices()).headers["Location"] == "/explain?print=1"


def test_every_style_of_the_sheet_reaches_the_printer(release):
    styles = print_styles.sheet_styles(release.settings.assets / "css")
    tokens = set(re.findall(r"--[\w-]+(?=:)", (release.settings.assets / "css" / "tokens.css").read_text("utf-8")))
    assert not tokens & set(re.findall(r"var\((--[\w-]+)", styles.page))
    for name in (".sheet-outline", ".sheet-disc", ".one-better", ".one-plain"):
        assert name + "{" in styles.picture


def test_only_the_outermost_pictures_are_dressed():
    styles = print_styles.Styles("page{}", ".a{fill:red}")
    page = "<head></head><svg class='x'><svg y='1'><path/></svg></svg><svg/><svg></svg>"
    assert print_styles.dressed(page, styles) == (
        "<head><style>page{}</style>\n</head><svg class='x'><style>.a{fill:red}</style><svg y='1'><path/></svg></svg>"
        "<svg/><svg><style>.a{fill:red}</style></svg>"
    )


def test_values_of_properties_are_followed_to_their_end():
    assert print_styles.resolved("a{b:var(--x) var(--z)}", {"--x": "var(--y)", "--y": "1"}) == "a{b:1 var(--z)}"
