"""Sections for every point: well-formed, named, schematic, with the printed angles."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dashboard.evidence.body_regions import region_of
from dashboard.facts import load_facts
from dashboard.figures.cross_section import CAPTION, cross_section, needles_of, section_text, side_of

DATA = Path(__file__).parents[2] / "data"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def facts():
    return load_facts(DATA)


@pytest.fixture(scope="module")
def layers(facts):
    return facts.layers


def test_every_point_has_a_section_or_no_fixed_place(facts, layers):
    without = [code for code in facts.points if cross_section(facts.of(code), facts.sources, layers) is None]
    assert without == ["ASHI"]
    assert "no fixed place" in section_text(facts.of("ASHI"), facts.sources, layers)


def test_a_section_is_well_formed_and_described(facts, layers):
    ids = []
    for code in facts.points:
        drawn = cross_section(facts.of(code), facts.sources, layers)
        if drawn:
            tree = ET.fromstring(drawn)
            assert tree.get("role") == "img"
            ids += [node.get("id") for node in tree.iter() if node.get("id")]
            found = {node.get("id") for node in tree.iter()}
            assert set(tree.get("aria-labelledby").split()) <= found
            said = " ".join(node.text for node in tree.iter(f"{SVG}text"))
            assert CAPTION.split(".")[0] in said.replace("  ", " ")
            assert not re.search(r'"#|rgb|hsl', drawn), "colours belong to the style sheet"
            assert "style=" not in drawn
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("code", "needles"),
    [
        ("GB21", [("perpendicular", ""), ("oblique", "")]),
        ("BL13", [("oblique", "left")]),
        ("BL23", [("perpendicular", ""), ("oblique", "left")]),
        ("GV9", [("oblique", "left")]),
        ("BL41", [("perpendicular", ""), ("oblique", "")]),
        ("GV20", [("transverse", "")]),
        ("LI14", [("perpendicular", ""), ("oblique", "left")]),
        ("BL67", [("superficial", "")]),
    ],
)
def test_one_needle_per_printed_angle_and_side(facts, code, needles):
    found = needles_of(facts.of(code), facts.sources, region_of(facts.points[code]))
    assert [(needle.angle, needle.side) for needle in found] == needles


def test_a_direction_out_of_the_plane_is_said_not_to_be_drawn(facts):
    words = [words for needle in needles_of(facts.of("BL45"), facts.sources, "lung") for words in needle.words]
    assert words
    assert "oblique, downward (direction not drawn)" in words[0]


@pytest.mark.parametrize(
    ("direction", "region", "side"),
    [
        ("toward the spine", "lung", "left"),
        ("tangential to the ribs", "lung", ""),
        ("downward", "lung", ""),
        ("upward", "midline", "left"),
        ("downward", "midline", "right"),
        ("upward if oblique", "limb", "left"),
        ("toward the spine", "limb", ""),
        ("", "lung", ""),
    ],
)
def test_side_of_a_direction(direction, region, side):
    assert side_of(direction, region) == side


def test_the_needle_is_as_long_whatever_the_depth(facts, layers):
    def length(code):
        tree = ET.fromstring(cross_section(facts.of(code), facts.sources, layers))
        line = next(node for node in tree.iter(f"{SVG}line") if node.get("class") == "section-needle")
        return float(line.get("y2")) - float(line.get("y1"))

    assert length("GB30") == pytest.approx(length("GB21"), abs=0.02)


def test_a_region_without_layers_is_an_error(facts):
    with pytest.raises(ValueError, match="no layers for region 'lung'"):
        cross_section(facts.of("BL13"), facts.sources, ())
