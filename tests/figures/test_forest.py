"""The forest plot: intervals where the scale says, what is taken out in words, no diamond without its prediction."""

from dataclasses import replace

import pytest

from dashboard.evidence.analysis_parts import Interval, Step
from dashboard.figures.forest import forest, forest_table, steps_plot, steps_summary
from tests.figures.forest_rows_made import (
    POINTS,
    RATIO,
    ROWS,
    SVG,
    by_class,
    ends_of,
    pictures,
    places,
    pool,
    reader,
    trial,
    words_in,
)

FAR = [trial(0, -0.5, -0.9, -0.1), trial(1, -0.3, -900.0, 900.0), trial(2, 0.2, -0.2, 0.6)]
RATIOS = [trial(0, 1.3, 1.1, 1.54), trial(1, 2.1, 0.4, 11.0), trial(2, 0.9, 0.7, 1.16)]
MANY = [trial(i, -10.0 + i / 3, -15.0 + i / 3, -5.0 + i / 3, weight=2.5) for i in range(40)]


@pytest.mark.parametrize(
    ("rows", "axis"),
    [(ROWS, POINTS), (FAR, POINTS), (RATIOS, RATIO), (MANY, POINTS), (ROWS[:1], POINTS)],
    ids=["four", "extreme", "ratios", "forty", "one"],
)
def test_every_interval_stands_where_the_scale_says(rows, axis):
    for svg in pictures(forest(rows, None, axis)):
        read = reader(svg, logarithmic=axis.logarithmic)
        drawn = {node.get("data-study"): node for node in by_class(svg, "forest-row")}
        assert drawn.keys() == {row.study_id for row in rows}
        for row in rows:
            node = drawn[row.study_id]
            square = by_class(node, "forest-square")[0]
            middle = read(float(square.get("x")) + float(square.get("width")) / 2)
            assert middle == pytest.approx(row.effect.value, abs=0.15, rel=0.02)
            left, right, arrows = ends_of(node)
            if not arrows:
                assert read(left) == pytest.approx(row.effect.low, abs=0.15, rel=0.02)
                assert read(right) == pytest.approx(row.effect.high, abs=0.15, rel=0.02)


def test_an_end_beyond_the_scale_is_cut_with_an_arrow_and_the_others_stay_readable():
    axis = POINTS.__class__("d", "standard deviations", 0.0, False, "l", "r", None, "")
    for svg in pictures(forest(FAR, None, axis)):
        arrows = {node.get("data-study"): ends_of(node)[2] for node in by_class(svg, "forest-row")}
        assert arrows == {"study_0": 0, "study_1": 2, "study_2": 0}
        left, right, _ = ends_of(by_class(svg, "forest-row")[0])
        assert right - left > 15


def test_a_heavier_trial_has_the_bigger_square():
    for svg in pictures(forest(ROWS, pool(-6.0, -11.0, -1.0), POINTS)):
        sides = [float(node.get("width")) for node in by_class(svg, "forest-square")]
        assert sides[0] > sides[3] > sides[1]


def test_what_is_taken_out_is_said_in_words_and_drawn_open():
    for svg in pictures(forest(ROWS, pool(-6.0, -11.0, -1.0), POINTS)):
        out = by_class(svg, "forest-out")
        assert [node.get("data-study") for node in out] == ["study_2"]
        assert "taken out" in words_in(out[0])
        assert sum("taken out" in words_in(node) for node in by_class(svg, "forest-row")) == 1
    assert [row.weight for row in forest_table(ROWS, None, POINTS)] == ["60 %", "15 %", "taken out", "25 %"]


def test_a_sham_comparison_has_its_mark_and_its_word():
    for svg in pictures(forest(ROWS, None, POINTS)):
        marked = [node.get("data-study") for node in by_class(svg, "forest-row") if by_class(node, "rows-sham-mark")]
        assert marked == ["study_0", "study_1", "study_2"]
        assert len(by_class(svg, "rows-sham-word")) == 3


