"""Discs whose area is the number of trials, one link a point, and no point lost between the picture and the words."""

import json
import math
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.points_used import points_used
from dashboard.evidence.questions import QUESTIONS
from dashboard.figures.point_heat import (
    LARGEST_PX,
    NUMBERED,
    HeatMark,
    heat_marks,
    heat_text,
    point_heat,
    radius,
    seen_places,
    shade,
    unseen,
)

SVG = "{http://www.w3.org/2000/svg}"
BODY = Path(__file__).resolve().parent.parent.parent / "assets" / "body" / "female-back-whole.json"
TWO = (
    HeatMark("BL23", 8, ((300.0, 500.0), (400.0, 500.0)), "/?question=acute&point=BL23"),
    HeatMark("GV4", 2, ((350.0, 500.0),), "/?question=acute&point=GV4"),
)


@pytest.fixture(scope="module")
def places():
    return seen_places(json.loads(BODY.read_text("utf-8"))["points"])


def drawn(marks=TWO, phrase="acute low back pain"):
    return ET.fromstring(point_heat("M0,0z", "0 0 720 1600", marks, phrase))


def links(tree):
    return list(tree.iter(f"{SVG}a"))


@given(st.integers(1, 500).flatmap(lambda most: st.tuples(st.integers(1, most), st.just(most))))
def test_area_goes_with_the_number_of_trials(numbers):
    trials, most = numbers
    area = math.pi * radius(trials, most) ** 2
    assert area / (math.pi * LARGEST_PX**2) == pytest.approx(trials / most)
    assert 1 <= shade(trials, most) <= 4


@given(st.integers(1, 60), st.integers(1, 60), st.integers(60, 99))
def test_more_trials_are_never_a_paler_disc(one, other, most):
    fewer, more = sorted((one, other))
    assert shade(fewer, most) <= shade(more, most)


@pytest.mark.parametrize(("trials", "most"), [(0, 5), (6, 5), (-1, 5)])
def test_a_number_that_cannot_be_is_an_error(trials, most):
    with pytest.raises(ValueError, match="valid: 1 to 5"):
        radius(trials, most)


def test_one_link_a_point_with_a_disc_on_each_side():
    first, second = links(drawn())
    assert first.get("href") == "/?question=acute&point=BL23"
    assert first.get("aria-label") == "BL23: 8 trials"
    assert [(c.get("cx"), c.get("cy")) for c in first.iter(f"{SVG}circle")] == [("300", "500"), ("400", "500")]
    assert len(list(second.iter(f"{SVG}circle"))) == 1
    sizes = [float(next(link.iter(f"{SVG}circle")).get("r")) for link in (first, second)]
    assert sizes[0] / sizes[1] == pytest.approx(2)  # four times the trials


def test_numbers_stand_on_the_largest_over_all_discs():
    tree = drawn()
    numbers = [node for node in tree.iter(f"{SVG}text") if node.get("class") == "heat-number"]
    assert [node.text for node in numbers] == ["8", "8"]
    parts = list(tree)
    last_link = max(place for place, part in enumerate(parts) if part.tag == f"{SVG}a")
    assert all(place > last_link for place, part in enumerate(parts) if part.find(f"{SVG}text") in numbers)
    assert shade(2, 8) < NUMBERED


def test_the_links_are_not_hidden_in_an_image():
    tree = drawn(phrase="pain & stiffness")
    assert tree.get("role") == "group"
    titled = tree.find(f"{SVG}title")
    assert titled.get("id") == tree.get("aria-labelledby")
    assert titled.text == "Where reported trials needled for pain & stiffness"
    described = tree.find(f"{SVG}desc")
    assert described.get("id") == tree.get("aria-describedby")
    assert described.text == heat_text(TWO, "pain & stiffness")


def test_nothing_to_draw_leaves_the_body_alone():
    tree = drawn(())
    assert links(tree) == list(tree.iter(f"{SVG}circle")) == []
    assert (
        tree.find(f"{SVG}desc").text == "No reported trial for acute low back pain needled a point that is seen here."
    )


def test_the_sentence_names_the_first_and_counts_the_rest():
    assert heat_text(TWO, "acute low back pain").endswith("most trials first: BL23 (8 trials), GV4 (2 trials).")
    many = [HeatMark(f"BL{n}", 30 - n, ((1.0, 1.0),), "/") for n in range(20)]
    assert heat_text(many, "neck pain").endswith("BL4 (26 trials) and 15 more.")


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_needled_point_is_drawn_or_named(facts, places, key):
    uses = points_used(facts, key).uses
    marks = heat_marks(uses, places, key)
    shown, hidden = {mark.code for mark in marks}, {use.code for use in unseen(uses, places)}
    spots = {use.code for use in uses if not use.placed}
    assert shown | hidden | spots == {use.code for use in uses}
    assert len(shown) + len(hidden) + len(spots) == len(uses)
    assert {link.get("href") for link in links(drawn(marks))} == {f"/?question={key}&point={c}" for c in shown}
    assert "GB34" in hidden


def test_a_point_off_the_midline_has_two_places(places):
    (left, right), (midline,) = places["BL23"], places["GV4"]
    assert left[0] < midline[0] < right[0]
    assert "GB34" not in places


def test_every_disc_lies_within_the_picture(facts, places):
    for mark in heat_marks(points_used(facts, "chronic").uses, places, "chronic"):
        for x, y in mark.places:
            assert 0 < x < 720
            assert 0 < y < 1600
