"""Rebuilds the two tables of places: `data/body/landmarks.csv` (completed) and `data/body/located.csv`.

It joins reading, locating and writing; it must not know how pictures are made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.body import landmarks, points, uncertainty
from dashboard.body.bodies import BODIES, build_body
from dashboard.body.landmarks import Frame
from dashboard.body.points import Spot
from dashboard.body.skin import Skin


@dataclass(frozen=True)
class Placed:
    """Everything located on one body: its frame, the spots, the SD in mm of every landmark."""

    frame: Frame
    spots: tuple[Spot, ...]
    landmark_sd_mm: Mapping[str, float]


def place_all(root: Path) -> dict[str, Placed]:
    """Locate every landmark and point on every body, from the project's folder `root`."""
    anchors = landmarks.read_anchors(root / landmarks.PATH)
    rule_of = points.read_rules(root / points.POINTS)
    placed = {}
    for body in BODIES:
        frame = landmarks.frame(body, Skin(build_body(body)), anchors[body])
        drawn = uncertainty.drawn_ground(frame)
        own = {name: anchor.sd_mm for name, anchor in frame.anchors.items()}
        sds = own | uncertainty.landmark_sds(drawn)
        placed[body] = Placed(frame, tuple(points.spots(frame, rule_of, drawn)), sds)
    return placed


def write_tables(root: Path, placed: Mapping[str, Placed]) -> float:
    """Write both tables; return the largest gap to the skin in cm. Raises ValueError when it is over 2 mm."""
    frames = [placed[body].frame for body in placed]
    sds = {body: placed[body].landmark_sd_mm for body in placed}
    landmarks.write_table(root / landmarks.PATH, landmarks.table_rows(frames, sds))
    located = [row for body in placed for row in points.rows(body, placed[body].spots)]
    points.write_located(root / points.LOCATED, located)
    gap = max(float(points.gaps_cm(placed[body].frame, placed[body].spots).max()) for body in placed)
    if gap > points.MAX_GAP_CM:
        raise ValueError(f"a located point lies {gap:.2f} cm from the skin, more than {points.MAX_GAP_CM} cm")
    return gap
