"""Ambient occlusion: how much of the open sky each place on a surface sees.

Seeded, so that two builds agree; knows a surface and nothing of its meaning.
"""

import numpy as np

from dashboard.body.mesh import unit
from dashboard.body.rays import scene_of

GOLDEN = 0.61803398875
# Rays start this far above the skin, or they would hit the triangle they leave, in cm.
LIFT = 0.12


def openness(
    vertices: np.ndarray, normals: np.ndarray, faces: np.ndarray, rays: int = 384, reach: float = 35.0, seed: int = 7
) -> np.ndarray:
    """Return, per vertex, 1 for a place that sees the open and 0 for one shut in (V,).

    `rays` cosine-weighted rays per vertex; what they hit counts less the farther it is, and not beyond `reach` cm.
    """
    scene = scene_of(vertices, faces)
    generator = np.random.default_rng(seed)
    helper = np.where(np.abs(normals[:, :1]) < 0.9, [[1.0, 0, 0]], [[0, 1.0, 0]])
    tangent = unit(np.cross(normals, helper))
    side = np.cross(normals, tangent)
    origins = (vertices + LIFT * normals).astype(np.float32)
    shut = np.zeros(len(vertices))
    for ray in range(rays):
        radius = (ray + generator.random((len(vertices), 1))) / rays
        angle = 2 * np.pi * ((ray * GOLDEN + 0.15 * generator.random((len(vertices), 1))) % 1)
        flat = np.sqrt(radius) * (np.cos(angle) * tangent + np.sin(angle) * side)
        directions = (flat + np.sqrt(1 - radius) * normals).astype(np.float32)
        found = scene.run(origins, directions, output=True)
        hit = found["primID"] >= 0
        shut += np.where(hit, np.clip(1 - found["tfar"].astype(float) / reach, 0, 1), 0)
    return 1 - shut / rays
