"""What guidelines advise for a question, for and against side by side. It must not know pooled figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import questions
from dashboard.evidence.links import Link, link

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Guideline

ADVICE = {
    "for_strong": ("for", "recommends it"),
    "for_weak": ("for", "says it may be considered"),
    "no_rec": ("neither", "makes no recommendation"),
    "against": ("against", "advises against it"),
}


@dataclass(frozen=True)
class Advice:
    """One guideline: `stance` is for, against or neither."""

    guideline_id: str
    organisation: str
    country: str
    year: int | None
    stance: str
    strength: str
    summary: str
    note: str
    beside: str
    link: Link | None


def advice(facts: Facts, question: str) -> tuple[Advice, ...]:
    """Return the guidelines of a question, for and against side by side: those that answer it first, newest first."""
    placed = [(row, questions.place_of_guideline(row)) for row in facts.guidelines]
    found = [_advice(facts, row, place.beside) for row, place in placed if question in place.questions]
    return tuple(sorted(found, key=lambda a: (bool(a.beside), -(a.year or 0), a.guideline_id)))


def _advice(facts: Facts, row: Guideline, beside: str) -> Advice:
    stance, strength = ADVICE[row.recommendation]
    return Advice(
        guideline_id=row.guideline_id,
        organisation=row.organisation,
        country=row.country,
        year=row.year,
        stance=stance,
        strength=strength,
        summary=row.summary,
        note=row.note,
        beside=beside,
        link=link(facts, row.sources),
    )
