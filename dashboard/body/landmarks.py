"""The landmarks of a body: reads the anchors people edit, adds what follows from them, and writes the table back.

`data/body/landmarks.csv` is both input and output. A row on the midline or the left whose basis does not begin with
`derived` is an anchor: edit it freely. The skin decides the coordinate that points outward; right-hand rows and
derived rows are computed anew each time. It must not know rules, points or pictures.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dashboard.body.constructions import DERIVED, Derived, Tape, construct, lay_tape
from dashboard.body.projection import onto_skin, outward
from dashboard.body.skin import Skin
from dashboard.facts.anatomy import LANDMARKS

COLUMNS = ("body", "landmark", "side", "x_cm", "y_cm", "z_cm", "sd_mm", "basis", "source", "note")
PATH = Path("data/body/landmarks.csv")
# Down to this far below C7 the tape is laid, in cm: past the sacrum of any adult.
TAPE_LENGTH_CM = 70.0
BELOW_PSIS_CM = 12.0
# An anchor this near its skin, in cm, stays as it is given: writing the table twice changes nothing.
SEATED_CM = 0.1


class LandmarkError(ValueError):
    """A landmark that is missing, unknown or misplaced; the message names file, body and landmark."""


@dataclass(frozen=True)
class Anchor:
    """One landmark placed from a source or by eye: (x, y, z) in cm and the SD of that in mm, per axis."""

    name: str
    place_cm: tuple[float, float, float]
    sd_mm: float
    basis: str
    source: str
    note: str


@dataclass(frozen=True)
class Frame:
    """One body ready to be measured: skin, anchors, the tape down its back, stature in cm."""

    body: str
    skin: Skin
    anchors: Mapping[str, Anchor]
    tape: Tape
    stature_cm: float

    def project(self, name: str, places: np.ndarray) -> np.ndarray:
        """Put draws (D, 3) of a landmark of the left half onto the skin from the side it is seen on."""
        on_skin = onto_skin(self.skin, places, outward(LANDMARKS[name].facing)).points
        if not LANDMARKS[name].paired:
            on_skin[:, 0] = 0.0
        return on_skin

    def places(self, anchors: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return every landmark (D, 3) for draws (D, 3) of the anchors, all on the skin."""
        seated = {name: self.project(name, draws) for name, draws in anchors.items()}
        made = construct(seated, self.tape, self.stature_cm)
        return seated | {name: self.project(name, draws) for name, draws in made.items()}

    def nominal(self) -> dict[str, np.ndarray]:
        """Return every landmark (1, 3) where the table puts it."""
        return self.places({name: np.array([anchor.place_cm]) for name, anchor in self.anchors.items()})


def read_anchors(path: Path) -> dict[str, dict[str, Anchor]]:
    """Read the anchors of every body. Raises LandmarkError for an unknown name or a missing one."""
    bodies: dict[str, dict[str, Anchor]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["side"] != "right" and not row["basis"].startswith("derived"):
                bodies.setdefault(row["body"], {})[row["landmark"]] = _anchor(row, path)
    wanted = set(LANDMARKS) - set(DERIVED)
    for body, anchors in bodies.items():
        if missing := wanted - set(anchors):
            raise LandmarkError(f"{path}: body {body!r} lacks {', '.join(sorted(missing))}")
    return bodies


def _anchor(row: Mapping[str, str], path: Path) -> Anchor:
    name, where = row["landmark"], f"{path}: body {row['body']!r}, landmark {row['landmark']!r}"
    if name not in LANDMARKS or name in DERIVED:
        raise LandmarkError(f"{where} is not an anchor; anchors: {', '.join(n for n in LANDMARKS if n not in DERIVED)}")
    side = "left" if LANDMARKS[name].paired else "mid"
    if row["side"] != side:
        raise LandmarkError(f"{where} has side {row['side']!r}; it is given on the side {side!r}")
    place = (float(row["x_cm"]), float(row["y_cm"]), float(row["z_cm"]))
    if side == "mid" and place[0]:
        raise LandmarkError(f"{where} is on the midline, so x_cm is 0, not {row['x_cm']}")
    return Anchor(name, place, float(row["sd_mm"]), row["basis"], row["source"], row["note"])


def frame(body: str, skin: Skin, anchors: Mapping[str, Anchor]) -> Frame:
    """Make a body ready to be measured, its anchors on its skin."""
    c7, psis = (anchors[name].place_cm[1] for name in ("SP_C7", "PSIS"))
    tape = lay_tape(skin, c7 + 5.0, max(c7 - TAPE_LENGTH_CM, psis - BELOW_PSIS_CM))
    given = Frame(body, skin, anchors, tape, float(np.ptp(skin.vertices[:, 1])))
    return replace(given, anchors={name: _seated(given, anchor) for name, anchor in anchors.items()})


def _seated(given: Frame, anchor: Anchor) -> Anchor:
    """Put an anchor on the skin, in whole tenths of a millimetre, unless it is there already."""
    place = given.project(anchor.name, np.array([anchor.place_cm]))[0]
    if np.linalg.norm(place - anchor.place_cm) < SEATED_CM:
        return anchor
    return replace(anchor, place_cm=tuple(np.round(place, 2).tolist()))


def table_rows(bodies: Iterable[Frame], sds_mm: Mapping[str, Mapping[str, float]]) -> list[dict[str, str]]:
    """Return the whole table: anchors and derived landmarks, left, right and middle, in the vocabulary's order.

    `sds_mm` gives, per body, the propagated SD of each derived landmark.
    """
    rows = []
    for measured in bodies:
        places = measured.nominal()
        for name in LANDMARKS:
            anchor, derived = measured.anchors.get(name), DERIVED.get(name)
            x, y, z = anchor.place_cm if anchor else places[name][0]
            cells = _cells(anchor, derived, sds_mm[measured.body].get(name, 0.0))
            sides = (("left", 1), ("right", -1)) if LANDMARKS[name].paired else (("mid", 1),)
            for side, sign in sides:
                placed = {"x_cm": f"{sign * x:.2f}", "y_cm": f"{y:.2f}", "z_cm": f"{z:.2f}"}
                mirrored = {"note": "mirror of the left"} if side == "right" else {}
                rows.append({"body": measured.body, "landmark": name, "side": side, **placed, **cells, **mirrored})
    return rows


def _cells(anchor: Anchor | None, derived: Derived | None, sd_mm: float) -> dict[str, str]:
    if anchor:
        return {"sd_mm": f"{anchor.sd_mm:g}", "basis": anchor.basis, "source": anchor.source, "note": anchor.note}
    assert derived is not None
    note = f"from {', '.join(derived.parents)}"
    return {"sd_mm": f"{sd_mm:.1f}", "basis": derived.basis, "source": derived.source, "note": note}


def write_table(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the table with the contract's columns."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
