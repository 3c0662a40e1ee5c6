import pytest

from dashboard.evidence import needled
from dashboard.evidence.comparisons import ArmLine
from dashboard.evidence.kinds import ACUPUNCTURE
from dashboard.facts import TrialFacts, TrialNeedling, TrialPoint, evidence_words

LINE = ArmLine("acu", "acupuncture", ACUPUNCTURE, 30)


def point(code="BL23", arm="acu", **cells):
    row = {"role": "fixed", "side": "", "depth_min_mm": None, "depth_max_mm": None, "depth_text": "", "angle": ""}
    return TrialPoint("trial", arm, code, **{**row, **cells}, note="", sources=("trial",), status="abstract")


def needling(low, high):
    empty = dict.fromkeys(("depth_note", "retention_min", "sessions", "weeks", "de_qi_sought"), "")
    size = {"needle_gauge_mm": "", "needle_length_mm": ""}
    return TrialNeedling("trial", "acu", low, high, **empty, **size, sources=("trial",), status="abstract")


def trial(*points, arm=()):
    return TrialFacts(None, (), points, arm, (), (), ())


def test_every_role_has_words():
    assert set(needled.ROLES) == set(evidence_words.POINT_ROLES)


@pytest.mark.parametrize(
    ("cells", "others", "arm", "depth", "of"),
    [
        ({"depth_min_mm": 20.0, "depth_max_mm": 20.0}, (), (), "20 mm", needled.POINT),
        ({"depth_text": "0.5 cun"}, (), (), "0.5 cun", needled.POINT),
        ({"depth_min_mm": 10.0, "depth_max_mm": 20.0, "depth_text": "10-20 mm"}, (), (), "10 to 20 mm", needled.POINT),
        (
            {"depth_min_mm": 5.0, "depth_max_mm": 20.0, "depth_text": "5-20 mm, deeper at the hip"},
            (),
            (),
            "5 to 20 mm, deeper at the hip",
            needled.POINT,
        ),
        (
            {"depth_min_mm": 5.0, "depth_max_mm": 20.0, "depth_text": "5-20 mm, one range for the whole set"},
            (),
            (),
            "5 to 20 mm, one range for the whole set",
            needled.ARM,
        ),
        ({"depth_text": "0.5-1 cun for most points"}, (), (), "0.5-1 cun for most points", needled.ARM),
        ({"depth_text": "0.5 cun"}, ({"depth_text": "0.5 cun"},), (), "0.5 cun", needled.EVERY),
        ({"depth_text": "0.5 cun"}, ({"depth_text": "1 cun"},), (), "0.5 cun", needled.POINT),
        ({}, (), (needling(5.0, 40.0),), "5 to 40 mm", needled.ARM),
        ({}, (), (needling(None, None),), "", needled.NOT_PRINTED),
        ({}, (), (), "", needled.NOT_PRINTED),
    ],
)
def test_a_depth_is_as_printed_and_says_whose_it_is(cells, others, arm, depth, of):
    here = point(**cells)
    rest = [point(f"BL{25 + number}", **other) for number, other in enumerate(others)]
    found = needled.needled_arm(here, LINE, trial(here, *rest, arm=arm))
    assert (found.depth, found.depth_of) == (depth, of)


def test_another_arms_depth_is_not_borrowed():
    here, there = point(), point(arm="other", depth_min_mm=10.0, depth_max_mm=20.0)
    assert needled.needled_arm(here, LINE, trial(here, there)).depth == ""
