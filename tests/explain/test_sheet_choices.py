import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.explain.choices import (
    LANGUAGES,
    LONGEST_SHOWN,
    MAX_NOTES,
    PER,
    QUESTION_KEYS,
    READERS,
    SECTIONS,
    SIZES,
    SheetChoices,
)
from dashboard.explain.codes import LEFT, MAX_POINTS, RIGHT, ChosenPoint
from dashboard.explain.say import english


@st.composite
def sheets(draw, points):
    codes = draw(st.lists(st.sampled_from(sorted(points)), unique=True, max_size=MAX_POINTS))
    return SheetChoices(
        points=tuple(
            ChosenPoint(code, draw(st.sampled_from(("", LEFT, RIGHT))) if points[code].sides == "bilateral" else "")
            for code in codes
        ),
        question=draw(st.sampled_from(QUESTION_KEYS)),
        reader=draw(st.sampled_from(READERS)),
        include=tuple(section for section in SECTIONS if draw(st.booleans())),
        per=draw(st.sampled_from(PER)),
        size=draw(st.sampled_from(SIZES)),
        lang=draw(st.sampled_from(LANGUAGES)),
    )


@given(data=st.data())
def test_a_link_is_the_sheet(facts, data):
    choices = data.draw(sheets(facts.points))
    assert SheetChoices.from_search(choices.to_search(), facts.points) == (choices, ())


@given(text=st.text(max_size=300))
def test_any_address_gives_a_sheet_whose_link_is_itself(facts, text):
    for search in (text, f"?points={text}", f"?include={text}&as={text}&per={text}"):
        choices, notes = SheetChoices.from_search(search, facts.points)
        assert len(notes) <= MAX_NOTES
        assert SheetChoices.from_search(choices.to_search(), facts.points) == (choices, ())


def test_the_address_of_the_contract(facts):
    search = "?points=BL23,BL25:left,GB30&question=chronic&as=patient&include=where,risks&per=1000&size=large&lang=es"
    choices, notes = SheetChoices.from_search(search, facts.points)
    assert notes == ()
    assert choices == SheetChoices(
        points=(ChosenPoint("BL23"), ChosenPoint("BL25", "left"), ChosenPoint("GB30")),
        include=("where", "risks"),
        per=1000,
        size="large",
        lang="es",
    )
    assert choices.to_search() == "?points=BL23,BL25:left,GB30&include=where,risks&per=1000&size=large&lang=es"


@pytest.mark.parametrize("search", [None, "", "?", "?other=1", "?points="])
def test_defaults(facts, search):
    assert SheetChoices.from_search(search, facts.points) == (SheetChoices(), ())
    assert SheetChoices().to_search() == ""


@pytest.mark.parametrize(
    ("search", "note"),
    [
        (
            "?question=cancer",
            "The address asks for question “cancer”, which does not exist; valid: chronic, acute, upper.",
        ),
        ("?as=doctor", "valid: patient, student, practitioner"),
        ("?per=7", "valid: 100, 1000"),
        ("?per=%F0%9F%92%89", "valid: 100, 1000"),
        ("?size=huge", "valid: normal, large"),
        ("?lang=xx", "valid: en, zh, es"),
        ("?include=where,secrets", "the section “secrets”, which a sheet does not have"),
        ("?points=XX9", "the point “XX9”, which is not in this atlas"),
        ("?points=GV4:left", "a side of GV4 that it does not have"),
        ("?points=BL23:up", "a side of BL23 that it does not have"),
        ("?points=<script>alert(1)</script>", "the point “<script>alert(1)</script…”"),
        ("?points=" + "A" * 500, "A" * LONGEST_SHOWN + "…"),
    ],
)
def test_what_an_address_cannot_ask_is_said_quietly(facts, search, note):
    choices, (said, *_) = SheetChoices.from_search(search, facts.points)
    assert note in english(said)
    assert choices.question == "chronic"


def test_no_more_points_than_fit(facts):
    codes = sorted(facts.points)[: MAX_POINTS + 3]
    choices, (note,) = SheetChoices.from_search("?points=" + ",".join(codes), facts.points)
    assert [point.code for point in choices.points] == codes[:MAX_POINTS]
    assert english(note) == "The address names 15 points; a sheet holds the first 12."


def test_a_sheet_may_leave_every_section_out(facts):
    choices = SheetChoices(include=())
    assert choices.to_search() == "?include="
    assert SheetChoices.from_search("?include=", facts.points) == (choices, ())


def test_nothing_about_a_person_has_a_place_in_the_address(facts):
    choices, _ = SheetChoices.from_search("?name=Ann&notes=pregnant&points=BL23", facts.points)
    assert choices.to_search() == "?points=BL23"
