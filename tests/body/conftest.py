"""Small bodies for tests: nothing here needs the mesh package."""

from importlib.util import find_spec

import numpy as np
import pytest

from dashboard.body import mesh
from dashboard.body.bodies import PARTS, Body

# embreex has no build for Linux on ARM (see pyproject.toml); the body is not rebuilt there, so its tests are left out.
collect_ignore_glob = [] if find_spec("embreex") else ["test_*.py"]

CUBE = np.array([[x, y, z] for x in (-1.0, 1) for y in (-1.0, 1) for z in (-1.0, 1)])
CUBE_QUADS = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])


def cube() -> tuple[np.ndarray, np.ndarray]:
    return CUBE.copy(), CUBE_QUADS.copy()


def ball(radius: float = 10.0, centre: tuple[float, float, float] = (0.0, 10.0, 0.0), steps: int = 4) -> Body:
    """A ball as a body: its left half is the left hand, the rest is trunk."""
    vertices, quads = cube()
    for _ in range(steps):
        vertices, quads = mesh.catmull_clark(vertices, quads)
    normals = mesh.unit(vertices)
    count = len(vertices)
    parts = np.where(normals[:, 0] > 0.2, PARTS.index("hand-left"), 0)
    flat = np.zeros(count)
    return Body(
        name="female",
        pose="atlas",
        vertices_cm=radius * normals + np.array(centre),
        faces=mesh.triangles(quads),
        normals=normals,
        openness=np.ones(count),
        relief_fine=flat,
        relief_broad=flat,
        broad_normals=normals,
        parts=parts,
        joints={},
    )


@pytest.fixture(scope="session", name="ball")
def ball_fixture() -> Body:
    return ball()


@pytest.fixture(name="cube")
def cube_fixture() -> tuple[np.ndarray, np.ndarray]:
    return cube()
