"""The strip of every point: one scale, each source's own figure, the danger line, and the same facts in words."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.depth_readings import depths_of
from dashboard.evidence.depths import depths_nearby, measure_kind, printed_depth, printed_measure
from dashboard.facts import load_facts
from dashboard.figures.depth_strip import (
    common_scale,
    depth_rows,
    depth_strip,
    depth_text,
    no_strip_reason,
    own_scale,
    scale_for,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def facts():
    return load_facts(Path(__file__).parents[2] / "data")


def drawn(facts, code):
    return depth_strip(facts.of(code), facts.sources, depths_nearby(code, facts.measured_depths))


def words_in(svg):
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_point_has_a_strip_or_a_reason(facts):
    for code in facts.points:
        point = facts.of(code)
        assert (depth_strip(point, facts.sources) is None) == bool(no_strip_reason(point))


def test_a_point_with_nothing_has_a_reason(facts):
    point = replace(facts.of("BL12"), needling=(), measured_depths=())
    assert depth_strip(point, facts.sources) is None
    assert no_strip_reason(point) == "No source we have prints a needling depth for BL12, so there is no strip to draw."
    assert "No source we have prints a depth" in depth_text(point, facts.sources)
    assert depth_rows(point, facts.sources) == ()


def test_strips_are_well_formed_with_ids_of_their_own_and_no_colours(facts):
    ids = []
    for code in facts.points:
        svg = drawn(facts, code)
        tree = ET.fromstring(svg)
        found = [node.get("id") for node in tree.iter() if node.get("id")]
        assert set(tree.get("aria-labelledby").split()) <= set(found)
        assert tree.get("role") == "img"
        assert not re.search(r'"#|rgb|hsl|style=', svg)
        ids += found
    assert len(ids) == len(set(ids))


def test_every_printed_figure_stands_in_the_strip(facts):
    for code in facts.points:
        point, shown = facts.of(code), " ".join(words_in(drawn(facts, code)))
        for entry in depths_of(point, facts.sources):
            assert entry.printed == "no figure" or entry.printed in shown
        for row in point.measured_depths:
            assert measure_kind(row) == "words" or printed_measure(row) in shown


def test_no_line_is_too_long_for_a_narrow_strip(facts):
    for code in facts.points:
        assert [line for line in words_in(drawn(facts, code)) if len(line) > 52] == []


def test_marks_lie_on_the_scale(facts):
    for code in facts.points:
        for node in ET.fromstring(drawn(facts, code)).iter():
            for name in ("x", "x1", "x2", "cx"):
                value = node.get(name, "")
                if value.endswith("%"):
                    assert 0 <= float(value[:-1]) <= 100, (code, name, value)


@pytest.mark.parametrize(
    ("code", "place"), [("GB21", "14.6 mm"), ("BL23", "70 mm"), ("GV16", "30.02 mm"), ("BL13", None), ("EX-B8", None)]
)
def test_the_danger_line(facts, code, place):
    svg = drawn(facts, code)
    assert ("strip-danger-line" in svg) == bool(place)
    if place:
        assert place in words_in(svg)


def test_the_danger_line_stands_where_its_figure_is(facts):
    tree = ET.fromstring(drawn(facts, "GB21"))
    line = next(node for node in tree.iter(f"{SVG}line") if node.get("class") == "strip-danger-line")
    dots = [node.get("cx") for node in tree.iter(f"{SVG}circle")]
    assert line.get("x1") == line.get("x2")
    assert line.get("x1") in dots


def test_books_come_before_trials_and_measurements(facts):
    words = words_in(drawn(facts, "BL23"))
    assert words.index("Books") < words.index("Trials and plans") < words.index("Measured at this point")
    assert "Measured nearby, not at this point" in words_in(drawn(facts, "BL43"))


@given(st.lists(st.floats(0.1, 120), max_size=5), st.lists(st.floats(0.1, 140), max_size=5))
def test_a_scale_holds_everything_with_few_ticks(bars, marks):
    scale = scale_for(bars, marks)
    assert scale.longest >= max([*bars, *marks], default=0)
    assert 1 <= len(scale.ticks()) <= 8
    assert all(scale.percent(value) <= 70 for value in bars)
    assert scale.ticks()[-1] == pytest.approx(scale.longest)


def test_the_text_says_what_the_strip_shows(facts):
    for code in ("GB21", "BL13", "BL23", "BL52", "GV16", "EX-B8", "BL41", "GB30", "ST36"):
        point = facts.of(code)
        said = depth_text(point, facts.sources)
        assert [row for row in point.needling if printed_depth(row) not in said] == []
        assert [
            row for row in point.measured_depths if measure_kind(row) != "words" and printed_measure(row) not in said
        ] == []
    assert "Smallest published depth to a structure at risk: 14.6 mm" in depth_text(facts.of("GB21"), facts.sources)


def test_an_unconverted_figure_keeps_its_band_in_the_text(facts):
    assert "0.3 to 0.5 cun (6 to 11.5 mm), perpendicular" in depth_text(facts.of("GB21"), facts.sources)


def test_the_table_lists_every_row_with_its_sources(facts):
    for code in facts.points:
        point, nearby = facts.of(code), depths_nearby(code, facts.measured_depths)
        rows = depth_rows(point, facts.sources, nearby)
        expected = [*point.needling, *point.measured_depths, *nearby]
        assert [row.sources for row in rows] == [row.sources for row in expected]
        assert [row.note for row in rows] == [row.note for row in expected]
        assert all(row.sources for row in rows)


def test_compared_strips_share_one_scale_and_no_id(facts):
    codes = ("BL13", "BL17", "BL23")
    scale = common_scale(own_scale(facts.of(code), facts.sources) for code in codes)
    strips = [depth_strip(facts.of(code), facts.sources, scale=scale, name="compare") for code in codes]
    ticks = [[node.text for node in ET.fromstring(svg).iter(f"{SVG}text") if node.text.isdigit()] for svg in strips]
    assert ticks[0] == ticks[1] == ticks[2] == ["0", "20", "40", "60", "80", "100", "120", "140"]
    assert 'id="compare-bl23"' in strips[2]
    assert "strip-bl23" not in strips[2]


@pytest.mark.parametrize(
    ("code", "whole", "wrong"),
    [
        ("BL23", "140 in the study", "n = 140"),
        ("GB21", "101 in the study", "n = 101"),
        ("GV16", "114 in the study", "n = 114"),
    ],
)
def test_the_number_of_the_whole_study_is_not_shown_as_a_groups_own(facts, code, whole, wrong):
    shown = " ".join(words_in(drawn(facts, code)))
    assert whole in shown
    said = depth_text(facts.of(code), facts.sources)
    table = " ".join(row.what for row in depth_rows(facts.of(code), facts.sources))
    assert [words for words in (shown, said, table) if wrong in words] == []
    assert "male underweight (BMI<18.5), n = 46" in " ".join(words_in(drawn(facts, "GB21")))


def test_the_strip_and_its_words_say_that_the_needle_went_straight(facts):
    assert "needle straight" in " ".join(words_in(drawn(facts, "BL15")))
    assert "needle straight" in depth_text(facts.of("BL15"), facts.sources)
