"""Every point falls into a region by rule, and the region shows what the point's cautions are about."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence.body_regions import REGION_WORDS, region_of
from dashboard.facts import load_facts

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def facts():
    return load_facts(DATA)


@pytest.fixture(scope="module")
def layers(facts):
    return facts.layers


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("GB21", "shoulder_top"),
        ("TE15", "shoulder_top"),
        ("BL13", "lung"),
        ("BL41", "lung"),
        ("EX-B1", "lung"),
        ("EX-B2_T", "lung"),
        ("BL23", "kidney"),
        ("BL52", "kidney"),
        ("EX-B4", "kidney"),
        ("BL25", "paraspinal"),
        ("EX-B2_L", "paraspinal"),
        ("EX-B7", "paraspinal"),
        ("GV4", "midline"),
        ("GV14", "midline"),
        ("EX-B8", "midline"),
        ("GV16", "neck_midline"),
        ("GB20", "neck"),
        ("TE16", "neck"),
        ("BL32", "sacrum"),
        ("BL35", "coccyx"),
        ("GB30", "buttock"),
        ("SI11", "scapula"),
        ("ST36", "limb"),
        ("LI14", "limb"),
        ("KI3", "hand_foot"),
        ("CV4", "abdomen"),
        ("GB26", "flank"),
        ("GV20", "head"),
        ("ASHI", None),
    ],
)
def test_region_of_a_point(facts, code, region):
    assert region_of(facts.points[code]) == region


def test_an_area_without_a_rule_is_named(facts):
    with pytest.raises(ValueError, match="BL13: no cross-section for area 'tail'"):
        region_of(replace(facts.points["BL13"], area="tail"))


def test_every_region_has_skin_first_and_something_in_need_of_care(layers):
    assert {layer.region for layer in layers} == set(REGION_WORDS)
    for region in REGION_WORDS:
        rows = [layer for layer in layers if layer.region == region]
        assert rows[0].tissue == "skin"
        assert any(layer.tissue == "care" for layer in rows), region


def test_every_layer_has_its_place_and_says_where_it_is_from(layers):
    for layer in layers:
        placed = (layer.x, layer.y, layer.width)
        assert all(value is None for value in placed) if layer.shape == "sheet" else None not in placed
        assert layer.height
        assert layer.sources or layer.status == "curator"


@pytest.mark.parametrize(
    ("region", "kind"),
    [
        ("lung", "lung"),
        ("shoulder_top", "lung"),
        ("scapula", "lung"),
        ("kidney", "kidney"),
        ("midline", "spinal_canal"),
        ("neck_midline", "vertebral_artery"),
        ("neck", "vertebral_artery"),
        ("coccyx", "pelvis"),
        ("abdomen", "abdomen"),
    ],
)
def test_points_drawn_over_a_structure_carry_its_caution(facts, region, kind):
    codes = [code for code, point in facts.points.items() if region_of(point) == region]
    assert codes
    assert [code for code in codes if kind not in {caution.kind for caution in facts.of(code).cautions}] == []
