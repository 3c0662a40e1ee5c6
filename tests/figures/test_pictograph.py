"""A thousand people: the marked area counts exactly, and rare harms are not drawn."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.pictograph import CELL, PEOPLE, TALL, pictograph

SVG = "{http://www.w3.org/2000/svg}"


def people(drawn, kind):
    """Count the tiles that the rectangles of one kind cover."""
    rects = [node for node in ET.fromstring(drawn).iter(f"{SVG}rect") if kind in node.get("fill")]
    return sum(float(node.get("width")) / CELL * float(node.get("height")) / TALL for node in rects)


@given(st.integers(1, PEOPLE))
def test_marked_and_outlined_people_add_up(marked):
    drawn = pictograph("harm", marked, "words", "event", "patients")
    assert people(drawn, "-marked") == pytest.approx(marked)
    assert people(drawn, "-plain") == pytest.approx(PEOPLE - marked)


def test_too_few_to_draw_is_not_drawn():
    assert pictograph("harm", None, "too few to draw: about 4 in 10,000 patients", "event", "patients") is None


@pytest.mark.parametrize("marked", [0, -1, 1001])
def test_a_number_outside_a_thousand_is_an_error(marked):
    with pytest.raises(ValueError, match="valid: 1 to 1,000"):
        pictograph("harm", marked, "words", "event", "patients")


def test_the_picture_says_what_it_shows():
    tree = ET.fromstring(pictograph("harm", 86, "about 86 in 1,000 patients", "Pain & bruises", "patients"))
    assert tree.find(f"{SVG}title").text == "Pain & bruises: about 86 in 1,000 patients"
    assert (
        tree.find(f"{SVG}desc").text == "Each figure is one of 1,000 patients: 86 are filled in and 914 are outlines."
    )
    assert tree.get("aria-labelledby") == "harm-title harm-desc"