def test_the_diamond_comes_with_its_prediction_interval_and_the_numbers_behind_it():
    for svg in pictures(forest(ROWS, pool(-6.0, -11.0, -1.0, k=3, n=1300), POINTS)):
        read, diamond = reader(svg), by_class(svg, "forest-diamond")[0]
        at = sorted(read(x) for x in places(diamond))
        assert at[0] == pytest.approx(-11.0, abs=0.15)
        assert at[-1] == pytest.approx(-1.0, abs=0.15)
        bar = by_class(svg, "rows-prediction")[0]
        start = float(bar.get("x"))
        assert read(start) == pytest.approx(-20.0, abs=0.15)
        assert read(start + float(bar.get("width"))) == pytest.approx(6.0, abs=0.15)
        assert "3 trials, 1,300 people" in words_in(svg)
        assert "−20.0 to 6.0" in words_in(svg)


def test_without_a_prediction_interval_the_reason_stands_with_the_diamond():
    line = pool(-6.0, -11.0, -1.0, prediction=None, k=2, n=None, why="two trials are too few.")
    for svg in pictures(forest(ROWS, line, POINTS)):
        assert len(by_class(svg, "forest-diamond")) == 1
        assert by_class(svg, "rows-prediction") == []
        assert "No prediction interval. Two trials are too few." in words_in(svg)
        assert "people not counted" in words_in(svg)


def test_a_caution_goes_with_the_diamond_and_into_the_table():
    line = replace(pool(-6.0, -7.5, -4.5, k=2), caution="two trials: this interval may be too narrow")
    for svg in pictures(forest(ROWS[:2], line, POINTS)):
        assert "random effects; two trials: this interval may be too narrow" in words_in(svg)
    assert forest_table(ROWS[:2], line, POINTS)[-2].how == "random effects; two trials: this interval may be too narrow"


@pytest.mark.parametrize("rows", [(), ROWS[:1], (ROWS[2],), ROWS[1:3]], ids=["none", "one", "one out", "one left"])
def test_one_trial_is_no_pool(rows):
    html = forest(rows, pool(-6.0, -11.0, -1.0), POINTS)
    assert "forest-diamond" not in html
    assert len(forest_table(rows, pool(-6.0, -11.0, -1.0), POINTS)) == len(rows)
    assert ("figure-none" in html) == (not rows)


def test_a_name_leads_to_its_trial_and_a_long_one_is_whole_in_its_title():
    long = "Acupuncture and something else for chronic low back pain, a trial in Extraordinarily-long-words 2011"
    for svg in pictures(forest([trial(0, -4.0, -9.0, 1.0, name=long, year=2011)], None, POINTS)):
        link = next(svg.iter(f"{SVG}a"))
        assert link.get("href") == "/evidence?trial=study_0"
        assert link.find(f"{SVG}title").text == long
        assert words_in(link).endswith("…")


def test_ids_colours_and_names_of_the_two_layouts():
    svgs = pictures(forest(ROWS, pool(-6.0, -11.0, -1.0), POINTS, name="mine"))
    assert [svg.get("id") for svg in svgs] == ["mine-wide", "mine-narrow"]
    for svg in svgs:
        ids = {node.get("id") for node in svg.iter()}
        assert {svg.get("aria-labelledby"), svg.get("aria-describedby")} <= ids
        assert not any("#" in value for node in svg.iter() for value in node.attrib.values())


def test_hostile_words_are_escaped():
    html = forest([trial(0, -4.0, -9.0, 1.0, name="<b>&", arm="<i>", note="<script>")], None, POINTS)
    assert len(pictures(html)) == 2
    assert "<script>" not in html


def test_the_steps_are_drawn_and_told():
    steps = [Step(f"Without Author {i}", 4, Interval(-6.0 + i, -11.0 + i, -1.0 + i)) for i in range(4)]
    for svg in pictures(steps_plot(steps, POINTS, "Without one trial at a time")):
        read = reader(svg)
        at = [read(node.get("cx")) for node in by_class(svg, "forest-step")]
        assert at == pytest.approx([-6.0, -5.0, -4.0, -3.0], abs=0.1)
    assert "between −6.0 and −3.0" in steps_summary(steps, POINTS)
    assert "In 2 of 4 steps" in steps_summary(steps, POINTS)
    assert "Without Author 3" in forest(ROWS, pool(-6.0, -11.0, -1.0), POINTS, steps=steps)
    assert steps_plot([], POINTS, "Steps").startswith("<p")
