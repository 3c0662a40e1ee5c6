from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.facts import rules
from dashboard.facts.anatomy import DIRECTIONS, FACINGS, FORAMINA, LANDMARKS, SEGMENTS, SPINE
from dashboard.facts.rule_facts import expand, is_paired, lateral_of, level_of, representative, uses
from dashboard.facts.rules import RuleError, parse_rule

ALONG = [segment.name for segment in SEGMENTS.values() if segment.start]
ACROSS = [segment.name for segment in SEGMENTS.values() if not segment.start]
CUN = st.integers(1, 80).map(lambda quarters: quarters / 4)
SHARES = st.tuples(st.integers(1, 15), st.integers(2, 16)).filter(lambda pair: pair[0] < pair[1])


def _levels(last):
    return st.sampled_from(SPINE[: SPINE.index(last) + 1])


def _pair(levels):
    first, second = sorted(levels, key=SPINE.index)
    return rules.Each(first, second)


SIMPLE = st.one_of(
    st.sampled_from(list(LANDMARKS)).map(rules.Landmark),
    _levels("S2").map(rules.Level),
    _levels("L5").map(rules.Below),
    st.sampled_from(FORAMINA).map(rules.Foramen),
    st.lists(_levels("L5"), min_size=2, max_size=2, unique=True).map(_pair),
    st.sampled_from(ALONG).map(lambda name: rules.Along(name, SEGMENTS[name].cun / 2)),
)


def _bigger(places):
    return st.one_of(
        st.builds(rules.Between, places, places, SHARES.map(lambda pair: Fraction(*pair))),
        st.builds(rules.Cross, places, places),
        st.builds(rules.Both, places, places),
        st.builds(rules.Midline, places),
        st.builds(
            rules.Hollow,
            places,
            st.sampled_from(list(SEGMENTS)),
            st.lists(st.sampled_from(DIRECTIONS), min_size=1, max_size=3).map(tuple),
        ),
        st.builds(rules.Lateral, places, CUN, st.sampled_from(ACROSS)),
        st.builds(rules.Moved, places, st.sampled_from(DIRECTIONS), CUN, st.sampled_from(list(SEGMENTS))),
        st.builds(rules.Facing, places, st.sampled_from(FACINGS)),
    )


RULES = st.recursive(SIMPLE, _bigger, max_leaves=6)


class TestReading:
    @given(RULES)
    def test_text_of_a_rule_reads_back_as_the_same_rule(self, rule):
        assert parse_rule(str(rule)) == rule

    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("below( L2 )  lateral(1.50)", "below(L2) lateral(1.5)"),
            ("below(L2) lateral(1.5, scapulae)", "below(L2) lateral(1.5)"),
            ("between(level(C7),acromion,2/4) facing(top)", "between(level(C7), acromion, 1/2) facing(top)"),
            ("  acromion  ", "acromion"),
            ("posterior_hairline up(0.5,neck)lateral(1.3,head)", "posterior_hairline up(0.5, neck) lateral(1.3, head)"),
        ],
    )
    def test_spacing_and_spare_zeros_do_not_matter(self, text, canonical):
        assert str(parse_rule(text)) == canonical

    @given(st.text(alphabet="(),/;=_.*%$#éß肾 0123456789", max_size=40))
    def test_text_without_words_is_refused_and_quoted(self, text):
        with pytest.raises(RuleError) as error:
            parse_rule(text)
        assert repr(text) in str(error.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "expected a word"),
        ("beneath(L2)", "verbs: level, below, foramen"),
        ("elbow", "landmarks: SP_C7"),
        ("below(S1)", "choose from: C7, T1"),
        ("below(L2", "expected )"),
        ("below(L2) lateral(0)", "outside 0 to 20"),
        ("below(L2) lateral(25)", "outside 0 to 20"),
        ("below(L2) lateral(1.5, calf)", "choose from: scapulae, head"),
        ("below(L2) sideways(1)", "choose from: lateral, up"),
        ("foramen(L5)", "choose from: S1, S2, S3, S4"),
        ("along(calf, 17)", "segment calf is 16 cun long"),
        ("along(scapulae, 1)", "choose from: neck, belly"),
        ("between(acromion, olecranon, 3/2)", "between 0 and 1"),
        ("between(acromion, olecranon, 0.5/2)", "whole numbers"),
        ("each(L5, L1)", "must run downward"),
        ("hollow(acromion, calf)", "needs a direction"),
        ("acromion facing(left)", "choose from: back, front"),
        ("acromion facing(top) olecranon", "choose from: lateral"),
        ("acromion)", "after a place come moves"),
        ("acromion; import os", "unexpected ';' at character 9"),
        ("midline(" * 40 + "acromion" + ")" * 40, "nested more than"),
    ],
)
def test_a_bad_rule_names_the_valid_choices(text, says):
    with pytest.raises(RuleError) as error:
        parse_rule(text)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("text", "level", "lateral", "paired"),
    [
        ("below(L2)", "L2", 0, False),
        ("below(L2) lateral(1.5)", "L2", 1.5, True),
        ("level(L4) lateral(3.5)", "L4", 3.5, True),
        ("foramen(S2)", "S2", None, True),
        ("foramen(S2) lateral(3)", "S2", 3, True),
        ("each(T1, T12) lateral(0.5)", "T1-T12", 0.5, True),
        ("below(C7) up(2, neck) lateral(1)", "", 1, True),
        ("along(belly, 3)", "", 0, False),
        ("along(calf, 8)", "", None, True),
        ("midline(ear_apex) facing(top)", "", 0, False),
        ("between(coccyx_tip, anus, 1/2)", "", 0, False),
        ("between(level(C7), acromion, 1/2) facing(top)", "", None, True),
        ("acromion", "", None, True),
    ],
)
def test_level_and_distance_of_a_rule(text, level, lateral, paired):
    rule = parse_rule(text)
    assert (level_of(rule), lateral_of(rule), is_paired(rule)) == (level, lateral, paired)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("below(L2)", ("SP_L2", "SP_L3")),
        ("below(L2) lateral(1.5)", ("scapula_border", "SP_L2", "SP_L3")),
        ("along(calf, 8)", ("popliteal", "achilles")),
        ("between(acromion, acromion, 1/2)", ("acromion",)),
        ("posterior_hairline up(0.5, neck)", ("posterior_hairline", "SP_C7")),
    ],
)
def test_landmarks_a_rule_uses(text, names):
    assert uses(parse_rule(text)) == names


def test_a_rule_with_many_places_expands_and_has_one_that_stands_for_it():
    rule = parse_rule("each(L1, L5) lateral(0.5)")
    assert [label for label, _ in expand(rule)] == ["L1", "L2", "L3", "L4", "L5"]
    assert str(representative(rule)) == "below(L3) lateral(0.5)"
    both = parse_rule("both(acromion, olecranon) facing(back)")
    assert [str(place) for _, place in expand(both)] == ["acromion facing(back)", "olecranon facing(back)"]
    assert str(representative(both)) == "acromion facing(back)"


@given(RULES)
def test_every_landmark_used_is_in_the_vocabulary(rule):
    assert set(uses(rule)) <= set(LANDMARKS)
