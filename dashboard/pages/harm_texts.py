"""How often a harm happens, as sentences that can be said in the reader's language. It must not work out a rate."""

from __future__ import annotations

from dashboard.evidence.harms import HarmRate, one_in, rate_of
from dashboard.explain.say import Say
from dashboard.language.marks import N_

MILLION = 1_000_000  # from here on words say it shorter
ABOUT = {"patients": N_("about 1 in {many} patients"), "treatments": N_("about 1 in {many} treatments")}
NONE = {"patients": N_("none in {total} patients"), "treatments": N_("none in {total} treatments")}


def rate_words(rate: HarmRate) -> Say | str:
    """Say a rate as people say it; what has no rate stays in the words it has."""
    row, value = rate.row, rate_of(rate.row)
    if value == 0 and row.n and row.denominator in NONE:
        return Say(NONE[row.denominator], {"total": row.n})
    if value and row.denominator in ABOUT and one_in(value) < MILLION:
        return Say(ABOUT[row.denominator], {"many": one_in(value)})
    return rate.words


def event_words(rate: HarmRate) -> Say:
    """Say what happened."""
    return Say(rate.row.event)
