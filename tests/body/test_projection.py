from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.body.projection import onto_skin, outward
from dashboard.body.skin import Skin
from dashboard.facts.anatomy import FACINGS


def ball(centre, radius, steps=60):
    """Vertices and triangles of a sphere, poles on the y axis."""
    turn, rise = np.meshgrid(np.linspace(0, 2 * np.pi, 2 * steps, endpoint=False), np.linspace(0, np.pi, steps))
    ring = np.stack([np.sin(rise) * np.cos(turn), np.cos(rise), np.sin(rise) * np.sin(turn)], axis=-1)
    rows, columns = rise.shape
    first = np.arange(rows - 1)[:, None] * columns + np.arange(columns)
    after = np.arange(rows - 1)[:, None] * columns + (np.arange(columns) + 1) % columns
    upper = np.stack([first, after, first + columns], axis=-1).reshape(-1, 3)
    lower = np.stack([after, after + columns, first + columns], axis=-1).reshape(-1, 3)
    return ring.reshape(-1, 3) * radius + centre, np.concatenate([upper, lower])


@pytest.fixture(scope="module")
def trunk_and_arm():
    """A ball of 10 cm at the origin and one of 3 cm beside it, at x = 16."""
    trunk, faces = ball([0, 0, 0], 10.0)
    arm, more = ball([16, 0, 0], 3.0)
    return Skin(
        SimpleNamespace(vertices_cm=np.concatenate([trunk, arm]), faces=np.concatenate([faces, more + len(trunk)]))
    )


@pytest.mark.parametrize("facing", FACINGS)
def test_every_facing_is_a_unit_vector_that_leaves_the_body(trunk_and_arm, facing):
    way = outward(facing)
    assert np.linalg.norm(way) == pytest.approx(1)
    hit = onto_skin(trunk_and_arm, [[0.1, 0.1, 0.2]], way)
    assert hit.points[0] == pytest.approx(10 * way, abs=0.3)
    assert hit.distances[0] == pytest.approx(10, abs=0.3)


def test_an_unknown_facing_names_the_valid_ones():
    with pytest.raises(ValueError, match="choose from back, front, outer"):
        outward("left")


@pytest.mark.parametrize(
    ("place", "expected_x"),
    [
        pytest.param([5, 0, 0], 10, id="inside the trunk, the arm beyond does not count"),
        pytest.param([11, 0, 0], 10, id="a little outside the trunk"),
        pytest.param([16, 0, 0], 19, id="inside the arm"),
    ],
)
def test_the_nearest_skin_that_faces_the_right_way_counts(trunk_and_arm, place, expected_x):
    hit = onto_skin(trunk_and_arm, [place], outward("outer"))
    assert hit.points[0, 0] == pytest.approx(expected_x, abs=0.1)


def test_a_place_that_never_meets_skin_takes_the_nearest(trunk_and_arm):
    hit = onto_skin(trunk_and_arm, [[0, 12, 0]], outward("back"))
    assert hit.points[0] == pytest.approx([0, 10, 0], abs=0.2)
    assert hit.faces[0] >= 0


def test_weights_tie_the_place_to_the_surface(trunk_and_arm):
    places = np.array([[0, 3, 0], [2, -4, 1], [16, 1, 0]])
    hits = onto_skin(trunk_and_arm, places, outward("back"))
    assert trunk_and_arm.at(hits.faces, hits.weights) == pytest.approx(hits.points, abs=1e-9)
