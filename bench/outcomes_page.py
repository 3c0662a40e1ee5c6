"""The outcomes page's clinic section: from a choice nobody made before to its HTML, in the server's process.

Timed twice: as a reader meets it, where what a choice shares with earlier ones is kept, and with nothing kept at all.
On the invented clinic with about a thousand courses of treatment, and on the same cells with all counts and sums ten
thousand times as large: what is published of a cube depends on its cells, not on how many people are behind them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.report import Part, Row
from bench.server import ROOT
from bench.sides import Sides
from bench.stats import median, percentile
from dashboard.facts import load_facts
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import demo
from dashboard.outcomes.choices import CLINIC_QUESTIONS, DIMENSIONS, OutcomeChoices
from dashboard.outcomes.disclosure import publish
from dashboard.outcomes.published import ANY_POINT, Published
from dashboard.pages.documents import Documents
from dashboard.pages.outcomes_clinic import CLINIC, ClinicSections, Shelf
from dashboard.server import Release
from dashboard.settings import Settings

THOUSAND = 1000
TIMES = 10_000
MOST_POINTS = 4
UNCACHED_MS = 50.0
FLAT = 1.2
LESS_IS_HIDDEN = "Among few people more is hidden: a section of many shows more, and only that takes longer."
SHARED = "What a choice shares with earlier ones (the course of a split, the spread of a week, the events) is kept."


@dataclass(frozen=True)
class Timed:
    """How long a section took to make, and how many tags it has."""

    ms: float
    elements: int


def measure(_sides: Sides) -> list[Part]:
    """Time every choice of some points on both cubes, each once."""
    facts = load_facts(ROOT / "data")
    documents = Documents.of(facts, Release.of(Settings()))
    small = demo.cube(facts, demo.DemoClinic(episodes=THOUSAND))
    cubes_of = {small.manifest.episodes * times: publish(grown(small, times)) for times in (1, TIMES)}
    every = choices(next(iter(cubes_of.values())))
    made = {people: ClinicSections(facts, documents) for people in cubes_of}
    timed(ClinicSections(facts, documents), next(iter(cubes_of.values())), every[0])

    def known(people: int, one: OutcomeChoices) -> Timed:
        return timed(made[people], cubes_of[people], one)

    def anew(people: int, one: OutcomeChoices) -> Timed:
        # A copy: it keeps the lines that were looked up.
        return timed(ClinicSections(facts, documents), replace(cubes_of[people]), one)

    title = f"A clinic's records, uncached choices ({len(every)})"
    return [
        Part(title, _rows(known, list(cubes_of), every), (LESS_IS_HIDDEN, SHARED)),
        Part(f"{title}, nothing kept of other choices", _rows(anew, list(cubes_of), every), (LESS_IS_HIDDEN,)),
    ]


def _rows(
    time_of: Callable[[int, OutcomeChoices], Timed], people: list[int], every: list[OutcomeChoices]
) -> tuple[Row, ...]:
    # The same choices on both, in turn, so that what else the machine does falls on both alike.
    pairs = [tuple(time_of(number, one) for number in people) for one in every]
    rows = []
    for number, times in zip(people, zip(*pairs, strict=True), strict=True):
        ms = [one.ms for one in times]
        rows.append(Row(f"{number:,} courses, median", median(ms), unit="ms", bar=UNCACHED_MS))
        rows.append(Row(f"{number:,} courses, p95", percentile(ms, 0.95), unit="ms", bar=UNCACHED_MS))
    shares = [(more.ms / more.elements) / (less.ms / less.elements) for less, more in pairs]
    rows.append(Row("many to few, time for each element shown", median(shares), bar=FLAT))
    rows.append(Row("many to few, whole sections", median([more.ms / less.ms for less, more in pairs])))
    return tuple(rows)


def choices(published: Published) -> list[OutcomeChoices]:
    """List every question, measure, split and week of everyone and of the first points that have something to show."""
    found = []
    for question, name in CLINIC_QUESTIONS.items():
        for measure_name in published.measures(name):
            for point in published.points(name, measure_name)[:MOST_POINTS]:
                code = "" if point == ANY_POINT else point
                weeks = [cell.week for cell in published.lines(name, measure_name, point)[0].cells if cell.week]
                found += [
                    OutcomeChoices(question, code, CLINIC, measure_name, by, week)
                    for by in DIMENSIONS
                    for week in weeks
                ]
    return found


def timed(sections: ClinicSections, published: Published, one: OutcomeChoices) -> Timed:
    """Make one section, and time it."""
    shelf = Shelf({CLINIC: published})
    begun = time.perf_counter()
    markup = sections.section(shelf, one)
    return Timed((time.perf_counter() - begun) * 1000, str(markup).count("<"))


def grown(cube: cubes.Cube, times: int) -> cubes.Cube:
    """Return a cube with the same cells in which every count and sum is `times` as large."""
    import pyarrow.compute as pc

    def more(table, statistics):  # noqa: ANN001, ANN202  (pyarrow tables, which are not imported for a type)
        for name in statistics:
            place = table.column_names.index(name)
            table = table.set_column(place, table.schema.field(name), pc.multiply(table[name], times))
        return table

    manifest = replace(cube.manifest, episodes=cube.manifest.episodes * times, content="")
    return cubes.Cube(more(cube.outcomes, cubes.STATISTICS), more(cube.adverse, cubes.ADVERSE_STATISTICS), manifest)
