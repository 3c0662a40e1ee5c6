from itertools import pairwise
from xml.etree import ElementTree

import pytest

from dashboard.figures.trial_points_frame import BodyPicture, body_picture
from dashboard.figures.trial_points_map import (
    SHAM_WORDS,
    PointMark,
    key_mark,
    map_summary,
    trial_points_map,
)

RECORD = {
    "width": 400,
    "height": 800,
    "points": [
        {"code": "BL23", "x": 180.0, "y": 300.0, "visible": True},
        {"code": "BL23", "x": 220.0, "y": 300.0, "visible": True},
        {"code": "GV4", "x": 200.0, "y": 310.0, "visible": True},
        {"code": "GV20", "x": 200.0, "y": 5.0, "visible": True},
        {"code": "CV4", "x": 200.0, "y": 400.0, "visible": False},
    ],
}
SVG = '<svg viewBox="0 0 400 800"><path d="M0,0 L1,1"/></svg>'
BACK = body_picture("back", "Back", SVG, RECORD)
MARKS = [
    PointMark("BL23", "fixed", sham=False, words="acupuncture", url="/?point=BL23"),
    PointMark("GV4", "menu", sham=True, words="both", url="/?point=GV4"),
    PointMark("GV20", "", sham=True, words="sham only", url=""),
]


def drawn(marks, bodies=(BACK,)):
    pictures, unplaced = trial_points_map("points", marks, bodies)
    return [ElementTree.fromstring(picture) for _, picture in pictures], unplaced


def of_class(root, name):
    return [found for found in root.iter() if name in found.get("class", "").split()]


def test_only_visible_places_are_read():
    assert dict(BACK.places) == {
        "BL23": ((180.0, 300.0), (220.0, 300.0)),
        "GV4": ((200.0, 310.0),),
        "GV20": ((200.0, 5.0),),
    }


def test_a_silhouette_without_an_outline_is_refused():
    with pytest.raises(ValueError, match="silhouette 'back': no outline"):
        body_picture("back", "Back", "<svg/>", RECORD)


def test_the_shape_says_the_role_and_a_frame_the_sham():
    ((root,), _) = drawn(MARKS)
    assert len(of_class(root, "point-fixed")) == 2  # both sides
    assert len(of_class(root, "point-menu")) == 1
    assert len(of_class(root, "point-sham")) == 2
    assert len(of_class(root, "point-optional")) == 0


def test_roles_differ_in_shape():
    shapes = {key_mark(role) for role in ("fixed", "menu", "optional")} | {key_mark("", sham=True)}
    assert len(shapes) == 4


def test_each_mark_leads_to_its_point_and_one_without_a_page_does_not():
    ((root,), _) = drawn(MARKS)
    links = {found.get("href"): found.get("aria-label") for found in root.iter() if found.tag.endswith("}a")}
    assert links == {"/?point=BL23": "BL23: acupuncture", "/?point=GV4": "GV4: both"}
    assert {found.text for found in of_class(root, "point-code")} == {"BL23", "GV4", "GV20"}


def test_a_picture_with_links_is_a_named_group_and_no_image():
    ((root,), _) = drawn(MARKS)
    assert root.get("role") == "group"
    assert root.get("aria-labelledby") == "points-back-title points-back-desc"


def test_what_no_body_shows_is_named_and_a_body_without_marks_is_not_drawn():
    lost = PointMark("CV4", "fixed", sham=False, words="", url="")
    roots, unplaced = drawn([lost])
    assert (roots, unplaced) == ([], ("CV4",))


def test_a_point_is_marked_on_the_first_body_that_shows_it():
    near = body_picture("near", "Close up", SVG, RECORD, (100.0, 200.0, 300.0, 700.0))
    roots, _ = drawn(MARKS, (near, BACK))
    assert [[found.text for found in of_class(root, "point-code")] for root in roots] == [["BL23", "GV4"], ["GV20"]]


def test_a_point_with_one_side_outside_the_window_is_left_to_the_next_body():
    near = body_picture("near", "Close up", SVG, RECORD, (100.0, 200.0, 200.0, 700.0))
    assert "BL23" not in near.places
    assert "GV4" in near.places


def test_the_summary_names_points_by_role():
    assert map_summary(MARKS, BACK) == (
        "Back. Every patient of an arm: BL23. One of a menu to choose from: GV4. "
        f"{SHAM_WORDS[0].upper()}{SHAM_WORDS[1:]}: GV4, GV20."
    )


def test_codes_never_touch_and_stay_inside():
    places = {f"P{n}": ((200.0, 300.0 + n),) for n in range(40)}
    body = BodyPicture("back", "Back", "M0,0", 800.0, (0.0, 0.0, 400.0, 800.0), places)
    marks = [PointMark(code, "menu", sham=False, words="", url="") for code in places]
    ((root,), _) = drawn(marks, (body,))
    height = float(root.get("viewBox").split()[3])
    for side in (None, "end"):
        ys = sorted(float(found.get("y")) for found in of_class(root, "point-code") if found.get("text-anchor") == side)
        assert len(ys) == 20
        assert all(low + 13.9 <= high for low, high in pairwise(ys))
        assert ys[0] > 8
        assert ys[-1] <= height
