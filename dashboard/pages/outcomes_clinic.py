"""The clinic half of the outcomes page: what published records show under the reader's choices, in words and pictures.

It sees `Published` only: never a cube, never a row. Records have no comparison group, so nothing here is called an
effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import Facts
from dashboard.outcomes import summaries
from dashboard.outcomes.choices import CLINIC_QUESTIONS, OutcomeChoices
from dashboard.outcomes.published import ANY_POINT, DIMENSIONS, TOTAL, Published
from dashboard.pages import clinic_parts as parts
from dashboard.pages.documents import Documents

CLINIC, DEMO = "clinic", "demo"


@dataclass(frozen=True)
class Shelf:
    """The records at hand: the clinic's own, where some were imported, and the invented ones where they were asked for.

    `has_demo` says that there is an invented clinic to ask for, `outdated` that the clinic's rows were counted against
    other measures or points than those of this atlas.
    """

    published: Mapping[str, Published]
    has_demo: bool = False
    outdated: bool = False

    def chosen(self, choices: OutcomeChoices) -> str:
        """Name the records to show; "" where the page invites to import."""
        if choices.records:
            return choices.records if choices.records in self.published else ""
        return CLINIC if CLINIC in self.published else ""


def clinic_section(
    facts: Facts,
    documents: Documents,
    shelf: Shelf,
    choices: OutcomeChoices,
    template: str = "outcomes_clinic.html",
) -> Markup:
    """Render the section for the reader's choices; `outcomes_brief.html` is what the point panel shows of it."""
    which = shelf.chosen(choices)
    published = shelf.published.get(which)
    return Markup(
        documents.render(
            template,
            choices=choices,
            which=which,
            asked=choices.records,
            outdated=which == CLINIC and shelf.outdated,
            has_demo=shelf.has_demo,
            question=QUESTIONS[choices.question],
            published=published,
            parameters=_parameters(published),
            it=_shown(facts, published, choices) if published else None,
            records_only=summaries.RECORDS_ONLY,
        )
    )


def _parameters(published: Published | None) -> list[tuple[str, str]]:
    """Print the parameters of the invented clinic, as its manifest keeps them."""
    if published is None or not published.demo:
        return []
    return [(str(name), str(value)) for name, value in published.parameters.items()]


def _shown(facts: Facts, published: Published, choices: OutcomeChoices) -> dict[str, Any] | None:
    """Work out everything the section shows; None where the records have nothing for the question and point."""
    question, point = CLINIC_QUESTIONS[choices.question], choices.point or ANY_POINT
    there = published.measures(question)
    # In the order of the facts, pain first, and not in that of a cube.
    measures = [name for name in facts.clinic_measures if name in there and published.lines(question, name, point)]
    if not measures:
        return None
    name = choices.measure if choices.measure in measures else measures[0]
    measure = facts.clinic_measures[name]
    dimensions = published.dimensions(question, name, point)
    total = published.lines(question, name, point)[0]
    weeks = [cell.week for cell in total.cells if cell.week and cell.mean is not None]
    week = choices.week if choices.week in weeks else (weeks[-1] if weeks else 0)
    by = choices.by if choices.by in dimensions else TOTAL
    asked = parts.Asked(published, choices.question, point, measure, by, week)
    follow_weeks, follow_rows = parts.followed(asked)
    whose = "invented-clinic" if published.demo else "clinic"
    return {
        "notes": _notes(facts, choices, asked, measures),
        "name": f"{whose}-{choices.question}-{choices.point or 'any-point'}",
        "measure": measure,
        "measures": [(one, facts.clinic_measures[one].label) for one in measures],
        "by": by,
        "by_words": DIMENSIONS.get(by, ""),
        "dimensions": [(TOTAL, "everyone"), *((key, DIMENSIONS[key]) for key in dimensions)],
        "weeks": [(one, f"week {one}") for one in weeks],
        "week": week,
        "important": summaries.important(facts, question, name),
        "months": published.months,
        "in_short": parts.in_short(facts, asked),
        "course": parts.course(asked, parts.context_of(facts, choices.question, choices.point, measure.domain)),
        "rows": [(line.label or "everyone", line.cells) for line in asked.lines],
        "people": parts.people(facts, asked) if week else [],
        "spread": parts.spread(asked),
        "follow_weeks": follow_weeks,
        "follow_rows": follow_rows,
        "harms": parts.harms(asked),
    }


def _notes(facts: Facts, choices: OutcomeChoices, asked: parts.Asked, measures: list[str]) -> list[str]:
    """Say what was asked for and may not be shown, or is not there: what stands in its place must not pass for it."""
    notes = []
    if choices.measure and choices.measure not in measures:
        label = facts.clinic_measures[choices.measure].label
        notes.append(f"{label} has nothing to show here; {asked.measure.label} is shown.")
    if choices.by != asked.by:
        notes.append(f"The split by {DIMENSIONS[choices.by]} is not shown here: groups would be too small.")
    if choices.week >= 0 and choices.week != asked.week:
        instead = f"; week {asked.week} is shown" if asked.week else ""
        notes.append(f"Week {choices.week} has nothing to compare with the start here{instead}.")
    return notes
