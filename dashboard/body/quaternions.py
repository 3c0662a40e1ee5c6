"""Rotations, quaternions and dual quaternions as arrays. Quaternions are (w, x, y, z).

Pure algebra: nothing here knows of bones or bodies.
"""

import numpy as np

CONJUGATE = np.array([1.0, -1.0, -1.0, -1.0])


def rotation(axis: np.ndarray, degrees: float) -> np.ndarray:
    """Return the matrix (3, 3) of a turn about `axis` (3,), right-handed."""
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def alignment(start: np.ndarray, end: np.ndarray, share: float = 1.0) -> np.ndarray:
    """Return the shortest turn (3, 3) that brings the direction `start` to `end`, or a share of that turn."""
    start, end = start / np.linalg.norm(start), end / np.linalg.norm(end)
    axis = np.cross(start, end)
    sine = np.linalg.norm(axis)
    if sine < 1e-9:
        return np.eye(3)
    return rotation(axis, share * np.degrees(np.arctan2(sine, start @ end)))


def from_rotation(matrix: np.ndarray) -> np.ndarray:
    """Return the unit quaternion (4,) with w >= 0 of a rotation matrix (3, 3)."""
    # Of the four ways to read it, the column of the largest diagonal is the one that never divides by a small number.
    (a, b, c), (d, e, f), (g, h, i) = matrix
    table = np.array(
        [
            [1 + a + e + i, h - f, c - g, d - b],
            [h - f, 1 + a - e - i, b + d, c + g],
            [c - g, b + d, 1 - a + e - i, f + h],
            [d - b, c + g, f + h, 1 - a - e + i],
        ]
    )
    row = table[int(np.argmax(np.diag(table)))]
    quaternion = row / np.linalg.norm(row)
    return -quaternion if quaternion[0] < 0 else quaternion


def product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the Hamilton product of quaternions (..., 4)."""
    w1, x1, y1, z1 = np.moveaxis(left, -1, 0)
    w2, x2, y2, z2 = np.moveaxis(right, -1, 0)
    return np.stack(
        [
            w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2,
            w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2,
            w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2,
            w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2,
        ],
        axis=-1,
    )


def dual_skinning(weights: np.ndarray, rotations: np.ndarray, shifts: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """Move vertices (N, 3) by the blend, with weights (N, B), of rigid motions (B, 3, 3) and (B, 3).

    Dual quaternion linear blending (Kavan et al. 2008): the blend of rigid motions is again rigid.
    """
    real = np.stack([from_rotation(matrix) for matrix in rotations])
    pure = np.concatenate([np.zeros((len(shifts), 1)), shifts], axis=1)
    dual = product(pure, real) / 2
    real, dual = weights @ real, weights @ dual
    length = np.linalg.norm(real, axis=1, keepdims=True)
    real, dual = real / length, dual / length
    back = real * CONJUGATE
    points = np.concatenate([np.zeros((len(vertices), 1)), vertices], axis=1)
    return (product(product(real, points), back) + 2 * product(dual, back))[:, 1:]
