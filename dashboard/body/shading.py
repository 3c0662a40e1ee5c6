"""The look of the pictures: soft clay, a fine line at the rim, and the colours of the two themes.

Knows samples and colours; it does not know views or files.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from dashboard.body.bodies import Body
from dashboard.body.cameras import Camera
from dashboard.body.mesh import unit
from dashboard.body.raster import SUBSAMPLES, Samples, pool

# Lamps in the camera's axes (right, up, towards the camera).
KEY = unit(np.array([-0.38, 0.52, 0.80]))
FILL = unit(np.array([0.7, 0.1, 0.6]))
# How far the relief of the muscles is exaggerated against the body without it, and how much less where it is strong
# (a face would look carved in wood).
RELIEF, RELIEF_LIMIT = 2.3, 3.0
LINE_WIDTH = 1.6
INNER_STRENGTH = 0.5
FLOOR, SOFTNESS = 0.15, 0.07
# A jump in depth of this many cm between neighbouring rays is an edge of one part before another.
JUMP_CM = 1.5


@dataclass(frozen=True)
class Theme:
    """Colours by brightness (0 to 1), and the rim's colour and strength."""

    stops: tuple[tuple[float, str], ...]
    rim: str
    rim_strength: float


THEMES: Mapping[str, Theme] = {
    "light": Theme(
        ((0, "#5c6672"), (0.35, "#8f99a5"), (0.6, "#bcc4cd"), (0.8, "#dde2e7"), (1, "#f4f6f8")), "#5b6672", 0.9
    ),
    "dark": Theme(
        ((0, "#0c1015"), (0.35, "#1f262e"), (0.6, "#343d47"), (0.8, "#4b5662"), (1, "#717d8a")), "#9fb0c0", 0.8
    ),
}


def clay(body: Body, camera: Camera) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Return the function that gives the brightness (S,) of places on the skin of `body`, for `raster.sample`."""
    values = np.column_stack(
        [
            body.normals @ camera.axes.T,
            body.broad_normals @ camera.axes.T,
            body.openness,
            body.relief_fine,
            body.relief_broad,
        ]
    )
    corners = camera.drawn.faces

    def shade(faces: np.ndarray, weights: np.ndarray) -> np.ndarray:
        place = np.einsum("sk,skj->sj", weights, values[corners[faces]])
        return brightness(unit(place[:, :3]), unit(place[:, 3:6]), *place[:, 6:].T)

    return shade


def brightness(
    normals: np.ndarray, broad: np.ndarray, openness: np.ndarray, fine: np.ndarray, folds: np.ndarray
) -> np.ndarray:
    """Return the brightness 0 to 1 (S,) of clay with these normals (S, 3) in the camera's axes."""
    relief = normals - broad
    carved = unit(normals + RELIEF * relief / (1 + RELIEF_LIMIT * np.linalg.norm(relief, axis=1, keepdims=True)))
    facing = np.clip(normals[:, 2], 0, 1)
    light = 0.50 * np.clip(0.75 * carved @ KEY + 0.25, 0, 1)
    light += 0.16 * np.clip(0.5 * carved @ FILL + 0.5, 0, 1)
    light += 0.10 * (0.5 + 0.5 * carved[:, 1]) + 0.24 * facing
    light *= 0.42 + 0.58 * np.clip(openness, 0, 1) ** 1.15
    light += 0.11 * np.tanh(0.7 * folds) + 0.045 * np.tanh(0.2 * fine)
    light *= 1 - 0.45 * np.clip(-fine / 5, 0, 1) ** 1.5
    light -= 0.20 * (1 - facing) ** 2.6
    # A soft floor: the deepest folds stay grey instead of black.
    return np.clip(SOFTNESS * np.logaddexp(light / SOFTNESS, FLOOR / SOFTNESS), 0, 1)


def rim_line(samples: Samples, subsamples: int = SUBSAMPLES) -> np.ndarray:
    """Return the strength 0 to 1 (H, W) of the line round the body and where one part stands before another."""
    covered = np.isfinite(samples.depth)
    outer = np.clip(1 - (ndimage.distance_transform_edt(covered) - 0.5) / (LINE_WIDTH * subsamples), 0, 1) * covered
    near = np.where(covered, samples.depth, np.float32(-60))
    bend = np.zeros(near.shape, np.float32)
    for step in ((0, 1), (1, 0), (1, 1), (1, -1)):
        back = tuple(-side for side in step)
        bend = np.maximum(bend, np.abs(np.roll(near, step, (0, 1)) + np.roll(near, back, (0, 1)) - 2 * near))
    edges = (bend > JUMP_CM) & covered
    if edges.any():
        gap = ndimage.distance_transform_edt(~edges)
        inner = INNER_STRENGTH * np.clip(1 - gap / (0.62 * LINE_WIDTH * subsamples), 0, 1) * covered
        outer = np.maximum(outer, inner)
    return pool(outer, subsamples) / np.maximum(samples.cover, 1e-9)


def rgb(colour: str) -> np.ndarray:
    """Return red, green and blue (3,) from 0 to 255 of "#rrggbb"."""
    return np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)], float)


def paint(samples: Samples, rim: np.ndarray, theme: Theme) -> np.ndarray:
    """Return the picture (H, W, 4) as bytes: colour by brightness, the rim over it, cover as alpha."""
    places = [place for place, _ in theme.stops]
    colours = np.stack([rgb(colour) for _, colour in theme.stops])
    colour = np.stack([np.interp(samples.tone, places, column) for column in colours.T], axis=-1)
    line = np.clip(rim * theme.rim_strength, 0, 1)[..., None]
    colour = colour * (1 - line) + rgb(theme.rim) * line
    picture = np.concatenate([colour, 255 * samples.cover[..., None]], axis=-1)
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8)
