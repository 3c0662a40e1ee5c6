"""What is known about a point: its place, its needling, its cautions. It must not know trials or pictures.

Field names are the column names of `data/points/`; text is "" and numbers are None where unknown.
"""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts import vocabulary as words
from dashboard.facts.vocabulary import OneOf, Status, Text


@dataclass(frozen=True, slots=True)
class Point:
    """One acupoint; `lateral_cun` is its distance from the midline, `rule` the text of its locating rule."""

    code: Text
    pinyin: Text
    hanzi: Text
    english: Text
    channel: Annotated[str, OneOf(words.CHANNELS)]
    region: Annotated[str, OneOf(words.REGIONS)]
    area: Text
    role: Annotated[str, OneOf(words.ROLES)]
    level: str
    lateral_cun: float | None
    sides: Annotated[str, OneOf(words.SIDEDNESS)]
    categories: tuple[str, ...]
    rule: str
    where: Text
    tradition: str
    innervation: str
    segment: str
    clinician_reviewed: bool
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Needling:
    """How one source needles one point; the depths are in `unit`, as the source prints them."""

    code: Text
    sources: tuple[str, ...]
    angle: Annotated[str, OneOf(words.ANGLES, empty=True)]
    direction: str
    depth_min: float | None
    depth_max: float | None
    unit: Annotated[str, OneOf(words.UNITS, empty=True)]
    note: str
    status: Status


@dataclass(frozen=True, slots=True)
class MeasuredDepth:
    """What imaging or dissection measured, in millimetres from the skin unless `measure` says otherwise."""

    sources: tuple[str, ...]
    code: str
    method: str
    population: str
    n: int | None
    group: str
    measure: Annotated[str, OneOf(words.DEPTH_MEASURES)]
    structure: str
    mean_mm: float | None
    sd_mm: float | None
    min_mm: float | None
    max_mm: float | None
    note: str
    status: Status


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning that belongs to one point."""

    code: Text
    kind: Annotated[str, OneOf(words.CAUTION_KINDS)]
    severity: Annotated[str, OneOf(words.SEVERITIES)]
    text: Text
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class HelpSign:
    """A sign after a treatment that should send a person for help; ours, from what lies under the needle."""

    kind: Annotated[str, OneOf(words.CAUTION_KINDS)]
    urgency: Annotated[str, OneOf(words.URGENCIES)]
    text: Text
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Injury:
    """Published harm at a point, or in a region where no point is named; `cases` counts people."""

    code: str
    region: Text
    structure: Text
    event: Text
    cases: int | None
    sources: tuple[str, ...]
    note: str
    status: Status


@dataclass(frozen=True, slots=True)
class LocationNote:
    """A remark on how sources name, place or print a point."""

    code: Text
    kind: Annotated[str, OneOf(words.NOTE_KINDS)]
    text: Text
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class PointFrequency:
    """How often a survey of the literature found a point (or a pair of points) used."""

    source_id: Text
    point: Text
    rank: int | None
    n_studies_or_pct: str
    of_total: str
    frequency_pct: float | None
    condition: Text
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Prescription:
    """A published set of points, as printed."""

    protocol_id: Text
    condition: Text
    points: Text
    depth_note: str
    note: str
    sources: tuple[str, ...]
    status: Status
