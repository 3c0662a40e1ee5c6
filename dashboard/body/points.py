"""Locates every point of the atlas on a body and writes `data/body/located.csv`.

It joins rules to bodies; it must not know how a rule works or how a body is drawn.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.body.landmarks import Frame
from dashboard.body.locate import Ground, located
from dashboard.body.uncertainty import drawn_ground, spread_mm
from dashboard.facts.rule_facts import expand, is_paired, representative, uses
from dashboard.facts.rules import Rule, parse_rule

POINTS = Path("data/points/points.csv")
LOCATED = Path("data/body/located.csv")
COLUMNS = ("body", "code", "side", "x_cm", "y_cm", "z_cm", "nx", "ny", "nz", "sd_mm")
# No located point may lie farther from the skin than this, in cm.
MAX_GAP_CM = 0.2


@dataclass(frozen=True)
class Spot:
    """One located place of the left half or the midline: code, label within the code, place and normal (3,).

    `face` and `weights` (3,) tie it to the surface, so that another pose of the same body can carry it.
    `stands` is true for the one place that stands for the code.
    """

    code: str
    label: str
    paired: bool
    stands: bool
    place_cm: np.ndarray
    normal: np.ndarray
    sd_mm: float
    face: int
    weights: np.ndarray
    uses: tuple[str, ...]


def read_rules(path: Path = POINTS) -> dict[str, Rule]:
    """Return the rule of every point that has one, by code. Raises RuleError naming the code."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: parse_rule(row["rule"]) for row in csv.DictReader(lines) if row["rule"]}


def spots(frame: Frame, rule_of: Mapping[str, Rule], drawn: Ground | None = None) -> list[Spot]:
    """Locate every place of every point on one body; `drawn` are the landmarks' random versions."""
    nominal = Ground(frame.skin, frame.nominal())
    drawn = drawn or drawn_ground(frame)
    found = []
    for code, rule in rule_of.items():
        main = representative(rule)
        for label, single in expand(rule):
            found.append(_spot(code, label, single, single == main, (nominal, drawn)))
    return found


def _spot(code: str, label: str, rule: Rule, stands: bool, grounds: tuple[Ground, Ground]) -> Spot:
    nominal, drawn = grounds
    hit = located(nominal, rule)
    paired = is_paired(rule)
    place, normal = hit.points[0].copy(), nominal.skin.normal_at(hit.faces, hit.weights)[0]
    if not paired:
        place[0] = normal[0] = 0.0
        normal = normal / np.linalg.norm(normal)
    sd_mm = spread_mm(located(drawn, rule).points)
    return Spot(code, label, paired, stands, place, normal, sd_mm, int(hit.faces[0]), hit.weights[0], uses(rule))


def gaps_cm(frame: Frame, found: Iterable[Spot]) -> np.ndarray:
    """Return how far each place, left and right as it is written, lies from the skin (N,), in cm."""
    places = np.array(
        [sign * spot.place_cm * [1, 0, 0] + spot.place_cm * [0, 1, 1] for spot in found for sign in (1, -1)]
    )
    return frame.skin.nearest(np.round(places, 2)).distances


def rows(body: str, found: Iterable[Spot]) -> list[dict[str, str]]:
    """Return the rows of `located.csv` for one body: one per code and side, the right one mirrored."""
    table = []
    for spot in found:
        if not spot.stands:
            continue
        (x, y, z), (nx, ny, nz) = spot.place_cm, spot.normal
        for side, sign in (("left", 1), ("right", -1)) if spot.paired else (("mid", 1),):
            numbers = {"x_cm": sign * x, "y_cm": y, "z_cm": z}
            normal = {"nx": sign * nx, "ny": ny, "nz": nz}
            table.append(
                {"body": body, "code": spot.code, "side": side}
                | {key: f"{value:.2f}" for key, value in numbers.items()}
                | {key: f"{value:.3f}" for key, value in normal.items()}
                | {"sd_mm": f"{spot.sd_mm:.1f}"}
            )
    return table


def write_located(path: Path, table: Iterable[Mapping[str, str]]) -> None:
    """Write the located points with the contract's columns; minus zero is written as zero."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in table:
            writer.writerow(
                {
                    key: value.replace("-0.00", "0.00") if value in ("-0.00", "-0.000") else value
                    for key, value in row.items()
                }
            )
