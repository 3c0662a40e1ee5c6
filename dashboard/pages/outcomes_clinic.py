"""The clinic half of the outcomes page: what published records show under the reader's choices, in words and pictures.

It sees `Published` only: never a cube, never a row. Records have no comparison group, so nothing here is called an
effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dashboard.evidence.kinds import NEEDLED
from dashboard.evidence.outcome_multiples import outcome_multiples
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import Facts
from dashboard.facts.clinic import ClinicMeasure
from dashboard.figures.clinic_bars import (
    PeopleBar,
    SpreadBar,
    people_bars,
    people_summary,
    spread_bars,
    spread_summary,
)
from dashboard.figures.clinic_course import LOOKS, ContextLine, CourseLine, clinic_course, course_summary
from dashboard.outcomes import summaries
from dashboard.outcomes.choices import CLINIC_QUESTIONS, OutcomeChoices
from dashboard.outcomes.published import ANY_POINT, DIMENSIONS, TOTAL, Cell, Line, Published
from dashboard.pages.documents import Documents

CLINIC, DEMO = "clinic", "demo"


@dataclass(frozen=True)
class Shelf:
    """The records at hand: the clinic's own, where some were imported, and the invented ones where they were asked for.

    `has_demo` says that there is an invented clinic to ask for.
    """

    published: Mapping[str, Published]
    has_demo: bool = False

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
    shown = _shown(facts, published, choices) if published else None
    return Markup(
        documents.render(
            template,
            choices=choices,
            which=which,
            asked=choices.records,
            has_clinic=CLINIC in shelf.published,
            has_demo=shelf.has_demo,
            question=QUESTIONS[choices.question],
            published=published,
            parameters=_parameters(published),
            it=shown,
            records_only=summaries.RECORDS_ONLY,
        )
    )


def _parameters(published: Published | None) -> list[tuple[str, str]]:
    """Print the parameters of the invented clinic, as its manifest keeps them."""
    if published is None or not published.demo:
        return []
    return [(str(name), str(value)) for name, value in published.parameters.items()]


def _shown(facts: Facts, published: Published, choices: OutcomeChoices) -> dict[str, Any] | None:
    """Work out everything the section shows; None where the records have nothing for the question."""
    question, point = CLINIC_QUESTIONS[choices.question], choices.point or ANY_POINT
    measures = [name for name in published.measures(question) if published.lines(question, name, point)]
    if not measures:
        return None
    name = choices.measure if choices.measure in measures else measures[0]
    measure = facts.clinic_measures[name]
    dimensions = published.dimensions(question, name, point)
    by = choices.by if choices.by in dimensions else TOTAL
    total = published.lines(question, name, point)[0]
    lines = published.lines(question, name, point, by) if by else (total,)
    weeks = [cell.week for cell in total.cells if cell.week and cell.mean is not None]
    week = choices.week if choices.week in weeks else (weeks[-1] if weeks else 0)
    invented = published.demo
    context = _context(facts, choices, measure.domain)
    return {
        "measure": measure,
        "measures": [(one, facts.clinic_measures[one].label) for one in measures],
        "by": by,
        "dimensions": [(TOTAL, "everyone"), *((key, DIMENSIONS[key]) for key in dimensions)],
        "weeks": weeks,
        "week": week,
        "important": summaries.important(facts, question, name),
        "months": published.months,
        "k": published.k,
        "course": _course(lines, measure, context, invented),
        "rows": [(line.label or "everyone", line.cells) for line in lines],
        "people": _people(facts, published, (question, name, point, by, week), invented),
        "spread": _spread(published, measure, (question, name, point), [0, week] if week else [0], invented),
        "changes": [
            (label, summaries.change_words(cell, measure))
            for label, cell in summaries.strata(published, question, name, week, point, by)
        ],
        "follow_up": [summaries.follow_up_words(cell) for cell in total.cells if cell.week],
        "harms": _harms(published, question, point),
    }


def _course(
    lines: tuple[Line, ...], measure: ClinicMeasure, context: list[ContextLine], invented: bool
) -> dict[str, Any]:
    def at(value: float) -> float:
        return 100 * (value - measure.min) / (measure.max - measure.min)

    drawn = [
        CourseLine(
            line.label,
            tuple(
                (cell.week, at(cell.mean), cell.followed or 0, cell.episodes or 0)
                for cell in line.cells
                if cell.mean is not None
            ),
        )
        for line in lines[: len(LOOKS)]
    ]
    drawn = [line for line in drawn if line.spots]
    if not drawn:
        return {}
    title = f"{measure.label} over time{', invented data' if invented else ''}"
    return {
        "picture": Markup(clinic_course("clinic-course", title, drawn, context, invented)),
        "summary": course_summary(drawn, context, invented),
    }


def _context(facts: Facts, choices: OutcomeChoices, domain: str) -> list[ContextLine]:
    """Collect the arms of the question's trials with levels of pain, the only ones on the records' scale."""
    if domain != "pain":
        return []
    found = outcome_multiples(facts, choices.question, domain, choices.point)
    return [
        ContextLine(
            f"{panel.study}, {line.arm}",
            tuple((reading.week, reading.value) for reading in line.readings),
            line.kind in NEEDLED,
        )
        for panel in found.levels
        for line in panel.lines
        if len(line.readings) > 1
    ]


def _people(
    facts: Facts, published: Published, key: tuple[str, str, str, str, int], invented: bool
) -> list[dict[str, Any]]:
    """Draw, for each threshold, who improved out of everyone who started, by line."""
    question, name, point, by, week = key
    found = []
    for threshold in summaries.thresholds(facts, question, name):
        bars, words = [], []
        for label, cell in summaries.strata(published, question, name, week, point, by):
            one = summaries.responders(cell, threshold)
            if one:
                bars.append(PeopleBar(label, one.improved, one.followed - one.improved, one.lost))
            words.append((label, one.words if one else _why(cell, published)))
        title = summaries.THRESHOLDS[threshold]
        found.append(
            {
                "key": threshold.replace("_", "-"),
                "title": title[:1].upper() + title[1:],
                "picture": Markup(people_bars(f"clinic-{threshold}".replace("_", "-"), title, bars, invented))
                if bars
                else "",
                "summary": people_summary(bars, invented) if bars else "",
                "words": words,
            }
        )
    return found


def _why(cell: Cell, published: Published) -> str:
    return cell.word or published.hidden_word


def _spread(
    published: Published,
    measure: ClinicMeasure,
    key: tuple[str, str, str],
    weeks: list[int],
    invented: bool,
) -> list[dict[str, Any]]:
    found = []
    for week in weeks:
        histogram = published.histogram(*key, week)
        if histogram is None:
            found.append({"week": week, "picture": "", "summary": published.hidden_word, "bins": ()})
            continue
        bins = summaries.distribution(histogram, measure)
        bars = [SpreadBar(one.low, one.high, one.people) for one in bins]
        unit = f"of {measure.min:g} to {measure.max:g}"
        title = f"Scores at week {week}" if week else "Scores at the start"
        found.append(
            {
                "week": week,
                "picture": Markup(spread_bars(f"clinic-spread-{week}", title, bars, unit, invented)),
                "summary": spread_summary(bars, unit, invented),
                "bins": bins,
            }
        )
    return found


def _harms(published: Published, question: str, point: str) -> list[Any]:
    found = published.harms.get((question, point))
    if found is None:
        return []
    return [(line, summaries.harm_words(line)) for line in summaries.harm_lines(found, published.k)]
