"""The plainest words for groups of a trial and for what acupuncture was set against. It must not know figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.kinds import words_of
from dashboard.explain.say import Say

if TYPE_CHECKING:
    from dashboard.facts.trials import Arm

# arm_type -> words that follow "with"; any other kind is named as elsewhere in the atlas
ARMS = {
    "acupuncture": Say("acupuncture"),
    "electroacupuncture": Say("needles that carry a weak current"),
    "sham_penetrating": Say("sham needles"),
    "sham_nonpenetrating": Say("sham care that does not pierce the skin"),
    "sham_unspecified": Say("sham care"),
    "sham_laser": Say("a sham laser"),
    "waitlist": Say("a place on a waiting list"),
    "no_treatment": Say("no treatment"),
    "usual_care": Say("usual care"),
    "active_control": Say("other care"),
}
# comparison of `effects.csv` and `pools.csv` -> words that follow "than with"
AGAINST = {
    "vs_sham": Say("sham care"),
    "vs_no_treatment": Say("no treatment"),
    "vs_usual_care": Say("usual care"),
    "vs_active": Say("another treatment"),
    "vs_mixed": Say("all kinds of other care together"),
}


def arm_words(arm: Arm) -> Say:
    """Name a group in the plainest words. Raises ValueError for a kind of arm nobody knows."""
    return ARMS.get(arm.arm_type) or Say(words_of(arm.arm_type))
