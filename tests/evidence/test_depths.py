"""Bands, printed words and the smallest danger depth, on made-up rows and on the atlas's own."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.depths import (
    CUN_MM,
    DANGER,
    LIMIT,
    OTHER,
    TEXT,
    TRIAL,
    WORDS_ONLY,
    Band,
    band_of,
    codes_named,
    depths_nearby,
    group_of,
    measure_kind,
    measure_words,
    printed_depth,
    printed_measure,
    smallest_danger_depth,
    source_depths,
)
from dashboard.facts import MeasuredDepth, Needling, Source, load_facts

ROOT = Path(__file__).parents[2]


def needling(low=None, high=None, unit="cun", source="book", angle="", direction=""):
    return Needling("XX1", (source,), angle, direction, low, high, unit, "", "textbook")


def measured(measure="skin_to_pleura", mean=None, sd=None, low=None, high=None, code="XX1", note=""):
    return MeasuredDepth(
        ("lab",), code, "MRI", "adults", 10, "all", measure, "pleura", mean, sd, low, high, note, "abstract"
    )


@pytest.fixture(scope="module")
def facts():
    return load_facts(ROOT / "data")


@pytest.mark.parametrize(
    ("measure", "words"), [("skin_to_pleura", "skin to pleura"), ("muscle_thickness", "muscle thickness")]
)
def test_a_measure_is_said_in_words(measure, words):
    assert measure_words(measure) == words


@pytest.mark.parametrize(
    ("row", "printed", "band"),
    [
        (needling(0.5, 1.0), "0.5 to 1 cun", Band(10, 11.5, 20, 23)),
        (needling(0.3, 0.5), "0.3 to 0.5 cun", Band(6, 6.9, 10, 11.5)),
        (needling(1.0, 1.2), "1 to 1.2 cun", Band(20, 23, 24, 27.6)),
        (needling(0.1, 0.1), "0.1 cun", Band(2, 2.3, 2, 2.3)),
        (needling(None, 0.5), "up to 0.5 cun", Band(None, None, 10, 11.5)),
        (needling(10, 20, "mm"), "10 to 20 mm", Band(10, 10, 20, 20)),
        (needling(None, 6.6, "mm"), "up to 6.6 mm", Band(None, None, 6.6, 6.6)),
        (needling(5, None, "mm"), "from 5 mm", Band(5, 5, None, None)),
        (needling(20, 20, "mm"), "20 mm", Band(20, 20, 20, 20)),
        (needling(unit=""), "no figure", None),
    ],
)
def test_a_printed_depth_keeps_its_unit_and_becomes_a_band(row, printed, band):
    assert printed_depth(row) == printed
    assert band_of(row) == band


def test_a_figure_without_a_unit_is_refused():
    with pytest.raises(ValueError, match="valid: cun, mm"):
        band_of(needling(0.5, 1.0, ""))


@given(st.floats(0.01, 5), st.floats(0, 5))
def test_a_band_of_cun_is_never_one_number(low, more):
    band = band_of(needling(low, low + more))
    assert band.low < band.low_most <= band.high
    assert band.high_least < band.high
    assert band.low == pytest.approx(low * CUN_MM[0])
    assert band.high == pytest.approx((low + more) * CUN_MM[1])


@given(st.floats(0.1, 200), st.floats(0, 100))
def test_millimetres_stay_millimetres(low, more):
    band = band_of(needling(low, low + more, "mm"))
    assert band.low == band.low_most == pytest.approx(low)
    assert band.high == band.high_least == pytest.approx(low + more)


def test_like_rows_of_a_source_become_one_and_books_come_first():
    rows = [needling(5, 10, "mm", "study"), needling(5, 10, "mm", "study"), needling(0.5, 1)]
    entries = source_depths(rows, frozenset({"study"}), {})
    assert [(entry.sources, entry.group, entry.rows) for entry in entries] == [
        (("book",), TEXT, 1),
        (("study",), TRIAL, 2),
    ]


@pytest.mark.parametrize(("kind", "group"), [("trial", TRIAL), ("thesis", TRIAL), ("textbook", TEXT), ("web", TEXT)])
def test_the_kind_of_a_source_tells_trials_from_books(kind, group):
    source = Source("book", kind, "", None, "A book", "", "", "", "", "", "")
    assert group_of(needling(1, 2), frozenset(), {"book": source}) == group


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        (measured(mean=14.6), DANGER, "mean 14.6 mm"),
        (measured(mean=35.2, sd=5.8), DANGER, "mean 35.2, SD 5.8 mm"),
        (measured(low=34, high=39), DANGER, "range 34 to 39 mm"),
        (measured("distance_to_vessel", mean=50, low=40, high=60), DANGER, "mean 50, range 40 to 60 mm"),
        (measured("safe_depth", low=25, high=40), LIMIT, "range 25 to 40 mm"),
        (measured("recommended_maximum", high=19), LIMIT, "at most 19 mm"),
        (measured("skin_to_rib", mean=27), OTHER, "mean 27 mm"),
        (measured("needle_tip_depth", mean=41, sd=9), OTHER, "mean 41, SD 9 mm"),
        (measured("qualitative"), WORDS_ONLY, "no figure"),
    ],
)
def test_measured_rows_are_sorted_by_what_they_measure(row, kind, words):
    assert measure_kind(row) == kind
    assert printed_measure(row) == words


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([measured("qualitative")], None),
        ([measured("safe_depth", low=5, high=9), measured("skin_to_rib", mean=3)], None),
        ([measured(mean=20, sd=15)], (20, "mean")),
        ([measured(mean=50, low=30, high=70), measured(mean=31)], (30, "smallest")),
        ([measured(mean=17.4), measured(mean=14.6), measured(low=34, high=39)], (14.6, "mean")),
    ],
)
def test_the_smallest_danger_depth_is_printed_and_never_computed(rows, expected):
    danger = smallest_danger_depth(rows)
    assert (danger and (danger.mm, danger.which)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("GB21", (14.6, "mean", "chen_hn_2018")),
        ("BL13", None),
        ("BL23", (70, "mean", "hu_jb_2022")),
        ("BL52", None),
        ("GV16", (30.02, "smallest", "yang_sc_2015")),
        ("EX-B8", None),
        ("BL41", None),
        ("BL15", (34.2, "mean", "zuo_2022")),
    ],
)
def test_the_smallest_danger_depth_of_the_atlas(facts, code, expected):
    danger = smallest_danger_depth(facts.of(code).measured_depths)
    assert (danger and (danger.mm, danger.which, danger.row.sources[0])) == expected


def test_every_depth_of_the_atlas_has_a_band(facts):
    bands = [band_of(row) for row in facts.needling]
    assert all(band is None or band.low is None or band.high is None or band.low <= band.high for band in bands)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("around BL41 to BL44", {"BL41", "BL42", "BL43", "BL44"}),
        ("around BL52 and EX-B4", {"BL52", "EX-B4"}),
        ("GV15, GV16 and GB20", {"GV15", "GV16", "GB20"}),
        ("neck, C2 to C5", set()),
        ("abscesses at L3 to L5", set()),
    ],
)
def test_points_named_in_words(text, codes):
    assert codes_named(text) == codes


@pytest.mark.parametrize(
    ("code", "sources"), [("BL43", ["kim_k_2002", "valera_rhomb"]), ("BL46", ["kim_k_2002"]), ("BL23", [])]
)
def test_depths_measured_nearby(facts, code, sources):
    assert [row.sources[0] for row in depths_nearby(code, facts.measured_depths)] == sources


def test_depths_of_a_point_itself_are_not_nearby():
    assert depths_nearby("BL43", [measured(mean=1, code="BL43", note="around BL43")]) == ()


PERSONAL = {"age", "sex", "gender", "bmi", "body_mass_index", "body_mass", "weight", "weight_kg", "height_cm", "build"}
DEPTH_WORDS = ("depth", "needl", "insertion", "cun", "_mm")


def depth_calculators(source: str) -> list[str]:
    """Name the functions that take a person's age, sex, build or BMI and speak of depth in name, result or words."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = {arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
            said = f"{node.name} {ast.get_docstring(node) or ''}".lower()
            if names & PERSONAL and any(word in said for word in DEPTH_WORDS):
                found.append(node.name)
    return found


def test_no_function_turns_a_person_into_a_depth():
    files = sorted((ROOT / "dashboard").rglob("*.py"))
    assert len(files) > 10
    assert {str(path): found for path in files if (found := depth_calculators(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "def needle_depth(bmi): return bmi",
        "def limit(sex, *, age):\n    '''Give a depth.'''",
        "async def to_mm(weight): ...",
    ],
)
def test_a_depth_calculator_would_be_found(source):
    assert depth_calculators(source.replace("to_mm", "pleura_mm"))
