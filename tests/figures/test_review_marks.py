"""Marks of published reviews: no two comparisons share a shape, and rings count the certainty."""

import pytest

from dashboard.evidence.pooled import COMPARISONS
from dashboard.figures.review_marks import certainty_marks, sign, sign_class


def test_every_comparison_has_a_shape_and_a_class_of_its_own():
    assert len({sign(comparison, 10.0, 10.0) for comparison in COMPARISONS}) == len(COMPARISONS)
    assert len({sign_class(comparison) for comparison in COMPARISONS}) == len(COMPARISONS)


@pytest.mark.parametrize("marks", range(5))
def test_rings_are_filled_as_far_as_the_certainty_goes(marks):
    drawn = certainty_marks(marks, 0.0, 0.0)
    assert (drawn.count("trust-full"), drawn.count("trust-empty")) == (marks, 4 - marks)
    assert ("trust-none" in drawn) == (marks == 0)
