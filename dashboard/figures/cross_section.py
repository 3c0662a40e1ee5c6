"""A schematic section through a point's region, with the needle at the angle each source prints.

It must not know depths: the needle's length in the picture is always the same and means nothing.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.evidence.body_regions import REGION_WORDS, region_of
from dashboard.evidence.depth_readings import depths_of
from dashboard.evidence.source_names import short_name
from dashboard.facts.body import Layer
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts
from dashboard.figures.section_layers import ENTRY, HEIGHT, WIDTH, draw_layers
from dashboard.figures.svg import label, lines_of, picture, slug, tag

# How steep an angle is drawn, in degrees to the skin; the words come from the source, the degrees are ours.
DRAWN_DEGREES: Mapping[str, float] = {"perpendicular": 90, "oblique": 45, "transverse": 15, "superficial": 30}
INSIDE, OUTSIDE, SUPERFICIAL_INSIDE = 56.0, 34.0, 14.0
ALONG_THE_BODY = frozenset({"midline", "neck_midline", "coccyx", "limb", "hand_foot", "flank", "abdomen", "head"})
ENDS = {True: ("← up", "down →"), False: ("← spine", "outward →")}
LINE, LONGEST_LINE = 15, 48
CAPTION = "Schematic, not to scale with a person; layers are our own anatomy. The needle's length shows no depth."


@dataclass(frozen=True, slots=True)
class DrawnNeedle:
    """One needle of the picture: its angle, the side its tip points to, and the words under the picture."""

    angle: str
    side: str
    words: tuple[str, ...]


def side_of(direction: str, region: str) -> str:
    """Say where the tip points in the picture, 'left' or 'right'; '' where the direction is not in its plane."""
    words = direction.lower()
    if region in ALONG_THE_BODY:
        return "left" if words.startswith("upward") else "right" if words.startswith("downward") else ""
    if "toward the spine" in words or "medial" in words:
        return "left"
    return "right" if "outward" in words or "lateral" in words else ""


def needles_of(point_facts: PointFacts, sources: Mapping[str, Source], region: str) -> tuple[DrawnNeedle, ...]:
    """Give one needle per printed angle and side, in the order of the sources; none where no angle is printed."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for entry in depths_of(point_facts, sources):
        for angle in filter(None, entry.angle.split("/")):
            # 'upward if oblique' says nothing of the straight needle, and a straight needle points to no side.
            other = angle == "perpendicular" and "if oblique" in entry.direction
            direction = "" if other else entry.direction
            side = "" if angle == "perpendicular" else side_of(direction, region)
            way = _way(angle, direction, bool(side))
            found.setdefault((angle, side), {}).setdefault(way, []).append(short_name(entry.sources, sources))
    return tuple(
        DrawnNeedle(angle, side, tuple(f"{way}: {'; '.join(dict.fromkeys(names))}" for way, names in ways.items()))
        for (angle, side), ways in found.items()
    )


def _way(angle: str, direction: str, drawn: bool) -> str:
    if drawn or angle == "perpendicular":
        return f"{angle}, {direction}" if direction else angle
    return f"{angle}, {direction} (direction not drawn)" if direction else f"{angle}, no direction printed"


def cross_section(point_facts: PointFacts, sources: Mapping[str, Source], layers: Iterable[Layer]) -> str | None:
    """Draw the section of a point's region as an SVG string; None for a point without a fixed place.

    `layers` are those of all regions. Raises ValueError where the region of the point has none.
    """
    code = point_facts.point.code
    region = region_of(point_facts.point)
    if region is None:
        return None
    chosen = sorted((layer for layer in layers if layer.region == region), key=lambda layer: layer.order or 0)
    if not chosen:
        raise ValueError(f"{code}: layers.csv has no layers for region {region!r}")
    needles = needles_of(point_facts, sources, region)
    section_id = f"section-{slug(code)}"
    captions, height = _captions(needles)
    return picture(
        section_id,
        f"Section at {code}: {REGION_WORDS[region]}, schematic",
        section_text(point_facts, sources, chosen),
        draw_layers(chosen, section_id),
        _ends(region),
        *(_needle(needle, number) for number, needle in enumerate(needles, 1)),
        captions,
        css="section",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
    )


def section_text(point_facts: PointFacts, sources: Mapping[str, Source], layers: Iterable[Layer]) -> str:
    """Say what the section shows: the layers from the skin inward, what needs care, and each source's angle."""
    region = region_of(point_facts.point)
    if region is None:
        return "This point has no fixed place, so there is no section to draw."
    chosen = sorted((layer for layer in layers if layer.region == region), key=lambda layer: layer.order or 0)
    through = ", ".join(dict.fromkeys(layer.name for layer in chosen if layer.tissue != "care"))
    care = ", ".join(dict.fromkeys(layer.name for layer in chosen if layer.tissue == "care"))
    needles = needles_of(point_facts, sources, region)
    angles = "; ".join(words for needle in needles for words in needle.words) or "no source prints an angle"
    return f"{CAPTION} From the skin: {through}. What needs care: {care}. Angle: {angles}."


def _ends(region: str) -> str:
    left, right = ENDS[region in ALONG_THE_BODY]
    return label(left, 0, 12, "section-end") + label(right, ENTRY[0] * 2, 12, "section-end", "end")


def _needle(needle: DrawnNeedle, number: int) -> str:
    """Draw shaft, handle and number; a tip that points nowhere in the plane is drawn to the left."""
    degrees = math.radians(DRAWN_DEGREES[needle.angle])
    toward = 1 if needle.side == "right" else -1
    along, down = math.cos(degrees) * toward, math.sin(degrees)
    inside = SUPERFICIAL_INSIDE if needle.angle == "superficial" else INSIDE
    (x, y), number_at = ENTRY, OUTSIDE + 9
    tip = (x + along * inside, y + down * inside)
    handle = (x - along * OUTSIDE, y - down * OUTSIDE)
    grip = (x - along * OUTSIDE * 0.45, y - down * OUTSIDE * 0.45)
    where = (x - along * number_at, y - down * number_at)
    return (
        tag("line", x1=handle[0], y1=handle[1], x2=tip[0], y2=tip[1], class_="section-needle")
        + tag("line", x1=handle[0], y1=handle[1], x2=grip[0], y2=grip[1], class_="section-handle")
        + tag("circle", cx=where[0], cy=where[1], r=8, class_="section-number")
        + label(str(number), where[0], where[1] + 4, "section-number-words", "middle")
    )


def _captions(needles: tuple[DrawnNeedle, ...]) -> tuple[str, float]:
    """Write what each number means, then the standing caption; return it and the height reached."""
    statements = [f"{number}  {'. '.join(needle.words)}" for number, needle in enumerate(needles, 1)] or [
        "No source prints an angle, so no needle is drawn."
    ]
    y, parts = HEIGHT + 4, []
    for words, css in [*((words, "section-words") for words in statements), (CAPTION, "section-caption")]:
        for line in lines_of(words, LONGEST_LINE):
            y += LINE
            parts.append(label(line, 0, y, css))
    return "".join(parts), y + 6
