import pytest

from dashboard.facts.checks.report import Tally, near
from dashboard.facts.tables import Row

ROW = Row("points/points.csv", 7, {"code": "BL23"}, None)


@pytest.mark.parametrize(
    ("value", "known", "choices"),
    [
        ("cun", ("mm", "cun"), ("cun", "mm")),
        ("haake2077", (*(f"study{n}" for n in range(9)), "haake2007"), ("haake2007", "… 10 in all")),
        ("zzz", tuple(f"study{n}" for n in range(9)), (*(f"study{n}" for n in range(6)), "… 9 in all")),
    ],
)
def test_near_shows_what_was_probably_meant(value, known, choices):
    assert near(value, known) == choices


def test_a_tally_counts_every_look_and_keeps_what_is_wrong():
    tally = Tally("codes")
    assert tally.test(True, ROW, "code", "fine")
    assert not tally.test(False, ROW, "code", "odd", ("BL1",))
    tally.test_id("BL24", ROW, "code", ("BL23",), "point")
    assert tally.checked == 3
    assert [str(finding) for finding in tally.findings] == [
        "points/points.csv:7 code 'BL23' — odd; valid: BL1",
        "points/points.csv:7 code 'BL23' — 'BL24' is no point; valid: BL23",
    ]
