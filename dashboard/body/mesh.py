"""Surfaces as arrays: subdivision, triangles, normals, curvature and smoothing over edges.

Knows vertices and faces only; nothing here knows that they make a body.
"""

import numpy as np
from scipy import sparse


def compact(vertices: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drop the vertices no face uses: (vertices, faces, indices of the vertices kept)."""
    used, inverse = np.unique(faces, return_inverse=True)
    return vertices[used], inverse.reshape(faces.shape), used


def triangles(quads: np.ndarray) -> np.ndarray:
    """Split quads (M, 4) into triangles (2M, 3), same winding."""
    return np.vstack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def face_edges(faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the unique edges (E, 2) and, for each side of each face, the number of its edge (M, K)."""
    sides = np.stack([faces, np.roll(faces, -1, axis=1)], axis=-1)
    edges, numbers = np.unique(np.sort(sides.reshape(-1, 2), axis=1), axis=0, return_inverse=True)
    return edges, numbers.reshape(faces.shape)


def scatter(index: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """Sum rows of `values` (n, d) into `count` bins by `index` (n,)."""
    return np.stack([np.bincount(index, column, count) for column in values.T], axis=1)


def catmull_clark(vertices: np.ndarray, quads: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Subdivide once: new vertices (old vertices, then edges, then faces) and quads (4M, 4).

    Borders stay borders: their edges take midpoints and their vertices the cubic B-spline rule.
    """
    count = len(vertices)
    edges, numbers = face_edges(quads)
    centres = vertices[quads].mean(axis=1)
    middles = vertices[edges].mean(axis=1)
    inner = np.bincount(numbers.ravel(), minlength=len(edges)) == 2
    beside = scatter(numbers.ravel(), np.repeat(centres, 4, axis=0), len(edges))
    edge_points = np.where(inner[:, None], (2 * middles + beside) / 4, middles)

    valence = np.bincount(edges.ravel(), minlength=count)[:, None]
    faces_at = np.maximum(np.bincount(quads.ravel(), minlength=count), 1)[:, None]
    around = scatter(quads.ravel(), np.repeat(centres, 4, axis=0), count) / faces_at
    along = scatter(edges.ravel(), np.repeat(middles, 2, axis=0), count) / np.maximum(valence, 1)
    moved = (around + 2 * along + (valence - 3) * vertices) / np.maximum(valence, 1)
    border = edges[~inner]
    on_border = np.bincount(border.ravel(), minlength=count)
    if len(border):
        halves = scatter(border.ravel(), np.repeat(middles[~inner], 2, axis=0), count)
        rim = on_border >= 2
        moved[rim] = vertices[rim] / 2 + halves[rim] / on_border[rim, None] / 2

    edge_ids = count + numbers
    face_ids = count + len(edges) + np.arange(len(quads))
    corners = [np.stack([quads[:, k], edge_ids[:, k], face_ids, edge_ids[:, k - 1]], axis=1) for k in range(4)]
    return np.vstack([moved, edge_points, centres]), np.stack(corners, axis=1).reshape(-1, 4)


def carry(values: np.ndarray, quads: np.ndarray) -> np.ndarray:
    """Carry per-vertex values to the vertices `catmull_clark` makes of the same quads, by averaging."""
    edges, _ = face_edges(quads)
    return np.concatenate([values, values[edges].mean(axis=1), values[quads].mean(axis=1)])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Scale vectors along the last axis to length 1; zero stays zero."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def vertex_normals(vertices: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Return unit normals (V, 3), the mean of the adjoining triangles weighed by their area."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    normals = np.cross(b - a, c - a)
    return unit(scatter(faces.T.ravel(), np.tile(normals, (3, 1)), len(vertices)))


def averaging(faces: np.ndarray, count: int) -> sparse.csr_matrix:
    """Return the matrix (V, V) that replaces each vertex's value by the mean of its neighbours'."""
    edges, _ = face_edges(faces)
    both = np.vstack([edges, edges[:, ::-1]])
    matrix = sparse.csr_matrix((np.ones(len(both)), both.T), shape=(count, count))
    degree = np.maximum(np.asarray(matrix.sum(axis=1)).ravel(), 1)
    return sparse.diags(1 / degree) @ matrix


def smooth(values: np.ndarray, neighbours: sparse.csr_matrix, steps: int) -> np.ndarray:
    """Blur per-vertex values: each step takes half of the neighbours' mean."""
    for _ in range(steps):
        values = (values + neighbours @ values) / 2
    return values


def curvature(vertices: np.ndarray, normals: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Return the mean normal curvature along the edges at each vertex (1 / unit; ridges are positive)."""
    edges, _ = face_edges(faces)
    start, end = edges.T
    step = vertices[end] - vertices[start]
    bend = ((normals[end] - normals[start]) * step).sum(axis=1) / np.maximum((step**2).sum(axis=1), 1e-9)
    total = scatter(edges.ravel(), np.repeat(bend, 2)[:, None], len(vertices))[:, 0]
    return total / np.maximum(np.bincount(edges.ravel(), minlength=len(vertices)), 1)
