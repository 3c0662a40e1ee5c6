"""Puts places onto the skin from a side of the body, and says which way each side looks.

It knows a surface and directions; it must not know rules or landmarks.
"""

import numpy as np

from dashboard.body.mesh import unit
from dashboard.body.skin import Hits, Skin

REACH_CM = 25.0
MAX_CROSSINGS = 12
# After a crossing the next ray starts this much deeper, in cm.
STEP_CM = 0.005
# A place found by rule lies under the skin more often than above it: an inward way counts this much longer.
INWARD_COST = 3.0

_SIDES = {
    "back": (0, 0, -1),
    "front": (0, 0, 1),
    "outer": (1, 0, 0),
    "inner": (-1, 0, 0),
    "top": (0, 1, 0),
    "under": (0, -1, 0),
}


def outward(facing: str) -> np.ndarray:
    """Return the unit vector (3,) that leaves the left half of the body towards `facing`, e.g. `outer_back`."""
    parts = facing.split("_")
    unknown = [part for part in parts if part not in _SIDES]
    if unknown:
        raise ValueError(f"unknown facing {facing!r}; choose from {', '.join(_SIDES)} or two joined by _")
    return unit(np.sum([np.array(_SIDES[part], float) for part in parts], axis=0))


def onto_skin(skin: Skin, places: np.ndarray, facing: np.ndarray) -> Hits:
    """Project `places` (N, 3), in cm, onto the skin along `facing` (3,), a direction that leaves the body.

    Of all places where the line leaves the body, the nearest one counts, so that an arm beside a thigh, the other
    leg or the cavity of the mouth does no harm. `distances` of the result are signed, positive outward. Where the
    line never leaves the body within `REACH_CM` the nearest skin stands in.
    """
    places = np.atleast_2d(np.asarray(places, float))
    count = len(places)
    best = Hits(np.full((count, 3), np.nan), np.full(count, -1), np.full((count, 3), np.nan), np.full(count, np.inf))
    cost = np.full(count, np.inf)
    origins, open_rays = places + REACH_CM * facing, np.arange(count)
    for _ in range(MAX_CROSSINGS):
        hits = skin.cast(origins[open_rays], -facing)
        ahead = ((hits.points - places[open_rays]) @ facing) if len(open_rays) else np.zeros(0)
        live = (hits.faces >= 0) & (np.nan_to_num(ahead, nan=-np.inf) > -REACH_CM)
        leaving = live & (_face_normals(skin, hits.faces) @ facing > 0)
        ways = np.where(ahead < 0, -INWARD_COST * ahead, ahead)
        better = leaving & (ways < cost[open_rays])
        chosen = open_rays[better]
        cost[chosen] = ways[better]
        best.points[chosen], best.faces[chosen] = hits.points[better], hits.faces[better]
        best.weights[chosen], best.distances[chosen] = hits.weights[better], ahead[better]
        origins[open_rays[live]] = hits.points[live] - STEP_CM * facing
        open_rays = open_rays[live]
        if not len(open_rays):
            break
    return _fill_missed(skin, places, best)


def _face_normals(skin: Skin, faces: np.ndarray) -> np.ndarray:
    a, b, c = (skin.vertices[skin.faces[faces][:, corner]] for corner in range(3))
    return np.cross(b - a, c - a)


def _fill_missed(skin: Skin, places: np.ndarray, hits: Hits) -> Hits:
    missed = hits.faces < 0
    if missed.any():
        near = skin.nearest(places[missed])
        hits.points[missed], hits.faces[missed] = near.points, near.faces
        hits.weights[missed], hits.distances[missed] = near.weights, near.distances
    return hits
