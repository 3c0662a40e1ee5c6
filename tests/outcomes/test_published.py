"""Published is looked up, in less than a blink, by what a page asks; figures against sums worked out apart."""

import time
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from dashboard.outcomes.disclosure import publish
from dashboard.outcomes.published import NO_RECORDS, Line
from tests.outcomes.worlds import cube_of, random_cube

ASKED = "chronic_lbp", "nrs"


def person(points, age, scores):
    return points, age, "female", "north", {("nrs", week): (scores[0], score) for week, score in scores.items()}


@pytest.fixture(scope="module")
def published():
    cube = random_cube(7, people=500, points=3, weeks=(0, 4, 12), groups=3, measures=("nrs", "odi"), tied=False)
    return publish(cube)


def test_what_is_there_is_listed_in_the_order_of_the_page(published):
    assert published.questions() == ("chronic_lbp",)
    assert published.measures("chronic_lbp") == ("nrs", "odi")
    assert published.points(*ASKED)[0] == "*"
    assert published.dimensions(*ASKED, "*") == ("age_band", "sex", "clinic_group")
    assert published.lines("acute_lbp", "nrs") == ()
    assert published.lines(*ASKED, "ST36") == ()
    assert published.shows(*ASKED, "*")
    assert not published.shows(*ASKED, "ST36")
    assert not published.shows("acute_lbp", "nrs", "*")


def test_lines_are_read_once_and_pages_can_be_kept_by_what_is_published(published):
    assert published.lines(*ASKED) is published.lines(*ASKED)
    assert published.lines(*ASKED)[0].cells
    assert {published: 1}[published] == 1
    assert replace(published) != published


def test_mean_change_and_interval_are_those_of_the_scores():
    draw = np.random.default_rng(3)
    starts, ends = draw.integers(4, 11, 60), draw.integers(0, 8, 60)
    people = [person((), "35-49", {0: int(a), 4: int(b)}) for a, b in zip(starts, ends, strict=True)]
    cell = publish(cube_of(people)).lines(*ASKED)[0].at(4)
    change = ends - starts
    low, high = stats.t.interval(0.95, 59, change.mean(), stats.sem(change))
    assert cell.mean == round(ends.mean(), 1)
    assert (cell.change, cell.change_low, cell.change_high) == tuple(round(x, 1) for x in (change.mean(), low, high))
    assert cell.better_30 == (change <= -0.3 * starts).sum()
    assert (cell.episodes, cell.followed, cell.lost) == (60, 60, 0)


def test_the_lines_of_a_split_add_up_to_the_total(published):
    for dimension in published.dimensions(*ASKED, "*"):
        total = published.lines(*ASKED)[0]
        for week in (0, 4, 12):
            parts = [line.at(week).followed for line in published.lines(*ASKED, "*", dimension)]
            assert None in parts or sum(parts) == total.at(week).followed


def test_hidden_and_no_records_are_told_apart():
    people = [person((), "18-34", {0: 5, 4: 3}) for _ in range(30)]
    people += [person((), "18-34", {0: 5}) for _ in range(15)]
    people += [person((), "80+", {0: 5}) for _ in range(20)]
    published = publish(cube_of(people))
    young, old = (line.at(4) for line in published.lines(*ASKED, "*", "age_band"))
    assert (young.followed, young.word) == (30, "")
    assert (old.followed, old.mean, old.word) == (0, None, NO_RECORDS)
    people[30:45] = people[30:33]
    hidden = publish(cube_of(people)).lines(*ASKED, "*", "age_band")[0].at(4)
    assert (hidden.followed, hidden.mean, hidden.word) == (None, None, published.hidden_word)


def test_a_histogram_is_of_everyone_followed_and_of_a_hundred_at_least(published):
    assert published.histograms
    for (question, measure, point, week), histogram in published.histograms.items():
        followed = published.lines(question, measure, point)[0].at(week).followed
        assert sum(histogram.counts) == followed >= 100
        assert all(count == 0 or count >= 10 for count in histogram.counts)
        assert [b for first, last in histogram.bins for b in range(first, last + 1)] == list(range(10))
    assert published.histogram(*ASKED, "*", 99) is None


@pytest.mark.parametrize(
    ("categories", "label"),
    [
        ((), ""),
        (("female",), "female"),
        (("65-79", "80+"), "65-79 and 80+ together"),
        (("a", "b", "c"), "a, b and c together"),
    ],
)
def test_a_line_is_named_by_its_categories(categories, label):
    assert Line(categories, ()).label == label


def test_a_look_up_takes_less_than_50_ms(published):
    began = time.perf_counter()
    for _ in range(20):
        published.lines(*ASKED, "*", "age_band")
        published.points(*ASKED)
    assert (time.perf_counter() - began) / 20 < 0.05
