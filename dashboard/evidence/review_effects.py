"""What published reviews pooled for a question, as rows for a picture: one panel per outcome and scale.

Only scales that one factor brings together share an axis, and nothing is added up. Figures carry the common sign: minus
favours acupuncture. Only reviews that answer the question are here; wider groups and other diseases are not. It must
not know how a panel is drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.evidence import pooled, questions
from dashboard.evidence.numbers import interval, plain
from dashboard.evidence.review_parts import NotDrawn, ReviewEffects, ReviewPanel, ReviewRow
from dashboard.evidence.review_scales import (
    SD,
    ReviewScale,
    axis_of_scale,
    factor_of,
    printed_scale,
    scale_of_effect,
)

if TYPE_CHECKING:
    from dashboard.evidence.links import Link
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect

FAMILIES = ("pain", "function")
MARKS = {"high": 4, "moderate": 3, "low": 2, "very low": 1}
NO_CERTAINTY = "certainty not stated"
ASSUMED = "taken as"
NO_STATED_SCALE = "No review here states this scale; it is only taken as such, so no smallest change is drawn on it."


def review_effects(facts: Facts, question_key: str) -> ReviewEffects:
    """Collect the pooled effects that answer a question. Raises ValueError for an unknown question."""
    asked = questions.question(question_key)
    names = {
        effect.review_id: (effect.review, effect.year, effect.link)
        for group in pooled.effect_groups(facts, question_key)
        for effect in group.effects
    }
    panels: dict[ReviewScale, list[ReviewRow]] = defaultdict(list)
    left: list[NotDrawn] = []
    for effect in facts.effects:
        place = questions.place_of_effect(effect)
        if question_key not in place.questions or place.beside:
            continue
        review, year, link = names[effect.review_id]
        if effect.outcome not in FAMILIES or effect.signed_estimate is None:
            left.append(_not_drawn(effect, review, link))
            continue
        scale = scale_of_effect(facts, effect)
        panels[scale].append(_row(effect, scale, review, year, link))
    built = [_panel(facts, asked.key, scale, rows) for scale, rows in panels.items()]
    return ReviewEffects(asked, tuple(sorted(built, key=_order)), tuple(left))


def _order(panel: ReviewPanel) -> tuple[int, int, int, str]:
    """Pain first; within an outcome the panels with a sham comparison, then those with most rows."""
    sham = sum(row.comparison == "vs_sham" for row in panel.rows)
    return FAMILIES.index(panel.scale.outcome), -sham, -len(panel.rows), panel.key


def _not_drawn(effect: Effect, review: str, link: Link | None) -> NotDrawn:
    return NotDrawn(
        review=review,
        comparison=effect.comparison,
        against=pooled.COMPARISONS[effect.comparison],
        outcome=pooled.OUTCOMES[effect.outcome],
        when=_when(effect),
        trials=effect.k_trials,
        people=effect.n_participants,
        certainty=_certainty(effect) or NO_CERTAINTY,
        printed=_printed(effect),
        reason="neither pain nor function" if effect.outcome not in FAMILIES else "no figure printed",
        repeats=pooled.repeats(effect),
        note=effect.note,
        link=link,
    )


def _when(effect: Effect) -> str:
    return effect.timepoint_detail.replace(">=", "≥") or pooled.TIMES[effect.timepoint]


def _certainty(effect: Effect) -> str:
    return effect.certainty.replace("_", " ")


def _row(effect: Effect, scale: ReviewScale, review: str, year: int | None, link: Link | None) -> ReviewRow:
    certainty = _certainty(effect)
    whole = effect.signed_ci_low is not None and effect.signed_ci_high is not None
    factor = factor_of(effect)
    return ReviewRow(
        review_id=effect.review_id,
        review=review,
        year=year,
        comparison=effect.comparison,
        against=pooled.COMPARISONS[effect.comparison],
        value=_scaled(effect.signed_estimate, factor) or 0.0,
        low=_scaled(effect.signed_ci_low, factor) if whole else None,
        high=_scaled(effect.signed_ci_high, factor) if whole else None,
        when=_when(effect),
        trials=effect.k_trials,
        people=effect.n_participants,
        certainty=certainty or NO_CERTAINTY,
        marks=MARKS.get(certainty, 0),
        printed=_printed(effect),
        printed_on=_printed_on(effect, scale),
        turned=effect.signed_estimate != effect.estimate,
        repeats=pooled.repeats(effect),
        note=effect.note,
        link=link,
    )


def _scaled(figure: float | None, factor: float) -> float | None:
    # Ten times a printed decimal is a decimal again; what lies beyond is an artefact of the machine.
    return None if figure is None else round(figure * factor, 6)


def _printed(effect: Effect) -> str:
    if effect.estimate is None:
        return "not printed"
    between = interval(effect.ci_low, effect.ci_high) or "no interval"
    figure = f"{pooled.MEASURES[effect.effect_measure]} {plain(effect.estimate)} ({between})"
    return ", ".join(part for part in (figure, printed_scale(effect)) if part)


def _printed_on(effect: Effect, scale: ReviewScale) -> str:
    """Say what stands in the review where figures were brought to one scale, or where a scale is only taken as one."""
    printed = printed_scale(effect)
    assumed = ASSUMED in printed
    if not scale.common:
        return printed if assumed and scale.effect != SD else ""
    return f"printed {plain(effect.estimate or 0.0)}{', ' if assumed else ' on '}{printed}"


def _panel(facts: Facts, question_key: str, scale: ReviewScale, rows: list[ReviewRow]) -> ReviewPanel:
    order = list(pooled.COMPARISONS)
    rows = sorted(rows, key=lambda row: (order.index(row.comparison), -(row.year or 0), row.review_id))
    told = scale.questionnaire or scale.unit or scale.words.removeprefix("scale: ")
    key = re.sub(r"\W+", "-", f"{scale.outcome}-{scale.effect}-{told}".lower()).strip("-")
    axis = axis_of_scale(facts, question_key, scale)
    if axis.important is not None and all(ASSUMED in row.printed for row in rows):
        axis = replace(axis, important=None, important_words=NO_STATED_SCALE)
    return ReviewPanel(key, scale, axis, tuple(rows))
