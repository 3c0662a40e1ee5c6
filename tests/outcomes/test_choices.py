import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.facts.clinic import ClinicMeasure
from dashboard.outcomes.choices import CLINIC_QUESTIONS, DIMENSIONS, MAX_WEEK, RECORDS, OutcomeChoices
from dashboard.outcomes.columns import QUESTIONS
from dashboard.outcomes.published import DIMENSIONS as SPLITS

CODES, MEASURES = ("BL23", "EX-B2_L"), ("nrs", "odi")


def read(search):
    return OutcomeChoices.from_search(search, CODES, MEASURES)


def test_an_empty_address_is_the_default_and_has_no_fields():
    assert read("") == read(None) == read("?") == (OutcomeChoices(), ())
    assert OutcomeChoices().to_search() == ""


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("?question=upper", OutcomeChoices("upper")),
        ("?point=bl23", OutcomeChoices(point="BL23")),
        ("?point= EX-B2_L ", OutcomeChoices(point="EX-B2_L")),
        ("?point=", OutcomeChoices()),
        ("?records=demo&measure=odi&by=sex&week=0", OutcomeChoices("chronic", "", "demo", "odi", "sex", 0)),
        ("?week=260&as=patient&whatever=1", OutcomeChoices(week=260)),
    ],
)
def test_what_is_valid_is_read_without_a_word(search, expected):
    assert read(search) == (expected, ())


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("?question=back", "question “back”, which does not exist; valid: chronic, acute, upper"),
        ("?records=mine", "records “mine”, which does not exist; valid: clinic, demo"),
        ("?by=clinic", "by “clinic”, which does not exist; valid: age_band, sex, clinic_group"),
        ("?measure=vas", "measure “vas”, which does not exist; valid: nrs, odi"),
        ("?point=XX1", "point “XX1”, which does not exist."),
        ("?week=261", "week “261”; valid: a whole number from 0 to 260"),
        ("?week=-1", "week “-1”"),
        ("?week=٣", "week “٣”"),
        ("?by=%00%0a\u202e", "by “\ufffd\ufffd\ufffd”"),
        ("?week=", "week “”"),
        ("?week=" + "9" * 90, "week “" + "9" * 24 + "…”"),
    ],
)
def test_what_cannot_be_used_stays_at_its_default_and_is_told_once(search, words):
    choices, notes = read(search)
    assert choices == OutcomeChoices()
    assert len(notes) == 1
    assert words in notes[0]


def test_a_long_address_is_read_to_its_limit_only():
    choices, notes = read("?" + "x=1&" * 1000 + "question=upper")
    assert (choices, notes) == (OutcomeChoices(), ())


@given(
    st.builds(
        OutcomeChoices,
        st.sampled_from(list(CLINIC_QUESTIONS)),
        st.sampled_from(("", *CODES)),
        st.sampled_from(RECORDS),
        st.sampled_from(("", *MEASURES)),
        st.sampled_from(DIMENSIONS),
        st.integers(-1, MAX_WEEK),
    )
)
def test_what_is_written_is_read_again(choices):
    assert read(choices.to_search()) == (choices, ())


@given(st.text())
def test_no_text_breaks_the_reader(search):
    choices, notes = read(search)
    assert read(choices.to_search()) == (choices, ())
    assert len(notes) <= 6


def test_questions_and_splits_are_those_of_the_rows_and_of_what_is_published(facts):
    assert set(CLINIC_QUESTIONS.values()) == set(QUESTIONS)
    assert ("", *SPLITS) == DIMENSIONS
    assert all(isinstance(measure, ClinicMeasure) for measure in facts.clinic_measures.values())
