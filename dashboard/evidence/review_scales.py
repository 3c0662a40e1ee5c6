"""On which scale a review's pooled figure is shown: pain of a known range in points of 100, all else as printed.

Figures of one scale may stand on one axis, and no others. It must not know rows, panels or how they are drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import pooled
from dashboard.evidence.analysis_axis import FOR, NONE_KNOWN, ONE_PERSON, UNITS
from dashboard.evidence.analysis_parts import Axis
from dashboard.evidence.outcome_series import important_change
from dashboard.evidence.questions import LOW_BACK
from dashboard.evidence.scales import size_to_100

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect, Measure

SD = "SMD"
POINTS = UNITS["MD"]
TOP_OF_SCALE = re.compile(r"\b0-(100|10)\b")
NOT_STATED = "not stated"
# A word of the printed scale -> the questionnaire in the data.
QUESTIONNAIRES = {"RMDQ": "rmdq", "ODI": "odi", "NPQ": "npq"}
AGAINST = "favours the comparator"
TO_COMMON = "printed on 0-10 or 0-100; figures of 0-10 are multiplied by 10"


@dataclass(frozen=True)
class ReviewScale:
    """A scale that figures may share: of one outcome and one kind of effect, `unit` "" where it has none.

    `words` say more of it, "" where there is no more to say. `questionnaire` is a measure_id, "" where the scale is not
    that of one questionnaire in the data. `common` is True where figures of several printed ranges were brought to it.
    """

    outcome: str
    effect: str
    unit: str
    words: str
    questionnaire: str = ""
    common: bool = False

    @property
    def measure(self) -> str:
        """The outcome and the kind of effect in words."""
        return f"{pooled.OUTCOMES[self.outcome].capitalize()}, {pooled.MEASURES[self.effect]}"

    @property
    def title(self) -> str:
        """The outcome, the kind of effect and the unit in words."""
        return f"{self.measure}, {self.unit}" if self.unit else self.measure

    @property
    def short(self) -> str:
        """The scale alone in words."""
        return self.unit if self.common else ", ".join(part for part in (self.unit, self.words) if part)


def scale_of_effect(facts: Facts, effect: Effect) -> ReviewScale:
    """Return the scale on which a pooled figure of pain or function is shown."""
    kind = (effect.outcome, effect.effect_measure)
    # Standard deviations are one unit, whatever scale they were worked out from.
    if effect.effect_measure == SD:
        return ReviewScale(*kind, UNITS[SD], "")
    if _top(effect):
        return ReviewScale(*kind, POINTS, TO_COMMON, common=True)
    found = _questionnaire(facts, effect.scale) if effect.outcome == "function" else None
    if found is None:
        return ReviewScale(
            *kind, "", f"scale {effect.scale}" if effect.scale == NOT_STATED else f"scale: {effect.scale}"
        )
    if found.min == 0 and found.max is not None:
        return ReviewScale(*kind, f"points of {found.max:g}", found.name, found.measure_id)
    return ReviewScale(*kind, "", f"{found.name}, range not known", found.measure_id)


def factor_of(effect: Effect) -> float:
    """Return by what a printed figure is multiplied to stand on the scale it is shown on."""
    top = _top(effect)
    return size_to_100(1.0, 0.0, top) if top else 1.0


def printed_scale(effect: Effect) -> str:
    """Name the scale as the review does, or say what it is taken as; "" for standard deviations of no named scale."""
    return "" if effect.scale == effect.effect_measure else effect.scale.replace(NOT_STATED, f"scale {NOT_STATED}")


def axis_of_scale(facts: Facts, question_key: str, scale: ReviewScale) -> Axis:
    """Describe a scale as an axis on which minus favours acupuncture, with the smallest change that matters on it."""
    important = _important(facts, question_key, scale)
    return Axis(
        measure=scale.measure,
        unit=scale.unit,
        neutral=0.0,
        logarithmic=False,
        left=FOR,
        right=AGAINST,
        important=important,
        important_words=NONE_KNOWN if important is None else ONE_PERSON,
    )


def _top(effect: Effect) -> float | None:
    """Return the upper end of a pain scale that begins at 0; None where it is not known or not a scale of pain."""
    found = TOP_OF_SCALE.search(effect.scale) if (effect.outcome, effect.effect_measure) == ("pain", "MD") else None
    return float(found[1]) if found else None


def _questionnaire(facts: Facts, scale: str) -> Measure | None:
    return next((facts.measures[key] for word, key in QUESTIONNAIRES.items() if word in scale.split()), None)


def _important(facts: Facts, question_key: str, scale: ReviewScale) -> float | None:
    """Return the smallest change that matters; on questionnaires of function it was asked of low back pain alone."""
    if scale.common:
        change = important_change(facts, question_key)
        return change.points if change else None
    if not scale.questionnaire or question_key not in LOW_BACK:
        return None
    return facts.measures[scale.questionnaire].mcid_absolute
