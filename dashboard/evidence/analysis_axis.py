"""The scale of a pool's forest plot: its unit, its sides in words, and the smallest change that matters on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.analysis_parts import Axis
from dashboard.evidence.effects import RATIOS
from dashboard.evidence.outcome_series import important_change
from dashboard.evidence.scales import size_to_100

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
NONE_KNOWN = "No smallest change that matters is in our data for this scale, so no line is drawn."


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
    """Find the smallest change that matters in points of 100, for differences of one questionnaire or of pain."""
    if pool.effect != "MD":
        return None
    ids = {facts.measure_names[name].measure_id for name in pool.measures}
    if pool.outcome == "pain" and len(ids) > 1:
        found = important_change(facts, pool.question)
        return found.points if found else None
    measure = facts.measures.get(ids.pop()) if len(ids) == 1 else None
    if measure is None or measure.mcid_absolute is None or measure.min is None or measure.max is None:
        return None
    return round(size_to_100(measure.mcid_absolute, measure.min, measure.max), 1)
