import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.explain.codes import ChosenPoint, code_of, codes_in, parse_points


def written(parsed):
    return [point.code + (f":{point.side}" if point.side else "") for point in parsed.points]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("BL23, BL25 left, GB30", ["BL23", "BL25:left", "GB30"]),
        ("UB23 UB25 (L) ub-40", ["BL23", "BL25:left", "BL40"]),
        ("BL 23\nBL 25\nBL 40", ["BL23", "BL25", "BL40"]),
        ("bl23; gv4 / sj5 and Du14", ["BL23", "GV4", "TE5", "GV14"]),
        ("left GB30, right BL23", ["GB30:left", "BL23:right"]),
        ("GV4 left", ["GV4"]),
        ("GB30 left, GB30 right", ["GB30"]),
        ("GB30 left, GB30", ["GB30"]),
        ("KI3 bilateral", ["KI3"]),
        ("BL20-22", ["BL20", "BL21", "BL22"]),
        ("BL20-BL22 right", ["BL20:right", "BL21:right", "BL22:right"]),
        ("GV3 to GV5", ["GV3", "GV4", "GV5"]),
        ("Shenshu, 大肠俞 left", ["BL23", "BL25:left"]),
        ("Kidney Shu", ["BL23"]),
        ("EXB8, EX-B-2, ex-b2_l, ashi", ["EX-B8", "EX-B2_L", "ASHI"]),
        ("", []),
    ],
)
def test_pasted_text(facts, text, points):
    assert written(parse_points(text, facts.points)) == points


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("BL23, L5, S1", ("L5", "S1")),
        ("BL99; two needles", ("BL99", "two needles")),
        ("BL59-BL62", ("BL59-BL62",)),
        ("BL34-BL20", ("BL34-BL20",)),
        ("BL1-BL9999", ("BL1-BL9999",)),
        ("BL20-GB30", ("BL20-GB30",)),
        ("<script>", ("<script>",)),
    ],
)
def test_what_names_no_point_is_told(facts, text, unknown):
    assert parse_points(text, facts.points).unknown == unknown


@given(text=st.text(max_size=200))
def test_any_text_gives_points_of_the_atlas_each_once(facts, text):
    found = parse_points(text, facts.points).points
    assert {point.code for point in found} <= facts.points.keys()
    assert len({point.code for point in found}) == len(found)


@given(data=st.data())
def test_every_code_is_read_back(facts, data):
    codes = data.draw(st.lists(st.sampled_from(sorted(facts.points)), unique=True, max_size=20))
    for between in (", ", " ", "\n", "; "):
        assert parse_points(between.join(codes), facts.points).points == tuple(map(ChosenPoint, codes))


@pytest.mark.parametrize(
    ("text", "codes", "missing"),
    [
        ("BL23 (bilateral); BL40; ashi", ("BL23", "BL40", "ASHI"), ()),
        ("BL20-BL22; GB12", ("BL20", "BL21", "BL22"), ("GB12",)),
        ("EX-B2_L (L3-L5); plus 2-3 of BL60", ("EX-B2_L", "BL60"), ()),
        ("BL59-BL62; BL2 and bleeding BL40", ("BL2", "BL40"), ("BL59-BL62",)),
    ],
)
def test_a_printed_list(facts, text, codes, missing):
    assert codes_in(text, facts.points) == (codes, missing)


@pytest.mark.parametrize(
    ("text", "code"), [("UB23", "BL23"), ("ren 4", "CV4"), ("L5", ""), ("", ""), ("BL", ""), ("²", "")]
)
def test_codes_of_other_books(facts, text, code):
    assert code_of(text, facts.points) == code
