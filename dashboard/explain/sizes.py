"""How much less pain a review found, where its figure stands on a printed scale of pain. It must not judge it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dashboard.explain.claims import Claim, claim, figure
from dashboard.explain.say import Say
from dashboard.explain.words import AGAINST

if TYPE_CHECKING:
    from dashboard.facts.reviews import Effect

CERTAINTIES = {
    "very_low": Say("very low certainty"),
    "low": Say("low certainty"),
    "moderate": Say("moderate certainty"),
    "high": Say("high certainty"),
    "": Say("certainty not given"),
}
# A scale of pain whose ends are printed, not taken for granted.
SCALE = re.compile(r"VAS 0-(10{1,2})\b")
LOWER = "In one review, pain was {size} points lower than with {other}, on a scale up to {top}."
HIGHER = "In one review, pain was {size} points higher than with {other}, on a scale up to {top}."


def size_words(row: Effect) -> tuple[Claim, ...]:
    """Say how much less pain a review found, where its figure is on a printed scale of pain; else nothing."""
    ends = SCALE.match(row.scale)
    if row.outcome != "pain" or row.effect_measure != "MD" or row.signed_estimate is None or not ends:
        return ()
    text = LOWER if row.signed_estimate < 0 else HIGHER
    size = abs(row.signed_estimate)
    values = {"size": size, "top": int(ends[1]), "other": AGAINST[row.comparison]}
    figures = [
        figure("size", size, "size", "effects", [row], "signed_estimate"),
        figure("top", int(ends[1]), "most", "effects", [row], "scale"),
    ]
    sure = Say("How sure the review is: {certainty}.", {"certainty": CERTAINTIES[row.certainty]})
    return claim(Say(text, values), [("effects", row)], figures), claim(sure, [("effects", row)])
