"""Rates in plain words, denominators apart, rare harms said honestly, and lists that stay lists."""

import inspect
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence import harms
from dashboard.evidence.harms import (
    DENOMINATORS,
    GENERAL,
    LOWER,
    NECK,
    UPPER,
    counts_agree,
    drawn_words,
    harm_rate,
    icons_of,
    injuries_by_part,
    one_in,
    part_of,
    plain_words,
    rate_of,
    rates_by_denominator,
)
from dashboard.facts import SafetyRate, load_facts


@pytest.fixture(scope="module")
def facts():
    return load_facts(Path(__file__).parents[2] / "data")


def rate(per_10000=None, n=None, events=None, denominator="patients", low=None, high=None):
    return SafetyRate("x", "harm", denominator, n, events, per_10000, low, high, (), "", ("study",), "abstract")


@pytest.mark.parametrize(
    ("per_10000", "expected"),
    [
        (860.5, 11),
        (931, 10),
        (610, 16),
        (2970, 3),
        (2500, 4),
        (10_000, 1),
        (5000, 2),
        (70, 140),
        (1, 10_000),
        (0.0872, 110_000),
        (0.0087, 1_100_000),
    ],
)
def test_one_in_n_rounds_down(per_10000, expected):
    assert one_in(per_10000) == expected


@given(st.floats(1e-4, 10_000))
def test_one_in_n_never_makes_a_harm_smaller_nor_much_larger(per_10000):
    number = one_in(per_10000)
    assert 10_000 / number >= per_10000 * (1 - 1e-9)
    assert 10_000 / number <= per_10000 * 2


@pytest.mark.parametrize("per_10000", [0, -1, 10_001])
def test_one_in_n_needs_a_rate(per_10000):
    with pytest.raises(ValueError, match="valid: above 0"):
        one_in(per_10000)


@pytest.mark.parametrize(
    ("row", "words", "drawn", "icons"),
    [
        (rate(860.5, 229_230, 19_726), "about 1 in 11 patients", "about 86 in 1,000 patients", 86),
        (rate(4.7, 6348, 3), "about 1 in 2,100 patients", "too few to draw: about 5 in 10,000 patients", None),
        (rate(4.0), "about 1 in 2,500 patients", "too few to draw: about 4 in 10,000 patients", None),
        (rate(0.0872), "about 1 in 110,000 patients", "too few to draw: about 9 in 1,000,000 patients", None),
        (rate(10), "about 1 in 1,000 patients", "about 1 in 1,000 patients", 1),
        (rate(9.9), "about 1 in 1,000 patients", "too few to draw: about 10 in 10,000 patients", None),
        (rate(15), "about 1 in 660 patients", "about 2 in 1,000 patients", 2),
        (
            rate(0, 31_822, 0, "treatments"),
            "none in 31,822 treatments",
            "none to draw: none in 31,822 treatments",
            None,
        ),
        (rate(None, 200, 3), "about 1 in 66 patients", "about 15 in 1,000 patients", 15),
        (rate(), "no single rate printed", "no rate to draw", None),
        (rate(None, None, 479, "case_reports"), "479 published cases, no rate", "no rate to draw", None),
        (rate(0.0087, None, None, "treatments"), "about 1 in 1.1 million treatments", None, None),
    ],
)
def test_plain_words_and_icons(row, words, drawn, icons):
    assert plain_words(row) == words
    assert drawn is None or drawn_words(row) == drawn
    assert icons_of(row) == icons


@pytest.mark.parametrize(
    ("row", "percent", "interval"),
    [
        (rate(860), "8.6\N{NO-BREAK SPACE}%", ""),
        (rate(931, low=510, high=1462), "9.31\N{NO-BREAK SPACE}%", "5.1 to 14.62\N{NO-BREAK SPACE}%"),
        (rate(0.0872), "under 0.01\N{NO-BREAK SPACE}%", ""),
        (rate(0, 10, 0), "0\N{NO-BREAK SPACE}%", ""),
        (rate(), "", ""),
    ],
)
def test_per_cent_and_interval(row, percent, interval):
    found = harm_rate(row)
    assert found.percent == percent
    assert found.interval == interval


@pytest.mark.parametrize(
    ("row", "agrees"),
    [
        (rate(860.5, 229_230, 19_726), True),
        (rate(14, 31_822, 43), True),
        (rate(1070, 6348, 682), True),
        (rate(0, 1968, 0), True),
        (rate(86.05, 229_230, 19_726), False),
        (rate(15, 31_822, 43), False),
        (rate(5), True),
    ],
)
def test_counts_against_the_printed_rate(row, agrees):
    assert counts_agree(row) is agrees


def test_the_atlas_rates_agree_with_their_counts(facts):
    assert [row.safety_id for row in facts.safety if not counts_agree(row)] == []


def test_denominators_are_never_mixed(facts):
    groups = rates_by_denominator(facts.safety)
    assert tuple(groups) == DENOMINATORS
    assert sum(len(rows) for rows in groups.values()) == len(facts.safety)
    for name, rows in groups.items():
        assert rows
        assert {row.row.denominator for row in rows} == {name}
        known = [value for row in rows if (value := rate_of(row.row)) is not None]
        assert known == sorted(known, reverse=True)


def test_published_cases_never_become_a_rate(facts):
    for row in rates_by_denominator(facts.safety)["case_reports"]:
        assert rate_of(row.row) is None
        assert (row.percent, row.icons) == ("", None)
    assert "/" not in inspect.getsource(harms.injuries_by_part) + inspect.getsource(harms._part_of_injury)


@pytest.mark.parametrize(
    ("code", "part"),
    [("GB21", UPPER), ("GV9", UPPER), ("GV16", NECK), ("GV4", LOWER), ("BL52", LOWER), ("ASHI", GENERAL)],
)
def test_body_part_of_a_point(facts, code, part):
    assert part_of(facts.points[code]) == part


def test_every_injury_stands_in_one_part(facts):
    groups = injuries_by_part(facts.injuries, facts.points)
    assert sorted(id(row) for group in groups for row in group.injuries) == sorted(map(id, facts.injuries))
    parts = {group.part: {row.region for row in group.injuries} for group in groups}
    assert "reviews" in parts[GENERAL]
    assert "chest" in parts[UPPER]
    assert "both flanks, around BL52 and EX-B4" in parts[LOWER]
    assert "GV15, GV16 and GB20" in parts[NECK]
