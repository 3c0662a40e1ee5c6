"""The body of a patient sheet: silhouettes with numbered points, drawn as lines so that paper shows them sharp.

It must not know the sheet or the reader's language: words are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.figures.svg import label, picture, slug, tag
from dashboard.figures.trial_points_frame import EDGE, MARGIN, BodyFrame, BodyPicture

LINE = 24.0  # between two labels at the edge
DISC, DOT = 9.0, 4.6
TALLEST = 250.0
OFF_MIDDLE = 0.06  # part of the width that a point is away from the middle to keep to its side


@dataclass(frozen=True)
class NumberedPoint:
    """One point of a sheet: its number, from 1, and its code."""

    number: int
    code: str


@dataclass(frozen=True)
class DrawnBody:
    """One picture: the view's name, its markup, the points it marks, and its width in its own units.

    Pictures whose widths on paper are as these have letters of one size.
    """

    view: str
    svg: str
    codes: tuple[str, ...]
    width: int


def of_sides(record: Mapping[str, Any], sides: Mapping[str, str]) -> dict[str, Any]:
    """Copy a silhouette's record with only the side that was chosen for a point: `left`, `right`, or "" for all."""
    wanted = ("mid", "")
    kept = [row for row in record["points"] if sides.get(row["code"], "") in (*wanted, row["side"])]
    return {**record, "points": kept}


def sheet_body(
    picture_id: str, points: Sequence[NumberedPoint], bodies: Iterable[BodyPicture], words: Mapping[str, str]
) -> tuple[tuple[DrawnBody, ...], tuple[str, ...]]:
    """Draw each point on the first body that shows it; return the pictures and the codes that none shows.

    `words` give, by the name of a body, the title of its picture; its description lists numbers and codes. Raises
    KeyError for a body without words.
    """
    left, drawn = list(points), []
    for body in bodies:
        here = [point for point in left if point.code in body.places]
        left = [point for point in left if point.code not in body.places]
        if here:
            drawn.append(_picture(picture_id, here, body, words[body.name]))
    return tuple(drawn), tuple(point.code for point in left)


def _picture(picture_id: str, points: Sequence[NumberedPoint], body: BodyPicture, title: str) -> DrawnBody:
    frame = _Frame.of([point.code for point in points], body)
    sides = _sides(points, body)
    height = max(frame.tall * frame.scale, *(len(side) * LINE for side in sides)) + 2 * EDGE
    outline = tag(
        "svg",
        tag("path", d=body.outline, class_="sheet-outline", fill_rule="evenodd"),
        x=MARGIN,
        y=EDGE,
        width=frame.wide * frame.scale,
        height=frame.tall * frame.scale,
        viewBox=f"{frame.left:.0f} {frame.top:.0f} {frame.wide:.0f} {frame.tall:.0f}",
        aria_hidden="true",
    )
    marks = []
    for right, side in enumerate(sides):
        wanted = [min(frame.at(place)[1] for place in body.places[point.code]) for point in side]
        for point, y in zip(side, _apart(wanted, height), strict=True):
            spots = [frame.at(place) for place in body.places[point.code]]
            marks.append(_mark(point, spots, y, frame.width, right=bool(right)))
    svg = picture(
        f"{picture_id}-{slug(body.name)}",
        title,
        ", ".join(f"{point.number} {point.code}" for point in points),
        outline,
        *marks,
        css="sheet-body",
        viewBox=f"0 0 {frame.width:.0f} {height:.0f}",
    )
    return DrawnBody(body.name, svg, tuple(point.code for point in points), round(frame.width))


@dataclass(frozen=True)
class _Frame:
    """The part of a silhouette that is shown, in its pixels, between two margins as wide as a label."""

    left: float
    top: float
    wide: float
    tall: float
    scale: float

    @classmethod
    def of(cls, codes: Sequence[str], body: BodyPicture) -> _Frame:
        whole = BodyFrame.of(codes, body)
        return cls(whole.left, whole.top, whole.wide, whole.tall, min(whole.scale, TALLEST / whole.tall))

    @property
    def width(self) -> float:
        return self.wide * self.scale + 2 * MARGIN

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        return MARGIN + (place[0] - self.left) * self.scale, EDGE + (place[1] - self.top) * self.scale


def _sides(points: Sequence[NumberedPoint], body: BodyPicture) -> tuple[list[NumberedPoint], list[NumberedPoint]]:
    """Share the labels between both edges, from top to bottom; a point of one side keeps to its side."""
    middle, wide = (body.window[0] + body.window[2]) / 2, body.window[2] - body.window[0]
    left: list[NumberedPoint] = []
    right: list[NumberedPoint] = []
    for point in sorted(points, key=lambda one: (min(y for _, y in body.places[one.code]), one.number)):
        places = body.places[point.code]
        off = places[0][0] - middle if len(places) == 1 else 0.0
        to_left = off < 0 if abs(off) > wide * OFF_MIDDLE else len(left) <= len(right)
        (left if to_left else right).append(point)
    return left, right


def _apart(wanted: Sequence[float], height: float) -> list[float]:
    """Push labels apart to a line each, downwards, and then back up from the foot of the picture."""
    at, free = [], DISC + 1 - LINE
    for y in wanted:
        free = max(free + LINE, y)
        at.append(free)
    limit = height - DISC - 1
    for place in range(len(at) - 1, -1, -1):
        at[place] = min(at[place], limit)
        limit = at[place] - LINE
    return at


def _mark(point: NumberedPoint, spots: Sequence[tuple[float, float]], y: float, width: float, *, right: bool) -> str:
    nearest = max(spots) if right else min(spots)
    disc = width - MARGIN + DISC if right else MARGIN - DISC
    edge = disc - DISC if right else disc + DISC
    words = label(point.code, disc + 13 if right else disc - 13, y + 4.5, "sheet-code", None if right else "end")
    return tag(
        "g",
        tag("line", x1=edge, y1=y, x2=nearest[0], y2=nearest[1], class_="sheet-leader"),
        *(tag("circle", cx=x, cy=place, r=DOT, class_="sheet-dot") for x, place in spots),
        tag("circle", cx=disc, cy=y, r=DISC, class_="sheet-disc"),
        label(str(point.number), disc, y + 4.5, "sheet-number", "middle"),
        words,
    )
