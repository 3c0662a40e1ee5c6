"""A silhouette to choose points on: every point is a link. It must not know where the links lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.figures.svg import label, tag
from dashboard.figures.trial_points_frame import BodyPicture

DOT, CHOSEN, TOUCH = 8.0, 15.0, 19.0  # pixels of the silhouette, at `WIDE` across
WIDE = 620.0


@dataclass(frozen=True)
class PickPoint:
    """One point: the words of its link, its address, and its number on the sheet, 0 where it is not chosen."""

    code: str
    words: str
    url: str
    number: int = 0


def pick_body(picture_id: str, words: str, points: Sequence[PickPoint], body: BodyPicture) -> str:
    """Draw the window of a body with the points that lie in it, chosen ones last and with their number."""
    left, top, right, bottom = body.window
    here = sorted((point for point in points if point.code in body.places), key=lambda point: bool(point.number))
    size = (right - left) / WIDE
    return tag(
        "svg",
        tag("path", d=body.outline, class_="pick-outline", fill_rule="evenodd", aria_hidden="true"),
        *(_link(picture_id, point, body, size) for point in here),
        xmlns="http://www.w3.org/2000/svg",
        id=picture_id,
        class_="pick-body",
        # A group and not an image: an image may hold no links.
        role="group",
        aria_label=words,
        viewBox=f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
    )


def _link(picture_id: str, point: PickPoint, body: BodyPicture, size: float) -> str:
    marks = "".join(
        tag("circle", cx=x, cy=y, r=TOUCH * size, class_="pick-touch")
        + tag("circle", cx=x, cy=y, r=(CHOSEN if point.number else DOT) * size, class_="pick-dot")
        + (
            label(str(point.number), x, y + 7 * size, "pick-number", "middle", font_size=f"{20 * size:g}")
            if point.number
            else ""
        )
        for x, y in body.places[point.code]
    )
    chosen = " pick-chosen" if point.number else ""
    return tag(
        "a",
        tag("title", escape(point.words)),
        marks,
        href=point.url,
        class_=f"pick{chosen}",
        aria_label=point.words,
        data_key=f"{picture_id}-{point.code}",
    )
