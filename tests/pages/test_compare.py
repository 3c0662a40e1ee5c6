import re
from dataclasses import replace
from itertools import combinations

import pytest
from markupsafe import escape

from dashboard.evidence.depths import depths_nearby
from dashboard.figures.depth_strip import no_strip_reason, own_scale
from dashboard.pages.compare import SCALES, comparison_file
from dashboard.pages.documents import Documents
from tests.pages.hostile import MARK
from tests.pages.markup import text, tree

LENGTHS = [f"{scale.longest:g}" for scale in SCALES]


@pytest.fixture(scope="module")
def file(facts, documents):
    return comparison_file(facts, documents)


def needed(facts, code):
    return own_scale(facts.of(code), facts.sources, depths_nearby(code, facts.measured_depths)).longest


def test_scales_grow_and_the_last_holds_every_strip_of_the_atlas(facts):
    assert [scale.longest for scale in SCALES] == sorted({scale.longest for scale in SCALES})
    assert [code for code in facts.points if needed(facts, code) > SCALES[-1].longest] == []


def test_every_scale_has_whole_ticks():
    for scale in SCALES:
        assert scale.ticks()[-1] == scale.longest


def test_every_point_has_its_part_and_every_part_is_sound_html(file, facts):
    assert list(file["points"]) == list(facts.points)
    assert file["scales"] == [scale.longest for scale in SCALES]
    for code, part in file["points"].items():
        for fragment in (*part["strips"].values(), *(value for name, value in part.items() if name != "strips")):
            tree(fragment)
        assert text(part["words"]).startswith(f"{code} {facts.points[code].pinyin}")


def test_a_point_has_a_strip_on_every_scale_that_holds_it_or_says_why_not(file, facts):
    for code, part in file["points"].items():
        reason = no_strip_reason(facts.of(code))
        held = [] if reason else [length for length in LENGTHS if float(length) >= needed(facts, code)]
        assert list(part["strips"]) == held, code
        assert text(part["none"]) == reason
        assert bool(held) != bool(reason)


@pytest.mark.parametrize("code", ["BL23", "GB21", "BL13", "ST36"])
def test_strips_of_one_scale_end_alike(file, code):
    for length, strip in file["points"][code]["strips"].items():
        tree(strip)
        ticks = [int(tick) for tick in re.findall(r'class="strip-tick"[^>]*>(\d+)<', strip)]
        assert max(ticks) == int(length)


@pytest.mark.parametrize("size", [2, 3])
def test_points_chosen_together_share_a_scale_and_it_is_the_smallest(file, size):
    """The rule of the browser: the first scale on which every chosen point has a strip or none at all."""
    several = ["BL23", "GB21", "BL13", "EX-B8", "BL41", "ASHI", "ST36", "BL40", "GV4", "GB30"]
    for chosen in combinations(several, size):
        parts = [file["points"][code] for code in chosen]
        common = next(length for length in LENGTHS if all(part["none"] or length in part["strips"] for part in parts))
        least = max(float(next(iter(part["strips"]), "0")) for part in parts)
        assert float(common) == max(least, SCALES[0].longest)


def test_an_angle_is_said_once_with_all_who_print_it(file):
    found = text(file["points"]["BL23"]["words"]).split("Angles: ")[1].split("; ")
    ways = [way.split(" (")[0] for way in found]
    assert len(ways) == len(set(ways)) > 1
    assert all(way.endswith(")") for way in found)


def test_a_point_without_a_printed_angle_says_so(facts, documents):
    silent = replace(facts, needling=tuple(replace(row, angle="") for row in facts.needling))
    for part in comparison_file(silent, documents)["points"].values():
        assert text(part["words"]).endswith("Angles: not reported")


def test_markup_in_the_data_stays_text(hostile, release):
    part = comparison_file(hostile, Documents.of(hostile, release))["points"]["BL23"]
    assert "id='hostile'" not in str(part)
    assert f"points.where{escape(MARK)}" in part["words"]
    assert f"cautions.text{escape(MARK)}" in part["cautions"]
