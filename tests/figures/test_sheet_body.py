import json
import re
from itertools import pairwise

import pytest

from dashboard.figures.people_of_100 import people_of
from dashboard.figures.pick_body import PickPoint, pick_body
from dashboard.figures.sheet_body import NumberedPoint, of_sides, sheet_body
from dashboard.figures.trial_points_frame import body_picture
from tests.conftest import ROOT
from tests.pages.markup import tree as tree_of
from tests.pages.markup import with_class, words

FOLDER = ROOT / "assets" / "body"
WORDS = {"back": "Back", "back-whole": "Behind", "front": "Front"}


def tree(svg):
    return tree_of(svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def bodies(sides=()):
    found = []
    for view, window in (("back", (296.0, 250.0, 916.0, 1500.0)), ("back-whole", None), ("front", None)):
        record = of_sides(json.loads((FOLDER / f"female-{view}.json").read_text("utf-8")), dict(sides))
        found.append(body_picture(view, view, (FOLDER / f"female-{view}.svg").read_text("utf-8"), record, window))
    return found


def numbered(*codes):
    return [NumberedPoint(number, code) for number, code in enumerate(codes, 1)]


def test_only_the_bodies_that_are_needed_are_drawn_and_each_point_once():
    drawn, unplaced = sheet_body("x", numbered("BL23", "LR3", "ASHI", "BL25"), bodies(), WORDS)
    assert [(one.view, one.codes) for one in drawn] == [("back", ("BL23", "BL25")), ("front", ("LR3",))]
    assert unplaced == ("ASHI",)


def test_numbers_and_codes_stand_beside_the_dots_of_both_sides():
    drawn, _ = sheet_body("x", numbered("BL23", "GV4"), bodies(), WORDS)
    picture = tree(drawn[0].svg)
    assert [words(one) for one in with_class(picture, "sheet-number")] == ["1", "2"]
    assert {words(one) for one in with_class(picture, "sheet-code")} == {"BL23", "GV4"}
    assert len(with_class(picture, "sheet-dot")) == 3
    assert words(picture.find(".//title")) == "Back"
    assert words(picture.find(".//desc")) == "1 BL23, 2 GV4"


@pytest.mark.parametrize(("side", "left"), [("left", True), ("right", False)])
def test_a_chosen_side_is_the_only_one_drawn(side, left):
    drawn, _ = sheet_body("x", numbered("BL23"), bodies([("BL23", side)]), WORDS)
    picture = tree(drawn[0].svg)
    (dot,) = with_class(picture, "sheet-dot")
    # Seen from behind, the left of the body is on the left.
    assert (float(dot.get("cx")) < drawn[0].width / 2) is left


def test_labels_keep_a_line_apart_and_inside_the_picture():
    codes = ["BL23", "BL24", "BL25", "BL26", "BL27", "BL28", "BL29", "BL30", "BL52", "BL53", "BL54", "GV3"]
    drawn, _ = sheet_body("x", numbered(*codes), bodies(), WORDS)
    picture = tree(drawn[0].svg)
    height = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', drawn[0].svg)[1])
    by_edge = {}
    for disc in with_class(picture, "sheet-disc"):
        by_edge.setdefault(disc.get("cx"), []).append(float(disc.get("cy")))
    assert len(by_edge) == 2
    for places in by_edge.values():
        ordered = sorted(places)
        assert all(below - above >= 20 for above, below in pairwise(ordered))
        assert 0 <= ordered[0] <= ordered[-1] <= height


def test_it_is_vector_only():
    drawn, _ = sheet_body("x", numbered("BL23", "BL40", "LR3"), bodies(), WORDS)
    assert len(drawn) == 3
    assert not any("<image" in one.svg or "url(" in one.svg for one in drawn)


@pytest.mark.parametrize("per", [100, 1000])
@pytest.mark.parametrize("share", [0, 0.01, 0.47, 0.5, 0.999, 1])
def test_as_many_people_are_filled_as_got_better(per, share):
    better = int(per * share)
    picture = tree(people_of("p", better, per, "Title", "Words"))
    found = {"better": 0, "plain": 0}
    for use in picture.iter("use"):
        found[use.get("data-kind", "")] = found.get(use.get("data-kind", ""), 0) + int(use.get("data-people", 0))
    assert (found["better"], found["plain"]) == (better, per - better)


@pytest.mark.parametrize(("better", "per"), [(101, 100), (-1, 100), (5, 50)])
def test_a_number_that_cannot_be_drawn_is_refused(better, per):
    with pytest.raises(ValueError, match="valid"):
        people_of("p", better, per, "Title", "Words")


def test_every_point_of_a_body_is_a_link_and_chosen_ones_have_their_number():
    body = bodies()[0]
    points = [
        PickPoint(code, f"Add {code}", f"/explain?points={code}", 2 if code == "BL23" else 0) for code in body.places
    ]
    picture = tree(pick_body("pick", "Back", points, body))
    links = list(picture.iter("a"))
    assert {link.get("aria-label") for link in links} == {f"Add {code}" for code in body.places}
    assert {words(one) for one in with_class(picture, "pick-number")} == {"2"}
    assert links[-1].get("data-key") == "pick-BL23"
