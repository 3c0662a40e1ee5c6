"""The scale of a forest plot holds every figure and is even about no difference; areas of squares go with weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.analysis_parts import Interval
from dashboard.figures.forest_axis import PLAIN, ruler, side_of
from tests.figures.forest_rows_made import POINTS, RATIO

finite = st.floats(-1e5, 1e5).filter(lambda value: value == 0 or abs(value) > 1e-4)


@given(st.lists(st.tuples(finite, st.floats(1e-3, 1e5), st.floats(1e-3, 1e5)), min_size=1, max_size=40))
def test_the_scale_holds_every_figure_and_is_even(found):
    scale = ruler([Interval(v, v - a, v + b) for v, a, b in found], POINTS, 10.0, 300.0)
    assert all(scale.beyond(v) == 0 for v, _, _ in found)
    assert 3 <= len(scale.ticks) <= 7
    assert list(scale.ticks) == sorted(scale.ticks)
    assert scale.at(0.0) == pytest.approx(155.0)
    assert [-tick for tick in reversed(scale.ticks)] == pytest.approx(list(scale.ticks))
    assert scale.ticks[-1] >= 15.0


@given(st.lists(st.tuples(st.floats(0.001, 1000.0), st.floats(1.01, 1e4)), min_size=1, max_size=20))
def test_a_scale_of_ratios_is_even_about_one(found):
    scale = ruler([Interval(v, v / r, v * r) for v, r in found], RATIO, 10.0, 300.0)
    assert all(scale.beyond(v) == 0 for v, _ in found)
    assert scale.at(1.0) == pytest.approx(155.0)
    assert scale.ticks[0] * scale.ticks[-1] == pytest.approx(1.0)


def test_a_ratio_below_nought_is_refused():
    with pytest.raises(ValueError, match="a ratio lies above 0"):
        ruler([Interval(-1.0, -2.0, 3.0)], RATIO, 0.0, 100.0)


def test_the_area_of_a_square_goes_with_its_weight():
    assert side_of(40.0, 80.0) ** 2 * 2 == pytest.approx(side_of(80.0, 80.0) ** 2)
    assert side_of(None, 80.0) == PLAIN
