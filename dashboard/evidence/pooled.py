"""What published reviews pooled for a question, side by side.

Nothing here is pooled by us and nothing is added up: the same trials stand behind several reviews.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import questions
from dashboard.evidence.links import Link, link
from dashboard.evidence.numbers import count, interval, plain
from dashboard.evidence.source_names import short_title

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect, Review

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
# A row that repeats another on a second scale is shown with these words and not counted.
REPEATED = {"SMD": "the same result in standard deviations"}
REPEATED_ELSE = "the same result on another scale"
# A review without an author is named by its title, cut at this many signs.
LONGEST_TITLE = 60
# How a figure stands to the question: only the first answers it and is counted with it.
ANSWERS, WIDER, RELATED = "answers", "wider", "related"
SIGNS_DIFFER = "Figures are as printed, and their signs differ between reviews: read the direction from the words."


@dataclass(frozen=True)
class PooledEffect:
    """One pooled figure of one published review, as printed.

    `beside` says why it stands beside the question (a wider group, another disease); "" where it answers it. `aligned`
    is the figure with minus in favour of acupuncture, "" where it is printed so. `verdict` is the direction in words.
    `repeats` says that it is a result of the same review once more, on another scale; "" for one that counts.
    """

    review_id: str
    review: str
    year: int | None
    kind: str
    figure: str
    aligned: str
    scale: str
    when: str
    studies: str
    certainty: str
    verdict: str
    beside: str
    repeats: str
    note: str
    link: Link | None
    signed: tuple[float | None, float | None, float | None]

    @property
    def statement(self) -> str:
        """The figure as printed, its scale and time, the same with the common sign, and the direction in words."""
        printed = ", ".join(part for part in (self.figure, self.scale, self.when) if part)
        return "; ".join(part for part in (printed, self.aligned, self.verdict) if part)

    @property
    def details(self) -> tuple[str, ...]:
        """What else a reader must know: how many trials, how certain, why beside the question, remarks."""
        certainty = f"certainty {self.certainty}" if self.certainty else "certainty not reported"
        return tuple(part for part in (self.repeats, self.studies, certainty, self.beside, self.note) if part)


@dataclass(frozen=True)
class EffectGroup:
    """The figures for one comparator and one outcome, newest review first."""

    comparison: str
    comparison_words: str
    outcome: str
    outcome_words: str
    effects: tuple[PooledEffect, ...]

    @property
    def counted(self) -> tuple[PooledEffect, ...]:
        """The figures without those that repeat another on a second scale."""
        return tuple(effect for effect in self.effects if not effect.repeats)

    @property
    def signs(self) -> str:
        """A warning where one sign means both directions within the group; "" where it does not."""
        turned = {bool(effect.aligned) for effect in self.effects}
        return SIGNS_DIFFER if len(turned) > 1 else ""


@dataclass(frozen=True)
class Unpooled:
    """A review that belongs to the question but has no figure here."""

    review: str
    year: int | None
    title: str
    note: str
    link: Link | None


def effect_groups(facts: Facts, question: str, standing: str = ANSWERS) -> tuple[EffectGroup, ...]:
    """Group pooled effects of a question by comparator (sham first) and outcome (pain first), newest review first.

    `standing` asks for those that answer the question, those of wider or narrower groups of patients, or those of other
    diseases and other kinds of needling. The three never share a group.
    """
    groups: dict[tuple[str, str], list[PooledEffect]] = defaultdict(list)
    for row in facts.effects:
        place = questions.place_of_effect(row)
        if question in place.questions and _standing(place) == standing:
            groups[row.comparison, row.outcome].append(_effect(facts, row, place.beside))
    order = sorted(groups, key=lambda key: (list(COMPARISONS).index(key[0]), list(OUTCOMES).index(key[1])))
    return tuple(
        EffectGroup(
            comparison,
            COMPARISONS[comparison],
            outcome,
            OUTCOMES[outcome],
            tuple(sorted(groups[comparison, outcome], key=lambda effect: (-(effect.year or 0), effect.review_id))),
        )
        for comparison, outcome in order
    )


def unpooled(facts: Facts, question: str) -> tuple[Unpooled, ...]:
    """Return the reviews that answer a question but have no pooled figure for it here, newest first."""
    have = {row.review_id for row in facts.effects if question in questions.place_of_effect(row).questions}
    places = [(row, questions.place_of_review(row)) for row in facts.reviews.values()]
    left = [row for row, p in places if question in p.questions and not p.beside and row.review_id not in have]
    left.sort(key=lambda row: (-(row.year or 0), row.review_id))
    return tuple(Unpooled(_named(row), row.year, row.title, row.note, link(facts, row.sources)) for row in left)


def repeats(row: Effect) -> str:
    """Say that a pooled effect repeats another of its review on a second scale; "" where it counts."""
    return REPEATED.get(row.effect_measure, REPEATED_ELSE) if row.same_as else ""


def _standing(place: questions.Place) -> str:
    return ANSWERS if not place.beside else WIDER if place.wider else RELATED


def _effect(facts: Facts, row: Effect, beside: str) -> PooledEffect:
    review = facts.reviews[row.review_id]
    return PooledEffect(
        review_id=row.review_id,
        review=_named(review),
        year=review.year,
        kind=review.type,
        figure=_figure(row),
        aligned=_aligned(row),
        scale="" if row.scale == row.effect_measure else row.scale,
        when=row.timepoint_detail or TIMES[row.timepoint],
        studies=_studies(row),
        certainty=row.certainty.replace("_", " "),
        verdict=FAVOURS[row.favours],
        beside=beside,
        repeats=repeats(row),
        note=row.note,
        link=link(facts, review.sources),
        signed=(row.signed_estimate, row.signed_ci_low, row.signed_ci_high),
    )


def _figure(row: Effect) -> str:
    if row.estimate is None:
        return "not printed"
    return f"{MEASURES[row.effect_measure]} {_value(row.estimate, row.ci_low, row.ci_high)}"


def _aligned(row: Effect) -> str:
    """Turn a figure printed with plus for acupuncture, so that it can be read beside the others."""
    if row.signed_estimate is None or row.signed_estimate == row.estimate:
        return ""
    turned = _value(row.signed_estimate, row.signed_ci_low, row.signed_ci_high)
    return f"with minus in favour of acupuncture, {turned}"


def _value(value: float, low: float | None, high: float | None) -> str:
    return f"{plain(value)} ({interval(low, high) or 'no interval'})"


def _studies(row: Effect) -> str:
    trials = "" if row.k_trials is None else count(row.k_trials, "trial")
    people = "" if row.n_participants is None else f"{row.n_participants:,} people"
    return ", ".join(part for part in (trials, people) if part)


def _named(review: Review) -> str:
    name = review.first_author or short_title(review.title, LONGEST_TITLE)
    return f"{name} {review.year}" if review.year and str(review.year) not in name else name
