"""Turns a surface into samples: one ray for each part of a pixel, in strips so that memory stays small.

Knows which skin lies behind which pixel; how it looks is for `shading`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.body.cameras import Camera

SUBSAMPLES = 3
STRIP_RAYS = 1_500_000


@dataclass(frozen=True)
class Samples:
    """What the camera sees.

    `tone` (H, W) is the mean brightness of each pixel's covered part, `cover` (H, W) the share of it that is covered,
    `depth` (H * subsamples, W * subsamples) in cm, -inf where there is no skin.
    """

    tone: np.ndarray
    cover: np.ndarray
    depth: np.ndarray


def strips(width: int, height: int, subsamples: int) -> Iterator[tuple[int, int]]:
    """Cut the rows of a picture into runs (first, last + 1) of about STRIP_RAYS rays."""
    rows = max(1, STRIP_RAYS // (width * subsamples**2))
    for first in range(0, height, rows):
        yield first, min(first + rows, height)


def sample(
    camera: Camera, shade: Callable[[np.ndarray, np.ndarray], np.ndarray], subsamples: int = SUBSAMPLES
) -> Samples:
    """Cast the picture's rays; `shade` turns triangles (S,) and their corners' weights (S, 3) into brightness (S,)."""
    width, height = camera.width, camera.height
    tone, cover = np.zeros((height, width)), np.zeros((height, width))
    depth = np.full((height * subsamples, width * subsamples), -np.inf, np.float32)
    across = (np.arange(width * subsamples) + 0.5) / subsamples
    for first, last in strips(width, height, subsamples):
        down = (np.arange(first * subsamples, last * subsamples) + 0.5) / subsamples
        pixels = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
        hits = camera.skin.cast(*camera.rays(pixels))
        met = hits.faces >= 0
        bright, near = np.zeros(len(pixels)), np.full(len(pixels), -np.inf, np.float32)
        bright[met] = shade(hits.faces[met], hits.weights[met])
        near[met] = hits.points[met] @ camera.axes[2]
        depth[first * subsamples : last * subsamples] = near.reshape(-1, width * subsamples)
        cover[first:last] = pool(met.astype(float).reshape(-1, width * subsamples), subsamples)
        tone[first:last] = pool(bright.reshape(-1, width * subsamples), subsamples)
    return Samples(tone / np.maximum(cover, 1e-9), cover, depth)


def pool(values: np.ndarray, size: int) -> np.ndarray:
    """Average blocks of `size` by `size`."""
    height, width = values.shape
    return values.reshape(height // size, size, width // size, size).mean(axis=(1, 3))
