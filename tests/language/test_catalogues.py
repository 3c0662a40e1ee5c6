"""A text without its translation, or a translation without its text, fails the build."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from dashboard import messages
from dashboard.language.catalogs import read
from dashboard.language.languages import CODES, ENGLISH, LANGUAGES

TRANSLATED = [code for code in CODES if code != ENGLISH]
TAGS = re.compile(r"<[^>]+>")


def pair(message):
    return message.id if isinstance(message.id, tuple | list) else (message.id, "")


def forms(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def fields(text):
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


@pytest.fixture(scope="module")
def gathered(facts):
    return messages.gathered(facts)


@pytest.fixture(params=TRANSLATED)
def code(request):
    return request.param


@pytest.fixture
def catalogue(code):
    with LANGUAGES[code].catalogue.open("rb") as stream:
        return [message for message in read_po(stream) if message.id]


def test_spanish_and_chinese_are_there():
    assert set(TRANSLATED) >= {"es", "zh"}
    assert LANGUAGES["zh"].tag == "zh-Hans"


def test_no_text_is_missing_and_none_is_left_over(gathered, catalogue):
    assert {tuple(pair(message)) for message in catalogue} == set(gathered)


def test_no_translation_is_empty_or_fuzzy(catalogue):
    assert [message.id for message in catalogue if message.fuzzy or not all(forms(message))] == []


def test_a_text_that_depends_on_a_number_has_every_form(code, catalogue):
    with LANGUAGES[code].catalogue.open("rb") as stream:
        number = read_po(stream).num_plurals
    assert {len(forms(message)) for message in catalogue if pair(message)[1]} == {number}


def test_each_translation_has_the_fields_of_its_text(catalogue):
    for message in catalogue:
        one, many = pair(message)
        for form in forms(message):
            allowed = [fields(one), fields(many)] if many else [fields(one)]
            # A single form stands for every number, so it may name the number where the singular does not.
            assert fields(form) in allowed, message.id


def test_each_translation_has_the_html_of_its_text(catalogue):
    for message in catalogue:
        for form in forms(message):
            assert sorted(TAGS.findall(form)) == sorted(TAGS.findall(pair(message)[0])), message.id
            assert form.count("<") == len(TAGS.findall(form)), message.id


def test_a_text_that_may_stand_in_an_attribute_cannot_end_it(catalogue):
    for message in catalogue:
        if not TAGS.search(pair(message)[0]):
            assert not [form for form in forms(message) if re.search(r'["<>]', form)], message.id


def test_a_translation_keeps_the_space_around_its_text(catalogue):
    for message in catalogue:
        one = pair(message)[0]
        if one.strip() == one:
            assert not [form for form in forms(message) if form.strip() != form], message.id


def test_numbers_in_a_text_are_the_numbers_of_its_translation(catalogue):
    # In words they may change their place, in figures they may not change.
    figures = re.compile(r"\d+")
    for message in catalogue:
        one = pair(message)[0]
        for form in forms(message):
            told = [
                figure.replace(",", "").replace(".", "")
                for figure in figures.findall(re.sub(r"(?<=\d)[,.](?=\d{3})", "", form))
            ]
            asked = figures.findall(re.sub(r"(?<=\d),(?=\d{3})", "", one))
            assert sorted(told) == sorted(asked), message.id


def test_the_command_keeps_every_translation_and_writes_the_same_twice(code, catalogue, facts, tmp_path):
    updated = messages.updated(LANGUAGES[code].catalogue, code, facts)
    before = {pair(one)[0]: forms(one) for one in catalogue}
    after = {pair(one)[0]: forms(one) for one in updated if one.id}
    assert {text: after[text] for text in after if text in before} == {t: before[t] for t in before if t in after}
    (tmp_path / "backmap.po").write_bytes(messages.written(updated))
    again = messages.updated(tmp_path / "backmap.po", code, facts)
    assert messages.written(again) == messages.written(updated)


def test_the_command_brings_a_new_text_in_empty_and_lets_one_of_old_go(facts, tmp_path):
    text = LANGUAGES["es"].catalogue.read_text("utf-8")
    path = tmp_path / "backmap.po"
    path.write_text(text.replace('msgid "Map"', 'msgid "Chart of old"'), "utf-8")
    updated = messages.updated(path, "es", facts)
    assert not updated.get("Map").string
    assert updated.get("Chart of old") is None
    assert not updated.obsolete


def test_the_app_reads_every_translation(code, catalogue):
    assert len(read(LANGUAGES[code].catalogue).texts) == len(catalogue)


def test_each_source_of_texts_gives_some(gathered):
    places = {place.split(":")[0] for found in gathered.values() for place in found}
    assert {
        "dashboard/pages/templates/base.html",
        "dashboard/pages/script_texts.py",
        "dashboard/explain",
        "data/explain/statements.csv",
        "data/points/help_signs.csv",
        "data/evidence/safety.csv",
        "dashboard/evidence/questions.py",
    } <= places


def test_every_help_sign_and_statement_is_a_text(gathered, facts):
    texts = {one for one, _ in gathered}
    assert {row.text for row in facts.help_signs} <= texts
    assert {row.text for row in facts.statements.values()} <= texts
