"""Where published injuries lie on the body: numbered marks on a silhouette. It must not know what happened there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.svg import label, picture, tag

MARK_PX = 46


@dataclass(frozen=True)
class PartMark:
    """One body part: its words, how many reports name it, and its place in the silhouette's own pixels."""

    part: str
    reports: int
    x: float
    y: float


def injury_map(silhouette_path: str, view_box: str, marks: Sequence[PartMark]) -> str:
    """Draw the silhouette with a numbered mark for each body part; `view_box` is that of the silhouette."""
    words = "; ".join(f"{mark.part}: {mark.reports} {_reports(mark.reports)}" for mark in marks)
    return picture(
        "injury-map",
        "Published injuries by part of the body",
        f"Reports in our data, not rates. {words}.",
        tag("path", d=silhouette_path, class_="injury-body", fill_rule="evenodd"),
        *(
            tag(
                "g",
                tag("circle", cx=mark.x, cy=mark.y, r=MARK_PX, class_="injury-mark"),
                label(str(mark.reports), mark.x, mark.y + MARK_PX * 0.35, "injury-number", "middle"),
            )
            for mark in marks
        ),
        css="injury-map",
        viewBox=view_box,
    )


def _reports(count: int) -> str:
    return "report" if count == 1 else "reports"
