"""Where landmarks and points lie on the two bodies, and what lies under a region.

It must not know how places were computed or how they are drawn.

Origin on the floor between the feet, +x the body's left, +y up, +z forward, centimetres.
"""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts import vocabulary as words
from dashboard.facts.vocabulary import OneOf, Status, Text


@dataclass(frozen=True, slots=True)
class Landmark:
    """A bony or surface landmark and how sure its place is (`sd_mm`)."""

    body: Annotated[str, OneOf(words.BODIES)]
    landmark: Text
    side: Annotated[str, OneOf(words.BODY_SIDES)]
    x_cm: float
    y_cm: float
    z_cm: float
    sd_mm: float
    basis: Text
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Located:
    """A point on the skin of one body, the skin's outward normal there, and how sure the place is."""

    body: Annotated[str, OneOf(words.BODIES)]
    code: Text
    side: Annotated[str, OneOf(words.BODY_SIDES)]
    x_cm: float
    y_cm: float
    z_cm: float
    nx: float
    ny: float
    nz: float
    sd_mm: float


@dataclass(frozen=True, slots=True)
class NotLocated:
    """A point that has no place on the bodies, and why."""

    code: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Layer:
    """One shape of a schematic cross-section; x, y, width and height are drawing units, not a real thickness."""

    region: Annotated[str, OneOf(words.LAYER_REGIONS)]
    order: int | None
    name: Text
    shape: Annotated[str, OneOf(words.SHAPES)]
    tissue: Annotated[str, OneOf(words.TISSUES)]
    x: float | None
    y: float | None
    width: float | None
    height: float | None
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class ZoneCorner:
    """One corner of the outline of a zone of care, seen straight from behind; `seq` is its place in the outline.

    `z_cm` is the skin's there, None where the corner lies beside the body.
    """

    body: Annotated[str, OneOf(words.BODIES)]
    zone: Annotated[str, OneOf(words.ZONES)]
    side: Annotated[str, OneOf(words.BODY_SIDES)]
    seq: int
    x_cm: float
    y_cm: float
    z_cm: float | None
    basis: Text
    sources: tuple[str, ...]
    note: str
