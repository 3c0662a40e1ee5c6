"""Silhouettes to mark points on, and the part of one that is shown. It must not know trials or roles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, MARGIN = 350.0, 62.0
EDGE, LONGEST = 6.0, 430.0
# Pixels of the silhouette: the least that is shown of one, and the room around its marks.
NEAREST, ROOM = 460.0, 60.0


@dataclass(frozen=True, slots=True)
class BodyPicture:
    """A silhouette: its words, outline, height, and the window (left, top, right, bottom) whose points it marks.

    All in pixels of the silhouette. `places` are the visible places of each point inside the window; `near` says that
    the picture closes in on its marks.
    """

    name: str
    words: str
    outline: str
    height: float
    window: tuple[float, float, float, float]
    places: Mapping[str, tuple[tuple[float, float], ...]]
    near: bool = False


def body_picture(
    name: str,
    words: str,
    svg: str,
    record: Mapping[str, Any],
    window: tuple[float, float, float, float] | None = None,
) -> BodyPicture:
    """Read a silhouette and its record as the body's files hold them; with a `window` the picture closes in on it.

    Raises ValueError without an outline.
    """
    outline = re.search(r' d="([^"]+)"', svg)
    if outline is None:
        raise ValueError(f"silhouette {name!r}: no outline in the picture")
    whole = (0.0, 0.0, float(record["width"]), float(record["height"]))
    left, top, right, bottom = window or whole
    places: dict[str, list[tuple[float, float]]] = {}
    for row in record["points"]:
        if row["visible"]:
            places.setdefault(row["code"], []).append((row["x"], row["y"]))
    inside = {
        code: tuple(found)
        for code, found in places.items()
        if all(left <= x <= right and top <= y <= bottom for x, y in found)
    }
    return BodyPicture(name, words, outline[1], whole[3], window or whole, inside, near=window is not None)


@dataclass(frozen=True, slots=True)
class BodyFrame:
    """The part of a silhouette that is shown, in its pixels, and where it stands in the picture."""

    left: float
    top: float
    wide: float
    tall: float
    scale: float

    @classmethod
    def of(cls, codes: Sequence[str], body: BodyPicture) -> BodyFrame:
        """Show the window of a body, or where it closes in, the part that holds these points."""
        left, top, right, bottom = body.window
        if body.near:
            xs, ys = zip(*(place for code in codes for place in body.places[code]), strict=True)
            middle = (left + right) / 2
            # Both sides alike, so that the spine stays in the middle.
            half = max(NEAREST / 2, *(abs(x - middle) + ROOM for x in xs))
            left, right = max(left, middle - half), min(right, middle + half)
            high = (min(ys) + max(ys)) / 2
            reach = max(NEAREST / 2, (max(ys) - min(ys)) / 2 + ROOM)
            top, bottom = max(0.0, high - reach), min(body.height, high + reach)
        wide, tall = right - left, bottom - top
        return cls(left, top, wide, tall, min((WIDTH - 2 * MARGIN) / wide, LONGEST / tall))

    @property
    def across(self) -> float:
        """Where the silhouette begins in the picture."""
        return (WIDTH - self.wide * self.scale) / 2

    def at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Give a place of the silhouette in the picture."""
        return self.across + (place[0] - self.left) * self.scale, EDGE + (place[1] - self.top) * self.scale
