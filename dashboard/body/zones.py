"""Zones of care on the back: lungs, kidneys, spinal canal, upper neck, drawn from the body's own landmarks.

No source in the data gives the outlines, so every zone is `schematic`. Each is a polygon in x and y, seen straight
from behind, so that whether a point lies in it needs no mesh: `zones_of` is plain arithmetic. A zone says nothing of
depth.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.body.landmarks import Frame

PATH = Path("data/body/zones.csv")
COLUMNS = ("body", "zone", "side", "seq", "x_cm", "y_cm", "z_cm", "basis", "source", "note")
KINDS = ("lung", "kidney", "spinal_canal", "upper_neck")
LABELS = {
    "lung": "lung and its covering",
    "kidney": "kidney",
    "spinal_canal": "spinal canal",
    "upper_neck": "upper neck: spinal cord, brain stem, vertebral arteries",
}
NOTES = {
    "lung": "from C7 to L1, with a margin over the top of the shoulder; the shoulder blade covers part of it",
    "kidney": "left from T11 to L3, right about one level lower",
    "spinal_canal": "0.6 cun to each side, from the hairline to the sacral hiatus",
    "upper_neck": "from the hollow under the skull to below the hairline",
}
BASIS = "schematic"
# A point this much turned to the front is not over a zone of the back: nz of its normal.
MOST_FORWARD = 0.3
CANAL_HALF_CUN = 0.6
LUNG_INNER_CUN = 0.75
KIDNEY_INNER_CUN = 1.25
MARGIN_CM = 1.0

Corner = tuple[float, float]


@dataclass(frozen=True)
class Zone:
    """One zone of care of one body: its outline as (x, y) corners in cm, in order."""

    body: str
    kind: str
    side: str
    corners: tuple[Corner, ...]


def zones_of_body(frame: Frame) -> list[Zone]:
    """Return the zones of one body from its landmarks."""
    place = {name: draws[0] for name, draws in frame.nominal().items()}
    level = {name[3:]: float(spot[1]) for name, spot in place.items() if name.startswith("SP_")}
    zones = [
        Zone(frame.body, "spinal_canal", "mid", _canal(place)),
        Zone(frame.body, "upper_neck", "mid", _upper_neck(place)),
    ]
    for side, sign, top, bottom in (("left", 1, "T11", "L3"), ("right", -1, "T12", "L4")):
        zones.append(Zone(frame.body, "lung", side, _mirror(_lung(place, level), sign)))
        zones.append(Zone(frame.body, "kidney", side, _mirror(_kidney(place, level[top], level[bottom]), sign)))
    return zones


def _mirror(corners: tuple[Corner, ...], sign: int) -> tuple[Corner, ...]:
    return tuple((sign * x, y) for x, y in corners)


def _cun(place: Mapping[str, np.ndarray]) -> float:
    return float(place["scapula_border"][0]) / 3


def _canal(place: Mapping[str, np.ndarray]) -> tuple[Corner, ...]:
    half = CANAL_HALF_CUN * _cun(place)
    top, bottom = place["posterior_hairline"][1], place["sacral_hiatus"][1] - MARGIN_CM
    return ((-half, top), (half, top), (half, bottom), (-half, bottom))


def _upper_neck(place: Mapping[str, np.ndarray]) -> tuple[Corner, ...]:
    half = 0.95 * place["mastoid"][0]
    hairline, c7 = place["posterior_hairline"][1], place["SP_C7"][1]
    top, bottom = place["inion_hollow"][1] + MARGIN_CM, hairline + 2 / 3 * (c7 - hairline)
    return ((-half, top), (half, top), (half, bottom), (-half, bottom))


def _lung(place: Mapping[str, np.ndarray], level: Mapping[str, float]) -> tuple[Corner, ...]:
    inner, cun = LUNG_INNER_CUN * _cun(place), _cun(place)
    shoulder, tip, axilla = place["acromion"], place["scapula_tip"], place["axilla_back"]
    over_gb21 = shoulder[0] / 2 + MARGIN_CM
    return (
        (inner, level["C7"] + MARGIN_CM),
        (over_gb21, level["C7"] + MARGIN_CM),
        (axilla[0] + MARGIN_CM / 2, level["T3"]),
        (axilla[0] + MARGIN_CM / 2, axilla[1]),
        (0.9 * axilla[0], tip[1]),
        (0.85 * axilla[0], level["T11"]),
        (3.75 * cun, level["L1"]),
        (inner, level["L1"]),
    )


def _kidney(place: Mapping[str, np.ndarray], top: float, bottom: float) -> tuple[Corner, ...]:
    inner, outer = KIDNEY_INNER_CUN * _cun(place), place["rib12_tip"][0] + 0.5
    cut = (top - bottom) / 5
    return (
        (inner, top),
        (outer - 2 * cut, top),
        (outer, top - 2 * cut),
        (outer, bottom + cut),
        (outer - cut, bottom),
        (inner + cut / 2, bottom),
        (inner, bottom + cut / 2),
    )


def contains(corners: Iterable[Corner], x: float, y: float) -> bool:
    """Say whether (x, y) lies in a polygon: does a ray from it cross the outline an odd number of times."""
    outline = tuple(corners)
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def zones_of(zones: Iterable[Zone], body: str, x: float, y: float, nz: float) -> tuple[str, ...]:
    """Return the kinds of the zones a place on the skin of `body` lies over; none for a place that faces forward."""
    if nz > MOST_FORWARD:
        return ()
    found = {zone.kind for zone in zones if zone.body == body and contains(zone.corners, x, y)}
    return tuple(kind for kind in KINDS if kind in found)


def write_zones(path: Path, frames: Iterable[Frame]) -> list[Zone]:
    """Write the corners of every zone; a corner beyond the silhouette has no depth. Return the zones."""
    zones = []
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for frame in frames:
            for zone in zones_of_body(frame):
                zones.append(zone)
                depths = frame.skin.from_back(*np.array(zone.corners).T)[:, 2]
                for number, ((x, y), z) in enumerate(zip(zone.corners, depths, strict=True), 1):
                    depth = "" if np.isnan(z) else f"{z:.2f}"
                    start = (zone.body, zone.kind, zone.side, number, f"{x:.2f}", f"{y:.2f}", depth)
                    writer.writerow((*start, BASIS, "", NOTES[zone.kind]))
    return zones
