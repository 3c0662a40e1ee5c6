"""Cautions in order, injuries where they belong, pregnancy from both sides."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence.cautions import (
    AT_POINT,
    GENERAL_REGIONS,
    KIND_WORDS,
    NAMED,
    REGION_MATCH,
    SAME_REGION,
    SEVERITY_WORDS,
    caution_groups,
    cautions_for,
    injuries_for,
    injury_words,
    pregnancy_for,
)
from dashboard.evidence.depths import codes_named
from dashboard.facts import Caution, Injury, load_facts
from dashboard.facts.vocabulary import CAUTION_KINDS, SEVERITIES


@pytest.fixture(scope="module")
def facts():
    return load_facts(Path(__file__).parents[2] / "data")


def caution(kind, severity, text="words", sources=()):
    return Caution("BL23", kind, severity, text, sources, "curator")


def injury(code="", region="back", cases=1):
    return Injury(code, region, "lung", "punctured lung", cases, ("report",), "", "abstract")


def test_cautions_come_by_severity_then_kind_and_without_pregnancy(facts):
    rows = (
        caution("vessel", "note"),
        caution("pregnancy", "grave"),
        caution("nerve", "serious"),
        caution("kidney", "grave"),
        caution("lung", "grave"),
    )
    found = cautions_for(replace(facts.of("BL23"), cautions=rows))
    assert [(row.severity, row.kind) for row in found] == [
        ("grave", "lung"),
        ("grave", "kidney"),
        ("serious", "nerve"),
        ("note", "vessel"),
    ]


def test_nothing_is_lost_between_cautions_and_pregnancy(facts):
    for code in facts.points:
        point = facts.of(code)
        others = [row for row in point.cautions if row.kind != "pregnancy"]
        assert sorted(row.text for row in cautions_for(point)) == sorted(row.text for row in others)
        assert sum(len(group.cautions) for group in caution_groups(point)) == len(others)


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("GB21", ("lung", "grave")),
        ("BL13", ("lung", "grave")),
        ("BL23", ("kidney", "grave")),
        ("BL52", ("kidney", "grave")),
        ("GV16", ("spinal_canal", "grave")),
        ("EX-B8", ("spinal_canal", "grave")),
        ("BL41", ("lung", "grave")),
        ("BL40", ("vessel", "grave")),
    ],
)
def test_the_gravest_kind_leads(facts, code, first):
    group = caution_groups(facts.of(code))[0]
    assert (group.kind, group.severity) == first
    assert group.label == KIND_WORDS[first[0]]


def test_every_kind_and_severity_has_words():
    assert set(KIND_WORDS) == set(CAUTION_KINDS)
    assert set(SEVERITY_WORDS) == set(SEVERITIES)


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("GB21", [AT_POINT] * 3 + [SAME_REGION] * 2),
        ("TE15", [SAME_REGION] * 2),
        ("BL43", [NAMED] * 3 + [SAME_REGION] * 2),
        ("BL46", [NAMED] + [SAME_REGION] * 2),
        ("BL52", [NAMED] + [SAME_REGION] * 4),
        ("BL40", [NAMED] * 3),
        ("BL39", [SAME_REGION] * 3),
        ("GV16", [AT_POINT, NAMED, SAME_REGION]),
        ("GV4", [SAME_REGION]),
        ("GB34", [AT_POINT]),
        ("SP6", []),
        ("ASHI", []),
    ],
)
def test_injuries_at_a_point_around_it_and_in_its_region(facts, code, where):
    assert [near.where for near in injuries_for(facts.of(code), facts.injuries)] == where


def test_every_published_injury_has_a_rule(facts):
    for row in facts.injuries:
        assert row.code or row.region in GENERAL_REGIONS or row.region in REGION_MATCH or codes_named(row.region)


def test_every_region_rule_matches_a_point(facts):
    for region, rule in REGION_MATCH.items():
        assert any(rule(point) for point in facts.points.values()), region


def test_an_injury_with_a_point_is_not_shown_in_its_region(facts):
    assert injuries_for(facts.of("BL13"), [injury(code="BL12", region="back")]) == ()


def test_an_unknown_region_is_named(facts):
    with pytest.raises(ValueError, match="no rule for region 'the moon'"):
        injuries_for(facts.of("BL13"), [injury(region="the moon")])


@pytest.mark.parametrize(
    ("cases", "words"),
    [(1, "punctured lung (1 case)"), (3, "punctured lung (3 cases)"), (None, "punctured lung (no count given)")],
)
def test_injury_words_keep_the_count(cases, words):
    assert injury_words(injury(cases=cases)) == words


@pytest.mark.parametrize(
    ("code", "advice", "reviews", "trials"),
    [
        ("BL23", 1, 1, {"kvorning2004": "menu", "nicolian2019": "menu"}),
        ("BL27", 1, 1, {"wedenberg2000": "fixed"}),
        ("LI4", 1, 1, {}),
        ("BL40", 0, 0, {"guerreirodasilva2004": "menu", "nicolian2019": "menu"}),
    ],
)
def test_pregnancy_shows_advice_reviews_and_trials(facts, code, advice, reviews, trials):
    found = pregnancy_for(facts.of(code), facts.trials)
    assert (len(found.advice), len(found.reviews)) == (advice, reviews)
    assert {used.trial.study_id: used.role for used in found.trials} == trials
    assert all(used.trial.condition.startswith("pregnancy") for used in found.trials)


def test_no_pregnancy_note_where_nothing_is_known(facts):
    assert pregnancy_for(facts.of("BL13"), facts.trials) is None


def test_trials_outside_pregnancy_do_not_count(facts):
    point = facts.of("GV3")
    assert point.trial_points
    assert pregnancy_for(point, facts.trials).trials == ()
