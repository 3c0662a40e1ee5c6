"""The depth strip in words and as a table: the same statements as the picture. It must not know SVG."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.evidence.depth_people import people_words, structure_words
from dashboard.evidence.depth_readings import ALONG_THE_SKIN, danger_words, depths_of, readings, trial_ids
from dashboard.evidence.depths import (
    DANGER,
    LIMIT,
    MEASURE_WORDS,
    TEXT,
    Band,
    SourceDepth,
    band_of,
    group_of,
    measure_kind,
    printed_depth,
    printed_measure,
    smallest_danger_depth,
)
from dashboard.evidence.numbers import span
from dashboard.evidence.source_names import short_name
from dashboard.facts.points import MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts

Sources = Mapping[str, Source]
NOT_ADVICE = "A reading of sources, not advice on how deep to needle; a cun is drawn as 20 to 23 mm."
STATUS_WORDS: Mapping[str, str] = {
    "full_text": "full text read",
    "abstract": "abstract read",
    "secondary": "second-hand",
    "textbook": "textbook",
    "curator": "our own anatomy, no source",
}


@dataclass(frozen=True, slots=True)
class DepthRow:
    """One row of the table under the strip; `kind` is book, trial, measured, limit, nearby or remark."""

    kind: str
    sources: tuple[str, ...]
    source_name: str
    printed: str
    band: str
    angle: str
    direction: str
    what: str
    status: str
    note: str


def band_words(band: Band | None) -> str:
    """Say a band in mm: '10 to 23 mm', 'up to 11.5 mm', or '' where no figure is printed."""
    return span(band.low, band.high, "mm") if band else ""


def way_words(angle: str, direction: str) -> str:
    """Say angle and direction: 'oblique, toward the spine'; 'angle not printed' where the source is silent."""
    if angle == ALONG_THE_SKIN:
        angle = f"{angle} (a length under the skin, not a depth)"
    return ", ".join(part for part in (angle.replace("/", " or ") or "angle not printed", direction) if part)


def measured_words(row: MeasuredDepth, sources: Sources) -> str:
    """Say a measured row with what, structure, figures, group, method, number of people and source."""
    what = MEASURE_WORDS.get(row.measure, row.measure.replace("_", " "))
    people = ", ".join(part for part in (row.group, row.population) if part)
    details = "; ".join(part for part in (people, row.method or "method not shown", _number(row)) if part)
    structure = f" ({structure_words(row)})" if structure_words(row) else ""
    return f"{short_name(row.sources, sources)}: {what}{structure}, {printed_measure(row)}; {details}."


def entry_words(entry: SourceDepth, sources: Sources) -> str:
    """Say what one source prints: name, figure in its unit, the same in mm, angle and direction."""
    band = band_words(entry.band)
    in_mm = f" ({band})" if band and not entry.printed.endswith("mm") else ""
    return f"{short_name(entry.sources, sources)}: {entry.printed}{in_mm}, {way_words(entry.angle, entry.direction)}."


def depth_text(point_facts: PointFacts, sources: Sources, nearby: tuple[MeasuredDepth, ...] = ()) -> str:
    """Give the strip as text, one statement a line: the readings, the danger depth, each source, each measurement."""
    lines = [reading.sentence for reading in readings(point_facts, sources)]
    danger = smallest_danger_depth(point_facts.measured_depths)
    if danger:
        lines.append(f"Smallest published depth to a structure at risk: {danger_words(danger, sources)}.")
    for entry in depths_of(point_facts, sources):
        lines.append(f"{'Book' if entry.group == TEXT else 'Trial'}. {entry_words(entry, sources)}")
    lines += [
        f"Measured. {measured_words(row, sources)}" for row in point_facts.measured_depths if _kind(row) != "remark"
    ]
    lines += [f"Measured nearby, not at this point. {measured_words(row, sources)}" for row in nearby]
    return "\n".join([*lines, NOT_ADVICE])


def depth_rows(
    point_facts: PointFacts, sources: Sources, nearby: tuple[MeasuredDepth, ...] = ()
) -> tuple[DepthRow, ...]:
    """Give every row behind the strip, none merged: needling first, then measurements, then those made nearby."""
    trials = trial_ids(point_facts)
    rows = [
        DepthRow(
            "book" if group_of(row, trials, sources) == TEXT else "trial",
            row.sources,
            short_name(row.sources, sources),
            printed_depth(row),
            band_words(band_of(row)),
            row.angle.replace("/", " or "),
            row.direction,
            "needling",
            STATUS_WORDS[row.status],
            row.note,
        )
        for row in point_facts.needling
    ]
    measured = [(row, _kind(row)) for row in point_facts.measured_depths] + [(row, "nearby") for row in nearby]
    return (*rows, *(_measured_row(row, kind, sources) for row, kind in measured))


def _kind(row: MeasuredDepth) -> str:
    return {DANGER: "measured", LIMIT: "limit"}.get(
        measure_kind(row), "measured" if row.mean_mm is not None else "remark"
    )


def _measured_row(row: MeasuredDepth, kind: str, sources: Sources) -> DepthRow:
    what = MEASURE_WORDS.get(row.measure, row.measure.replace("_", " "))
    number = _number(row) if row.n else ""
    who = "; ".join(part for part in (structure_words(row), row.group, row.population, row.method, number) if part)
    return DepthRow(
        kind,
        row.sources,
        short_name(row.sources, sources),
        printed_measure(row),
        "",
        "",
        "",
        f"{what}: {who}",
        STATUS_WORDS[row.status],
        row.note,
    )


def _number(row: MeasuredDepth) -> str:
    """Say how many people, unless the population's own words end with the same number."""
    return "" if f"{row.n} in the whole study" in row.population else people_words(row)
