"""Every page in every language: said in it, or marked as English."""

import json
import re
from pathlib import Path

import pytest

from dashboard.language.languages import CODES, ENGLISH, LANGUAGES
from dashboard.language.translator import translator
from dashboard.pages.script_texts import TEXTS, island
from dashboard.state import language_of
from tests.pages.words import words

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "assets" / "js"
PAGES = (
    "/",
    "/?point=BL23",
    "/?point=BL23&as=patient",
    "/evidence",
    "/evidence?question=acute&point=SI3",
    "/evidence?trial=haake2007",
    "/evidence?trial=brinkhaus2006",
    "/outcomes",
    "/outcomes?records=demo&point=BL23",
    "/safety",
    "/about",
    "/explain?points=BL23,BL25:left&question=chronic",
    "/about-acupuncture",
    "/nowhere",
)
OTHERS = [code for code in CODES if code != ENGLISH]
# Names are the same in every language: of people with their year, of points, of what the site is called.
NAME = re.compile(
    r"[A-Z][\w.'’-]*( (de|da|la|der|van)\b)*( [A-Z][\w.'’-]*)* \d{4}[a-z]?( \((plan|trial)\))?"
    r"|(?=.*[^\x00-\x7f])[^\W\d_]\w*( \([\w ]+\))*(, (lumbar|thoracic))?( \([\w-]+\))?\.?( ·)?"
)
SHARED = re.compile(
    r"Backmap|· Backmap$|BibTeX|PubMed|^[A-Z]{2}[\w-]*[ ,]|^(In )?mm$|^n$|%|…|\bZoom\b|"
    r"^(English|Español|简体中文)$|Loading\.\.\."
)


@pytest.fixture(scope="module")
def said(client):
    kept = {}

    def read(address, code):
        if (address, code) not in kept:
            joint = "&" if "?" in address else "?"
            kept[address, code] = client.get(f"{address}{joint}lang={code}").get_data(as_text=True)
        return kept[address, code]

    return read


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("address", PAGES)
def test_what_stays_english_says_that_it_is(said, address, code):
    english = {text for _, text in words(said(address, ENGLISH))}
    left = {
        text
        for lang, text in words(said(address, code))
        if lang == LANGUAGES[code].tag and text in english and re.search(r"[a-z]{3}", text)
    }
    assert {text for text in left if not NAME.fullmatch(text) and not SHARED.search(text)} == set()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_its_language_and_that_a_translation_was_not_reviewed(said, address, code):
    page = said(address, code)
    assert re.search(r'<html lang="([^"]+)"', page)[1] == LANGUAGES[code].tag
    notice = translator(code).text(
        "This translation is machine-assisted and not yet reviewed by a clinician. Facts and notes from the data, "
        "sentences worked out from figures, and titles of sources are in English."
    )
    assert (notice in page) == (code != ENGLISH)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("address", PAGES)
def test_every_link_to_a_page_of_the_site_keeps_the_language(said, address, code):
    links = re.findall(r'<a\b[^>]*?\bhref="((?:/(?!/)|\?)[^"]*)"', said(address, code))
    pages = [link for link in links if not link.startswith(("/take/", "/static/"))]
    assert len(pages) > 6
    elsewhere = [link for link in pages if f"lang={code}" not in link and "lang=" not in link]
    assert elsewhere == []


@pytest.mark.parametrize("address", PAGES)
def test_the_switch_leads_to_the_same_page_in_each_language(said, address):
    links = dict(re.findall(r'<a href="(\?[^"]*)"[^>]* data-language="(\w+)"', said(address, "es")))
    assert set(links.values()) == set(CODES)
    for link, code in links.items():
        assert language_of(link.replace("&amp;", "&")) == code
    kept = [part for part in address.partition("?")[2].split("&") if part.startswith("point=")]
    assert all(part in link for part in kept for link in links)


@pytest.mark.parametrize(
    ("search", "code"),
    [("", "en"), ("?lang=es", "es"), ("?lang=zh&point=BL23", "zh"), ("?lang=xx", "en"), ("?lang=", "en")],
)
def test_an_address_names_a_language_or_is_english(search, code):
    assert language_of(search) == code


def test_numbers_are_written_the_readers_way(said):
    assert "1,000" in said("/safety", "zh")
    assert "De cada 1.000 pacientes" in said("/safety", "es")


def test_when_to_seek_help_is_said_in_the_readers_language(said, facts):
    for code in OTHERS:
        page = said("/safety", code)
        for row in facts.help_signs:
            assert translator(code).text(row.text) in page
            assert row.text not in page


@pytest.mark.parametrize("code", CODES)
def test_scripts_have_every_text_in_the_pages_language(said, code):
    given = json.loads(re.search(r'id="texts">(.*?)</script>', said("/about", code))[1])
    assert given["lang"] == code
    assert set(given["texts"]) == set(TEXTS)
    assert given == json.loads(island(translator(code)))


def test_the_panels_files_are_there_in_each_language(client, said):
    for code in CODES:
        config = json.loads(re.search(r'id="config">(.*?)</script>', said("/", code))[1])
        head = client.get(config["facts"] + "/points.json").get_json()["points"]["BL23"]["head"]
        assert translator(code).text("In plain words") in head


def test_a_live_section_is_said_in_its_language(client):
    for code in CODES:
        section = client.get(f"/evidence/analysis?lang={code}").get_data(as_text=True)
        assert translator(code).text("Take out a trial") in section


def test_scripts_say_texts_that_there_are_and_every_text_is_said():
    scripts = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    asked = set(re.findall(r'\b(?:text|plural|say)\(\s*(?:[^()"]*\? )?"([a-z]\w+)"', scripts))
    asked |= set(re.findall(r'"(\w+)"', "".join(re.findall(r"text\([^()]*\?[^()]*\)", scripts))))
    assert set(TEXTS) <= asked | set(re.findall(r'"(\w+)"', scripts))
    assert {key for key in asked if key in TEXTS or re.search(r"[A-Z]", key)} <= set(TEXTS) | {"bodyViewMale"}


def test_no_script_holds_a_sentence():
    sentence = re.compile(r"""["'`>][A-Z][a-z]+ [a-z]+[^"'`]*["'`<]""")
    for path in SCRIPTS.glob("*.js"):
        code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert sentence.findall(code) == [], path.name
