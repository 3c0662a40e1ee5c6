import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.stats import percentile, ratio, spread

numbers = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5], 0.95, 5), ([1, 2, 3], 0, 1), ([3, 1, 2], 1, 3), ([1, 2, 3, 4], 0.5, 2.5), (list(range(101)), 0.95, 95)],
)
def test_percentiles(values, share, expected):
    assert percentile(values, share) == pytest.approx(expected)


@given(numbers, st.floats(0, 1), st.floats(0, 1))
def test_a_percentile_lies_among_the_values_and_grows_with_its_share(values, one, other):
    low, high = sorted((one, other))
    slack = 1e-6
    assert min(values) - slack <= percentile(values, low) <= percentile(values, high) + slack <= max(values) + 2 * slack


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], 1.1), ([1], -0.1)])
def test_a_percentile_of_nothing_or_beyond_all_is_an_error(values, share):
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, share)


@pytest.mark.parametrize(("ours", "floor", "expected"), [(6, 3, 2), (1, None, None), (None, 1, None), (1, 0, None)])
def test_ratios(ours, floor, expected):
    assert ratio(ours, floor) == expected


@given(st.lists(st.integers(), unique=True, max_size=60), st.integers(1, 50))
def test_a_spread_keeps_order_repeats_nothing_and_begins_at_the_beginning(values, count):
    picked = spread(values, count)
    assert len(picked) == min(len(values), count)
    assert picked == [value for value in values if value in picked]
    assert picked[:1] == values[:1]
