"""The ladder of a point: the trials that needled it for a question, then pooled effects, then guidelines.

It must not know how a rung is drawn. Only reported trials of the question count; plans, registry records and trials
kept apart are listed and never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import pooled, questions
from dashboard.evidence.gaps import missing_sham, upper_back
from dashboard.evidence.numbers import count
from dashboard.evidence.rungs import RANDOMISED, REGIONS, Rung, rungs, trials_of

if TYPE_CHECKING:
    from dashboard.facts import Facts

__all__ = ["WHOLE", "Common", "Ladder", "ladder", "ladders", "trials_of"]

WHOLE = "Trials test a whole prescription, never one point: no result here belongs to this point alone."


@dataclass(frozen=True)
class Common:
    """What every point shares for one question: reviews, guidelines and what is missing."""

    effects: tuple[pooled.EffectGroup, ...]
    related_effects: tuple[pooled.EffectGroup, ...]
    unpooled: tuple[pooled.Unpooled, ...]
    guidelines: tuple[pooled.Advice, ...]
    missing_sham: str
    upper_back: str

    @classmethod
    def of(cls, facts: Facts, question: str) -> Common:
        """Collect it for a question key."""
        return cls(
            effects=pooled.effect_groups(facts, question),
            related_effects=pooled.effect_groups(facts, question, related=True),
            unpooled=pooled.unpooled(facts, question),
            guidelines=pooled.advice(facts, question),
            missing_sham=missing_sham(facts, question),
            upper_back=upper_back(facts) if question == "upper" else "",
        )


@dataclass(frozen=True)
class Ladder:
    """Everything the Evidence section says about one point and one question.

    `trials` count. `registered` (no result yet), `apart` (kept out, with the reason) and `elsewhere` (other conditions
    of the same part of the body) are listed and do not.
    """

    code: str
    question: questions.Question
    trials: tuple[Rung, ...]
    registered: tuple[Rung, ...]
    apart: tuple[Rung, ...]
    elsewhere: tuple[Rung, ...]
    common: Common
    caution: str = WHOLE

    @property
    def n_reported(self) -> int:
        """Trials with a report that needled the point for this question and are not kept apart."""
        return len(self.trials)

    @property
    def n_sham(self) -> int:
        """How many of those had a sham arm."""
        return sum(rung.sham_controlled for rung in self.trials)

    @property
    def n_registered(self) -> int:
        """Plans and registry records: none of them is evidence."""
        return len(self.registered)

    @property
    def effects(self) -> tuple[pooled.EffectGroup, ...]:
        """Pooled effects that answer the question, then those of wider groups."""
        return self.common.effects

    @property
    def related_effects(self) -> tuple[pooled.EffectGroup, ...]:
        """Pooled effects of other diseases and other kinds of needling."""
        return self.common.related_effects

    @property
    def unpooled(self) -> tuple[pooled.Unpooled, ...]:
        """Reviews of the question without a figure here."""
        return self.common.unpooled

    @property
    def guidelines(self) -> tuple[pooled.Advice, ...]:
        """Guidelines for and against, side by side."""
        return self.common.guidelines

    @property
    def missing_sham(self) -> str:
        """That no review pooled a sham comparison, where none did."""
        return self.common.missing_sham

    @property
    def summary(self) -> str:
        """The counts in words, or what is missing where no trial counts."""
        return _summary(self)


def ladder(facts: Facts, code: str, question: str, common: Common | None = None) -> Ladder:
    """Build the ladder of a point; `common` saves collecting again what all points share.

    Raises KeyError for an unknown code, ValueError for an unknown question.
    """
    asked = questions.question(question)
    found = rungs(facts, code, question)
    return Ladder(
        code=code,
        question=asked,
        trials=tuple(rung for rung in found if not rung.planned and not rung.apart),
        registered=tuple(rung for rung in found if rung.planned and not rung.apart),
        apart=tuple(rung for rung in found if rung.apart),
        elsewhere=rungs(facts, code, question, questions.neighbours_of_trial),
        common=common or Common.of(facts, question),
    )


def ladders(facts: Facts, question: str) -> dict[str, Ladder]:
    """Build the ladder of every point for a question, in file order. Raises ValueError for an unknown question."""
    questions.question(question)
    common = Common.of(facts, question)
    return {code: ladder(facts, code, question, common) for code in facts.points}


def _summary(it: Ladder) -> str:
    phrase = it.question.phrase
    if it.trials:
        text = f"{count(it.n_reported, 'reported trial')} needled this point for {phrase}, {_designs(it)}."
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


def _upper_back(it: Ladder) -> str:
    """Say how much of upper-back evidence is about the neck: the two are one question and not one pain."""
    if it.question.key != "upper":
        return ""
    proper = sum(rung.region == REGIONS["upper_back"] for rung in it.trials)
    if len(it.trials) == 1:
        return " It treated the upper back itself." if proper else " It treated the neck, not the upper back itself."
    return f" {proper} of them treated the upper back itself." if proper else " All of them treated the neck."
