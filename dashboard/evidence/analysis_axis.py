"""The scale of a pool's forest plot: its unit, its sides in words, and the smallest change that matters on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.analysis_parts import Axis
from dashboard.evidence.effects import RATIOS
from dashboard.evidence.outcome_series import important_of
from dashboard.evidence.pool_rows import members_of

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.pools import Pool

MEASURES = {
    "MD": "mean difference",
    "SMD": "standardised mean difference",
    "RR": "risk ratio",
    "OR": "odds ratio",
    "RD": "difference in the share of people",
}
UNITS = {"MD": "points of 100", "SMD": "standard deviations", "RR": "", "OR": "", "RD": "percentage points"}
OTHER_SIDES = {
    "vs_sham": "favours sham",
    "vs_no_treatment": "favours no treatment",
    "vs_usual_care": "favours usual care",
    "vs_active": "favours the other treatment",
}
FOR = "favours acupuncture"
ONE_PERSON = "smallest change that matters to one patient; a difference between groups is not the same thing"
NONE_KNOWN = "Our data hold no single smallest change that matters, in points, for this scale, so no line is drawn."


def axis_of(facts: Facts, pool: Pool) -> Axis:
    """Describe a pool's scale: a difference favours acupuncture on its left, people who got better on its right."""
    people = pool.effect in (*RATIOS, "RD")
    other = OTHER_SIDES[pool.comparison]
    important = _important(facts, pool)
    return Axis(
        measure=MEASURES[pool.effect],
        unit=UNITS[pool.effect],
        neutral=1.0 if pool.effect in RATIOS else 0.0,
        logarithmic=pool.effect in RATIOS,
        left=other if people else FOR,
        right=FOR if people else other,
        important=important,
        important_words=NONE_KNOWN if important is None else ONE_PERSON,
    )


def _important(facts: Facts, pool: Pool) -> float | None:
    """Find the smallest change that matters in points of 100; None unless it was asked of this pain or questionnaire.

    A family with two such changes has no line, nor has one whose trials all printed another range than it was asked on.
    """
    if pool.effect != "MD":
        return None
    of_measure = {name: important_of(facts, pool.question, facts.measure_names[name]) for name in pool.measures}
    points = {found.points for found in of_measure.values() if found}
    printed = any(of_measure[member.measure] for member in members_of(facts, pool))
    return points.pop() if len(points) == 1 and printed else None
