"""The outcomes page's clinic section: from a choice nobody made before to its HTML, in the server's process.

Timed on the invented clinic with about a thousand courses of treatment, and on the same cells with all counts and sums
ten thousand times as large: what is published of a cube depends on its cells, not on how many people are behind them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from bench.report import Part, Row
from bench.server import ROOT
from bench.sides import Sides
from bench.stats import median, percentile
from dashboard.facts import Facts, load_facts
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import demo
from dashboard.outcomes.choices import CLINIC_QUESTIONS, DIMENSIONS, OutcomeChoices
from dashboard.outcomes.disclosure import publish
from dashboard.outcomes.published import ANY_POINT, Published
from dashboard.pages.documents import Documents
from dashboard.pages.outcomes_clinic import CLINIC, Shelf, clinic_section
from dashboard.server import Release
from dashboard.settings import Settings

THOUSAND = 1000
TIMES = 10_000
MOST_POINTS = 4
UNCACHED_MS = 50.0
FLAT = 1.2
LESS_IS_HIDDEN = "Among few people more is hidden: a section of many shows more, and only that takes longer."


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
    few, many = publish(small), publish(grown(small, TIMES))
    # The same choices on both, in turn, so that what else the machine does falls on both alike.
    every = choices(few)
    timed(facts, documents, few, every[0])
    pairs = [(timed(facts, documents, few, one), timed(facts, documents, many, one)) for one in every]
    first, second = [one.ms for one, _ in pairs], [one.ms for _, one in pairs]
    shares = [(more.ms / more.elements) / (less.ms / less.elements) for less, more in pairs]
    people = small.manifest.episodes
    rows = [
        Row(f"{people:,} courses, median", median(first), unit="ms", bar=UNCACHED_MS),
        Row(f"{people:,} courses, p95", percentile(first, 0.95), unit="ms", bar=UNCACHED_MS),
        Row(f"{people * TIMES:,} courses, median", median(second), unit="ms", bar=UNCACHED_MS),
        Row(f"{people * TIMES:,} courses, p95", percentile(second, 0.95), unit="ms", bar=UNCACHED_MS),
        Row("many to few, time for each element shown", median(shares), bar=FLAT),
        Row("many to few, whole sections", median([more.ms / less.ms for less, more in pairs])),
    ]
    return [Part(f"A clinic's records, uncached choices ({len(every)})", tuple(rows), (LESS_IS_HIDDEN,))]


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


def timed(facts: Facts, documents: Documents, published: Published, one: OutcomeChoices) -> Timed:
    """Make one section anew, and time it."""
    begun = time.perf_counter()
    markup = clinic_section(facts, documents, Shelf({CLINIC: published}), one)
    return Timed((time.perf_counter() - begun) * 1000, str(markup).count("<"))


def grown(cube: cubes.Cube, times: int) -> cubes.Cube:
    """Return a cube with the same cells in which every count and sum is `times` as large."""
    import pyarrow.compute as pc

    def more(table, statistics):  # noqa: ANN001, ANN202  (pyarrow tables, which are not imported for a type)
        for name in statistics:
            place = table.column_names.index(name)
            table = table.set_column(place, table.schema.field(name), pc.multiply(table[name], times))
        return table

    manifest = replace(cube.manifest, episodes=cube.manifest.episodes * times)
    return cubes.Cube(more(cube.outcomes, cubes.STATISTICS), more(cube.adverse, cubes.ADVERSE_STATISTICS), manifest)
