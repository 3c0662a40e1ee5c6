"""Carries the uncertainty of landmarks through the rules to each point: a seeded Monte Carlo.

It must not know how a rule is read or what a point is for. What it leaves out: how bodies differ from these two,
and how far two practitioners differ on one body.
"""

import zlib
from collections.abc import Mapping

import numpy as np

from dashboard.body.constructions import DERIVED
from dashboard.body.landmarks import Frame
from dashboard.body.locate import Ground
from dashboard.body.projection import outward
from dashboard.facts.anatomy import LANDMARKS

DRAWS = 300
SEED = 20240501
# The midline itself can be seen and felt: sideways it is surer than any height, in cm.
MIDLINE_SD_CM = 0.2
# Error of a hollow's unstated distance, per axis, in cm.
HOLLOW_SD_CM = 0.5


def _errors(name: str, sd_mm: float, draws: int, seed: int) -> np.ndarray:
    """Return errors (D, 3) in cm, along the skin as it is seen from the landmark's side.

    Each landmark has its own stream, so that editing one leaves the others alone.
    """
    generator = np.random.default_rng([seed, zlib.crc32(name.encode())])
    scale = np.full(3, sd_mm / 10)
    if not LANDMARKS[name].paired:
        scale[0] = min(scale[0], MIDLINE_SD_CM)
    errors = generator.normal(0, 1, (draws, 3)) * scale
    side = outward(LANDMARKS[name].facing)
    return errors - np.outer(errors @ side, side)


def drawn_ground(frame: Frame, draws: int = DRAWS, seed: int = SEED) -> Ground:
    """Return a body's landmarks in `draws` random versions, each anchor and each derivation with its own error.

    Left and right err alike, as one half is the mirror of the other.
    """
    anchors = {
        name: np.array(anchor.place_cm) + _errors(name, anchor.sd_mm, draws, seed)
        for name, anchor in frame.anchors.items()
    }
    places = frame.places({name: _on_midline(name, place) for name, place in anchors.items()})
    for name, derived in DERIVED.items():
        places[name] = frame.project(name, places[name] + _errors(name, derived.own_sd_mm, draws, seed))
    return Ground(frame.skin, places, HOLLOW_SD_CM, seed)


def _on_midline(name: str, places: np.ndarray) -> np.ndarray:
    return places if LANDMARKS[name].paired else places * [0, 1, 1]


def spread_mm(places: np.ndarray) -> float:
    """Return the SD, in mm, of places (D, 3) in cm along the direction in which they scatter most; 0 for one place."""
    if len(places) < 2:
        return 0.0
    return float(np.sqrt(np.linalg.eigvalsh(np.cov(places.T))[-1])) * 10


def landmark_sds(ground: Ground) -> Mapping[str, float]:
    """Return the propagated SD of every derived landmark, in mm."""
    return {name: spread_mm(ground.places[name]) for name in DERIVED}
