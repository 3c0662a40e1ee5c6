"""What is said where no danger depth was measured, and of limits before the line: made-up rows and the atlas's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence.depth_danger import (
    FLAG_WORDS,
    HEADINGS,
    limit_words,
    limits_before,
    structures_at_risk,
    unmeasured_words,
)
from dashboard.evidence.depths import DANGER, DangerDepth, measure_kind, smallest_danger_depth
from dashboard.facts import Caution, MeasuredDepth, load_facts


@pytest.fixture(scope="module")
def facts():
    return load_facts(Path(__file__).parents[2] / "data")


def caution(kind, severity="grave"):
    return Caution("XX1", kind, severity, "Words.", (), "curator")


def measured(measure, mean=None, low=None, high=None):
    return MeasuredDepth(
        ("lab",), "XX1", "MRI", "adults", 10, "all", measure, "dura", mean, None, low, high, "", "abstract"
    )


@pytest.mark.parametrize(
    ("cautions", "depths", "named"),
    [
        ([caution("lung")], [], "lung"),
        ([caution("lung", "serious")], [], "lung"),
        ([caution("kidney"), caution("lung")], [], "lung or kidney"),
        ([caution("spinal_canal"), caution("kidney"), caution("lung")], [], "lung, kidney or spinal canal"),
        ([caution("spinal_canal")], [measured("safe_depth", low=25)], "spinal canal"),
        ([caution("lung")], [measured("qualitative")], "lung"),
        ([caution("lung", "note")], [], ""),
        ([caution("vessel")], [], ""),
        ([], [], ""),
        ([caution("lung")], [measured("skin_to_pleura", 30)], ""),
    ],
)
def test_where_nothing_was_measured_the_structure_is_named(facts, cautions, depths, named):
    point = replace(facts.of("BL12"), cautions=tuple(cautions), measured_depths=tuple(depths))
    said = f"No measured depth to the {named} at this point in our data: an empty scale is not safety."
    assert unmeasured_words(point) == (said if named else "")


def test_every_point_warned_of_a_structure_has_a_measurement_or_the_words(facts):
    for code in facts.points:
        point = facts.of(code)
        has_measurement = any(measure_kind(row) == DANGER for row in point.measured_depths)
        warned = structures_at_risk(point.cautions)
        assert bool(unmeasured_words(point)) == (bool(warned) and not has_measurement), code
    assert unmeasured_words(facts.of("BL17"))
    assert not unmeasured_words(facts.of("BL23"))


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([measured("safe_depth", low=27.7, high=33.4)], 1),
        ([measured("recommended_maximum", high=29)], 1),
        ([measured("safe_depth", low=30)], 0),
        ([measured("skin_to_dura", 20)], 0),
    ],
)
def test_limits_before_the_line(rows, count):
    danger = DangerDepth(30, "mean", measured("skin_to_dura", 30))
    assert len(limits_before(rows, danger)) == count
    assert limits_before(rows, None) == ()


def test_limits_of_the_atlas(facts):
    assert "27.73 to 33.39 mm (Lin 2013)" in limit_words(facts.of("GV16"), facts.sources)
    assert limit_words(facts.of("BL52"), facts.sources) == ""


def test_each_kind_of_line_has_a_heading_and_a_flag(facts):
    lines = [smallest_danger_depth(facts.of(code).measured_depths) for code in facts.points]
    assert {line.which for line in lines if line} == set(HEADINGS) == set(FLAG_WORDS)
