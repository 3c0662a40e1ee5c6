"""Every number of a sheet is a cell or follows from cells, and every sentence rests on rows that exist."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain.choices import PER, READERS, SECTIONS, SheetChoices
from dashboard.explain.claims import RULES, Claim
from dashboard.explain.codes import ChosenPoint
from dashboard.explain.general import general
from dashboard.explain.say import Say, english
from dashboard.explain.sheet import everything, sheet
from dashboard.facts.vocabulary import STATUSES
from tests.explain.cells import again

ALL = [(question, reader, per) for question in QUESTION_KEYS for reader in READERS for per in PER]


def said_numbers(say):
    """Pairs of a field's name and its number, of a sentence and of the sentences in it."""
    for name, value in say.values.items():
        if isinstance(value, Say):
            yield from said_numbers(value)
        elif not isinstance(value, str):
            yield name, value


def said_texts(say):
    for value in say.values.values():
        if isinstance(value, Say):
            yield from said_texts(value)
        elif isinstance(value, str):
            yield value


def check(facts, cells, claim):
    told = english(claim.say)
    assert set(claim.rows) <= cells.keys(), told
    assert claim.status in STATUSES
    assert (claim.status == "curator") or claim.sources, told
    assert Counter(said_numbers(claim.say)) == Counter({(one.name, one.value): 1 for one in claim.figures}), told
    for one in claim.figures:
        assert set(one.rows) <= set(claim.rows), told
        assert one.value == pytest.approx(again(facts, cells, one), rel=1e-9), (told, one)
    behind = " ".join(text for name in claim.rows for row in cells[name] for text in row.values()) + " ".join(
        text for source in claim.sources for text in cells[f"sources:{source}"][0].values()
    )
    for text in said_texts(claim.say):
        for number in re.findall(r"\d+(?:\.\d+)?", text):
            assert number in behind, (told, number)
    for text in (claim.say.text, claim.say.many):
        written_here = re.search(r"\d", text) is None
        assert written_here or text in [cell for name in claim.rows for row in cells[name] for cell in row.values()], (
            told
        )


@pytest.mark.parametrize(("question", "reader", "per"), ALL)
def test_every_number_is_worked_out_again(facts, cells, question, reader, per):
    points = tuple(ChosenPoint(code) for code in ("BL23", "BL25", "GB30", "GB21", "GV4", "ASHI"))
    found = sheet(facts, SheetChoices(points, question, reader, per=per))
    assert len(found.claims) > 60
    assert len(found.figures) > 30
    for claim in found.claims:
        check(facts, cells, claim)


@settings(max_examples=25)
@given(data=st.data())
def test_a_sheet_of_any_points_tells_the_truth(facts, cells, data):
    codes = data.draw(st.lists(st.sampled_from(sorted(facts.points)), unique=True, max_size=12))
    choices = SheetChoices(
        points=tuple(ChosenPoint(code) for code in codes),
        question=data.draw(st.sampled_from(QUESTION_KEYS)),
        reader=data.draw(st.sampled_from(READERS)),
        include=tuple(section for section in SECTIONS if data.draw(st.booleans())),
        per=data.draw(st.sampled_from(PER)),
    )
    for claim in sheet(facts, choices).claims:
        check(facts, cells, claim)


def test_every_claim_of_the_general_page_tells_the_truth(facts, cells):
    claims = [one for one in everything(general(facts)) if isinstance(one, Claim)]
    assert len(claims) > 100
    for claim in claims:
        check(facts, cells, claim)


def test_the_sheets_use_every_rule(facts):
    used = {
        one.rule
        for question, reader, per in ALL
        for one in sheet(facts, SheetChoices((ChosenPoint("BL23"),), question, reader, per=per)).figures
    }
    assert used == set(RULES)


def test_a_wrong_number_is_found(facts, cells):
    found = sheet(facts, SheetChoices())
    claim = next(one for one in found.claims if one.figures)
    wrong = replace(claim, figures=(replace(claim.figures[0], value=claim.figures[0].value + 1), *claim.figures[1:]))
    with pytest.raises(AssertionError):
        check(facts, cells, wrong)
