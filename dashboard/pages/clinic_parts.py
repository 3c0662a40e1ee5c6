"""The parts of the clinic section, one function each: course, people who got better, follow-up, spread, adverse events.

They see `Published` only. Every part carries its denominators, says what is hidden and whether it is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from dashboard.evidence.kinds import NEEDLED
from dashboard.evidence.measure_choice import WHOLE_PAIN
from dashboard.evidence.outcome_series import outcome_series
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
from dashboard.language.translator import Translator
from dashboard.outcomes import summaries
from dashboard.outcomes.choices import CLINIC_QUESTIONS
from dashboard.outcomes.published import ANY_POINT, Cell, Line, Published
from dashboard.pages.clinic_tables import people_rows

INVENTED = "Invented data. "


@dataclass(frozen=True)
class Asked:
    """What the parts are about: one measure of one question and point, a way to split it ("" for none), a week.

    `week` is 0 where no later week may be shown.
    """

    published: Published
    question: str
    point: str
    measure: ClinicMeasure
    by: str
    week: int

    @cached_property
    def clinic_question(self) -> str:
        """The question's name in a clinic's records."""
        return CLINIC_QUESTIONS[self.question]

    @cached_property
    def name(self) -> str:
        """Name the files that can be taken of it."""
        whose = "invented-clinic" if self.published.demo else "clinic"
        return f"{whose}-{self.question}-{'any-point' if self.point == ANY_POINT else self.point}"

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """Question, measure and point, as published records are looked up."""
        return self.clinic_question, self.measure.measure, self.point

    @cached_property
    def total(self) -> Line:
        """The line of everyone."""
        return self.published.lines(*self.key)[0]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the chosen split, or everyone's."""
        return self.published.lines(*self.key, self.by) if self.by else (self.total,)

    @cached_property
    def strata(self) -> tuple[tuple[str, Cell], ...]:
        """(group, cell) at the week: everyone first, then the groups of the split."""
        question, measure, point = self.key
        found = summaries.strata(self.published, question, measure, self.week, point, self.by)
        return (("everyone", found[0][1]), *found[1:]) if found else ()

    def why(self, cell: Cell) -> str:
        """Say why a figure of a cell is not there."""
        return cell.word or self.published.hidden_word

    def said(self, words: str) -> str:
        """Say first that it is invented, where it is."""
        return f"{INVENTED}{words}" if self.published.demo else words


def course(asked: Asked, context: list[ContextLine], important: summaries.Important | None) -> dict[str, Any]:
    """Draw mean scores over time; {} where no line may be shown. `left` counts lines without room in the picture.

    `behind` names the arms of trials behind. `hidden` says that some week of some line is not drawn, because it is
    hidden or nobody was measured.
    """
    measure = asked.measure

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
        for line in asked.lines
    ]
    drawn = [line for line in drawn if line.spots]
    if not drawn:
        return {}
    shown, invented = drawn[: len(LOOKS)], asked.published.demo
    smallest = 100 * important.points / (measure.max - measure.min) if important else None
    title = f"{measure.label} over time{', invented data' if invented else ''}"
    return {
        "picture": Markup(clinic_course("clinic-course", title, shown, context, invented, smallest)),
        "summary": course_summary(shown, context, invented, smallest),
        "behind": [line.label for line in context],
        "left": len(drawn) - len(shown),
        "hidden": any(cell.mean is None for line in asked.lines for cell in line.cells),
    }


def context_of(facts: Facts, question: str, point: str, domain: str) -> list[ContextLine]:
    """Collect the arms of the question's trials that asked for levels of pain as a whole, as the records do.

    A trial whose acupuncture has no course to draw is left out: its other arms alone would tell half of it.
    """
    if domain != "pain":
        return []
    found = outcome_series(facts, point, question, domain)
    able = [
        line
        for line in found.levels
        if len(line.readings) > 1 and found.measures[line.study_id, line.form].name.measure in WHOLE_PAIN
    ]
    needled = {line.study_id for line in able if line.kind in NEEDLED}
    return [
        ContextLine(
            f"{line.study}, {line.arm}",
            tuple((reading.week, reading.value) for reading in line.readings),
            line.kind in NEEDLED,
            line.study,
        )
        for line in able
        if line.study_id in needled
    ]


