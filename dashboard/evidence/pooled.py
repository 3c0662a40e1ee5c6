"""What published reviews pooled and what guidelines advise for a question, side by side.

Nothing here is pooled by us and nothing is added up: the same trials stand behind several reviews.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import questions
from dashboard.evidence.links import Link, link
from dashboard.evidence.numbers import count, interval, plain

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect, Guideline, Review

COMPARISONS = {
    "vs_sham": "against sham",
    "vs_no_treatment": "against no treatment",
    "vs_usual_care": "against usual care",
    "vs_active": "against another treatment",
    "vs_mixed": "against several comparators together",
}
# What a reader looks for first; any other outcome follows in alphabetical order.
OUTCOMES = {
    "pain": "pain",
    "function": "function",
    "global_improvement": "overall improvement",
    "qol": "quality of life",
    "qol_physical": "physical quality of life",
    "pain_decay_per_3_months": "how fast the difference in pain shrinks, per 3 months",
    "unspecified": "outcome not named",
}
FAVOURS = {"acupuncture": "favours acupuncture", "comparator": "favours the comparator", "none": "no clear difference"}
TIMES = {
    "immediate": "right after treatment",
    "short": "short term",
    "intermediate": "intermediate term",
    "long": "long term",
    "": "",
}
MEASURES = {"MD": "mean difference", "SMD": "standardised mean difference", "RR": "risk ratio"}
ADVICE = {
    "for_strong": ("for", "recommends it"),
    "for_weak": ("for", "says it may be considered"),
    "no_rec": ("neither", "makes no recommendation"),
    "against": ("against", "advises against it"),
}


@dataclass(frozen=True)
class PooledEffect:
    """One pooled figure of one published review, as printed.

    `beside` says why it stands beside the question (a wider group, another disease); "" where it answers it.
    """

    review_id: str
    review: str
    year: int | None
    kind: str
    figure: str
    scale: str
    when: str
    studies: str
    certainty: str
    verdict: str
    beside: str
    note: str
    link: Link | None
    signed: tuple[float | None, float | None, float | None]


@dataclass(frozen=True)
class EffectGroup:
    """The figures for one comparator and one outcome: those that answer the question first."""

    comparison: str
    comparison_words: str
    outcome: str
    outcome_words: str
    effects: tuple[PooledEffect, ...]


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


@dataclass(frozen=True)
class Unpooled:
    """A review that belongs to the question but has no figure here."""

    review: str
    year: int | None
    title: str
    note: str
    link: Link | None


def effect_groups(facts: Facts, question: str, *, related: bool = False) -> tuple[EffectGroup, ...]:
    """Group pooled effects of a question by comparator (sham first) and outcome (pain first), newest review first.

    Figures that answer the question lead, those of wider groups follow. `related` asks instead for other diseases and
    other kinds of needling.
    """
    groups: dict[tuple[str, str], list[PooledEffect]] = defaultdict(list)
    for row in facts.effects:
        place = questions.place_of_effect(row)
        other = bool(place.beside) and not place.wider
        if question in place.questions and other == related:
            groups[row.comparison, row.outcome].append(_effect(facts, row, place.beside))
    order = sorted(groups, key=lambda key: (list(COMPARISONS).index(key[0]), list(OUTCOMES).index(key[1])))
    return tuple(
        EffectGroup(
            comparison,
            COMPARISONS[comparison],
            outcome,
            OUTCOMES[outcome],
            tuple(sorted(groups[comparison, outcome], key=lambda e: (bool(e.beside), -(e.year or 0), e.review_id))),
        )
        for comparison, outcome in order
    )


def advice(facts: Facts, question: str) -> tuple[Advice, ...]:
    """Return the guidelines of a question, for and against side by side: those that answer it first, newest first."""
    placed = [(row, questions.place_of_guideline(row)) for row in facts.guidelines]
    found = [_advice(facts, row, place.beside) for row, place in placed if question in place.questions]
    return tuple(sorted(found, key=lambda a: (bool(a.beside), -(a.year or 0), a.guideline_id)))


def unpooled(facts: Facts, question: str) -> tuple[Unpooled, ...]:
    """Return the reviews that answer a question but have no pooled figure for it here, newest first."""
    have = {row.review_id for row in facts.effects if question in questions.place_of_effect(row).questions}
    places = [(row, questions.place_of_review(row)) for row in facts.reviews.values()]
    left = [row for row, p in places if question in p.questions and not p.beside and row.review_id not in have]
    left.sort(key=lambda row: (-(row.year or 0), row.review_id))
    return tuple(Unpooled(_named(row), row.year, row.title, row.note, link(facts, row.sources)) for row in left)


def _effect(facts: Facts, row: Effect, beside: str) -> PooledEffect:
    review = facts.reviews[row.review_id]
    return PooledEffect(
        review_id=row.review_id,
        review=_named(review),
        year=review.year,
        kind=review.type,
        figure=_figure(row),
        scale="" if row.scale == row.effect_measure else row.scale,
        when=row.timepoint_detail or TIMES[row.timepoint],
        studies=_studies(row),
        certainty=row.certainty.replace("_", " "),
        verdict=FAVOURS[row.favours],
        beside=beside,
        note=row.note,
        link=link(facts, review.sources),
        signed=(row.signed_estimate, row.signed_ci_low, row.signed_ci_high),
    )


def _figure(row: Effect) -> str:
    value = "not printed" if row.estimate is None else f"{MEASURES[row.effect_measure]} {plain(row.estimate)}"
    between = interval(row.ci_low, row.ci_high)
    return f"{value} ({between})" if between else f"{value} (no interval)"


def _studies(row: Effect) -> str:
    trials = "" if row.k_trials is None else count(row.k_trials, "trial")
    people = "" if row.n_participants is None else f"{row.n_participants:,} people"
    return ", ".join(part for part in (trials, people) if part)


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


def _named(review: Review) -> str:
    name = review.first_author or "Author not stated"
    return f"{name} {review.year}" if review.year else name
