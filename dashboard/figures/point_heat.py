"""How often trials needled each point: discs on a silhouette, their area the number of trials.

It must not know files or how trials are counted; places are in the silhouette's own pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.evidence.numbers import count
from dashboard.evidence.points_used import PointUse
from dashboard.figures.svg import label, tag

HEAT_ID = "point-heat"
LARGEST_PX = 20.0  # radius of the disc of the most needled point
SHADES = 4
NUMBERED = 3  # from this shade on a disc is large and dark enough to hold its number
NAMED = 5  # how many points the description names
LEGEND_X, LEGEND_FOOT, LEGEND_STEP = 46.0, 1420.0, 56.0
Places = Mapping[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True)
class HeatMark:
    """One point: its number of trials, where its discs lie (one, or left and right), and its address."""

    code: str
    trials: int
    places: tuple[tuple[float, float], ...]
    href: str


def seen_places(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[tuple[float, float], ...]]:
    """Give the places of the points a view shows, by code, from the `points` of its JSON file."""
    places: dict[str, tuple[tuple[float, float], ...]] = {}
    for row in rows:
        if row["visible"]:
            places[row["code"]] = (*places.get(row["code"], ()), (row["x"], row["y"]))
    return places


def heat_marks(uses: Iterable[PointUse], places: Places, question_key: str) -> tuple[HeatMark, ...]:
    """Make a mark of every point that the view shows, in the order given; one with many places has a disc on each."""
    return tuple(
        HeatMark(use.code, use.trials, places[use.code], f"/?question={question_key}&point={use.code}")
        for use in uses
        if use.code in places
    )


def unseen(uses: Iterable[PointUse], places: Places) -> tuple[PointUse, ...]:
    """Give the points that lie where the view does not look; a tender spot without a fixed place is not among them."""
    return tuple(use for use in uses if use.placed and use.code not in places)


def heat_text(marks: Sequence[HeatMark], phrase: str) -> str:
    """Say in one sentence which points the most trials needled."""
    if not marks:
        return f"No reported trial for {phrase} needled a point that is seen here."
    first = ", ".join(f"{mark.code} ({count(mark.trials, 'trial')})" for mark in marks[:NAMED])
    more = f" and {len(marks) - NAMED} more" if len(marks) > NAMED else ""
    return (
        f"Points on the back of the body that reported trials needled for {phrase}, most trials first: {first}{more}."
    )


def radius(trials: int, most: int) -> float:
    """Give the radius whose area is in proportion to the number of trials, in pixels of the silhouette.

    Raises ValueError unless 1 <= trials <= most.
    """
    if not 1 <= trials <= most:
        raise ValueError(f"{trials} trials; valid: 1 to {most}")
    return LARGEST_PX * math.sqrt(trials / most)


def shade(trials: int, most: int) -> int:
    """Give the shade, 1 (lightest) to 4, in even steps of the number of trials."""
    return math.ceil(SHADES * trials / most)


def point_heat(silhouette_path: str, view_box: str, marks: Sequence[HeatMark], phrase: str) -> str:
    """Draw the silhouette, a linked disc for each mark (the smallest on top) and a key of sizes.

    `marks` come most trials first; each is one link, also where it has a disc on either side.
    """
    most = max((mark.trials for mark in marks), default=1)
    return tag(
        "svg",
        tag("title", escape(f"Where reported trials needled for {phrase}"), id=f"{HEAT_ID}-title"),
        tag("desc", escape(heat_text(marks, phrase)), id=f"{HEAT_ID}-desc"),
        tag("path", d=silhouette_path, class_="heat-body", fill_rule="evenodd"),
        *(_disc(mark, most) for mark in marks),
        *(_numbers(mark) for mark in marks if shade(mark.trials, most) >= NUMBERED),
        *(_key(most) if marks else ()),
        xmlns="http://www.w3.org/2000/svg",
        id=HEAT_ID,
        class_="point-heat",
        viewBox=view_box,
        # Not "img": the links inside would be hidden from a screen reader.
        role="group",
        aria_labelledby=f"{HEAT_ID}-title",
        aria_describedby=f"{HEAT_ID}-desc",
    )


def _disc(mark: HeatMark, most: int) -> str:
    words = f"{mark.code}: {count(mark.trials, 'trial')}"
    css = f"heat-{shade(mark.trials, most)}"
    return tag(
        "a",
        tag("title", escape(words)),
        *(tag("circle", cx=x, cy=y, r=radius(mark.trials, most), class_=css) for x, y in mark.places),
        href=mark.href,
        aria_label=words,
    )


def _numbers(mark: HeatMark) -> str:
    """Write the number on each disc of a mark, over all discs; its link has said it already."""
    return tag(
        "g",
        *(label(str(mark.trials), x, y + LARGEST_PX * 0.4, "heat-number", "middle") for x, y in mark.places),
        aria_hidden="true",
    )


def _key(most: int) -> list[str]:
    """Draw the sizes of the largest, a middle and the smallest number, beside the legs."""
    sizes = sorted({most, math.ceil(most / 2), 1})
    drawn = []
    for step, trials in enumerate(sizes):
        y = LEGEND_FOOT - LEGEND_STEP * step
        disc = tag("circle", cx=LEGEND_X, cy=y, r=radius(trials, most), class_=f"heat-{shade(trials, most)}")
        drawn.append(
            tag("g", disc, label(count(trials, "trial"), LEGEND_X + 36, y + 9, "heat-key"), aria_hidden="true")
        )
    return drawn
