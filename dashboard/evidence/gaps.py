"""What is missing from the evidence for a question, said in a sentence. It must not know points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.kinds import SHAM, kind_of
from dashboard.evidence.numbers import count
from dashboard.evidence.pooled import effect_groups
from dashboard.evidence.questions import place_of_trial, question
from dashboard.evidence.rungs import NECK_AND_UPPER_BACK, UPPER_BACK, region_words

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.trials import Trial


def missing_sham(facts: Facts, question_key: str) -> str:
    """Say that no review here answers the question with a sham comparison of pain; "" where one does."""
    found = {(group.comparison, group.outcome) for group in effect_groups(facts, question_key)}
    if ("vs_sham", "pain") in found:
        return ""
    phrase = question(question_key).phrase
    return f"No review in our data pooled acupuncture against sham for pain in {phrase}."


def upper_back(facts: Facts) -> str:
    """Say how thin the evidence is for the upper back itself, as against the neck and against both together."""
    trials = [facts.of_trial(study) for study in facts.trials if _answers_upper(facts, facts.trials[study])]
    proper = [trial for trial in trials if region_words(trial.trial) == UPPER_BACK]
    both = sum(region_words(trial.trial) == NECK_AND_UPPER_BACK for trial in trials)
    told = f"{count(len(proper), 'reported trial')} treated the upper back itself"
    if proper:
        with_sham = sum(_sham_on_pain(facts, trial) for trial in proper)
        shams = count(with_sham, "of them has", "of them have") if with_sham else "none of them has"
        told += f", and {shams} a sham arm with pain figures in our data"
    mixed = f" {both} more treated neck and upper back together." if both else ""
    return f"Most trials of this question treated the neck: {told}.{mixed}"


def _answers_upper(facts: Facts, trial: Trial) -> bool:
    place = place_of_trial(facts, trial)
    return "upper" in place.questions and not place.beside and trial.reported == "reported"


def _sham_on_pain(facts: Facts, trial: TrialFacts) -> bool:
    sham = any(kind_of(arm.arm_type) is SHAM for arm in trial.arms)
    measures = {row.measure for row in (*trial.outcomes, *trial.contrasts)}
    return sham and any(facts.measure_names[measure].domain == "pain" for measure in measures)
