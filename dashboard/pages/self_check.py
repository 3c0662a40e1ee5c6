"""Questions by which a student checks what they know of a point, each answered from the point's own facts.

A question is asked only where the data answer it: nothing is invented, and what is not reported is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.evidence.body_regions import region_of
from dashboard.evidence.cautions import caution_groups
from dashboard.evidence.depth_readings import depths_of
from dashboard.evidence.depths import TEXT
from dashboard.evidence.numbers import plain
from dashboard.evidence.source_names import short_name
from dashboard.facts import Facts
from dashboard.facts.points import Point
from dashboard.facts.store import PointFacts

CARE = "care"  # layers of this tissue are what a needle must spare
MOST_NEIGHBOURS = 8


@dataclass(frozen=True)
class Check:
    """A question and its answer; `status` and `sources` say how it is known, "" where the answer names them itself."""

    question: str
    answer: str
    status: str = ""
    sources: tuple[str, ...] = ()


def self_check(facts: Facts, code: str) -> tuple[Check, ...]:
    """Ask what the data can answer of a point: its place, its level, its textbook depth, what lies beneath."""
    about = facts.of(code)
    asked = (
        Check("Where is it?", about.point.where, about.point.status, about.point.sources),
        _level(about.point),
        _neighbours(facts.points, about.point),
        _depth(facts, about),
        _beneath(facts, about),
        _care(about),
    )
    return tuple(check for check in asked if check)


def place_words(point: Point) -> str:
    """Say the level and the distance from the midline: `Level L2, 1.5 cun from the midline`; "" where neither is."""
    level = f"Level {point.level}" if point.level else ""
    if point.lateral_cun is None:
        return level
    side = "on the midline" if point.lateral_cun == 0 else f"{plain(point.lateral_cun)} cun from the midline"
    return f"{level}, {side}" if level else side[:1].upper() + side[1:]


def _level(point: Point) -> Check | None:
    if not point.level and point.lateral_cun is None:
        return None
    asks = [
        *(["at which level of the spine does it lie"] if point.level else []),
        *(["how far from the midline"] if point.lateral_cun is not None else []),
    ]
    question = " and ".join(asks)
    return Check(f"{question[:1].upper()}{question[1:]}?", f"{place_words(point)}.", point.status, point.sources)


def _neighbours(points: Mapping[str, Point], point: Point) -> Check | None:
    """Ask for the points of the atlas at the same level, by their distance from the midline."""
    same = [it for it in points.values() if point.level and it.level == point.level and it.code != point.code]
    if not 0 < len(same) <= MOST_NEIGHBOURS:
        return None
    same.sort(key=lambda it: (it.lateral_cun is None, it.lateral_cun))
    named = "; ".join(f"{it.code} {it.pinyin}{_aside(it)}" for it in same)
    return Check(f"Which other points of this atlas lie at level {point.level}?", f"{named}.")


def _aside(point: Point) -> str:
    if point.lateral_cun is None:
        return ""
    return " (midline)" if point.lateral_cun == 0 else f" ({plain(point.lateral_cun)} cun)"


def _depth(facts: Facts, about: PointFacts) -> Check | None:
    entries = [row for row in depths_of(about, facts.sources) if row.group == TEXT and row.band]
    if not entries:
        return None
    said = "; ".join(
        f"{short_name(row.sources, facts.sources)}: {row.printed}{f', {row.angle}' if row.angle else ''}"
        for row in entries
    )
    return Check(
        "How deep do textbooks and other texts go, and at what angle?", f"{said}. As printed; none of it is advice."
    )


def _beneath(facts: Facts, about: PointFacts) -> Check | None:
    region = region_of(about.point)
    layers = sorted((row for row in facts.layers if row.region == region), key=lambda row: row.order or 0)
    if region is None or not layers:
        return None
    through = ", ".join(dict.fromkeys(row.name for row in layers if row.tissue != CARE))
    care = ", ".join(dict.fromkeys(row.name for row in layers if row.tissue == CARE))
    answer = f"From the skin: {through}.{f' What needs care: {care}.' if care else ''}"
    return Check("What lies beneath?", answer, layers[0].status, layers[0].sources)


def _care(about: PointFacts) -> Check | None:
    labels = [group.label for group in caution_groups(about)]
    if not labels:
        return None
    return Check("Which cautions stand on this point?", f"{'; '.join(labels)}. They stand in full above.")
