"""What published reviews pooled for a question, as rows for a picture: one panel per outcome and printed scale.

No axis mixes scales and nothing is added up. Figures carry the common sign: minus favours acupuncture. Only reviews
that answer the question are here; wider groups and other diseases are not. It must not know how a panel is drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import pooled, questions
from dashboard.evidence.analysis_parts import Axis
from dashboard.evidence.numbers import plain
from dashboard.evidence.outcome_series import important_change

if TYPE_CHECKING:
    from dashboard.evidence.links import Link
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect

FAMILIES = ("pain", "function")
SD = "SMD"
TOP_OF_SCALE = re.compile(r"\b0-(100|10)\b")
# A word of the printed scale -> the measure whose smallest change that matters is known, asked of low back pain.
FUNCTION_MEASURES = {"RMDQ": "rmdq", "ODI": "odi"}
LOW_BACK = ("acute", "chronic")
FAVOURS, AGAINST = "favours acupuncture", "favours the comparator"
NEVER_ADD = "The same trials stand behind several of these reviews; never add them up."
SIGN = "Minus favours acupuncture; figures printed the other way round are turned."
MARKS = {"high": 4, "moderate": 3, "low": 2, "very low": 1}
MOST_MARKS = 4


@dataclass(frozen=True)
class ReviewRow:
    """One pooled figure of one review, with the common sign; `low` and `high` are None where no interval is printed.

    `marks` of four say the certainty, 0 where it is not stated. `printed` is the figure as the review prints it,
    `turned` whether its sign was turned.
    """

    review_id: str
    review: str
    year: int | None
    comparison: str
    against: str
    value: float
    low: float | None
    high: float | None
    when: str
    trials: int | None
    people: int | None
    certainty: str
    marks: int
    printed: str
    turned: bool
    note: str
    link: Link | None


@dataclass(frozen=True)
class ReviewPanel:
    """The rows of one outcome on one scale: against sham first, then newest first."""

    outcome: str
    key: str
    axis: Axis
    scale: str
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True)
class NotDrawn:
    """A figure that has no place in the picture, with the reason."""

    review: str
    against: str
    outcome: str
    printed: str
    reason: str
    link: Link | None


@dataclass(frozen=True)
class ReviewEffects:
    """Everything the picture of published reviews shows for a question."""

    question: questions.Question
    panels: tuple[ReviewPanel, ...]
    not_drawn: tuple[NotDrawn, ...]

    @property
    def reviews(self) -> tuple[str, ...]:
        """The reviews that are drawn, each once."""
        return tuple(dict.fromkeys(row.review for panel in self.panels for row in panel.rows))


def review_effects(facts: Facts, question_key: str) -> ReviewEffects:
    """Collect the pooled effects that answer a question. Raises ValueError for an unknown question."""
    asked = questions.question(question_key)
    names = {
        effect.review_id: (effect.review, effect.year, effect.link)
        for group in pooled.effect_groups(facts, question_key)
        for effect in group.effects
    }
    panels: dict[tuple[str, str, str], list[ReviewRow]] = defaultdict(list)
    left: list[NotDrawn] = []
    for effect in facts.effects:
        place = questions.place_of_effect(effect)
        if question_key not in place.questions or place.beside:
            continue
        review, year, link = names[effect.review_id]
        value = effect.signed_estimate
        if effect.outcome not in FAMILIES or value is None:
            words = (pooled.COMPARISONS[effect.comparison], pooled.OUTCOMES[effect.outcome], _printed(effect))
            left.append(NotDrawn(review, *words, _why_not(effect), link))
            continue
        # Standard deviations are one unit, whatever scale they were worked out from.
        scale = SD if effect.effect_measure == SD else effect.scale
        panels[effect.outcome, effect.effect_measure, scale].append(_row(effect, value, review, year, link))
    built = [_panel(facts, asked.key, *key, rows) for key, rows in panels.items()]
    return ReviewEffects(asked, tuple(sorted(built, key=_order)), tuple(left))


def _order(panel: ReviewPanel) -> tuple[int, int, int, str]:
    """Pain first; within an outcome the panels with a sham comparison, then those with most rows."""
    sham = sum(row.comparison == "vs_sham" for row in panel.rows)
    return FAMILIES.index(panel.outcome), -sham, -len(panel.rows), panel.scale


def _why_not(effect: Effect) -> str:
    return "neither pain nor function" if effect.outcome not in FAMILIES else "no figure printed"


def _row(effect: Effect, value: float, review: str, year: int | None, link: Link | None) -> ReviewRow:
    certainty = effect.certainty.replace("_", " ")
    whole = effect.signed_ci_low is not None and effect.signed_ci_high is not None
    return ReviewRow(
        review_id=effect.review_id,
        review=review,
        year=year,
        comparison=effect.comparison,
        against=pooled.COMPARISONS[effect.comparison],
        value=value,
        low=effect.signed_ci_low if whole else None,
        high=effect.signed_ci_high if whole else None,
        when=effect.timepoint_detail or pooled.TIMES[effect.timepoint],
        trials=effect.k_trials,
        people=effect.n_participants,
        certainty=certainty or "certainty not stated",
        marks=MARKS.get(certainty, 0),
        printed=_printed(effect),
        turned=value != effect.estimate,
        note=effect.note,
        link=link,
    )


def _printed(effect: Effect) -> str:
    if effect.estimate is None:
        return "not printed"
    ends = (effect.ci_low, effect.ci_high)
    between = "no interval" if None in ends else f"{plain(effect.ci_low or 0.0)} to {plain(effect.ci_high or 0.0)}"
    scale = "" if effect.scale == effect.effect_measure else f", {effect.scale}"
    return f"{pooled.MEASURES[effect.effect_measure]} {plain(effect.estimate)} ({between}){scale}"


def _panel(
    facts: Facts, question_key: str, outcome: str, measure: str, scale: str, rows: list[ReviewRow]
) -> ReviewPanel:
    order = list(pooled.COMPARISONS)
    rows = sorted(rows, key=lambda row: (order.index(row.comparison), -(row.year or 0), row.review_id))
    important, words = _important(facts, question_key, outcome, measure, scale)
    axis = Axis(
        measure=f"{pooled.OUTCOMES[outcome].capitalize()}, {pooled.MEASURES[measure]}",
        unit="standard deviations" if measure == SD else "",
        neutral=0.0,
        logarithmic=False,
        left=FAVOURS,
        right=AGAINST,
        important=important,
        important_words=words,
    )
    shown = "in standard deviations" if measure == SD else f"scale: {scale}"
    return ReviewPanel(outcome, re.sub(r"\W+", "-", f"{outcome}-{measure}-{scale}".lower()), axis, shown, tuple(rows))


def _important(facts: Facts, question_key: str, outcome: str, measure: str, scale: str) -> tuple[float | None, str]:
    """Return the smallest change that matters on a printed scale, with words; None where the data has none for it."""
    if measure == SD:
        return None, "No smallest change that matters is known in standard deviations, so none is drawn."
    none = "No smallest change that matters is known for this scale, so none is drawn."
    if outcome == "pain":
        top, change = TOP_OF_SCALE.search(scale), important_change(facts, question_key)
        if top and change:
            return change.points * float(top[1]) / 100, f"the smallest change that matters to one patient, of {top[1]}"
        return None, none
    found = next((facts.measures.get(key) for word, key in FUNCTION_MEASURES.items() if word in scale), None)
    if found is None or found.mcid_absolute is None or question_key not in LOW_BACK:
        return None, none
    return found.mcid_absolute, f"the smallest change that matters to one patient on the {found.name}"
