"""Needle depths as sources print them, and the bands they span in millimetres.

It must not know pictures, and it never works out a depth for a person: it only reads what is printed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.evidence.numbers import plain, span
from dashboard.facts.points import MeasuredDepth, Needling
from dashboard.facts.sources import Source

# A cun is not a length. The sources we have put it at about 20 mm and at 22 to 23 mm on the back.
CUN_MM = (20.0, 23.0)

TEXT, TRIAL = "text", "trial"
TRIAL_KINDS = frozenset({"trial", "protocol", "registry", "registry_record", "thesis"})

DANGER, LIMIT, OTHER, WORDS_ONLY = "danger", "limit", "other", "words"
# How far a structure lies whose injury is severe. Only these may become the line of the strip.
DANGER_MEASURES = frozenset(
    {"skin_to_pleura", "skin_to_thoracic_cavity", "skin_to_dura", "danger_depth", "distance_to_vessel"}
)
# A limit that authors propose: an opinion drawn from measurements, so shown and never called a measurement.
LIMIT_MEASURES = frozenset({"safe_depth", "recommended_maximum"})
MEASURE_WORDS: Mapping[str, str] = {
    "skin_to_pleura": "skin to pleura",
    "skin_to_thoracic_cavity": "skin to chest cavity",
    "skin_to_dura": "skin to dura",
    "skin_to_rib": "skin to rib",
    "danger_depth": "skin to the nearest structure at risk",
    "distance_to_vessel": "distance to the vessel",
    "safe_depth": "limit its authors name",
    "recommended_maximum": "limit its authors name",
    "effective_depth": "depth its authors aimed for",
    "needle_tip_depth": "where needle tips lay in practice",
}


@dataclass(frozen=True, slots=True)
class Band:
    """A printed depth in mm from the skin; `low` or `high` is None where the source prints no such end.

    The true ends lie in `low`..`low_most` and `high_least`..`high`: for mm each pair is one value, for cun it
    is as wide as the cun is uncertain.
    """

    low: float | None
    low_most: float | None
    high_least: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SourceDepth:
    """What one source says of one point; like rows (two arms of a trial) are one, counted by `rows`."""

    sources: tuple[str, ...]
    group: str
    angle: str
    direction: str
    printed: str
    band: Band | None
    notes: tuple[str, ...]
    status: str
    rows: int


@dataclass(frozen=True, slots=True)
class DangerDepth:
    """The smallest figure printed to a structure at risk: `which` is 'smallest' (an observed minimum) or 'mean'."""

    mm: float
    which: str
    row: MeasuredDepth


def printed_depth(row: Needling) -> str:
    """Say a row's depth in its own unit, as the source prints it; 'no figure' where it prints none."""
    return span(row.depth_min, row.depth_max, row.unit) or "no figure"


def band_of(row: Needling) -> Band | None:
    """Turn a row's depth into mm: mm stay as they are, a cun becomes 20 to 23 mm. None where no figure is printed.

    Raises ValueError for a figure without a known unit.
    """
    if row.depth_min is None and row.depth_max is None:
        return None
    if row.unit not in ("cun", "mm"):
        raise ValueError(f"{row.code}: depth in unit {row.unit!r}; valid: cun, mm")
    least, most = CUN_MM if row.unit == "cun" else (1.0, 1.0)

    def times(value: float | None, factor: float) -> float | None:
        # Ten digits remove binary dust (0.7 x 23) and round nothing a source prints.
        return None if value is None else round(value * factor, 10)

    return Band(
        times(row.depth_min, least),
        times(row.depth_min, most),
        times(row.depth_max, least),
        times(row.depth_max, most),
    )


def group_of(row: Needling, trial_ids: frozenset[str], sources: Mapping[str, Source]) -> str:
    """Tell a trial's (or a plan's, or a thesis's) depth from a book's: by the trials of the point, then by kind."""
    kinds = {sources[name].kind for name in row.sources if name in sources}
    return TRIAL if trial_ids.intersection(row.sources) or kinds & TRIAL_KINDS else TEXT


