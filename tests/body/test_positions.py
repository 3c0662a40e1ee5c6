"""The committed positions: each file of assets/body/ says what its picture can be drawn over with."""

import json
from pathlib import Path

import pytest

from dashboard.body.points import read_rules
from dashboard.body.positions import WITH_HIDDEN
from dashboard.body.views import VIEWS
from dashboard.body.zones import KINDS
from dashboard.facts.anatomy import LANDMARKS
from dashboard.facts.rule_facts import expand, representative, uses

FOLDER = Path("assets/body")
BODIES = ("female", "male")
FILES = [f"{body}-{view}" for body in BODIES for view in VIEWS]
RULES = read_rules()


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def seen(name):
    return {(point["code"], point["side"]): point for point in read(name)["points"] if point["visible"]}


@pytest.mark.parametrize("name", FILES)
class TestEveryFile:
    def test_it_has_the_agreed_keys(self, name):
        there = read(name)
        assert list(there) == [
            *("body", "view", "width", "height", "px_per_cm"),
            *("points", "landmarks", "rulers", "zones"),
        ]
        assert f"{there['body']}-{there['view']}" == name
        for point in there["points"]:
            assert set(point) - {"series"} == {"code", "side", "sd_px", "sd_mm", "uses", "zone", "x", "y", "visible"}
        for mark in there["landmarks"]:
            assert set(mark) == {"name", "label", "kind", "side", "sd_px", "x", "y", "visible"}

    def test_everything_falls_inside_the_picture(self, name):
        there = read(name)
        for entry in (*there["points"], *there["landmarks"]):
            assert 0 <= entry["x"] <= there["width"]
            assert 0 <= entry["y"] <= there["height"]

    def test_names_are_known(self, name):
        there = read(name)
        for point in there["points"]:
            assert tuple(point["uses"]) == uses(representative(RULES[point["code"]]))
            assert set(point["zone"]) <= set(KINDS)
        assert {mark["name"] for mark in there["landmarks"]} <= set(LANDMARKS)
        assert {zone["kind"] for zone in there["zones"]} <= set(KINDS)

    def test_halos_are_to_scale(self, name):
        there = read(name)
        for point in there["points"]:
            assert point["sd_px"] == pytest.approx(point["sd_mm"] / 10 * there["px_per_cm"], abs=1.0)

    def test_close_ups_list_only_what_they_show(self, name):
        if read(name)["view"] not in WITH_HIDDEN:
            assert all(point["visible"] for point in read(name)["points"])

    def test_it_is_light(self, name):
        assert (FOLDER / f"{name}.json").stat().st_size < 60_000


@pytest.mark.parametrize("body", BODIES)
class TestViews:
    def test_every_point_is_seen_in_some_view(self, body):
        shown = {code for view in VIEWS for code, _ in seen(f"{body}-{view}")}
        assert shown == set(RULES)

    def test_the_back_is_seen_from_behind_and_mirrors(self, body):
        there = seen(f"{body}-back")
        middle = there["GV4", "mid"]["x"]
        for code in ("BL13", "BL23", "BL52", "GB21", "BL54", "SI11"):
            left, right = there[code, "left"], there[code, "right"]
            assert left["x"] < middle < right["x"]
            assert left["x"] + right["x"] == pytest.approx(2 * middle, abs=0.3)
            assert left["y"] == pytest.approx(right["y"], abs=0.11)

    @pytest.mark.parametrize(
        ("view", "present", "absent"),
        [
            ("back", ("BL23", "GV14", "EX-B2_L"), ("CV4", "PC6", "ST36")),
            ("front", ("CV4", "ST36", "PC6", "BL2"), ("BL23", "GV4", "TE5")),
            ("side", ("GB30", "GB34", "LR13", "LI10"), ("KI3", "SP6")),
            ("head", ("GV16", "GB20", "BL10"), ("GV26", "BL2")),
            ("hand-back", ("LI4", "TE3", "EX-UE7"), ("PC6",)),
            ("hand-palm", ("PC6",), ("LI4", "TE3")),
            ("foot-top", ("LR3", "GB41"), ("BL57", "BL60")),
            ("foot-inner", ("KI3", "SP6", "SP3"), ("BL60", "BL62")),
            ("foot-outer", ("BL60", "BL62", "BL67"), ("KI3", "SP3")),
        ],
    )
    def test_views_show_what_they_should(self, body, view, present, absent):
        codes = {code for code, _ in seen(f"{body}-{view}")}
        assert set(present) <= codes
        assert not codes & set(absent)

    def test_a_code_with_several_places_carries_all(self, body):
        there = seen(f"{body}-back")
        for code in ("EX-B2_T", "EX-B2_L", "EX-UE7"):
            labels = [place["label"] for place in there[code, "left"]["series"]]
            assert labels == [label for label, _ in expand(RULES[code])]

    def test_the_cun_rulers_of_the_back_are_of_one_length(self, body):
        there = read(f"{body}-back")
        across = [ruler for ruler in there["rulers"] if ruler["cun"] == 3 and ruler["x1"] != ruler["x2"]]
        lengths = [abs(ruler["x2"] - ruler["x1"]) for ruler in across]
        assert len(lengths) == 2
        assert lengths[0] == pytest.approx(lengths[1], abs=0.3)
        bl52, gv4 = seen(f"{body}-back")["BL52", "right"], seen(f"{body}-back")["GV4", "mid"]
        assert lengths[0] == pytest.approx(bl52["x"] - gv4["x"], abs=0.3)

    def test_zones_of_the_back(self, body):
        shown = {(zone["kind"], zone["side"]) for zone in read(f"{body}-back")["zones"]}
        assert len(shown) == 6
        assert all(zone["path"].startswith("M") for zone in read(f"{body}-back")["zones"])
        assert read(f"{body}-front")["zones"] == []
