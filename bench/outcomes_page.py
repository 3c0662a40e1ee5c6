"""The outcomes page's clinic section: from a choice nobody made before to its HTML, then to a reader's painted page.

In the server's process it is timed twice: as a reader meets it, where what a choice shares with earlier ones is kept,
and with nothing kept at all. On the invented clinic with about a thousand courses of treatment, and on the same cells
with all counts and sums ten thousand times as large: what is published of a cube depends on its cells, not on how many
people are behind them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from bench import outcomes_switch
from bench.outcomes_switch import Bars
from bench.report import Part, Row
from bench.server import ROOT
from bench.sides import Sides
from bench.stats import median, percentile
from dashboard.facts import Facts, load_facts
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import demo
from dashboard.outcomes.choices import CLINIC_QUESTIONS, DIMENSIONS, OutcomeChoices
from dashboard.outcomes.disclosure import publish
from dashboard.outcomes.manifest import COUNTS
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
SIDES = "ours: {many:,} courses; floor: {few:,}. Among few people more is hidden, so a section of many shows more."


@dataclass(frozen=True)
class Timed:
    """How long a section took to make, and how many tags it has."""

    ms: float
    elements: int


def measure(_sides: Sides) -> list[Part]:
    """Time every choice of some points on both cubes, each once; then switch through some of them in a browser."""
    facts = load_facts(ROOT / "data")
    few = demo.cube(facts, demo.DemoClinic(episodes=THOUSAND))
    many = grown(few, TIMES)
    published = publish(few), publish(many)
    note = SIDES.format(many=many.manifest.episodes, few=few.manifest.episodes)
    made = _made(facts, published)
    switched = outcomes_switch.measure((few, many), published, Bars(FLAT, UNCACHED_MS))
    return [replace(part, notes=(*part.notes, note)) for part in (made, switched)]


def _made(facts: Facts, published: tuple[Published, Published]) -> Part:
    documents = Documents.of(facts, Release.of(Settings()))
    every = choices(published[0])
    kept = [ClinicSections(facts, documents) for _ in published]
    timed(ClinicSections(facts, documents), published[0], every[0])  # warms what only a first section needs
    # The same choices on both, in turn, so that what else the machine does falls on both alike.
    shared = [tuple(map(timed, kept, published, (one, one))) for one in every]
    alone = [
        # A copy: it keeps the lines that were looked up.
        tuple(timed(ClinicSections(facts, documents), replace(side), one) for side in published)
        for one in every
    ]
    title = f"A clinic's records, sections made in the server's process ({len(every)}, each new)"
    return Part(title, (*_rows("a section", shared), *_rows("nothing kept of others", alone)))


def _rows(what: str, pairs: list[tuple[Timed, ...]]) -> tuple[Row, ...]:
    few, many = ([pair[side].ms for pair in pairs] for side in (0, 1))
    each = median([(more.ms / more.elements) / (less.ms / less.elements) for less, more in pairs])
    return (
        Row(f"{what}, median", median(many), median(few), "ms", UNCACHED_MS),
        Row(f"{what}, p95", percentile(many, 0.95), percentile(few, 0.95), "ms", UNCACHED_MS),
        Row(f"{what}, times as long for each element shown", each, bar=FLAT),
    )


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

    counts = {name: getattr(cube.manifest, name) * times for name in COUNTS}
    # The hash is of the cube it came from.
    manifest = replace(cube.manifest, content="", **counts)
    return cubes.Cube(more(cube.outcomes, cubes.STATISTICS), more(cube.adverse, cubes.ADVERSE_STATISTICS), manifest)
