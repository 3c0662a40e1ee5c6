"""What is missing from the evidence for a question, said in a sentence. It must not know points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.kinds import SHAM, kind_of
from dashboard.evidence.numbers import count
from dashboard.evidence.pooled import effect_groups
from dashboard.evidence.questions import place_of_trial, question

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts


def missing_sham(facts: Facts, question_key: str) -> str:
    """Say that no review here answers the question with a sham comparison of pain; "" where one does."""
    for group in effect_groups(facts, question_key):
        if (group.comparison, group.outcome) == ("vs_sham", "pain") and any(not e.beside for e in group.effects):
            return ""
    phrase = question(question_key).phrase
    return f"No review in our data pooled acupuncture against sham for pain in {phrase}."


def upper_back(facts: Facts) -> str:
    """Say how thin the evidence is for the upper back itself, as against the neck."""
    trials = [facts.of_trial(study) for study in facts.trials if _upper_back_itself(facts, study)]
    with_sham = sum(_sham_on_pain(facts, trial) for trial in trials)
    told = count(with_sham, "of them has", "of them have") if with_sham else "none of them has"
    return (
        f"Most trials of this question treated the neck: {count(len(trials), 'reported trial')} treated the upper back "
        f"itself, and {told} a sham arm with pain figures in our data."
    )


def _upper_back_itself(facts: Facts, study: str) -> bool:
    trial = facts.trials[study]
    place = place_of_trial(facts, trial)
    answers = "upper" in place.questions and not place.beside
    return answers and trial.region == "upper_back" and trial.reported == "reported"


def _sham_on_pain(facts: Facts, trial: TrialFacts) -> bool:
    sham = any(kind_of(arm.arm_type) is SHAM for arm in trial.arms)
    measures = {row.measure for row in (*trial.outcomes, *trial.contrasts)}
    return sham and any(facts.measure_names[measure].domain == "pain" for measure in measures)
