"""Words broken into lines fit their column, however odd they are."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.forest_text import breadth, fitted


@given(st.text(max_size=120), st.integers(40, 300), st.integers(1, 4))
def test_fitted_lines_are_never_broader_than_their_column(words, width, most):
    lines = fitted(words, width, 14.0, most)
    assert len(lines) <= most
    assert all(breadth(line, 14.0) <= width for line in lines)
