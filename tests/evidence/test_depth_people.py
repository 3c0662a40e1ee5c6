"""Whose number stands beside a depth, and for what needle the depth holds."""

import pytest

from dashboard.evidence.depth_people import (
    group_words,
    is_of_whole_study,
    needle_words,
    people_words,
    structure_words,
)
from dashboard.facts import MeasuredDepth


def measured(n=140, group="all", population="", note="", structure="kidney"):
    return MeasuredDepth(
        ("lab",), "XX1", "MRI", population, n, group, "danger_depth", structure, 70, None, None, None, note, "abstract"
    )


@pytest.mark.parametrize(
    ("row", "people"),
    [
        (measured(), "n = 140"),
        (measured(group="mixed", population="Taiwan, 140 in the whole study"), "n = 140"),
        (measured(None), "number of people not given"),
        (measured(group="underweight, left", note="n is the whole study."), "of 140 in the study"),
        (measured(group="underweight, left", population="China, 140 in the whole study"), "of 140 in the study"),
        (measured(group="male", population="men and women"), "of 140 in the study"),
        (measured(18, group="male", population="healthy men 22-63 y"), "n = 18"),
        (measured(101, group="male (n=41)"), "of 101 in the study"),
        (measured(41, group="male (n=41)"), ""),
        (measured(46, group="male underweight", population="Taiwan, male"), "n = 46"),
    ],
)
def test_a_number_says_whose_it_is(row, people):
    assert people_words(row) == people
    assert is_of_whole_study(row) == (people.startswith("of ") or people == "")


def test_no_part_of_a_study_carries_the_number_of_the_whole_as_its_own(facts):
    for row in facts.measured_depths:
        if "whole study" in row.population + row.note:
            assert people_words(row) == f"of {row.n} in the study"


def test_the_number_of_a_group_that_was_counted_is_its_own(facts):
    counted = [row for row in facts.measured_depths if "group size from" in row.note]
    assert counted
    assert all(people_words(row) == f"n = {row.n}" for row in counted)


@pytest.mark.parametrize(("group", "words"), [("", ""), ("all", ""), ("mixed", ""), ("obese, left", "obese, left")])
def test_everybody_is_no_group(group, words):
    assert group_words(measured(group=group)) == words


@pytest.mark.parametrize(
    ("row", "needle", "structure"),
    [
        (measured(), "", "kidney"),
        (measured(structure="kidney, needle straight"), "needle straight", "kidney, needle straight"),
        (measured(note="Straight needle. More words."), "needle straight", "kidney, needle straight"),
        (measured(structure="", note="Straight needle."), "needle straight", "needle straight"),
        (measured(note="Straight line from skin to pleura."), "", "kidney"),
    ],
)
def test_a_straight_needle_is_said_where_the_row_says_so(row, needle, structure):
    assert (needle_words(row), structure_words(row)) == (needle, structure)
