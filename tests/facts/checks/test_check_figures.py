from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.facts.checks.figures import printed_step, prints


@pytest.mark.parametrize(
    ("text", "step"),
    [("76.6", "0.1"), ("0.0872", "0.0001"), ("12", "1"), ("1070", "10"), ("100", "100"), ("0", "1"), ("3.0", "0.1")],
)
def test_step_of_the_last_digit_that_counts(text, step):
    assert printed_step(text) == Decimal(step)


@pytest.mark.parametrize(
    ("text", "exact", "good"),
    [
        ("76.7", "76.667", True),
        ("76.6", "76.667", True),
        ("76.8", "76.667", False),
        ("76.5", "76.667", False),
        ("50", "50.4", True),
        ("53", "50.4", False),
        ("1070", "1074.35", True),
        ("1070", "1081", False),
        ("0", "0.2", True),
    ],
)
def test_prints_allows_rounding_and_cutting_off(text, exact, good):
    assert prints(text, Decimal(exact)) is good


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 3))
def test_a_rounded_share_is_always_accepted(events, more, places):
    share = Decimal(100 * events) / (events + more)
    assert prints(f"{share:.{places}f}", share)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_off_by_two_steps_never_is(events, total):
    share = Decimal(100 * events) / total
    assert not prints(f"{share + Decimal('0.2'):.1f}", share)
