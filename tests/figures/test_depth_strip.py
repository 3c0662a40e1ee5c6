"""The strip of every point: one scale, each source's own figure, the danger line, and the same facts in words."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.depth_danger import unmeasured_words
from dashboard.evidence.depth_readings import depths_of
from dashboard.evidence.depths import depths_nearby, measure_kind, printed_depth, printed_measure
from dashboard.facts import load_facts
from dashboard.figures.depth_strip import (
    depth_rows,
    depth_strip,
    depth_text,
    no_strip_reason,
    scale_for,
)

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def facts():
    return load_facts(Path(__file__).parents[2] / "data")


def drawn(facts, code):
    return depth_strip(facts.of(code), facts.sources, depths_nearby(code, facts.measured_depths))


def words_in(svg):
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


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
        assert [line for line in words_in(drawn(facts, code)) if len(line) > 44] == []


def test_marks_lie_on_the_scale(facts):
    for code in facts.points:
        for node in ET.fromstring(drawn(facts, code)).iter():
            for name in ("x", "x1", "x2", "cx"):
                value = node.get(name, "")
                if value.endswith("%"):
                    assert 0 <= float(value[:-1]) <= 100, (code, name, value)


@pytest.mark.parametrize(
    ("code", "flag"),
    [
        ("GB21", ["14.6 mm, a mean:", "some people have less"]),
        ("BL23", ["70 mm, a mean:", "some people have less"]),
        ("GV16", ["30.02 mm, the smallest", "seen in the study"]),
        ("BL13", []),
        ("EX-B8", []),
    ],
)
def test_the_danger_line_says_what_it_is(facts, code, flag):
    svg = drawn(facts, code)
    assert ("strip-danger-line" in svg) == bool(flag)
    assert [words for words in words_in(svg) if words in flag] == flag


def test_no_line_of_the_scale_runs_through_words(facts):
    for code in facts.points:
        tree = ET.fromstring(drawn(facts, code))
        clip = next(node for node in tree.iter(f"{SVG}clipPath") if node.get("id").endswith("-rows"))
        rows = [(float(row.get("y")), float(row.get("y")) + float(row.get("height"))) for row in clip]
        clipped = [line for group in tree.iter(f"{SVG}g") if group.get("clip-path") for line in group]
        upright = [line for line in tree.iter(f"{SVG}line") if line.get("class") in ("strip-skin", "strip-grid")]
        assert upright
        assert {id(line) for line in upright} <= {id(line) for line in clipped}
        # The arrow of the danger line is a sign on the scale; all else keeps 10 px above and 3 px below its baseline.
        texts = [float(node.get("y")) for node in tree.iter(f"{SVG}text") if node.text != "▼"]
        assert [(code, y) for y in texts for top, bottom in rows if y - 10 < bottom and y + 3 > top] == []


@pytest.mark.parametrize("code", ["BL13", "BL17", "EX-B5", "EX-B8"])
def test_an_empty_scale_is_said_not_to_be_safe(facts, code):
    words = unmeasured_words(facts.of(code))
    assert words
    assert words in " ".join(words_in(drawn(facts, code)))
    assert words in depth_text(facts.of(code), facts.sources).splitlines()


def test_a_limit_before_the_line_is_named_as_a_limit(facts):
    words = "Authors name a limit before that, which is not a measurement: range 27.73 to 33.39 mm (Lin 2013)."
    assert words in " ".join(words_in(drawn(facts, "GV16")))
    assert words in depth_text(facts.of("GV16"), facts.sources)


@pytest.mark.parametrize("code", ["BL13", "GB21"])
def test_two_figures_of_one_source_are_told_apart(facts, code):
    said = depth_text(facts.of(code), facts.sources)
    for words in (" ".join(words_in(drawn(facts, code))), said):
        assert words.count("The lowest maximum among ten texts, at 22 mm a cun") == 1
        assert words.count("The highest maximum among the same ten texts, at 22 mm a cun") == 1


def test_every_measurement_has_its_words_above_its_mark(facts):
    for code in ("BL23", "GV16", "GB21"):
        tree = ET.fromstring(drawn(facts, code))
        texts = [node for node in tree.iter(f"{SVG}text") if node.get("class") == "strip-measure"]
        assert {node.get("x") for node in texts} == {"0"}


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


@given(st.lists(st.floats(0.1, 140), max_size=5))
def test_a_scale_holds_everything_with_few_ticks(depths):
    scale = scale_for(depths)
    assert scale.longest >= max(depths, default=0)
    assert 1 <= len(scale.ticks()) <= 8
    assert scale.ticks()[-1] == pytest.approx(scale.longest)


def test_the_text_says_what_the_strip_shows(facts):
    for code in ("GB21", "BL13", "BL23", "BL52", "GV16", "EX-B8", "BL41", "GB30", "ST36"):
        point = facts.of(code)
        said = depth_text(point, facts.sources)
        assert [row for row in point.needling if printed_depth(row) not in said] == []
        assert [
            row for row in point.measured_depths if measure_kind(row) != "words" and printed_measure(row) not in said
        ] == []
    assert "Smallest published mean: 14.6 mm, skin to pleura" in depth_text(facts.of("GB21"), facts.sources)


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
    assert "mean 40 mm: male underweight (BMI<18.5), n = 46" in " ".join(words_in(drawn(facts, "GB21")))


def test_the_strip_and_its_words_say_that_the_needle_went_straight(facts):
    assert "needle straight" in " ".join(words_in(drawn(facts, "BL15")))
    assert "needle straight" in depth_text(facts.of("BL15"), facts.sources)
