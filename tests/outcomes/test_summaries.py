"""What the records say: numbers with their denominators, sentences, and never a word of cause."""

import ast
from pathlib import Path

import pytest

from dashboard.outcomes import summaries
from dashboard.outcomes.disclosure import publish
from dashboard.outcomes.published import Cell, Harms, Histogram, Line
from tests.outcomes.worlds import random_cube


def cell(**changed):
    values = {
        "week": 12, "episodes": 73, "followed": 52, "mean": 3.4, "change": -2.1, "change_low": -2.6,
        "change_high": -1.6, "better_30": 38, "better_50": None, "better_important": 30,
    }  # fmt: skip
    return Cell(**{**values, **changed})


HIDDEN = cell(
    followed=None, mean=None, change=None, change_low=None, change_high=None, better_30=None, better_important=None,
    word="hidden",
)  # fmt: skip


def test_responders_are_told_of_those_followed_and_bounded_by_the_lost():
    told = summaries.responders(cell(), "better_30")
    assert (told.at_least, told.at_most, told.lost, told.started) == (38, 59, 21, 73)
    assert told.words == (
        "38 of 52 people who were followed up improved by 30 % or more; 21 of 73 were lost: between 38 and 59 of 73."
    )
    nobody_lost = summaries.responders(cell(episodes=52), "better_30")
    assert nobody_lost.words.endswith("nobody was lost.")


@pytest.mark.parametrize("shown", [cell(better_30=None), HIDDEN, cell(followed=0, better_30=0)])
def test_no_responders_where_they_are_hidden(shown):
    assert summaries.responders(shown, "better_30") is None


def test_an_unknown_threshold_names_the_known_ones():
    with pytest.raises(ValueError, match="better_30, better_50, better_important"):
        summaries.responders(cell(), "better_99")


@pytest.mark.parametrize(
    ("question", "measure", "points"),
    [
        ("chronic_lbp", "nrs", 2),
        ("upper_back_neck", "nrs", 1.3),
        ("chronic_lbp", "odi", 10),
        ("acute_lbp", "ndi", None),
    ],
)
def test_the_change_that_matters_comes_from_the_measures(facts, question, measure, points):
    found = summaries.important(facts, question, measure)
    assert (found.points if found else None) == points
    assert ("better_important" in summaries.thresholds(facts, question, measure)) is (points is not None)
    assert not found or all(source in facts.sources for source in found.sources)


@pytest.mark.parametrize(
    ("change", "told", "way"), [(-2.1, "−2.1", "better"), (0.0, "0.0", "no change"), (1.0, "+1.0", "worse")]
)
def test_a_change_says_its_way_its_interval_and_its_people(facts, change, told, way):
    words = summaries.change_words(cell(change=change), facts.clinic_measures["nrs"])
    interval = "(95 % interval −2.6 to −1.6)"
    assert words == f"Mean change at week 12: {told} on 0 to 10 {interval}, {way}; 52 of 73 people had a score."


@pytest.mark.parametrize("change", [-10.0, 0.0, 0.4])
@pytest.mark.parametrize(("low", "high"), [(-20.8, 0.8), (-20.8, 0.0), (0.0, 1.0)])
def test_a_change_whose_interval_includes_none_is_called_neither_better_nor_worse(facts, change, low, high):
    words = summaries.change_words(cell(change=change, change_low=low, change_high=high), facts.clinic_measures["odi"])
    assert "), an interval that includes no change; 52 of 73 people" in words
    assert "better" not in words
    assert "worse" not in words


def test_what_is_hidden_is_said_to_be(facts):
    assert summaries.change_words(HIDDEN, facts.clinic_measures["nrs"]) == "Week 12: hidden."
    assert summaries.follow_up_words(HIDDEN) == "Week 12: hidden."
    assert summaries.follow_up_words(cell()) == "52 of 73 people who started have a score at week 12 (71 %)."


def test_a_course_keeps_its_denominators_and_names_the_weeks_it_leaves_out():
    course = summaries.trajectory(Line(("female",), (cell(week=0), HIDDEN)))
    assert [(stop.week, stop.followed, stop.started) for stop in course.stops] == [(0, 52, 73)]
    assert course.unseen == ((12, "hidden"),)


def test_bins_are_parts_of_the_range(facts):
    bins = summaries.distribution(Histogram(((0, 3), (4, 9)), (40, 60)), facts.clinic_measures["ndi"])
    assert [(b.low, b.high, b.people, b.followed, b.share) for b in bins] == [
        (0, 20, 40, 100, 0.4),
        (20, 50, 60, 100, 0.6),
    ]


def test_events_are_told_per_100_with_their_counts():
    events = {("soreness", "no"): 30, ("faint", "no"): None, ("infection", "yes"): None}
    lines = summaries.harm_lines(Harms(400, 400, 44, events), 10)
    assert [summaries.harm_words(line) for line in lines] == [
        "any event: 44 of 400 courses of treatment (11.0 per 100).",
        "soreness: 30 of 400 courses of treatment (7.5 per 100).",
        "fainting: fewer than 10, or none, of 400 courses of treatment.",
        "infection, serious: fewer than 10, or none, of 400 courses of treatment.",
    ]
    assert summaries.harm_lines(Harms(400, None, None, {}), 10) == ()


def test_strata_stand_beside_the_total():
    cube = random_cube(7, people=500, points=1, weeks=(0, 4), groups=2, measures=("nrs",), tied=False)
    found = summaries.strata(publish(cube), "chronic_lbp", "nrs", 4, dimension="clinic_group")
    assert [label for label, _ in found] == ["all", "g0", "g1"]
    assert found[0][1].followed == found[1][1].followed + found[2][1].followed


@pytest.mark.parametrize("name", ["summaries", "published", "demo"])
def test_no_words_of_cause_are_used_of_records(name):
    tree = ast.parse((Path(summaries.__file__).parent / f"{name}.py").read_text("utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts for word in ("effect", "caused", "worked", "helped") if word in text.lower()]
