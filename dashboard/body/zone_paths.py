"""Traces what a camera shows of the zones of care, as SVG paths in the picture's pixels.

A grid of rays asks which skin each place of the picture shows; the outline of the rays that meet a zone is the path.
So a zone ends where the body turns away, in any view and pose. It must not know what a zone means.
"""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter
from skimage.measure import approximate_polygon, find_contours

from dashboard.body.cameras import Camera
from dashboard.body.skin import Skin
from dashboard.body.zones import MOST_FORWARD, Zone

GRID_PX = 4
# How far, in pixels, a path may stray from the traced outline; and the smallest patch worth a path, in pixels square.
STRAY_PX = 1.0
SMALLEST_PX2 = 400.0
# Blur of the grid before tracing, in steps of the grid: slanted edges come out straight.
BLUR = 0.8
# The zones belong to the back: skin farther forward than this, such as the jaw's, is left out, in cm.
FRONT_CM = 5.0


def paths(atlas: Skin, eye: Camera, posed: Skin, zones: Sequence[Zone]) -> list[str]:
    """Return one SVG path per zone, empty where the view shows none of it.

    `atlas` is the skin on which the zones are drawn, `posed` the same surface in the view's pose.
    """
    across, down = np.arange(0, eye.width + GRID_PX, GRID_PX), np.arange(0, eye.height + GRID_PX, GRID_PX)
    pixels = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2).astype(float)
    places, met = _shown(atlas, eye, posed, pixels)
    found = []
    for zone in zones:
        inside = np.zeros(len(pixels), bool)
        inside[met] = _contains(zone, places)
        found.append(_trace(inside.reshape(len(down), len(across))))
    return found


def _shown(atlas: Skin, eye: Camera, posed: Skin, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the atlas places (M, 3) of skin of the back behind the pixels, and which pixels (P,) show any."""
    hits = eye.skin.cast(*eye.rays(pixels))
    met = hits.faces >= 0
    near = posed.nearest(hits.points[met])
    places = atlas.at(near.faces, near.weights)
    backward = (atlas.normal_at(near.faces, near.weights)[:, 2] <= MOST_FORWARD) & (places[:, 2] <= FRONT_CM)
    met[met] = backward
    return places[backward], met


def _contains(zone: Zone, places: np.ndarray) -> np.ndarray:
    """Say which places (M, 3) lie in the zone, seen from behind: `zones.contains` for many at once."""
    x, y = places[:, 0], places[:, 1]
    inside = np.zeros(len(places), bool)
    for (x1, y1), (x2, y2) in zip(zone.corners, (*zone.corners[1:], zone.corners[0]), strict=True):
        if y1 != y2:
            inside ^= ((y1 > y) != (y2 > y)) & (x < x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return inside


def _trace(mask: np.ndarray) -> str:
    rim = 4
    padded = gaussian_filter(np.pad(mask.astype(float), rim), BLUR)
    pieces = []
    for line in find_contours(padded, 0.5):
        corners = approximate_polygon((line[:, ::-1] - rim) * GRID_PX, STRAY_PX)
        x, y = corners.T
        if abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2 >= SMALLEST_PX2:
            pieces.append("M" + "L".join(f"{px:.0f} {py:.0f}" for px, py in corners[:-1]) + "Z")
    return "".join(pieces)
