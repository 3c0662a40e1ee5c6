"""The marks of published reviews: a sign of its own for each comparison, and rings for certainty.

It must not know scales or rows; shape carries what colour says.
"""

from __future__ import annotations

from dashboard.evidence.review_parts import MOST_MARKS
from dashboard.figures.svg import tag


def sign(comparison: str, x: float, y: float) -> str:
    """Draw the sign of a comparison: square for sham, cross for no treatment, diamond, triangle, star for the rest."""
    shapes = {
        "vs_sham": f"M{x - 5:.2f} {y - 5:.2f}h10v10h-10Z",
        "vs_no_treatment": (
            f"M{x - 6:.2f} {y - 3.5:.2f}l2.5 -2.5l3.5 3.5l3.5 -3.5l2.5 2.5l-3.5 3.5l3.5 3.5l-2.5 2.5l-3.5 -3.5"
            "l-3.5 3.5l-2.5 -2.5l3.5 -3.5Z"
        ),
        "vs_usual_care": f"M{x:.2f} {y - 7:.2f}l7 7l-7 7l-7 -7Z",
        "vs_active": f"M{x:.2f} {y - 6.5:.2f}l7 12h-14Z",
        "vs_mixed": f"M{x - 6:.2f} {y:.2f}l3 -6h6l3 6l-3 6h-6Z",
    }
    return tag("path", d=shapes[comparison], class_="review-sign")


def sign_class(comparison: str) -> str:
    """Return the class that colours the sign of a comparison."""
    return f"review-{comparison.removeprefix('vs_').replace('_', '-')}"


def certainty_marks(marks: int, x: float, y: float) -> str:
    """Draw four rings, as many of them filled as the certainty is high; none filled where it is not stated."""
    rings = (
        tag("circle", cx=x + 5 + place * 14, cy=y, r=4.5, class_="trust-full" if place < marks else "trust-empty")
        for place in range(MOST_MARKS)
    )
    return tag("g", *rings, class_="trust" if marks else "trust trust-none")
