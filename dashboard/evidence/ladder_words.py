"""The counts of a ladder in words: how many trials, of what design, and who of their patients got the point.

It must not know how the trials were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.numbers import count
from dashboard.evidence.rungs import NECK_AND_UPPER_BACK, RANDOMISED, UPPER_BACK

if TYPE_CHECKING:
    from dashboard.evidence.ladder import Ladder


def summary(it: Ladder) -> str:
    """Say the counts of a ladder, or what is missing where no trial counts."""
    phrase = it.question.phrase
    if it.trials:
        text = (
            f"{count(it.n_reported, 'reported trial')} needled this point for {phrase}, {_designs(it)}; {_given(it)}."
        )
        text += _upper_back(it)
    else:
        text = f"No reported trial in our data needled this point for {phrase}."
    if it.registered:
        text += f" {count(it.n_registered, 'trial is', 'trials are')} planned or registered, without a result."
    if it.apart:
        text += f" {count(len(it.apart), 'related trial is', 'related trials are')} listed apart and not counted."
    if it.elsewhere:
        text += f" {count(len(it.elsewhere), 'trial', 'trials')} of other conditions needled it too."
    return text


def _designs(it: Ladder) -> str:
    """Count the sham arms and the trials without a clear random allocation."""
    sham = f"{it.n_sham or 'none'} with a sham arm"
    loose = sum(rung.randomised != RANDOMISED["yes"] for rung in it.trials)
    return f"{sham}, {loose} not or not clearly randomised" if loose else sham


def _given(it: Ladder) -> str:
    """Say how many gave the point to every patient of an arm: a menu does not tell who got it."""
    every, some = it.n_every_patient, it.n_reported - it.n_every_patient
    if not some:
        return "it gave it to every patient of an arm" if every == 1 else "all gave it to every patient of an arm"
    if not every:
        where = "there" if some == 1 else "in all of them"
        return f"{where} it is one of a menu or optional, so not every patient got it"
    return (
        f"{every} gave it to every patient of an arm, and in {some} it is one of a menu or optional, so not every "
        "patient got it"
    )


def _upper_back(it: Ladder) -> str:
    """Say how much of upper-back evidence is about the neck: the two are one question and not one pain."""
    if it.question.key != "upper":
        return ""
    regions = [rung.region for rung in it.trials]
    proper, both = regions.count(UPPER_BACK), regions.count(NECK_AND_UPPER_BACK)
    if len(regions) == 1:
        treated = "the upper back itself" if proper else "neck and upper back together" if both else ""
        return f" It treated {treated or 'the neck, not the upper back itself'}."
    if not proper and not both:
        return " All of them treated the neck."
    told = f"{proper or 'None'} of them treated the upper back itself"
    return f" {told}, {both} neck and upper back together." if both else f" {told}."
