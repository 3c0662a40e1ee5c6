"""Landmarks that follow from other landmarks: spinous levels, sacral foramina, shoulder blade, hairline.

Every function works on stacks of draws (D, 3) in cm, so that the same lines serve one body and the Monte Carlo.
It must not know rules or points.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from dashboard.body.skin import Skin
from dashboard.facts.anatomy import SPINE

# Ernst 2013: place of spinous processes as a share of the skin arc from C7 to the line of the PSIS (S2).
ARC_SHARES: Mapping[str, float] = {"C7": 0.0, "T4": 0.21, "T7": 0.39, "T10": 0.541, "L1": 0.709, "L4": 0.861, "S2": 1.0}
# A tape on the back bridges the furrow of the spine: the skin is taken as far out as it is within this, in cm.
TAPE_HALF_WIDTH = 1.8
# McGrath & Stringer 2010: the S2 foramen lies 1.49 cm from the midline. Its height under the PSIS is 1.6 cm
# there and 0 by WHO's halfway rule; 1.0 cm is taken. Spacing of the others by the same paper, for 173.4 cm.
FORAMEN_DROP_CM = 1.0
FORAMEN_STEPS_CM: Mapping[str, float] = {"S1": 2.2, "S2": 0.0, "S3": -2.0, "S4": -3.9}
FORAMEN_X_CM: Mapping[str, float] = {"S1": 1.7, "S2": 1.49, "S3": 1.3, "S4": 1.1}
FORAMEN_STATURE_CM = 173.4
# The lower tip of the shoulder blade lies farther out than its inner border, by eye on the mesh.
TIP_SHARE = 1.17


@dataclass(frozen=True)
class Derived:
    """How one derived landmark comes about: from which landmarks, its own error, its basis and sources."""

    name: str
    parents: tuple[str, ...]
    own_sd_mm: float
    basis: str
    source: str


def _spine() -> list[Derived]:
    basis = "derived: share of the skin arc from C7 to the PSIS line"
    return [Derived(f"SP_{level}", ("SP_C7", "PSIS"), 10, basis, "ernst2013") for level in SPINE if level != "C7"]


def _foramina() -> list[Derived]:
    near = "derived: 1.0 cm under the PSIS, between McGrath's 1.6 and WHO's halfway rule"
    far = "derived: spacing from the S2 foramen; distance from the midline extrapolated by eye"
    return [
        Derived(f"foramen_{level}", ("PSIS",), 10, near if level == "S2" else far, "mcgrath2010;who2008")
        for level in FORAMEN_STEPS_CM
    ]


DERIVED: Mapping[str, Derived] = {
    derived.name: derived
    for derived in [
        *_spine(),
        *_foramina(),
        Derived("sacral_hiatus", ("foramen_S4",), 10, "derived: level with the S4 foramen", "who2008;duncan2009"),
        Derived(
            "posterior_hairline",
            ("SP_C7", "inion_hollow"),
            10,
            "derived: 3 cun above C7 and 1 cun under GV16, a quarter of that stretch each",
            "who2008",
        ),
        Derived(
            "scapula_root", ("scapula_border", "SP_T3"), 10, "derived: level of T3, on the inner border", "who2008"
        ),
        Derived("scapula_tip", ("scapula_border", "SP_T7"), 15, "derived: level of T7; outward by eye", "who2008"),
        Derived(
            "scapula_spine_mid",
            ("scapula_root", "acromion"),
            10,
            "derived: midway from the root to the acromion, 1 cm lower by eye, for the spine sags",
            "makehuman",
        ),
    ]
}


@dataclass(frozen=True)
class Tape:
    """A tape laid down the midline of one back: heights (N,) in cm, falling, and arc lengths (N,) in cm."""

    heights: np.ndarray
    arc: np.ndarray


def lay_tape(skin: Skin, top_cm: float, bottom_cm: float, count: int = 400) -> Tape:
    """Measure the skin arc down the midline of the back between two heights."""
    heights = np.linspace(top_cm, bottom_cm, count)
    columns = [skin.from_back(np.full(count, x), heights)[:, 2] for x in np.linspace(0, TAPE_HALF_WIDTH, 3)]
    depth = np.nanmin(columns, axis=0)
    kernel = np.ones(15) / 15
    depth = np.convolve(np.pad(depth, 7, mode="edge"), kernel, "valid")
    return Tape(heights, np.concatenate([[0], np.cumsum(np.hypot(np.diff(heights), np.diff(depth)))]))


def arc_shares() -> dict[str, float]:
    """Return the arc share of every spinous process, monotone between the measured ones."""
    index = {level: number for number, level in enumerate(SPINE)}
    curve = PchipInterpolator([index[level] for level in ARC_SHARES], list(ARC_SHARES.values()))
    return {level: float(curve(number)) for level, number in index.items()}


def spinous_heights(tape: Tape, c7_cm: np.ndarray, psis_cm: np.ndarray) -> dict[str, np.ndarray]:
    """Return the height (D,) of every spinous process for heights of C7 and of the PSIS line (D,)."""
    rising_heights, rising_arc = tape.heights[::-1], tape.arc[::-1]
    start, end = (np.interp(heights, rising_heights, rising_arc) for heights in (c7_cm, psis_cm))
    return {
        level: np.interp(start + share * (end - start), tape.arc, tape.heights) for level, share in arc_shares().items()
    }


def construct(anchors: Mapping[str, np.ndarray], tape: Tape, stature_cm: float) -> dict[str, np.ndarray]:
    """Return every derived landmark (D, 3) of the left half or midline from the anchors (D, 3).

    Depths are only near the skin; the caller projects.
    """
    c7, psis, border = anchors["SP_C7"], anchors["PSIS"], anchors["scapula_border"]
    made: dict[str, np.ndarray] = {}
    for level, heights in spinous_heights(tape, c7[:, 1], psis[:, 1]).items():
        if level != "C7":
            made[f"SP_{level}"] = _at(0, heights, psis[:, 2])
    scale = stature_cm / FORAMEN_STATURE_CM
    for level, step in FORAMEN_STEPS_CM.items():
        made[f"foramen_{level}"] = _at(
            FORAMEN_X_CM[level] * scale, psis[:, 1] + scale * (step - FORAMEN_DROP_CM), psis[:, 2]
        )
    made["sacral_hiatus"] = _at(0, made["foramen_S4"][:, 1], psis[:, 2])
    hollow = anchors["inion_hollow"]
    made["posterior_hairline"] = _at(0, hollow[:, 1] + (c7[:, 1] - hollow[:, 1]) / 4, c7[:, 2])
    made["scapula_root"] = _at(border[:, 0], made["SP_T3"][:, 1], border[:, 2])
    made["scapula_tip"] = _at(border[:, 0] * TIP_SHARE, made["SP_T7"][:, 1], border[:, 2])
    made["scapula_spine_mid"] = (made["scapula_root"] + anchors["acromion"]) / 2 - [0, 1.0, 0]
    return made


def _at(x: np.ndarray | float, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    return np.stack(np.broadcast_arrays(x, y, z), axis=-1).astype(float)
