"""Which benefits reviews and trials found, against sham and against other care apart, with what stands behind each.

A verdict is counted, never weighed: works that found a gain beside works that did not. Nothing is added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.evidence.kinds import ACUPUNCTURE, kind_of
from dashboard.evidence.points_used import trials_for
from dashboard.evidence.questions import place_of_effect
from dashboard.explain.choices import PATIENT
from dashboard.explain.claims import Claim, claim, figure
from dashboard.explain.findings import effect_words, pool_figures, tablets
from dashboard.explain.pool_lines import BETTER, UNSURE, WORSE, PoolLine, pool_lines
from dashboard.explain.printed import printed_differences
from dashboard.explain.say import Say
from dashboard.explain.sizes import size_words
from dashboard.explain.statements import statements
from dashboard.explain.words import AGAINST

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect
    from dashboard.facts.trials import Contrast

PAIN, FUNCTION, MEDICATION = "pain", "function", "medication"
NAMES = {PAIN: Say("Less pain"), FUNCTION: Say("Daily tasks are easier"), MEDICATION: Say("Fewer pain drugs")}
POOLED = {PAIN: ("pain", "pain_on_movement"), FUNCTION: ("function",)}
# What the works together come to; a work whose own figures differ counts as mixed.
SHOWN, UNCLEAR, NOT_SHOWN, WORSE_THAN, NO_DATA = "shown", "unclear", "not shown", "worse", "no data"
MIXED = "mixed"
ONE = "one"  # a gain that a single work found
PARTLY = "partly"  # nobody found no gain at all, yet some found it only in part
SUM_UNSURE = "sum"  # works agree, and the interval of our own sum of several trials does not
HEADS = {
    SHOWN: Say("Shown: all that we count agree."),
    ONE: Say("Not clear: just one study or review found a gain."),
    PARTLY: Say("Not clear: some found a gain only at some times or on some scales."),
    SUM_UNSURE: Say("Shown: all that we count agree, but our own sum of trials is not sure."),
    UNCLEAR: Say("Not clear: findings do not agree."),
    NOT_SHOWN: Say("Not shown."),
    WORSE_THAN: Say("Not shown: it did worse."),
    NO_DATA: Say("Not shown: our data have no figures."),
}
# (benefit, stance) -> the sentence about reviews and the one about trials, each for one and for several
REVIEWS = {
    (PAIN, BETTER): ("One review found less pain than with {other}.", "{n} reviews found less pain than with {other}."),
    (PAIN, UNSURE): ("One review found no clear gain over {other}.", "{n} reviews found no clear gain over {other}."),
    (PAIN, WORSE): ("One review found more pain than with {other}.", "{n} reviews found more pain than with {other}."),
    (PAIN, MIXED): (
        "One review found less pain than with {other} only at some times or on some scales.",
        "{n} reviews found less pain than with {other} only at some times or on some scales.",
    ),
    (FUNCTION, BETTER): (
        "One review found daily tasks easier than with {other}.",
        "{n} reviews found daily tasks easier than with {other}.",
    ),
    (FUNCTION, UNSURE): (
        "One review found no clear gain over {other}.",
        "{n} reviews found no clear gain over {other}.",
    ),
    (FUNCTION, WORSE): (
        "One review found daily tasks harder than with {other}.",
        "{n} reviews found daily tasks harder than with {other}.",
    ),
    (FUNCTION, MIXED): (
        "One review found daily tasks easier than with {other} only at some times or on some scales.",
        "{n} reviews found daily tasks easier than with {other} only at some times or on some scales.",
    ),
}
TRIALS = {
    key: tuple(text.replace("review", "trial") for text in texts) for key, texts in REVIEWS.items()
}  # the same words, of trials
NO_MEDICATION = Say("Our data have no figures on pain drugs for this kind of pain.")


@dataclass(frozen=True)
class Verdict:
    """One benefit against one comparator.

    `stance` is `shown`, `unclear`, `not shown`, `worse` or `no data`; `head` says it, `counts` say of how many
    of the `works`.
    `findings` are those works' figures, one sentence each.
    """

    comparison: str
    against: Say
    stance: str
    works: int
    head: Claim
    counts: tuple[Claim, ...]
    findings: tuple[Claim, ...]


@dataclass(frozen=True)
class Benefit:
    """One hoped-for benefit; sham stands first among its verdicts."""

    key: str
    name: Say
    verdicts: tuple[Verdict, ...]
    told: tuple[Claim, ...]


@dataclass(frozen=True)
class Benefits:
    """The benefits of a question, and what holds for all."""

    benefits: tuple[Benefit, ...]
    told: tuple[Claim, ...]


def benefits(facts: Facts, question: str, reader: str = PATIENT) -> Benefits:
    """Weigh nothing, count all: pain, daily tasks and drugs for one question."""
    told = statements(facts, "benefits", reader, question)
    own = {PAIN: "cochrane", FUNCTION: "lee", MEDICATION: "tablets"}
    split = {key: tuple(one for one in told if f"benefits-{word}" in one.rows[0]) for key, word in own.items()}
    found = [Benefit(key, NAMES[key], _verdicts(facts, question, key, reader), split[key]) for key in (PAIN, FUNCTION)]
    found.append(_medication(facts, question, split[MEDICATION]))
    used = {one for part in split.values() for one in part}
    return Benefits(tuple(found), tuple(one for one in told if one not in used))


def _verdicts(facts: Facts, question: str, benefit: str, reader: str) -> tuple[Verdict, ...]:
    verdicts = [_verdict(facts, question, benefit, comparison, reader) for comparison in AGAINST]
    # Sham is named even where nothing is known of it; the others only where there is something to tell.
    return tuple(one for one in verdicts if one.stance != NO_DATA or one.comparison == "vs_sham")


def _verdict(facts: Facts, question: str, benefit: str, comparison: str, reader: str) -> Verdict:
    rows = [row for row in facts.effects if _answers(row, question, benefit, comparison)]
    lines = [line for name in POOLED[benefit] for line in pool_lines(facts, question, comparison, name)]
    printed = printed_differences(facts, question, comparison, benefit)
    reviews: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        reviews[row.review_id].add(row.favours)
    trials = _trials(facts, lines, printed)
    stances = [_stance(found) for found in (*reviews.values(), *(trial.found for trial in trials))]
    behind = [*(("effects", row) for row in rows), *(pair for trial in trials for pair in trial.rows)]
    stance = UNCLEAR if stances == [BETTER] else _together(stances)
    return Verdict(
        comparison=comparison,
        against=AGAINST[comparison],
        stance=stance,
        works=len(stances),
        head=claim(HEADS[_head(stances, lines)], behind),
        counts=(
            *_review_counts(facts, benefit, comparison, reviews),
            *_trial_counts(facts, benefit, comparison, trials),
        ),
        findings=_findings(facts, rows, lines, reader),
    )


@dataclass(frozen=True)
class _Found:
    """What one trial found, over our sums and its own printed differences, and the rows that say so."""

    study_id: str
    found: frozenset[str]
    rows: tuple[tuple[str, Any], ...]


def _trials(facts: Facts, lines: list[PoolLine], printed: dict[str, tuple[tuple[Contrast, str], ...]]) -> list[_Found]:
    studies = dict.fromkeys([*(study for line in lines for study in line.studies), *printed])
    return [
        _Found(
            study,
            frozenset([line.studies[study] for line in lines if study in line.studies])
            | {favours for _, favours in printed.get(study, ())},
            (
                ("trials", facts.trials[study]),
                *(pair for line in lines if study in line.studies for pair in line.rows),
                *(("contrasts", row) for row, _ in printed.get(study, ())),
            ),
        )
        for study in studies
    ]


def _head(stances: list[str], lines: list[PoolLine]) -> str:
    if stances == [BETTER]:
        return ONE
    kinds = set(stances)
    if MIXED in kinds and kinds <= {BETTER, MIXED}:
        return PARTLY
    together = _together(stances)
    unsure = any(len(line.studies) > 1 and line.favours != BETTER for line in lines)
    return SUM_UNSURE if together == SHOWN and unsure else together


def _findings(facts: Facts, rows: list[Effect], lines: list[PoolLine], reader: str) -> tuple[Claim, ...]:
    """Give a patient the sizes that stand on a plain scale, and others every figure."""
    if reader == PATIENT:
        return tuple(one for row in rows for one in size_words(row))
    return (*(effect_words(facts, row) for row in rows), *(pool_figures(facts, line) for line in lines))


def _answers(row: Effect, question: str, benefit: str, comparison: str) -> bool:
    place = place_of_effect(row)
    # A row that repeats a result on another scale is not a second figure.
    asked = (row.outcome, row.comparison) == (benefit, comparison) and not row.same_as
    return asked and question in place.questions and not place.beside


def _stance(found: Collection[str]) -> str:
    return next(iter(found)) if len(found) == 1 else MIXED


def _together(stances: list[str]) -> str:
    if not stances:
        return NO_DATA
    kinds = set(stances)
    if kinds == {BETTER}:
        return SHOWN
    if BETTER in kinds or MIXED in kinds:
        return UNCLEAR
    return NOT_SHOWN if UNSURE in kinds else WORSE_THAN


def _review_counts(facts: Facts, benefit: str, comparison: str, reviews: dict[str, set[str]]) -> list[Claim]:
    told = []
    for stance in (BETTER, MIXED, UNSURE, WORSE):
        rows = [facts.reviews[name] for name, found in reviews.items() if _stance(found) == stance]
        if rows:
            say = Say.plural(*REVIEWS[benefit, stance], len(rows), {"other": AGAINST[comparison]})
            told.append(
                claim(say, [("reviews", row) for row in rows], [figure("n", len(rows), "count", "reviews", rows)])
            )
    return told


def _trial_counts(facts: Facts, benefit: str, comparison: str, trials: list[_Found]) -> list[Claim]:
    told = []
    for stance in (BETTER, MIXED, UNSURE, WORSE):
        here = [trial for trial in trials if _stance(trial.found) == stance]
        if here:
            rows = [facts.trials[trial.study_id] for trial in here]
            say = Say.plural(*TRIALS[benefit, stance], len(rows), {"other": AGAINST[comparison]})
            counted = figure("n", len(rows), "count", "trials", rows)
            told.append(claim(say, [pair for trial in here for pair in trial.rows], [counted]))
    return told


def _medication(facts: Facts, question: str, told: tuple[Claim, ...]) -> Benefit:
    trials = [t for t in trials_for(facts, question) if any(kind_of(arm.arm_type) is ACUPUNCTURE for arm in t.arms)]
    found = [lines for trial in trials if (lines := tablets(facts, trial))]
    lines = tuple(line for trial in found for line in trial)
    stance = UNCLEAR if lines else NO_DATA
    head = Say("Not clear: one small count is not enough.") if lines else NO_MEDICATION
    verdict = Verdict("vs_sham", AGAINST["vs_sham"], stance, len(found), claim(head), (), lines)
    return Benefit(MEDICATION, NAMES[MEDICATION], (verdict,), told)
