"""The clinic half of the outcomes page: what published records show under the reader's choices, in words and pictures.

It sees `Published` only: never a cube, never a row. Records have no comparison group, so nothing here is called an
effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from markupsafe import Markup

from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import Facts
from dashboard.outcomes import summaries
from dashboard.outcomes.choices import CLINIC_QUESTIONS, OutcomeChoices
from dashboard.outcomes.published import ANY_POINT, DIMENSIONS, TOTAL, Published
from dashboard.pages import clinic_parts as parts
from dashboard.pages.clinic_tables import course_rows
from dashboard.pages.documents import Documents

CLINIC, DEMO = "clinic", "demo"
KEPT = 128  # parts of each kind kept ready, about 20 kB each


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


class ClinicSections:
    """Makes sections in one language, and keeps their parts: the next choice shares most of them with the last."""

    def __init__(self, facts: Facts, documents: Documents) -> None:
        self._facts = facts
        self._documents = documents
        keep = lru_cache(maxsize=KEPT)
        self._context = keep(partial(parts.context_of, facts))
        self._drawn = keep(self._draw)
        self._course = keep(self._render_course)
        self._followed = keep(self._render_followed)
        self._spread = keep(self._render_spread)
        self._harms = keep(self._render_harms)

    def section(self, shelf: Shelf, choices: OutcomeChoices) -> Markup:
        """Render the section for the reader's choices."""
        which = shelf.chosen(choices)
        published = shelf.published.get(which)
        return self._rendered(
            "outcomes_clinic.html",
            choices=choices,
            which=which,
            asked=choices.records,
            outdated=which == CLINIC and shelf.outdated,
            has_demo=shelf.has_demo,
            question=QUESTIONS[choices.question],
            published=published,
            parameters=_parameters(published),
            it=self._shown(published, choices) if published else None,
            records_only=summaries.RECORDS_ONLY,
        )

    def brief(self, shelf: Shelf, choices: OutcomeChoices) -> Markup:
        """Render what the point panel shows of the section."""
        published = shelf.published.get(shelf.chosen(choices))
        found = _asked(self._facts, published, choices) if published else None
        return self._rendered(
            "outcomes_brief.html",
            choices=choices,
            question=QUESTIONS[choices.question],
            published=published,
            records_only=summaries.RECORDS_ONLY,
            **self._brief_of(found[0] if found else None),
        )

    def _brief_of(self, asked: parts.Asked | None) -> dict[str, Any]:
        """Give the chart, its table and the sentences of a brief; nothing where there is nothing to show."""
        if asked is None:
            return {"asked": None, "course": {}}
        return {
            "asked": asked,
            "course": self._drawn(replace(asked, week=0)),
            "rows": self._rows(asked),
            "in_short": parts.in_short(self._facts, asked),
            "important": summaries.important(self._facts, *asked.key[:2]),
        }

    def _rows(self, asked: parts.Asked) -> Markup:
        return course_rows([(line.label or "everyone", line.cells) for line in asked.lines], self._documents.say)

    def _rendered(self, template: str, **values: object) -> Markup:
        return Markup(self._documents.render(template, **values))

    def _shown(self, published: Published, choices: OutcomeChoices) -> dict[str, Any] | None:
        """Work out everything the section shows; None where the records have nothing for the question and point."""
        facts, found = self._facts, _asked(self._facts, published, choices)
        if not found:
            return None
        asked, measures, weeks = found
        dimensions = published.dimensions(*asked.key)
        # What a part does not depend on is left out of what it is kept by.
        always, everyone = replace(asked, week=0), replace(asked, by="")
        return {
            "notes": _notes(facts, choices, asked, measures),
            "measure": asked.measure,
            "measures": [(one, facts.clinic_measures[one].label) for one in measures],
            "by": asked.by,
            "dimensions": [(TOTAL, "everyone"), *((key, DIMENSIONS[key]) for key in dimensions)],
            "weeks": [(one, f"week {one}") for one in weeks],
            "week": asked.week,
            "important": summaries.important(facts, *asked.key[:2]),
            "months": published.months,
            "in_short": parts.in_short(facts, asked),
            "course": self._course(always),
            "people": self._render_people(asked),
            "followed": self._followed(always),
            "spread": [self._spread(replace(everyone, week=week)) for week in sorted({0, asked.week})],
            "harms": self._harms(published, choices.question, choices.point),
        }

    def _draw(self, asked: parts.Asked) -> dict[str, Any]:
        point = "" if asked.point == ANY_POINT else asked.point
        context = self._context(asked.question, point, asked.measure.domain)
        return parts.course(asked, context, summaries.important(self._facts, *asked.key[:2]))

    def _render_course(self, asked: parts.Asked) -> Markup:
        return self._rendered(
            "outcomes_clinic_course.html",
            asked=asked,
            by_words=DIMENSIONS.get(asked.by, ""),
            course=self._drawn(asked),
            rows=self._rows(asked),
        )

    def _render_people(self, asked: parts.Asked) -> Markup:
        people = parts.people(self._facts, asked, self._documents.say) if asked.week else []
        return self._rendered("outcomes_clinic_people.html", asked=asked, people=people)

    def _render_followed(self, asked: parts.Asked) -> Markup:
        weeks, rows = parts.followed(asked)
        return self._rendered("outcomes_clinic_followed.html", asked=asked, weeks=weeks, rows=rows)

    def _render_spread(self, asked: parts.Asked) -> Markup:
        return self._rendered("outcomes_clinic_spread.html", asked=asked, one=parts.spread(asked))

    def _render_harms(self, published: Published, question: str, point: str) -> Markup:
        found = parts.harms(published, question, point or ANY_POINT)
        return self._rendered("outcomes_clinic_harms.html", published=published, point=point, harms=found)


def _parameters(published: Published | None) -> list[tuple[str, str]]:
    """Print the parameters of the invented clinic, as its manifest keeps them."""
    if published is None or not published.demo:
        return []
    return [(str(name), str(value)) for name, value in published.parameters.items()]


def _asked(
    facts: Facts, published: Published, choices: OutcomeChoices
) -> tuple[parts.Asked, list[str], list[int]] | None:
    """Return what is shown of what was chosen, and the measures and weeks there are; None where there is nothing."""
    question, point = CLINIC_QUESTIONS[choices.question], choices.point or ANY_POINT
    # In the order of the facts and not in that of a cube: `max` takes the first of those with as many people.
    measures = [name for name in facts.clinic_measures if published.shows(question, name, point)]
    if not measures:
        return None
    name = (
        choices.measure
        if choices.measure in measures
        else max(measures, key=partial(_people, published, question, point))
    )
    weeks = [
        cell.week for cell in published.lines(question, name, point)[0].cells if cell.week and cell.mean is not None
    ]
    week = choices.week if choices.week in weeks else (weeks[-1] if weeks else 0)
    by = choices.by if choices.by in published.dimensions(question, name, point) else TOTAL
    return parts.Asked(published, choices.question, point, facts.clinic_measures[name], by, week), measures, weeks


def _people(published: Published, question: str, point: str, measure: str) -> int:
    """Count those who started with a measure, 0 where that is hidden."""
    return max((cell.episodes or 0 for cell in published.lines(question, measure, point)[0].cells), default=0)


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
