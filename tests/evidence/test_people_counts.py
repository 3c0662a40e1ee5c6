import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.people_counts import Cases


@st.composite
def counts(draw):
    randomised = draw(st.integers(1, 2000))
    counted = draw(st.integers(0, randomised))
    return draw(st.integers(0, counted)), counted, randomised


@given(counts())
def test_the_worst_case_is_never_better_than_the_best_and_neither_leaves_the_arm(known):
    better, counted, randomised = known
    cases = Cases(better, counted, randomised)
    assert 0 <= cases.worst <= cases.best <= cases.randomised
    assert cases.best - cases.worst == cases.lost == randomised - counted
    assert cases.worst <= cases.better <= cases.best
    assert (cases.worst == cases.best) == (cases.lost == 0)


@given(counts())
def test_the_words_hold_the_denominator_and_the_lost(known):
    cases = Cases(*known)
    assert f"of {cases.randomised}" in cases.words()
    assert (f"{cases.lost} not counted" in cases.words()) == bool(cases.lost)


@pytest.mark.parametrize("known", [(5, 4, 10), (3, 11, 10), (-1, 5, 10), (0, 0, 0)])
def test_counts_that_cannot_be_are_refused(known):
    with pytest.raises(ValueError, match="randomised"):
        Cases(*known)
