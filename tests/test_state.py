import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import state
from dashboard.evidence.questions import QUESTIONS
from dashboard.state import View

CODES = ("BL13", "BL17", "BL23", "EX-B8", "GB21")


def read(search):
    return View.from_search(search, CODES)


@pytest.mark.parametrize(
    ("search", "view"),
    [
        (None, View()),
        ("", View()),
        ("?point=BL23", View(point="BL23")),
        ("?point=bl23", View(point="BL23")),
        ("question=upper&body=male", View(question="upper", body="male")),
        ("?layers=none", View(layers=())),
        ("?layers=zones,cun", View(layers=("cun", "zones"))),
        ("?compare=BL13,BL17,BL13,GB21", View(compare=("BL13", "BL17", "GB21"))),
        ("?as=patient&view=hand-palm", View(reader="patient", view="hand-palm")),
        # The name of old, which gives way to today's.
        ("?reader=patient&point=BL23", View(reader="patient", point="BL23")),
        ("?reader=patient&as=student", View(reader="student")),
        ("?as=student&reader=patient", View(reader="student")),
        ("?utm_source=somewhere&point=EX-B8", View(point="EX-B8")),
    ],
)
def test_a_good_address_is_read_without_a_note(search, view):
    assert read(search) == (view, ())


@pytest.mark.parametrize(
    ("search", "named"),
    [
        ("?point=BL99", "BL99"),
        ("?question=knee", "knee"),
        ("?view=inside", "inside"),
        ("?body=cat", "cat"),
        ("?as=nurse", "reader “nurse”"),
        ("?reader=nurse", "reader “nurse”"),
        ("?layers=levels,wings", "wings"),
        ("?compare=BL13,XX1", "XX1"),
        ("?compare=BL13,BL17,GB21,BL23", "BL23"),
        ("?point=<script>alert(1)</script>", "<script>"),
    ],
)
def test_a_bad_address_falls_back_and_says_what_it_could_not_use(search, named):
    view, notes = read(search)
    assert len(notes) == 1
    assert named.lower() in notes[0].lower()
    assert view.point in ("", "BL13")
    assert (view.question, view.view, view.body) == (View.question, View.view, View.body)


def test_a_note_never_repeats_a_long_address():
    _, notes = read("?point=" + "A" * 1500)
    assert len(notes[0]) < 120


VIEWS = st.builds(
    View,
    question=st.sampled_from(state.QUESTIONS),
    reader=st.sampled_from(state.READERS),
    body=st.sampled_from(state.BODIES),
    view=st.sampled_from(state.VIEWS),
    layers=st.sets(st.sampled_from(state.LAYERS)).map(lambda chosen: tuple(x for x in state.LAYERS if x in chosen)),
    point=st.sampled_from(("", *CODES)),
    compare=st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple),
)


@given(VIEWS)
def test_every_view_round_trips_through_its_address(view):
    assert read(view.to_search()) == (view, ())


@given(st.text(max_size=300))
def test_no_address_breaks_the_page(search):
    view, _ = read(search)
    assert view.view in state.VIEWS


def test_the_address_calls_the_reader_as():
    assert View(reader="patient").to_search() == "?as=patient"


@pytest.mark.parametrize(
    ("search", "reader"),
    [
        (None, "practitioner"),
        ("", "practitioner"),
        ("as=patient", "patient"),
        ("?trial=witt2006&as=student", "student"),
        ("reader=student", "student"),
        ("reader=student&as=patient", "patient"),
        ("as=patient&as=student", "student"),
        ("as=nurse", "practitioner"),
        ("as=", "practitioner"),
        ("x=" + "a" * state.MAX_SEARCH + "&as=patient", "practitioner"),
    ],
)
def test_any_address_says_for_whom_the_page_is(search, reader):
    assert state.reader_of(search) == reader


@given(VIEWS)
def test_the_reader_of_a_views_address_is_the_views(view):
    assert state.reader_of(view.to_search()) == view.reader


def test_the_default_view_has_the_shortest_address():
    assert View().to_search() == ""


def test_the_questions_are_those_of_the_evidence():
    assert set(state.QUESTIONS) == set(QUESTIONS)
