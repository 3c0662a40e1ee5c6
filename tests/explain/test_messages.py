import re
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain.choices import PATIENT, READERS, SheetChoices
from dashboard.explain.claims import Claim
from dashboard.explain.codes import ChosenPoint
from dashboard.explain.messages import all_messages
from dashboard.explain.say import messages
from dashboard.explain.sheet import everything, sheet


@pytest.fixture(scope="module")
def known(facts):
    return all_messages(facts)


@settings(max_examples=15)
@given(data=st.data())
def test_no_sheet_says_what_no_translator_saw(facts, known, data):
    codes = data.draw(st.lists(st.sampled_from(sorted(facts.points)), unique=True, max_size=12))
    question, reader = data.draw(st.sampled_from(QUESTION_KEYS)), data.draw(st.sampled_from(READERS))
    said = everything(sheet(facts, SheetChoices(tuple(map(ChosenPoint, codes)), question, reader)))
    for one in said:
        assert set(messages(one.say if isinstance(one, Claim) else one)) <= set(known)


def test_every_statement_is_a_message(facts, known):
    assert {row.text for row in facts.statements.values()} <= {text for text, _ in known}


def test_each_message_stands_once_and_its_plural_has_its_fields(known):
    assert len(set(known)) == len(known)
    for text, many in known:
        assert text.strip()
        fields = [{name for _, name, _, _ in Formatter().parse(part) if name} for part in (text, many)]
        assert not many or fields[0] | {"n"} >= fields[1] - {"n"}, text


def test_what_patients_read_is_few_enough_to_translate(facts):
    found = all_messages(facts, [PATIENT])
    assert 150 < len(found) < 400
    assert not [text for text, _ in found if re.search(r"\bSMD\b|[a-z]+_[a-z]+", text)]
