import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.body import zones
from dashboard.body.zones import Zone, contains, zones_of

SQUARE = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))
NOTCHED = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0))
CAUTIONS = {
    "lung": {"lung"},
    "kidney": {"kidney"},
    "spinal_canal": {"spinal_canal"},
    "upper_neck": {"vertebral_artery", "spinal_canal"},
}


def rows(name):
    with Path(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def committed():
    corners = defaultdict(list)
    for row in rows(zones.PATH):
        corners[row["body"], row["zone"], row["side"]].append((float(row["x_cm"]), float(row["y_cm"])))
    return [Zone(*key, tuple(outline)) for key, outline in corners.items()]


ZONES = committed()


@pytest.mark.parametrize(
    ("outline", "x", "y", "inside"),
    [
        (SQUARE, 1, 1, True),
        (SQUARE, 3, 1, False),
        (SQUARE, 1, -1, False),
        (SQUARE[::-1], 1, 1, True),
        (NOTCHED, 2, 0.5, True),
        (NOTCHED, 2, 2, False),
        (NOTCHED, 0.2, 3, True),
    ],
)
def test_a_polygon_contains(outline, x, y, inside):
    assert contains(outline, x, y) is inside


@settings(deadline=None)
@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_square_contains_what_lies_within_its_sides(x, y):
    assert contains(((-3, -3), (3, -3), (3, 3), (-3, 3)), x, y) == (-3 <= x < 3 and -3 <= y < 3)


def test_skin_that_faces_forward_lies_over_no_zone_of_the_back():
    zone = Zone("male", "lung", "left", SQUARE)
    assert zones_of([zone], "male", 1, 1, -1) == ("lung",)
    assert zones_of([zone], "male", 1, 1, 0.9) == ()
    assert zones_of([zone], "female", 1, 1, -1) == ()


def located():
    for row in rows("data/body/located.csv"):
        x, y, nz = (float(row[column]) for column in ("x_cm", "y_cm", "nz"))
        yield row["body"], row["code"], row["side"], zones_of(ZONES, row["body"], x, y, nz)


OVER = {(body, code, side): found for body, code, side, found in located()}


@pytest.mark.parametrize("body", ["female", "male"])
@pytest.mark.parametrize(
    ("code", "side", "kinds"),
    [
        ("BL13", "left", ("lung",)),
        ("BL42", "right", ("lung",)),
        ("GB21", "left", ("lung",)),
        ("GB21", "right", ("lung",)),
        ("BL21", "left", ("lung", "kidney")),
        ("BL23", "left", ("kidney",)),
        ("BL52", "right", ("kidney",)),
        ("BL24", "right", ("kidney",)),
        ("GV14", "mid", ("spinal_canal",)),
        ("GV4", "mid", ("spinal_canal",)),
        ("EX-B2_T", "left", ("spinal_canal",)),
        ("GV16", "mid", ("upper_neck",)),
        ("GB20", "right", ("upper_neck",)),
        ("BL26", "left", ()),
        ("BL40", "left", ()),
        ("CV4", "mid", ()),
        ("LR13", "left", ()),
    ],
)
def test_zones_under_well_known_points(body, code, side, kinds):
    assert OVER[body, code, side] == kinds


def test_every_point_over_a_zone_has_a_caution_of_its_kind():
    kinds = defaultdict(set)
    for row in rows("data/points/cautions.csv"):
        kinds[row["code"]].add(row["kind"])
    bare = {(code, zone) for (_, code, _), found in OVER.items() for zone in found if not kinds[code] & CAUTIONS[zone]}
    assert bare == set()


def test_outlines_are_marked_schematic_and_each_body_has_all():
    for row in rows(zones.PATH):
        assert row["basis"] == "schematic"
        assert row["source"] == ""
        assert row["note"]
    sides = {"lung": {"left", "right"}, "kidney": {"left", "right"}, "spinal_canal": {"mid"}, "upper_neck": {"mid"}}
    for body in ("female", "male"):
        found = defaultdict(set)
        for zone in ZONES:
            if zone.body == body:
                found[zone.kind].add(zone.side)
        assert found == sides


def test_the_right_kidney_lies_lower_than_the_left():
    lowest = {(zone.body, zone.side): min(y for _, y in zone.corners) for zone in ZONES if zone.kind == "kidney"}
    assert all(lowest[body, "right"] < lowest[body, "left"] - 1 for body in ("female", "male"))