def source_depths(
    needling: Iterable[Needling], trial_ids: frozenset[str], sources: Mapping[str, Source]
) -> tuple[SourceDepth, ...]:
    """Give one entry per source and statement, books before trials, else in file order."""
    merged: dict[tuple, list[Needling]] = {}
    for row in needling:
        key = (row.sources, row.angle, row.direction, row.depth_min, row.depth_max, row.unit)
        merged.setdefault(key, []).append(row)
    entries = [
        SourceDepth(
            rows[0].sources,
            group_of(rows[0], trial_ids, sources),
            rows[0].angle,
            rows[0].direction,
            printed_depth(rows[0]),
            band_of(rows[0]),
            tuple(dict.fromkeys(row.note for row in rows if row.note)),
            rows[0].status,
            len(rows),
        )
        for rows in merged.values()
    ]
    return tuple(sorted(entries, key=lambda entry: entry.group != TEXT))


def measure_kind(row: MeasuredDepth) -> str:
    """Sort a measured row: to a structure at risk, a limit its authors name, another depth, or words only."""
    if all(value is None for value in (row.mean_mm, row.min_mm, row.max_mm)):
        return WORDS_ONLY
    if row.measure in DANGER_MEASURES:
        return DANGER
    return LIMIT if row.measure in LIMIT_MEASURES else OTHER


def smallest_danger_depth(measured: Iterable[MeasuredDepth]) -> DangerDepth | None:
    """Find the smallest figure printed to a structure at risk: a row's observed minimum, else its mean.

    Nothing is computed: no mean less its spread, no share of a mean. Ties go to the row that comes first.
    """
    found = [
        DangerDepth(row.min_mm, "smallest", row) if row.min_mm is not None else DangerDepth(row.mean_mm, "mean", row)
        for row in measured
        if measure_kind(row) == DANGER and (row.min_mm is not None or row.mean_mm is not None)
    ]
    return min(found, key=lambda danger: danger.mm, default=None)


def measure_words(measure: str) -> str:
    """Say what was measured in plain words; a measure without words of its own is said as it is named."""
    return MEASURE_WORDS.get(measure, measure.replace("_", " "))


def printed_measure(row: MeasuredDepth) -> str:
    """Say a measured row's figures as printed: 'mean 35.2, SD 5.8 mm', 'range 34 to 39 mm', 'no figure'."""
    parts = []
    if row.mean_mm is not None:
        parts.append(f"mean {plain(row.mean_mm)}")
    if row.sd_mm is not None:
        parts.append(f"SD {plain(row.sd_mm)}")
    if row.min_mm is not None and row.max_mm is not None:
        parts.append(f"range {plain(row.min_mm)} to {plain(row.max_mm)}")
    elif row.max_mm is not None:
        parts.append(f"at most {plain(row.max_mm)}")
    elif row.min_mm is not None:
        parts.append(f"at least {plain(row.min_mm)}")
    return f"{', '.join(parts)} mm" if parts else "no figure"


def codes_named(text: str) -> frozenset[str]:
    """Read the points a text names, with 'BL41 to BL44' as all four: {'BL41', 'BL42', 'BL43', 'BL44'}."""
    code = r"\b(EX-[A-Z]+|[A-Z]{2})(\d+)\b"
    found = {f"{channel}{digits}" for channel, digits in re.findall(code, text)}
    for channel, first, last_channel, last in re.findall(rf"{code} to {code}", text):
        if channel == last_channel:
            found |= {f"{channel}{digits}" for digits in range(int(first), int(last) + 1)}
    return frozenset(found)


def depths_nearby(code: str, measured: Iterable[MeasuredDepth]) -> tuple[MeasuredDepth, ...]:
    """Give the figures measured around a point and tied to no point, where the row's own words name the point."""
    return tuple(
        row for row in measured if not row.code and measure_kind(row) != WORDS_ONLY and code in codes_named(row.note)
    )
