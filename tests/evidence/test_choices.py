"""The choices of the evidence page and their address: there and back again, and what an address cannot do."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.choices import FIELDS, MAX_SEARCH, MAX_UNKNOWN, MAX_WITHOUT, QUESTION_KEYS, Choices
from dashboard.evidence.questions import QUESTIONS

STUDIES = tuple(f"trial{number:03d}" for number in range(60))
POOLS = ("chronic_sham_pain_short", "chronic_sham_pain_long_sf36")
ANY = st.builds(
    Choices,
    **{name: st.sampled_from(values) for name, values in FIELDS.items()},
    pool=st.sampled_from(("", *POOLS)),
    without=st.sets(st.sampled_from(STUDIES), max_size=MAX_WITHOUT).map(lambda found: tuple(sorted(found))),
)


def read(search):
    return Choices.from_search(search, STUDIES, POOLS)


@given(ANY)
def test_an_address_leads_back_to_the_choices_it_was_written_from(choices):
    assert len(choices.to_search()) < MAX_SEARCH
    assert read(choices.to_search()) == (choices, ())


@given(ANY)
def test_what_is_a_default_is_left_out_of_the_address(choices):
    search = choices.to_search()
    for field in fields(Choices):
        said = f"{field.name}=" in search
        assert said == (getattr(choices, field.name) != field.default)


def test_the_defaults_have_no_address():
    assert Choices().to_search() == ""
    assert {read(search) for search in ("", "?", None)} == {(Choices(), ())}
    assert set(QUESTION_KEYS) == set(QUESTIONS)


def test_an_address_reads_as_it_is_written():
    choices = Choices("upper", model="pm", without=("trial001", "trial002"))
    assert choices.to_search() == "?question=upper&model=pm&without=trial001,trial002"


@pytest.mark.parametrize(
    ("search", "changed"),
    [
        ("?model=pm&model=common", {"model": "common"}),
        ("?without=trial002&without=trial001,trial002,,", {"without": ("trial001", "trial002")}),
        ("?nonsense=1&__class__=2", {}),
        ("?pool=", {}),
        ("?window=long&theme=dark", {"window": "long"}),
    ],
)
def test_repeated_empty_and_foreign_fields(search, changed):
    assert read(search) == (Choices(**changed), ())


@pytest.mark.parametrize("name", FIELDS)
def test_what_does_not_exist_is_said_with_the_choices_there_are(name):
    found, (said,) = read(f"?{name}=nonsense")
    assert found == Choices()
    assert f"the {name} “nonsense”, which does not exist; valid: {', '.join(FIELDS[name])}. Showing" in said


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("?pool=upper_sham", "asks for the pool “upper_sham”, which is not in this atlas"),
        ("?without=haake", "leaves out the trial “haake”, which is not in this atlas"),
        (f"?pool={'x' * 500}", f"“{'x' * 24}…”"),
        ("?without=%3Cscript%3Ealert(1)%3C/script%3E", "“<script>alert(1)</script…”"),
    ],
)
def test_pools_and_trials_nobody_knows_are_said_briefly(search, said):
    found, (note,) = read(search)
    assert found == Choices()
    assert said in note


def test_an_address_of_many_unknown_trials_is_answered_briefly():
    found, notes = read("?without=" + ",".join(f"x{number}" for number in range(300)) + ",trial001,x1")
    assert found == Choices(without=("trial001",))
    assert len(notes) == MAX_UNKNOWN + 1
    assert notes[-1] == "The address leaves out 295 more that are not in this atlas."


def test_no_more_trials_are_left_out_than_the_address_may_name():
    found, _ = read("?without=" + ",".join(STUDIES))
    assert found.without == STUDIES[:MAX_WITHOUT]


def test_the_end_of_an_endless_address_is_not_read():
    found, notes = read("?x=" + "a" * MAX_SEARCH + "&question=upper")
    assert (found, notes) == (Choices(), ())


@given(st.text(max_size=3000))
def test_whatever_the_address_holds_the_choices_are_of_this_atlas(text):
    found, notes = read(text)
    assert all(getattr(found, name) in values for name, values in FIELDS.items())
    assert found.pool in ("", *POOLS)
    assert set(found.without) <= set(STUDIES)
    assert all(len(note) < 300 for note in notes)
    assert read(found.to_search()) == (found, ())


@given(
    st.sampled_from([*FIELDS, "pool", "without"]),
    st.sampled_from(["<script>", "\"'><img src=x>", "%00", "../..", "é\n"]),
)
def test_a_hostile_value_never_reaches_the_choices_nor_the_address(name, value):
    found, notes = read(f"?{name}={value}")
    assert found == Choices()
    assert found.to_search() == ""
    assert len(notes) == 1
