"""Which differences between groups may be chance, and pain figures in words where no share can be drawn.

It must not know pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.kinds import NEEDLED, kind_of
from dashboard.evidence.questions import place_of_effect
from dashboard.evidence.rungs import study_name
from dashboard.explain.claims import Claim, claim, figure
from dashboard.explain.pool_lines import BETTER, UNSURE, WORSE, PoolLine, line_of, pool_lines
from dashboard.explain.say import Say
from dashboard.explain.sizes import size_words
from dashboard.explain.words import AGAINST, arm_words

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.reviews import Effect
    from dashboard.facts.trials import Arm, Outcome

GAPS = {
    "arm": "More people got better with {arm} than with {other}. This is not likely to be chance alone.",
    "comparator": "Fewer people got better with {arm} than with {other}. This is not likely to be chance alone.",
    "none": "The gap between {arm} and {other} may be chance.",
}
OF_A_POOL = {BETTER: "arm", WORSE: "comparator", UNSURE: "none"}
# outcome -> (better, worse, unsure), each for one trial and for several
IN_WORDS = {
    "pain": (
        ("In one trial, pain was {size} points lower than with {other}, on a scale up to {top}.",
         "In {n} trials, pain was {size} points lower than with {other}, on a scale up to {top}."),
        ("In one trial, pain was {size} points higher than with {other}, on a scale up to {top}.",
         "In {n} trials, pain was {size} points higher than with {other}, on a scale up to {top}."),
        ("In one trial, pain was about the same as with {other}: the gap of {size} points of {top} may be chance.",
         "In {n} trials, pain was about the same as with {other}: the gap of {size} points of {top} may be chance."),
    ),
    "pain_on_movement": (
        ("In one trial, pain when moving was {size} points lower than with {other}, on a scale up to {top}.",
         "In {n} trials, pain when moving was {size} points lower than with {other}, on a scale up to {top}."),
        ("In one trial, pain when moving was {size} points higher than with {other}, on a scale up to {top}.",
         "In {n} trials, pain when moving was {size} points higher than with {other}, on a scale up to {top}."),
        ("In one trial, the gap in pain when moving to {other} was {size} points of {top}. This may be chance.",
         "In {n} trials, the gap in pain when moving to {other} was {size} points of {top}. This may be chance."),
    ),
    "function": (
        ("In one trial, daily tasks were {size} points easier than with {other}, on a scale up to {top}.",
         "In {n} trials, daily tasks were {size} points easier than with {other}, on a scale up to {top}."),
        ("In one trial, daily tasks were {size} points harder than with {other}, on a scale up to {top}.",
         "In {n} trials, daily tasks were {size} points harder than with {other}, on a scale up to {top}."),
        ("In one trial, the gap in daily tasks to {other} was {size} points of {top}. This may be chance.",
         "In {n} trials, the gap in daily tasks to {other} was {size} points of {top}. This may be chance."),
    ),
}  # fmt: skip
SIDES = (BETTER, WORSE, UNSURE)
NOTHING = Say("From the trials in our data, no pain figure beside sham care can be worked out.")


def gaps(facts: Facts, trial: TrialFacts, rows: list[Outcome], arms: dict[str, Arm]) -> tuple[Claim, ...]:
    """Say of each needled and each other arm what the trial prints of their difference, else what we work out."""
    needled = [row for row in rows if kind_of(arms[row.arm_id].arm_type) in NEEDLED]
    others = [row for row in rows if row not in needled]
    pairs = [(one, other) for one in needled for other in others]
    return tuple(found for one, other in pairs if (found := _gap(facts, trial, one, other, arms)))


def pain_in_words(facts: Facts, question: str) -> tuple[Claim, ...]:
    """Say what the project's own sums of trials found against sham; where there are none, what reviews found."""
    lines = [line for outcome in IN_WORDS for line in pool_lines(facts, question, "vs_sham", outcome)]
    if lines:
        return tuple(pool_words(facts, line) for line in lines)
    reviews = [row for row in facts.effects if row.comparison == "vs_sham" and _answers(row, question)]
    return (claim(NOTHING), *(one for row in reviews for one in size_words(row)))


def pool_words(facts: Facts, line: PoolLine) -> Claim:
    """Put a pool on a scale of points in one sentence."""
    texts = IN_WORDS[line.pool.outcome][SIDES.index(line.favours)]
    trials = [facts.trials[study] for study in line.studies]
    values = {"size": line.size, "top": line.top, "other": AGAINST[line.pool.comparison]}
    counted = figure("n", len(trials), "count", "trials", trials)
    rows = [*line.rows, *(("trials", trial) for trial in trials)]
    return claim(Say.plural(*texts, len(trials), values), rows, [*line.figures(), counted])


def _answers(row: Effect, question: str) -> bool:
    place = place_of_effect(row)
    return question in place.questions and not place.beside and not row.same_as


def trial_names(facts: Facts, line: PoolLine) -> tuple[str, ...]:
    """Name the trials of a pool."""
    return tuple(study_name(facts, facts.trials[study]) for study in line.studies)


def _gap(facts: Facts, trial: TrialFacts, one: Outcome, other: Outcome, arms: dict[str, Arm]) -> Claim | None:
    words = {"arm": arm_words(arms[one.arm_id]), "other": arm_words(arms[other.arm_id])}
    asked = (one.arm_id, other.arm_id, one.timepoint_weeks, one.measure)
    for row in trial.contrasts:
        if (row.arm_id, row.comparator_arm_id, row.timepoint_weeks, row.measure) == asked and row.favours in GAPS:
            return claim(Say(GAPS[row.favours], words), [("contrasts", row)])
    for member in facts.pool_trials:
        here = (member.study_id, member.part, member.measure, member.timepoint_weeks)
        if here == (one.study_id, "member", one.measure, one.timepoint_weeks) and (
            (member.arm_ids, member.comparator_ids) == ((one.arm_id,), (other.arm_id,))
        ):
            line = line_of(facts, facts.pools[member.pool_id])
            if line and set(line.studies) == {one.study_id}:
                return claim(Say(GAPS[OF_A_POOL[line.favours]], words), line.rows)
    return None
