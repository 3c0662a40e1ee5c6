import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.facts.checks.zones import inside

SQUARE = ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0))
NOTCHED = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0))


@pytest.mark.parametrize(
    ("corners", "x", "y", "within"),
    [
        (SQUARE, 1, 1, True),
        (SQUARE, 3, 1, False),
        (SQUARE, -1, 1, False),
        (SQUARE, 1, 3, False),
        (NOTCHED, 2, 0.5, True),
        (NOTCHED, 2, 2, False),
        (NOTCHED, 0.2, 3, True),
        (NOTCHED, 3.8, 3, True),
    ],
)
def test_inside(corners, x, y, within):
    assert inside(corners, x, y) is within


# A little off the grid, so that no point lies on an edge, where both answers are right.
steps = st.integers(-50, 50).map(lambda tenths: tenths / 10 + 0.013)


@given(steps, steps)
def test_turning_an_outline_round_changes_nothing(x, y):
    assert inside(NOTCHED, x, y) == inside(NOTCHED[::-1], x, y)
