"""The depth strip in words and as a table: the same statements as the picture. It must not know SVG."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.evidence.depth_danger import HEADINGS, limit_words, unmeasured_words
from dashboard.evidence.depth_people import people_words, structure_words
from dashboard.evidence.depth_readings import ALONG_THE_SKIN, danger_words, depths_of, readings, trial_ids
from dashboard.evidence.depths import (
    DANGER,
    LIMIT,
    TEXT,
    Band,
    SourceDepth,
    band_of,
    group_of,
    measure_kind,
    measure_words,
    printed_depth,
    printed_measure,
    smallest_danger_depth,
)
from dashboard.evidence.numbers import span
from dashboard.evidence.source_names import short_name
from dashboard.facts.points import MeasuredDepth
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts
from dashboard.facts.vocabulary import STATUS_WORDS

Sources = Mapping[str, Source]
NOT_ADVICE = "A reading of sources, not advice on how deep to needle; a cun is drawn as 20 to 23 mm."


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


def figure_words(entry: SourceDepth) -> str:
    """Say a source's own figure; where it prints no figure, or no deep end, say that."""
    if entry.band is None:
        return "no figure printed"
    return f"{entry.printed}, no deep end printed" if entry.band.high is None else entry.printed


def source_line(entry: SourceDepth, entries: Iterable[SourceDepth], sources: Sources) -> str:
    """Say beside a bar who prints it, with which angle, and what tells it from the same source's other figure."""
    arms = f" ({entry.rows} arms)" if entry.rows > 1 else ""
    line = f"{short_name(entry.sources, sources)}{arms}; {way_words(entry.angle, entry.direction)}"
    told = told_apart(entry, entries)
    return f"{line}. {told}." if told else line


def measured_words(row: MeasuredDepth, sources: Sources) -> str:
    """Say a measured row with what, structure, figures, group, method, number of people and source."""
    what = measure_words(row.measure)
    people = ", ".join(part for part in (row.group, row.population) if part)
    details = "; ".join(part for part in (people, row.method or "method not shown", _number(row)) if part)
    structure = f" ({structure_words(row)})" if structure_words(row) else ""
    return f"{short_name(row.sources, sources)}: {what}{structure}, {printed_measure(row)}; {details}."


def entry_words(entry: SourceDepth, sources: Sources) -> str:
    """Say what one source prints: name, figure in its unit, the same in mm, angle and direction."""
    band = band_words(entry.band)
    in_mm = f" ({band})" if band and not entry.printed.endswith("mm") else ""
    return f"{short_name(entry.sources, sources)}: {entry.printed}{in_mm}, {way_words(entry.angle, entry.direction)}."


def risk_lines(point_facts: PointFacts, sources: Sources) -> tuple[str, ...]:
    """Head the strip: what its danger line is and which limits lie before it, or that nothing was measured."""
    danger = smallest_danger_depth(point_facts.measured_depths)
    heading = f"{HEADINGS[danger.which]}: {danger_words(danger, sources)}." if danger else ""
    lines = (heading, limit_words(point_facts, sources), unmeasured_words(point_facts))
    return tuple(line for line in lines if line)


def told_apart(entry: SourceDepth, entries: Iterable[SourceDepth]) -> str:
    """Give the first statement of an entry's note where the same source says two things in like words, else ''."""
    like = [
        other
        for other in entries
        if (other.sources, other.angle, other.direction) == (entry.sources, entry.angle, entry.direction)
    ]
    return re.split(r"[.;] |\.$", entry.notes[0])[0] if len(like) > 1 and entry.notes else ""


def depth_text(point_facts: PointFacts, sources: Sources, nearby: tuple[MeasuredDepth, ...] = ()) -> str:
    """Give the strip as text, one statement a line: the readings, the danger depth, each source, each measurement."""
    lines = [reading.sentence for reading in readings(point_facts, sources)]
    lines += risk_lines(point_facts, sources)
    entries = depths_of(point_facts, sources)
    for entry in entries:
        told = told_apart(entry, entries)
        remark = f" {told}." if told else ""
        lines.append(f"{'Book' if entry.group == TEXT else 'Trial'}. {entry_words(entry, sources)}{remark}")
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
    what = measure_words(row.measure)
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
