"""Ray casts to a surface: where a ray meets the skin, what is nearest, what is hidden.

Knows triangles in centimetres; it does not know what they depict.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from dashboard.body.mesh import vertex_normals
from dashboard.body.rays import scene_of

# Rays start this far outside the body, in cm.
OUTSIDE = 100.0


@dataclass(frozen=True)
class Hits:
    """What rays met: points (R, 3) in cm, triangle numbers (R,), weights of its corners (R, 3), distances (R,).

    A ray that met nothing has face -1, distance inf and NaN elsewhere.
    """

    points: np.ndarray
    faces: np.ndarray
    weights: np.ndarray
    distances: np.ndarray


class Skin:
    """The surface of a body, ready for ray casts."""

    def __init__(self, body: object) -> None:
        """Take anything with `vertices_cm` (V, 3) and `faces` (F, 3); `normals` (V, 3) if it has them."""
        self.vertices = np.asarray(body.vertices_cm, float)
        self.faces = np.asarray(body.faces)
        normals = getattr(body, "normals", None)
        self.normals = vertex_normals(self.vertices, self.faces) if normals is None else normals
        self.scene = scene_of(self.vertices, self.faces)
        self._corners: cKDTree | None = None

    def cast(self, origins: np.ndarray, directions: np.ndarray) -> Hits:
        """Follow rays from `origins` (R, 3) along `directions` (R, 3) or (3,), to the first skin in either sense."""
        origins = np.atleast_2d(np.asarray(origins, float))
        directions = np.broadcast_to(np.asarray(directions, float), origins.shape)
        directions = directions / np.linalg.norm(directions, axis=1, keepdims=True)
        found = self.scene.run(
            np.ascontiguousarray(origins, np.float32), np.ascontiguousarray(directions, np.float32), output=True
        )
        met = found["primID"] >= 0
        faces = np.where(met, found["primID"], -1).astype(int)
        points, weights = np.full((2, *origins.shape), np.nan)
        distances = np.full(len(origins), np.inf)
        u, v = found["u"][met].astype(float), found["v"][met].astype(float)
        weights[met] = np.stack([1 - u - v, u, v], axis=1)
        # The point is rebuilt from the triangle: embree's own distance is single precision.
        points[met] = self.at(faces[met], weights[met])
        distances[met] = ((points[met] - origins[met]) * directions[met]).sum(axis=1)
        return Hits(points, faces, weights, distances)

    def from_back(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the first skin (R, 3) seen from behind at these x and y in cm; NaN where there is none."""
        return self.cast(stack(x, y, -OUTSIDE), [0, 0, 1]).points

    def from_front(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the first skin (R, 3) seen from the front at these x and y in cm; NaN where there is none."""
        return self.cast(stack(x, y, OUTSIDE), [0, 0, -1]).points

    def from_left(self, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Return the first skin (R, 3) seen from the body's left at these y and z in cm; NaN where there is none."""
        return self.cast(stack(OUTSIDE, y, z), [-1, 0, 0]).points

    def from_right(self, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Return the first skin (R, 3) seen from the body's right at these y and z in cm; NaN where there is none."""
        return self.cast(stack(-OUTSIDE, y, z), [1, 0, 0]).points

    def from_above(self, x: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Return the first skin (R, 3) seen from above at these x and z in cm; NaN where there is none."""
        return self.cast(stack(x, 3 * OUTSIDE, z), [0, -1, 0]).points

    def nearest(self, points: np.ndarray) -> Hits:
        """Return the place on the skin nearest to each of `points` (P, 3), among the triangles at near vertices."""
        points = np.atleast_2d(np.asarray(points, float))
        if self._corners is None:
            self._corners = cKDTree(self.vertices[self.faces].mean(axis=1))
        _, candidates = self._corners.query(points, k=min(16, len(self.faces)))
        candidates = candidates.reshape(len(points), -1)
        weights = nearest_weights(points[:, None], self.vertices[self.faces[candidates]])
        on_skin = np.einsum("pck,pckj->pcj", weights, self.vertices[self.faces[candidates]])
        gaps = np.linalg.norm(on_skin - points[:, None], axis=2)
        best = (np.arange(len(points)), gaps.argmin(axis=1))
        return Hits(on_skin[best], candidates[best], weights[best], gaps[best])

    def at(self, faces: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Return the points (P, 3) in cm at barycentric `weights` (P, 3) of triangles `faces` (P,)."""
        return np.einsum("pk,pkj->pj", weights, self.vertices[self.faces[faces]])

    def normal_at(self, faces: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Return the smooth unit normals (P, 3) at barycentric `weights` (P, 3) of triangles `faces` (P,)."""
        normals = np.einsum("pk,pkj->pj", weights, self.normals[self.faces[faces]])
        return normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)


def stack(*parts: np.ndarray | float) -> np.ndarray:
    """Broadcast three coordinates to rows (R, 3)."""
    return np.stack(np.broadcast_arrays(*(np.asarray(part, float) for part in parts)), axis=-1).reshape(-1, 3)


def nearest_weights(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Return weights (..., 3) of the place nearest to `points` (..., 3) on triangles `corners` (..., 3, 3)."""
    a, b, c = (corners[..., k, :] for k in range(3))
    ab, ac, ap = b - a, c - a, points - a
    d00, d01, d11 = (ab * ab).sum(-1), (ab * ac).sum(-1), (ac * ac).sum(-1)
    d20, d21 = (ap * ab).sum(-1), (ap * ac).sum(-1)
    area = np.maximum(d00 * d11 - d01 * d01, 1e-18)
    v, w = (d11 * d20 - d01 * d21) / area, (d00 * d21 - d01 * d20) / area
    inside = np.stack([1 - v - w, v, w], axis=-1)
    choices = [inside]
    for first, second in ((0, 1), (1, 2), (2, 0)):
        start, side = corners[..., first, :], corners[..., second, :] - corners[..., first, :]
        share = np.clip(((points - start) * side).sum(-1) / np.maximum((side * side).sum(-1), 1e-18), 0, 1)
        edge = np.zeros_like(inside)
        edge[..., first], edge[..., second] = 1 - share, share
        choices.append(edge)
    every = np.stack(choices)
    gaps = np.linalg.norm(np.einsum("e...k,...kj->e...j", every, corners) - points, axis=-1)
    gaps[0] = np.where((inside >= 0).all(axis=-1), gaps[0], np.inf)
    return np.take_along_axis(every, gaps.argmin(axis=0)[None, ..., None], axis=0)[0]
