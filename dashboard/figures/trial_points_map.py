"""Where a trial needled, on silhouettes: marks by role, codes at the edge, each a link. It must not know the trial.

Shape carries the role and a frame the sham arm, so that colour is never needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.figures.svg import label, slug, tag
from dashboard.figures.trial_points_frame import EDGE, MARGIN, WIDTH, BodyFrame, BodyPicture

LINE, OFF_MIDDLE = 14.0, 0.06
MARK = 4.4
ROLE_WORDS = {
    "fixed": "every patient of an arm",
    "menu": "one of a menu to choose from",
    "optional": "added where the practitioner saw fit",
}
SHAM_WORDS = "worked on in a sham arm"


@dataclass(frozen=True, slots=True)
class PointMark:
    """One point: its role in the needled arms ("" where only a sham arm used it), who used it, and its link."""

    code: str
    role: str
    sham: bool
    words: str
    url: str


def trial_points_map(
    picture_id: str, marks: Sequence[PointMark], bodies: Sequence[BodyPicture]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Draw each mark on the first body that shows it; return words and picture of each, and the codes that none shows.

    A body without marks is not drawn. Both sides are marked where both are visible.
    """
    left, drawn = list(marks), []
    for body in bodies:
        here = [mark for mark in left if mark.code in body.places]
        left = [mark for mark in left if mark.code not in body.places]
        if here:
            drawn.append((body.words, _picture(f"{picture_id}-{slug(body.name)}", here, body)))
    return tuple(drawn), tuple(mark.code for mark in left)


def map_summary(marks: Sequence[PointMark], body: BodyPicture) -> str:
    """Say in one sentence which points a picture marks and for whom."""
    parts = [
        f"{words}: {', '.join(mark.code for mark in marks if mark.role == role)}"
        for role, words in ROLE_WORDS.items()
        if any(mark.role == role for mark in marks)
    ]
    if any(mark.sham for mark in marks):
        parts.append(f"{SHAM_WORDS}: {', '.join(mark.code for mark in marks if mark.sham)}")
    return f"{body.words}. {'. '.join(part[0].upper() + part[1:] for part in parts)}."


def key_mark(role: str, *, sham: bool = False) -> str:
    """Draw one mark for a legend beside words."""
    mark = PointMark("", role, sham, "", "")
    return tag(
        "svg", _shape(mark, 9, 9), viewBox="0 0 18 18", class_="point-key", aria_hidden="true", focusable="false"
    )


def _picture(picture_id: str, marks: Sequence[PointMark], body: BodyPicture) -> str:
    """Draw a silhouette between two margins of codes, each code led to its places."""
    frame = BodyFrame.of([mark.code for mark in marks], body)
    sides = _sides(marks, body)
    height = max(frame.tall * frame.scale, *(len(side) * LINE for side in sides)) + 2 * EDGE
    outline = tag(
        "svg",
        tag("path", d=body.outline, class_="trial-body", fill_rule="evenodd"),
        x=frame.across,
        y=EDGE,
        width=frame.wide * frame.scale,
        height=frame.tall * frame.scale,
        viewBox=f"{frame.left:.0f} {frame.top:.0f} {frame.wide:.0f} {frame.tall:.0f}",
        aria_hidden="true",
    )
    links = []
    for right, side in enumerate(sides):
        wanted = [min(frame.at(place)[1] for place in body.places[mark.code]) for mark in side]
        for mark, y in zip(side, _spread(wanted, height), strict=True):
            spots = [frame.at(place) for place in body.places[mark.code]]
            links.append(_link(mark, spots, y, right=bool(right)))
    return tag(
        "svg",
        tag("title", escape(f"{body.words}: points of the trial"), id=f"{picture_id}-title"),
        tag("desc", escape(map_summary(marks, body)), id=f"{picture_id}-desc"),
        outline,
        *links,
        xmlns="http://www.w3.org/2000/svg",
        id=picture_id,
        class_="trial-points",
        # A group and not an image: an image may hold no links.
        role="group",
        aria_labelledby=f"{picture_id}-title {picture_id}-desc",
        viewBox=f"0 0 {WIDTH:g} {height:.0f}",
    )


def _sides(marks: Sequence[PointMark], body: BodyPicture) -> tuple[list[PointMark], list[PointMark]]:
    """Share the codes between the two margins, from top to bottom; a point of one side keeps to its side."""
    middle, wide = (body.window[0] + body.window[2]) / 2, body.window[2] - body.window[0]
    left: list[PointMark] = []
    right: list[PointMark] = []
    for mark in sorted(marks, key=lambda mark: (min(y for _, y in body.places[mark.code]), mark.code)):
        places = body.places[mark.code]
        off = places[0][0] - middle if len(places) == 1 else 0.0
        to_left = off < 0 if abs(off) > wide * OFF_MIDDLE else len(left) <= len(right)
        (left if to_left else right).append(mark)
    return left, right


def _spread(wanted: Sequence[float], height: float) -> list[float]:
    """Push heights apart to a line each, then back up from the bottom edge where they overran it."""
    at, free = [], 0.0
    for y in wanted:
        free = max(free + LINE, y + 4)
        at.append(free)
    limit = height - 4
    for place in range(len(at) - 1, -1, -1):
        at[place] = min(at[place], limit)
        limit = at[place] - LINE
    return at


def _link(mark: PointMark, spots: Sequence[tuple[float, float]], y: float, *, right: bool) -> str:
    nearest = max(spots) if right else min(spots)
    edge = WIDTH - MARGIN + 8 if right else MARGIN - 8
    words = label(mark.code, WIDTH - MARGIN + 12 if right else MARGIN - 12, y, "point-code", None if right else "end")
    leader = tag("line", x1=edge, y1=y - 4, x2=nearest[0], y2=nearest[1], class_="point-leader")
    shapes = "".join(_shape(mark, x, place) for x, place in spots)
    inside = leader + shapes + words + tag("title", escape(f"{mark.code}: {mark.words}"))
    if not mark.url:
        return tag("g", inside, class_="point-mark")
    return tag("a", inside, href=mark.url, class_="point-mark", aria_label=f"{mark.code}: {mark.words}")


def _shape(mark: PointMark, x: float, y: float) -> str:
    """Draw a filled circle for everyone, a hollow diamond for a menu, a hollow triangle for an option; sham a frame."""
    far = MARK * 1.2
    if mark.role == "fixed":
        shape = tag("circle", cx=x, cy=y, r=MARK, class_="point-fixed")
    elif mark.role == "menu":
        d = f"M{x:.1f} {y - far:.1f} L{x + far:.1f} {y:.1f} L{x:.1f} {y + far:.1f} L{x - far:.1f} {y:.1f} Z"
        shape = tag("path", d=d, class_="point-menu")
    elif mark.role == "optional":
        d = f"M{x:.1f} {y - far:.1f} L{x + far:.1f} {y + MARK:.1f} L{x - far:.1f} {y + MARK:.1f} Z"
        shape = tag("path", d=d, class_="point-optional")
    else:
        shape = ""
    frame = MARK * 1.5
    return shape + (
        tag("rect", x=x - frame, y=y - frame, width=2 * frame, height=2 * frame, class_="point-sham")
        if mark.sham
        else ""
    )
