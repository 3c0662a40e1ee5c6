"""A forest plot in plain words: which way, what was taken out, why nothing is pooled; no verdict of significance."""

from dataclasses import replace

import pytest

from dashboard.figures.forest_summary import forest_summary
from tests.figures.forest_rows_made import POINTS, RATIO, ROWS, pool, trial


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "nothing is pooled"),
        (ROWS[:1], "1 trial, 100 people: nothing is pooled. Author 0 2000 found"),
        ((ROWS[2],), "The only trial is taken out: nothing is pooled."),
        (ROWS[1:3], "1 trial, 100 people: nothing is pooled."),
    ],
    ids=["none", "one", "one out", "one left"],
)
def test_one_trial_is_no_pool(rows, said):
    assert said in forest_summary(rows, pool(-6.0, -11.0, -1.0), POINTS)


def test_the_summary_gives_direction_in_words_and_never_a_verdict_of_significance():
    told = forest_summary(ROWS, pool(-6.0, -11.0, -1.0, k=3, n=300), POINTS)
    assert told.startswith(
        "3 trials, 300 people: mean difference, pooled −6.0 points of 100 (95 % interval −11.0 to −1.0)"
    )
    assert "favours acupuncture, with the whole interval on that side" in told
    assert "The whole interval is smaller than the smallest change that matters" in told
    across = forest_summary(ROWS, pool(-6.0, -19.0, 7.0), POINTS)
    assert "reaches across to “favours sham”" in across
    assert "both smaller and larger" in across
    assert "significan" not in told + across


def test_a_caution_stands_beside_the_interval_and_a_warning_before_the_figure():
    line = replace(pool(-6.0, -7.5, -4.5, k=2), caution="two trials: this interval may be too narrow")
    told = forest_summary(ROWS[:2], line, POINTS)
    assert "(95 % interval −7.5 to −4.5; two trials: this interval may be too narrow), favours acupuncture" in told
    apart = forest_summary(ROWS[:2], replace(line, warning="The two trials disagree widely."), POINTS)
    assert apart.startswith("The two trials disagree widely. 2 trials, 500 people")
    assert ";" not in forest_summary(ROWS, pool(-6.0, -11.0, -1.0), POINTS)


def test_a_lone_ratio_names_its_measure():
    rows = (trial(0, 1.33, 1.02, 1.71),)
    assert "Author 0 2000 found a risk ratio of 1.33 (95 % interval 1.02 to 1.71)" in forest_summary(rows, None, RATIO)
    assert "found −4.00 points" not in forest_summary(ROWS[:1], None, RATIO)
    assert "found −4.0 points of 100" in forest_summary(ROWS[:1], None, POINTS)


def test_what_is_taken_out_and_what_cannot_be_said_is_told():
    assert "1 trial is taken out" in forest_summary(ROWS, pool(-6.0, -11.0, -1.0), POINTS)
    line = pool(-6.0, -11.0, -1.0, prediction=None, k=2, n=None, why="two trials are too few.")
    assert "No prediction interval. Two trials are too few." in forest_summary(ROWS, line, POINTS)
