"""The student's questions: asked only where the data answer, and answered with the point's own facts."""

import pytest

from dashboard.evidence.body_regions import region_of
from dashboard.evidence.depth_readings import depths_of
from dashboard.pages.documents import Documents
from dashboard.pages.panel import Panels
from dashboard.pages.self_check import place_words, self_check
from tests.pages.hostile import MARK
from tests.pages.markup import tree, with_class, words

WHERE, LEVEL, SAME, DEPTH, BENEATH, CARE = (
    "Where is it?",
    "level of the spine",
    "lie at level",
    "How deep",
    "What lies beneath?",
    "Which cautions",
)


def asked(facts, code):
    return {check.question: check for check in self_check(facts, code)}


def one(facts, code, part):
    return next((check for check in self_check(facts, code) if part in check.question), None)


def test_every_point_is_asked_where_it_is_in_the_words_of_its_row(facts):
    for code, point in facts.points.items():
        found = asked(facts, code)[WHERE]
        assert (found.answer, found.status, found.sources) == (point.where, point.status, point.sources)


def test_the_level_and_the_midline_are_the_points_own(facts):
    for code, point in facts.points.items():
        found = one(facts, code, LEVEL)
        assert bool(found) == bool(point.level)
        if found:
            assert f"Level {point.level}" in found.answer
            if point.lateral_cun:
                assert f"{point.lateral_cun:g} cun" in found.answer


@pytest.mark.parametrize(
    ("code", "said"),
    [("BL23", "Level L2, 1.5 cun from the midline"), ("GV4", "Level L2, on the midline"), ("GB21", "")],
)
def test_the_place_in_words(facts, code, said):
    assert place_words(facts.points[code]) == said


def test_every_text_with_a_depth_is_in_the_answer_as_printed_and_no_trial_is(facts):
    for code in facts.points:
        texts = [row for row in depths_of(facts.of(code), facts.sources) if row.group == "text" and row.band]
        found = one(facts, code, DEPTH)
        assert bool(found) == bool(texts)
        for row in texts:
            assert row.printed in found.answer
        if found:
            assert found.answer.count(": ") == len(texts)


def test_what_lies_beneath_is_every_layer_of_the_region_and_nothing_else(facts):
    for code, point in facts.points.items():
        layers = {row.name for row in facts.layers if row.region == region_of(point)}
        found = one(facts, code, BENEATH)
        assert bool(found) == bool(layers and region_of(point))
        if found:
            said = found.answer.removeprefix("From the skin: ").replace(" What needs care: ", ", ").replace(".", "")
            assert {name.strip() for name in said.split(",") if name.strip()} == layers


def test_neighbours_share_the_level_and_the_point_itself_is_not_among_them(facts):
    found = one(facts, "BL23", SAME)
    assert found.answer == "GV4 Mìngmén (midline); BL52 Zhìshì (3 cun)."
    for code, point in facts.points.items():
        if answer := one(facts, code, SAME):
            named = {part.split()[0] for part in answer.answer.rstrip(".").split("; ")}
            assert named == {it.code for it in facts.points.values() if it.level == point.level} - {code}


def test_a_point_with_nothing_of_the_kind_is_not_asked(facts):
    assert set(asked(facts, "ASHI")) <= {WHERE, next(q for q in asked(facts, "BL23") if CARE in q)}


def test_the_answers_are_folded_and_for_students_only(facts, documents):
    needling = tree(Panels(facts, documents).about("BL23")["needling"])
    (section,) = with_class(needling, "self-check")
    assert "study" in section.get("class")
    details = list(section.iter("details"))
    assert [words(it.find("summary")) for it in details] == list(asked(facts, "BL23"))
    assert all(it.get("open") is None for it in details)
    for it, check in zip(details, self_check(facts, "BL23"), strict=True):
        assert words(it.find("p")).startswith(" ".join(check.answer.split()))


def test_markup_in_the_data_stays_text(hostile, release):
    about = Panels(hostile, Documents.of(hostile, release)).about("BL23")
    assert MARK not in about["needling"].split("self-check")[1]
