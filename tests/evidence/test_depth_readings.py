"""The words over the strip: a table of the atlas's own points and of made-up ones."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence.depth_readings import (
    AGREE,
    DIFFER_ANGLE,
    DIFFER_DEPTH,
    NOT_REPORTED,
    ONE_SOURCE,
    REACHES,
    WORDS,
    angles_differ,
    danger_words,
    deep_ends_differ,
    depths_of,
    reaching,
    readings,
    unknowns,
)
from dashboard.evidence.depths import smallest_danger_depth, source_depths
from dashboard.facts import MeasuredDepth, Needling, load_facts


@pytest.fixture(scope="module")
def facts():
    return load_facts(Path(__file__).parents[2] / "data")


@pytest.fixture
def blank(facts):
    """A point of which nothing is known."""
    empty = dict.fromkeys(("needling", "measured_depths", "cautions", "injuries", "location_notes", "trial_points"), ())
    return replace(facts.of("BL12"), **empty)


def needling(low, high, unit="cun", source="book", angle=""):
    return Needling("BL12", (source,), angle, "", low, high, unit, "", "textbook")


def measured(mean=None, low=None, high=None, measure="skin_to_pleura"):
    return MeasuredDepth(
        ("lab",), "BL12", "MRI", "adults", 9, "all", measure, "lung", mean, None, low, high, "", "abstract"
    )


def entry(*row):
    return source_depths([needling(*row)], frozenset(), {})[0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("GB21", {REACHES, DIFFER_DEPTH, DIFFER_ANGLE}),
        ("BL13", {DIFFER_DEPTH}),
        ("BL23", {DIFFER_DEPTH, DIFFER_ANGLE}),
        ("BL52", {DIFFER_DEPTH}),
        ("GV16", {ONE_SOURCE}),
        ("EX-B8", {DIFFER_DEPTH}),
        ("BL41", {DIFFER_ANGLE}),
        ("GV20", {ONE_SOURCE}),
        ("BL60", {DIFFER_DEPTH}),
    ],
)
def test_readings_of_the_atlas(facts, code, words):
    assert {reading.word for reading in readings(facts.of(code), facts.sources)} == words


@pytest.mark.parametrize(
    ("rows", "depths", "words"),
    [
        ([], [], {NOT_REPORTED}),
        ([needling(None, None, "", angle="oblique")], [], {NOT_REPORTED}),
        ([needling(5, None, "mm")], [], {NOT_REPORTED}),
        ([needling(10, 20, "mm")], [], {ONE_SOURCE}),
        ([needling(10, 20, "mm")], [measured(20)], {ONE_SOURCE, REACHES}),
        ([needling(10, 20, "mm"), needling(5, 20, "mm", "other")], [], {AGREE}),
        ([needling(10, 20, "mm"), needling(5, 10, "mm", "other")], [], {DIFFER_DEPTH}),
        ([needling(0.5, 1), needling(10, 20, "mm", "other")], [], {AGREE}),
        ([needling(0.5, 1), needling(10, 24, "mm", "other")], [], {DIFFER_DEPTH}),
        ([needling(0.5, 1, angle="oblique"), needling(0.5, 1, "cun", "other", "perpendicular/oblique")], [], {AGREE}),
        ([needling(0.5, 1, angle="oblique"), needling(0.5, 1, "cun", "other", "perpendicular")], [], {DIFFER_ANGLE}),
        ([needling(0.5, 1)], [measured(23)], {ONE_SOURCE, REACHES}),
        ([needling(0.5, 1)], [measured(23.1)], {ONE_SOURCE}),
        ([needling(0.5, 1)], [measured(40, low=22, high=60)], {ONE_SOURCE, REACHES}),
        ([needling(0.5, 1)], [measured(low=5, high=9, measure="safe_depth")], {ONE_SOURCE}),
        ([needling(1, 2, angle="transverse")], [measured(23)], {ONE_SOURCE}),
    ],
)
def test_readings_by_rule(blank, rows, depths, words):
    point = replace(blank, needling=tuple(rows), measured_depths=tuple(depths))
    assert {reading.word for reading in readings(point, {})} == words


def test_every_point_gets_a_reading_in_the_known_words(facts):
    for code in facts.points:
        found = [reading.word for reading in readings(facts.of(code), facts.sources)]
        assert found
        assert set(found) <= set(WORDS)
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ((0.5, 1), (0.8, 1), False),
        ((0.5, 1), (0.5, 1.2), True),
        ((0.5, 1.2), (0.5, 1.3), False),
        ((0.5, 1), (0.1, 23, "mm"), False),
        ((0.5, 1), (0.1, 23.5, "mm"), True),
        ((0.5, 1), (5, None, "mm"), False),
    ],
)
def test_deep_ends_differ_only_beyond_the_width_of_a_cun(one, other, differ):
    assert deep_ends_differ(entry(*one), entry(*other)) is differ
    assert deep_ends_differ(entry(*other), entry(*one)) is differ


def test_an_unprinted_angle_contradicts_nothing():
    assert not angles_differ(entry(1, 2), entry(1, 2, "cun", "other", "oblique"))


def test_who_reaches_the_pleura_at_gb21(facts):
    point = facts.of("GB21")
    found = reaching(depths_of(point, facts.sources), smallest_danger_depth(point.measured_depths))
    assert [item.sources[0] for item in found] == ["pmc3804079_t3", "wu_gb21", "thesis_qihuang2017"]


def test_the_danger_depth_says_mean_when_it_is_a_mean(facts):
    said = danger_words(smallest_danger_depth(facts.of("GB21").measured_depths), facts.sources)
    assert said.startswith("14.6 mm, skin to pleura (a mean, so some people have less; female")
    assert "ultrasound" in said


@pytest.mark.parametrize(("code", "said"), [("BL23", True), ("BL15", True), ("GB21", False)])
def test_the_danger_depth_says_for_what_needle_it_holds(facts, code, said):
    words = danger_words(smallest_danger_depth(facts.of(code).measured_depths), facts.sources)
    assert ("needle straight" in words) is said


def test_nothing_is_called_safe(facts):
    for code in facts.points:
        point = facts.of(code)
        said = [reading.sentence for reading in readings(point, facts.sources)] + list(unknowns(point, facts.sources))
        assert not [
            sentence for sentence in said if "safe" in sentence.lower() and not sentence.startswith("A misprint")
        ]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("GB21", ["Measured only in: adults, Taiwan", "No clinician"]),
        ("BL23", ["Measured only in: China", "print means and no smallest value"]),
        ("BL13", ["No measured depth", "A misprint, as we read it", "No clinician"]),
        ("GV16", ["Only one source prints how deep to go", "Measured only in"]),
        ("ASHI", ["No measured depth", "No clinician"]),
    ],
)
def test_what_we_do_not_know(facts, code, parts):
    said = " ".join(unknowns(facts.of(code), facts.sources))
    assert [part for part in parts if part not in said] == []


def test_of_a_point_with_nothing_all_is_unknown(blank):
    said = unknowns(blank, {})
    assert any("prints a depth" in line for line in said)
    assert any("prints an angle" in line for line in said)
    assert any("No measured depth" in line for line in said)
