"""Where the guidelines of a question stand, from against to for. It must not know how the strip is drawn.

A guideline beside the question has its place on the strip too, with the reason, and is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.evidence.guidelines import ADVICE, Advice
from dashboard.evidence.numbers import count

# From one end of the strip to the other: `guidelines.recommendation` and the words over its place.
PLACES = {
    "against": "Against",
    "no_rec": "No recommendation",
    "for_weak": "May be considered",
    "for_strong": "Recommended",
}
BY_STRENGTH = {strength: key for key, (_, strength) in ADVICE.items()}


@dataclass(frozen=True)
class Lane:
    """One place of the strip: the guidelines that `counts` for the question and those `beside` it, newest first."""

    key: str
    words: str
    counts: tuple[Advice, ...]
    beside: tuple[Advice, ...]


def lanes(found: Sequence[Advice]) -> tuple[Lane, ...]:
    """Sort guidelines into the four places, from against to recommended; a place may be empty."""
    return tuple(
        Lane(
            key,
            words,
            tuple(it for it in found if BY_STRENGTH[it.strength] == key and not it.beside),
            tuple(it for it in found if BY_STRENGTH[it.strength] == key and it.beside),
        )
        for key, words in PLACES.items()
    )


def strip_summary(found: Sequence[Advice]) -> str:
    """Count the guidelines in one sentence: `3 for, 1 without a recommendation, 1 against`; what is beside, apart."""
    by_key = {lane.key: len(lane.counts) for lane in lanes(found)}
    beside = sum(bool(it.beside) for it in found)
    apart = f" {count(beside, 'more stands', 'more stand')} beside the question and {_are(beside)} not counted."
    apart = apart if beside else ""
    strong, weak = by_key["for_strong"], by_key["for_weak"]
    if not sum(by_key.values()):
        return f"No guideline here answers this question.{apart}"
    detail = f" ({strong} recommending it, {weak} saying it may be considered)" if strong and weak else ""
    parts = [f"{strong + weak} for{detail}"]
    parts += [f"{by_key['no_rec']} without a recommendation"] if by_key["no_rec"] else []
    parts.append(f"{by_key['against']} against")
    agree = " They disagree." if by_key["against"] and strong + weak else ""
    return f"{count(sum(by_key.values()), 'guideline')}: {', '.join(parts)}.{agree}{apart}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
