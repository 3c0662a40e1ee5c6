"""The ladder of a point: the trials that needled it for a question, then pooled effects, then guidelines.

It must not know how a rung is drawn. Only reported trials of the question count; plans, registry records and trials
kept apart are listed and never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import guidelines, pooled, questions
from dashboard.evidence.gaps import missing_sham, upper_back
from dashboard.evidence.ladder_words import summary
from dashboard.evidence.rungs import Rung, rungs, trials_of

if TYPE_CHECKING:
    from dashboard.facts import Facts

__all__ = ["WHOLE", "Common", "Ladder", "ladder", "ladders", "trials_of"]

WHOLE = "Trials test a whole prescription, never one point: no result here belongs to this point alone."


@dataclass(frozen=True)
class Common:
    """What every point shares for one question: reviews, guidelines and what is missing."""

    effects: tuple[pooled.EffectGroup, ...]
    wider_effects: tuple[pooled.EffectGroup, ...]
    related_effects: tuple[pooled.EffectGroup, ...]
    unpooled: tuple[pooled.Unpooled, ...]
    guidelines: tuple[guidelines.Advice, ...]
    missing_sham: str
    upper_back: str

    @classmethod
    def of(cls, facts: Facts, question: str) -> Common:
        """Collect it for a question key."""
        return cls(
            effects=pooled.effect_groups(facts, question),
            wider_effects=pooled.effect_groups(facts, question, pooled.WIDER),
            related_effects=pooled.effect_groups(facts, question, pooled.RELATED),
            unpooled=pooled.unpooled(facts, question),
            guidelines=guidelines.advice(facts, question),
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
    def n_every_patient(self) -> int:
        """How many of those gave the point to every patient of an arm; the rest list it on a menu or as optional."""
        return sum(rung.for_every_patient for rung in self.trials)

    @property
    def n_registered(self) -> int:
        """Plans and registry records: none of them is evidence."""
        return len(self.registered)

    @property
    def effects(self) -> tuple[pooled.EffectGroup, ...]:
        """Pooled effects that answer the question: only these are counted with it."""
        return self.common.effects

    @property
    def wider_effects(self) -> tuple[pooled.EffectGroup, ...]:
        """Pooled effects of wider or narrower groups of patients, each with the reason in `beside`; not counted."""
        return self.common.wider_effects

    @property
    def related_effects(self) -> tuple[pooled.EffectGroup, ...]:
        """Pooled effects of other diseases and other kinds of needling."""
        return self.common.related_effects

    @property
    def unpooled(self) -> tuple[pooled.Unpooled, ...]:
        """Reviews of the question without a figure here."""
        return self.common.unpooled

    @property
    def guidelines(self) -> tuple[guidelines.Advice, ...]:
        """Guidelines for and against, side by side."""
        return self.common.guidelines

    @property
    def missing_sham(self) -> str:
        """That no review pooled a sham comparison, where none did."""
        return self.common.missing_sham

    @property
    def summary(self) -> str:
        """The counts in words, or what is missing where no trial counts."""
        return summary(self)


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
