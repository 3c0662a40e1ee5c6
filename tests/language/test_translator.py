from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.explain.say import Say
from dashboard.language.catalogs import read
from dashboard.language.languages import CODES, ENGLISH
from dashboard.language.translator import Translator, translator

ES, ZH, EN = translator("es"), translator("zh"), translator(ENGLISH)


@pytest.mark.parametrize(
    ("value", "en", "es", "zh"),
    [
        (0, "0", "0", "0"),
        (1234, "1,234", "1.234", "1,234"),
        (1234567, "1,234,567", "1.234.567", "1,234,567"),
        (0.5, "0.5", "0,5", "0.5"),
        (-2.25, "−2.25", "−2,25", "−2.25"),
        (1234.5, "1,234.5", "1.234,5", "1,234.5"),
    ],
)
def test_numbers_are_written_the_languages_way(value, en, es, zh):
    assert [EN.number(value), ES.number(value), ZH.number(value)] == [en, es, zh]


@given(st.integers(-(10**9), 10**9))
def test_a_written_number_is_the_number(value):
    assert int(ES.number(value).replace(".", "").replace("−", "-")) == value
    assert int(EN.number(value).replace(",", "").replace("−", "-")) == value


@pytest.mark.parametrize(
    ("translator", "words"), [(EN, "3 November 2025"), (ES, "3 de noviembre de 2025"), (ZH, "2025年11月3日")]
)
def test_days_are_written_in_words(translator, words):
    assert translator.date(date(2025, 11, 3)) == translator.date("2025-11-03") == words
    assert translator.date("") == ""


def test_a_day_that_is_none_is_refused():
    with pytest.raises(ValueError):
        ES.date("soon")


@pytest.mark.parametrize(
    ("translator", "n", "words"),
    [
        (EN, 1, "1 trial"),
        (EN, 0, "0 trials"),
        (ES, 1, "1 ensayo"),
        (ES, 0, "0 ensayos"),
        (ES, 1234, "1.234 ensayos"),
        (ZH, 1, "1 项试验"),
        (ZH, 12, "12 项试验"),
    ],
)
def test_a_number_chooses_the_form(translator, n, words):
    assert translator.plural("{n} trial", "{n} trials", n) == words


def test_what_no_catalogue_knows_stays_english():
    assert ES.text("Nobody wrote this {down}.", down=1234) == "Nobody wrote this 1.234."
    assert ES.plural("{n} moon", "{n} moons", 2) == "2 moons"
    assert ES.plural("{n} moon", "{n} moons", 1) == "1 moon"
    assert not ES.knows("Nobody wrote this.")
    assert EN.knows("Nobody wrote this.")


def test_a_sentence_says_the_sentences_in_it_first_and_leaves_data_alone():
    inner = Say("at the hip")
    assert ES.say(Say("It is {place}.", {"place": inner})) == "Está en la cadera."
    assert ZH.say(Say("It is {place}.", {"place": inner})) == "它在髋部。"
    assert ES.say(Say("It is {place}.", {"place": "at the hip"})) == "Está at the hip."
    three = Say.plural("One week after the start.", "{n} weeks after the start.", 3)
    assert ES.say(three) == "3 semanas después del inicio."


@pytest.mark.parametrize("code", CODES)
def test_the_browser_is_told_where_every_form_stands(code):
    places = translator(code).plural_places()
    assert "other" in places
    assert max(places.values()) < len(translator(code).forms("{n} trial", "{n} trials"))


def test_a_broken_catalogue_names_its_file(tmp_path):
    broken = tmp_path / "backmap.po"
    broken.write_text('msgid "a"\nnonsense\n', "utf-8")
    with pytest.raises(ValueError, match=r"backmap\.po"):
        read(broken)


def test_what_is_fuzzy_or_empty_is_not_said(tmp_path):
    path = tmp_path / "backmap.po"
    head = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    path.write_text(
        head + '#, fuzzy\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr ""\n\nmsgid "c"\nmsgstr "y"\n', "utf-8"
    )
    assert dict(read(path).texts) == {"c": ("y",)}


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        translator("xx")


def test_a_translator_can_be_made_without_a_catalogue():
    assert Translator(EN.language).text("Map") == "Map"