def in_short(facts: Facts, asked: Asked) -> list[str]:
    """Tell everyone's week in sentences: who was followed up, the mean change, who improved by what matters."""
    cell = asked.total.at(asked.week)
    if cell is None or not asked.week:
        return []
    threshold = summaries.thresholds(facts, *asked.key[:2])[-1]
    found = summaries.responders(cell, threshold)
    words = [summaries.follow_up_words(cell), summaries.change_words(cell, asked.measure)]
    return [*words, _capital(found.words) if found else f"How many improved: {asked.why(cell)}."]


def people(facts: Facts, asked: Asked, say: Translator) -> list[dict[str, Any]]:
    """Draw, for each threshold, who improved out of everyone who started: bars, a sentence for everyone, and a table.

    `rows` are those of the table, written in the language.
    """
    found = []
    for threshold in summaries.thresholds(facts, *asked.key[:2]):
        rows = [(group, summaries.responders(cell, threshold), asked.why(cell)) for group, cell in asked.strata]
        bars = [PeopleBar(group, one.improved, one.followed - one.improved, one.lost) for group, one, _ in rows if one]
        title, key = _capital(summaries.THRESHOLDS[threshold]), threshold.replace("_", "-")
        named = f"{title}, week {asked.week}{', invented data' if asked.published.demo else ''}"
        shown = {"key": key, "title": title, "picture": "", "summary": asked.said(_capital(rows[0][2]))}
        if bars:
            shown["picture"] = Markup(people_bars(f"clinic-{key}", named, bars, asked.published.demo))
            shown["summary"] = people_summary(bars[:1], asked.published.demo)
        found.append({**shown, "rows": people_rows(rows, say)})
    return found


def followed(asked: Asked) -> tuple[list[int], list[tuple[str, list[str]]]]:
    """Return the weeks, and for everyone and each group how many of those who started have a score at each."""
    lines = (asked.total, *asked.lines) if asked.by else (asked.total,)
    weeks = [cell.week for cell in asked.total.cells if cell.week]
    rows = []
    for line in lines:
        cells = [line.at(week) for week in weeks]
        rows.append((line.label or "everyone", [_share(asked, cell) for cell in cells]))
    return weeks, rows


def _share(asked: Asked, cell: Cell | None) -> str:
    if cell is None or cell.followed is None or not cell.episodes:
        return asked.why(cell) if cell else "no records"
    return f"{cell.followed:,} of {cell.episodes:,} ({100 * cell.followed / cell.episodes:.0f} %)"


def spread(asked: Asked) -> dict[str, Any]:
    """Draw how the scores of everyone lie at the week, 0 being the start; `picture` is "" where that is hidden."""
    measure, invented, week = asked.measure, asked.published.demo, asked.week
    title = f"Scores at week {week}" if week else "Scores at the start"
    shown: dict[str, Any] = {"week": week, "title": title, "picture": "", "bins": ()}
    histogram = asked.published.histogram(*asked.key, week)
    if histogram is None or not any(histogram.counts):
        return {**shown, "summary": asked.said(_capital(f"{asked.published.hidden_word}."))}
    unit = f"of {measure.min:g} to {measure.max:g}"
    bins = summaries.distribution(histogram, measure)
    bars = [SpreadBar(one.low, one.high, one.people) for one in bins]
    named, higher_better = f"{title}{', invented data' if invented else ''}", measure.direction == "higher_better"
    shown["picture"] = Markup(spread_bars(f"clinic-spread-{week}", named, bars, unit, invented, higher_better))
    return {**shown, "bins": bins, "summary": spread_summary(bars, unit, invented, higher_better)}


def harms(published: Published, question: str, point: str) -> list[tuple[summaries.HarmLine, str]]:
    """Return the adverse events written down, a line and its sentence each; none where nobody wrote any down."""
    found = published.harms.get((CLINIC_QUESTIONS[question], point))
    lines = summaries.harm_lines(found, published.k) if found else ()
    return [(line, _capital(summaries.harm_words(line))) for line in lines]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
