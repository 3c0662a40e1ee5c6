import pytest

from dashboard.pages.search import CHANNEL_NAMES, plain, terms


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Shènshū", "shenshu"),
        ("Āshì", "ashi"),
        ("肾俞", "肾俞"),
        ("EX-B8", "ex b8"),
        ("  Gate of  Life ", "gate of life"),
        ("Lǘ", "lu"),
        ("", ""),
    ],
)
def test_plain_drops_tones_case_and_punctuation(text, bare):
    assert plain(text) == bare


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("BL23", ["bl23", "ub23", "shenshu", "肾俞", "kidney shu", "l2"]),
        ("GV4", ["gv4", "du4"]),
        ("TE5", ["te5", "sj5"]),
        ("EX-B2_L", ["l1", "l3", "l5"]),
        ("BL25", ["low back", "lower back", "bladder channel"]),
        ("BL40", ["knee"]),
        ("GV4", ["governing vessel"]),
    ],
)
def test_every_way_to_name_a_point_finds_it(facts, code, wanted):
    assert set(wanted) <= set(terms(facts.points[code]))


def test_the_code_comes_first_and_nothing_comes_twice(facts):
    for point in facts.points.values():
        found = terms(point)
        assert found[0] == plain(point.code)
        assert len(set(found)) == len(found)


def test_an_old_code_is_never_a_spine_level(facts):
    levels = {plain(level) for point in facts.points.values() for level in (point.level,) if level}
    for point in facts.points.values():
        codes = set(terms(point)) - {plain(point.level)}
        if "-" not in point.level:
            assert not codes & levels, point.code


def test_every_channel_has_a_name(facts):
    assert {point.channel for point in facts.points.values()} <= CHANNEL_NAMES.keys()
