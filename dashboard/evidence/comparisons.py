"""A trial's arms and the differences between them, as printed, in plain words. It must not know points or questions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import ACTIVE, KINDS, SHAM, UNKNOWN, ArmKind, kind_of, words_of
from dashboard.evidence.links import Link, link
from dashboard.evidence.numbers import interval, plain, when_compared

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Arm, Contrast

# A description longer than this is a sentence; its first clause serves a label better.
LABEL_LENGTH = 60
CLAUSE = re.compile(r"[;,(:]")
# How many were counted is a note to the figures and no part of a name.
COUNTED = re.compile(r"; (?:n |percentages |\d).*$")
# A clause of a word or two, or one that ends at a point, breaks off a list and would say that the rest was not needled.
LEAST_WORDS = 3
AT_A_POINT = re.compile(r"\b[A-Z]{2}(?:-[A-Z]+)?\d+$")
LOOSE_END = re.compile(r"(?:[ ,;:(]|\b(?:and|at|in|of|on|or|the|to|up|with))+$")
EFFECTS = {
    "mean_difference": "difference in means",
    "adjusted_mean_difference": "adjusted difference in means",
    "change_difference": "difference in change from the start",
    "improvement_difference": "difference in improvement",
    "adjusted_improvement_difference": "adjusted difference in improvement",
    "median_difference": "difference in medians",
    "risk_difference_pct": "difference in the share of patients, percentage points",
    "adjusted_relative_risk": "adjusted relative risk",
    "hazard_ratio": "hazard ratio",
    "percent_reduction": "reduction in per cent",
    "treatment_effect": "treatment effect",
}
# The sign alone is no verdict: what a minus means depends on the measure and on which arm was taken from which.
NO_VERDICT = "figure as printed, no better arm named"


@dataclass(frozen=True)
class ArmLine:
    """One arm: its label within the trial, its kind, and the people in it (None: not printed)."""

    arm_id: str
    label: str
    kind: ArmKind
    n: int | None


@dataclass(frozen=True)
class Comparison:
    """One printed difference. `against` is the comparator's kind; `words` is the whole of it as one sentence."""

    arm: str
    comparator: str
    against: ArmKind
    measure: str
    when: str
    effect: str
    figure: str
    p_value: str
    favours: str
    verdict: str
    note: str
    link: Link | None
    words: str


def arm_lines(trial: TrialFacts) -> tuple[ArmLine, ...]:
    """Label the arms of a trial, in file order; no two arms of a trial share a label."""
    shared = Counter(words_of(arm.arm_type) for arm in trial.arms)
    labels = [_label(arm, alone=shared[words_of(arm.arm_type)] == 1) for arm in trial.arms]
    # Where two begin alike, what tells them apart stands further on; the id is the last resort.
    for longer in (lambda arm: arm.description, lambda arm: _spoken(arm.arm_id)):
        twice = Counter(labels)
        labels = [
            label if twice[label] == 1 else _named(arm, longer(arm) or _spoken(arm.arm_id))
            for arm, label in zip(trial.arms, labels, strict=True)
        ]
    return tuple(
        ArmLine(arm.arm_id, label, kind_of(arm.arm_type), arm.n) for arm, label in zip(trial.arms, labels, strict=True)
    )


def comparisons(facts: Facts, trial: TrialFacts) -> tuple[Comparison, ...]:
    """Put every printed difference of a trial in words: against sham first; pain first; then by time."""
    lines = {line.arm_id: line for line in arm_lines(trial)}
    order = {SHAM: -1, **{kind: place for place, kind in enumerate(KINDS) if kind is not SHAM}}
    rows = sorted(
        trial.contrasts,
        key=lambda row: (
            order[lines[row.comparator_arm_id].kind],
            facts.measure_names[row.measure].domain != "pain",
            row.timepoint_weeks is None,
            row.timepoint_weeks or 0.0,
            row.measure,
        ),
    )
    return tuple(_comparison(facts, row, lines) for row in rows)


def _label(arm: Arm, *, alone: bool) -> str:
    words = words_of(arm.arm_type)
    if alone and kind_of(arm.arm_type) not in (ACTIVE, UNKNOWN):
        return words
    return _named(arm, _brief(arm.description, words) or _spoken(arm.arm_id))


def _named(arm: Arm, brief: str) -> str:
    """Put the kind of an arm before its own words, unless they name it: "electroacupuncture, no fire needle" does."""
    words = words_of(arm.arm_type)
    # At the beginning of a word: "physiotherapy" does not say "other".
    named = re.search(rf"\b{words.split()[0]}", brief.lower())
    return brief if named else f"{words}: {brief}"


def _brief(description: str, words: str) -> str:
    """Shorten a description: whole if short, else its first clause if that stands for the whole, else cut."""
    told = COUNTED.sub("", description)
    if len(told) <= LABEL_LENGTH:
        return told
    clause = CLAUSE.split(told)[0].strip()
    stands = len(clause.split()) >= LEAST_WORDS and not AT_A_POINT.search(clause)
    if stands and clause.lower() != words and len(clause) <= LABEL_LENGTH:
        return clause
    cut = told[: LABEL_LENGTH + 1].rpartition(" ")[0] or told[:LABEL_LENGTH]
    return f"{LOOSE_END.sub('', cut)}…"


def _spoken(arm_id: str) -> str:
    return arm_id.replace("_", " ")


def _comparison(facts: Facts, row: Contrast, lines: dict[str, ArmLine]) -> Comparison:
    arm, comparator = lines[row.arm_id], lines[row.comparator_arm_id]
    measure = facts.measure_names[row.measure].label
    time = when_compared(row.timepoint_weeks)
    figure = _figure(row)
    verdict = _verdict(row.favours, arm.label, comparator.label)
    head = f"{_capital(arm.label)} against {comparator.label}, {measure}, {time}"
    return Comparison(
        arm=arm.label,
        comparator=comparator.label,
        against=comparator.kind,
        measure=measure,
        when=time,
        effect=EFFECTS[row.effect],
        figure=figure,
        p_value=row.p_value,
        favours=row.favours,
        verdict=verdict,
        note=row.note,
        link=link(facts, row.sources),
        words=f"{head}: {EFFECTS[row.effect]} {figure}; {verdict}.",
    )


def _figure(row: Contrast) -> str:
    value = "not printed" if row.value is None else plain(row.value)
    if between := interval(row.ci_low, row.ci_high):
        return f"{value} (interval {between})"
    return f"{value} (no interval printed)" if row.se is None else f"{value} (standard error {plain(row.se)})"


def _verdict(favours: str, arm: str, comparator: str) -> str:
    if favours == "none":
        return "no clear difference"
    named = {"arm": arm, "comparator": comparator}.get(favours)
    return f"better with {named}" if named else NO_VERDICT


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
