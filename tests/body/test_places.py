"""The committed tables of places: landmarks.csv, located.csv and not_located.csv hold what anatomy says."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.body import points
from dashboard.body.constructions import DERIVED
from dashboard.facts.anatomy import LANDMARKS, SPINE
from dashboard.facts.rule_facts import is_paired

DATA = Path("data/body")
BODIES = ("female", "male")
RULES = points.read_rules()


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(row, *columns):
    return tuple(float(row[column]) for column in columns)


POINTS = {(row["body"], row["code"], row["side"]): row for row in table("located.csv")}
MARKS = {(row["body"], row["landmark"], row["side"]): row for row in table("landmarks.csv")}


def at(body, code):
    row = POINTS.get((body, code, "left")) or POINTS[body, code, "mid"]
    return numbers(row, "x_cm", "y_cm", "z_cm")


def mark(body, name):
    row = MARKS.get((body, name, "left")) or MARKS[body, name, "mid"]
    return numbers(row, "x_cm", "y_cm", "z_cm")


def facing(body, code):
    row = POINTS.get((body, code, "left")) or POINTS[body, code, "mid"]
    return numbers(row, "nx", "ny", "nz")


def test_all_but_ashi_are_located_on_both_bodies_and_sides():
    assert [row["code"] for row in table("not_located.csv")] == ["ASHI"]
    expected = {
        (body, code, side)
        for body in BODIES
        for code, rule in RULES.items()
        for side in (("left", "right") if is_paired(rule) else ("mid",))
    }
    assert set(POINTS) == expected
    assert len(RULES) >= 130


@pytest.mark.parametrize("places", [POINTS, MARKS], ids=["points", "landmarks"])
def test_the_right_side_mirrors_the_left(places):
    for (body, name, side), row in places.items():
        if side == "right":
            left = places[body, name, "left"]
            x, y, z = numbers(row, "x_cm", "y_cm", "z_cm")
            assert (-x, y, z) == numbers(left, "x_cm", "y_cm", "z_cm")
            assert row["sd_mm"] == left["sd_mm"]
        elif side == "mid":
            assert float(row["x_cm"]) == 0


@pytest.mark.parametrize("body", BODIES)
class TestLevels:
    ROWS = (
        ("BL13", "BL42", "GV12"),
        ("BL15", "BL44", "GV11"),
        ("BL17", "BL46", "GV9"),
        ("BL18", "BL47", "GV8"),
        ("BL20", "BL49", "GV6"),
        ("BL22", "BL51", "GV5"),
        ("BL23", "BL52", "GV4"),
        ("BL25", "EX-B6", "GV3"),
        ("BL28", "BL32", "BL53"),
        ("BL30", "BL34", "BL54"),
        ("SI14", "BL11", "GV13"),
        ("SI15", "EX-B1", "GV14"),
    )

    @pytest.mark.parametrize("codes", ROWS, ids="-".join)
    def test_points_of_a_level_share_the_height(self, body, codes):
        heights = [at(body, code)[1] for code in codes]
        assert max(heights) - min(heights) <= 0.01

    @pytest.mark.parametrize(
        "codes",
        [("GV14", "EX-B1", "SI15"), ("GV13", "BL11", "SI14"), ("GV4", "BL23", "BL52"), ("GV3", "BL25", "EX-B6")],
    )
    def test_lateral_order_is_kept(self, body, codes):
        sides = [at(body, code)[0] for code in codes]
        assert sides == sorted(sides)
        assert len(set(sides)) == len(sides)

    @pytest.mark.parametrize(("near", "far", "times"), [("BL23", "BL52", 2), ("EX-B1", "SI15", 4), ("BL13", "BL42", 2)])
    def test_distances_keep_their_cun(self, body, near, far, times):
        assert at(body, far)[0] == pytest.approx(times * at(body, near)[0], abs=0.03)

    def test_the_bladder_channel_runs_down(self, body):
        for codes in ([f"BL{n}" for n in range(11, 31)], [f"BL{n}" for n in range(41, 55)]):
            heights = [at(body, code)[1] for code in codes]
            assert heights == sorted(heights, reverse=True)

    def test_spinous_levels_run_down_with_gaps_of_a_vertebra(self, body):
        heights = [mark(body, f"SP_{level}")[1] for level in SPINE]
        assert all(1.3 < upper - lower < 3.5 for upper, lower in pairwise(heights))


@pytest.mark.parametrize("body", BODIES)
class TestAnatomy:
    """Where a practitioner would look for it."""

    @pytest.mark.parametrize(
        ("code", "above", "below"),
        [
            ("GV14", "SP_C7", "SP_T1"),
            ("BL13", "SP_T3", "SP_T4"),
            ("BL17", "SP_T7", "SP_T8"),
            ("BL23", "SP_L2", "SP_L3"),
            ("BL25", "SP_L4", "SP_L5"),
            ("GV4", "SP_L2", "SP_L3"),
            ("GV15", "inion_hollow", "posterior_hairline"),
            ("BL31", "SP_L5", "sacral_hiatus"),
            ("SI11", "scapula_spine_mid", "scapula_tip"),
            ("BL37", "gluteal_fold", "popliteal"),
            ("BL57", "popliteal", "achilles"),
            ("ST36", "patella_apex", "ankle_front"),
            ("CV4", "umbilicus", "pubic_symphysis"),
            ("PC6", "elbow_front", "wrist_front"),
            ("GB34", "knee_outer", "malleolus_outer"),
            ("SP6", "tibial_condyle", "malleolus_inner"),
        ],
    )
    def test_it_lies_between_two_landmarks(self, body, code, above, below):
        assert mark(body, above)[1] > at(body, code)[1] > mark(body, below)[1]

    @pytest.mark.parametrize(
        ("code", "axis", "sign"),
        [
            ("BL23", 2, -1),
            ("GV4", 2, -1),
            ("BL57", 2, -1),
            ("LI4", 2, -1),
            ("TE5", 2, -1),
            ("PC6", 2, 1),
            ("LU5", 2, 1),
            ("ST36", 2, 1),
            ("CV4", 2, 1),
            ("SP6", 0, -1),
            ("KI3", 0, -1),
            ("SP9", 0, -1),
            ("SI3", 0, -1),
            ("GB39", 0, 1),
            ("BL62", 0, 1),
            ("GB31", 0, 1),
            ("LU7", 0, 1),
            ("GB21", 1, 1),
            ("GV20", 1, 1),
            ("LR3", 1, 1),
        ],
    )
    def test_its_skin_looks_the_right_way(self, body, code, axis, sign):
        assert sign * facing(body, code)[axis] > 0.6

    def test_gb21_is_on_the_crest_midway_from_c7_to_the_acromion(self, body):
        assert at(body, "GB21")[0] == pytest.approx(mark(body, "acromion")[0] / 2, abs=0.1)

    def test_bl40_is_in_the_crease_behind_the_knee(self, body):
        assert at(body, "BL40") == pytest.approx(mark(body, "popliteal"), abs=0.05)

    def test_li4_is_on_the_thumb_side_of_the_second_metacarpal(self, body):
        bone = (mark(body, "knuckle_2")[0] + mark(body, "metacarpal_2_base")[0]) / 2
        assert at(body, "LI4")[0] > bone > at(body, "TE3")[0]

    def test_st36_is_outside_the_shin_and_sp6_inside(self, body):
        assert at(body, "ST36")[0] > mark(body, "patella_apex")[0] > at(body, "SP6")[0] - 2

    def test_ki3_and_bl60_face_each_other_behind_the_ankle(self, body):
        inner, outer = at(body, "KI3"), at(body, "BL60")
        assert inner[0] < mark(body, "achilles")[0] < outer[0]
        assert inner[2] < mark(body, "malleolus_inner")[2]
        assert outer[2] < mark(body, "malleolus_outer")[2]
        assert inner[1] == pytest.approx(outer[1], abs=1)

    def test_gb30_is_a_third_of_the_way_from_trochanter_to_hiatus(self, body):
        assert mark(body, "trochanter")[0] > at(body, "GB30")[0] > at(body, "HUANZHONG")[0] > 0


@pytest.mark.parametrize(
    ("body", "name", "axis", "value"),
    [
        ("male", "acromion", 0, 0.2368 * 173 / 2),
        ("female", "acromion", 0, 0.2244 * 159 / 2),
        ("male", "PSIS", 0, 3.0),
        ("female", "PSIS", 0, 3.0),
        ("female", "scapula_border", 0, 5.5),
        ("male", "trochanter", 1, 0.5128 * 173),
        ("female", "trochanter", 1, 0.519 * 159),
        ("male", "popliteal", 1, 0.2799 * 173),
        ("female", "popliteal", 1, 0.286 * 159),
        ("male", "malleolus_outer", 1, 0.0415 * 173),
        ("female", "iliac_crest", 1, 0.6113 * 159),
    ],
)
def test_landmarks_keep_to_their_sources(body, name, axis, value):
    """Shares of stature are those of ANSUR II; the others are named in the rows' basis."""
    assert mark(body, name)[axis] == pytest.approx(value, abs=0.06)


def test_every_landmark_says_how_sure_it_is_and_why():
    trunk = {name for name in LANDMARKS if name.startswith(("SP_", "foramen_", "scapula", "rib"))}
    trunk |= {"PSIS", "ASIS", "iliac_crest", "acromion", "umbilicus", "sacral_hiatus", "coccyx_tip", "gluteal_fold"}
    for (_, name, _), row in MARKS.items():
        assert float(row["sd_mm"]) >= (10 if name in trunk else 3)
        assert row["basis"]
        assert row["source"]
        assert row["basis"].startswith("derived") == (name in DERIVED)
    assert {name for _, name, _ in MARKS} == set(LANDMARKS)
