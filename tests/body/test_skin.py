import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.body.skin import Skin, nearest_weights


@pytest.fixture(scope="module", name="skin")
def skin_fixture(ball) -> Skin:
    return Skin(ball)


@pytest.mark.parametrize(
    ("cast", "expected"),
    [
        (lambda skin: skin.from_back(0, 10), (0, 10, -10)),
        (lambda skin: skin.from_front(0, 10), (0, 10, 10)),
        (lambda skin: skin.from_left(10, 0), (10, 10, 0)),
        (lambda skin: skin.from_right(10, 0), (-10, 10, 0)),
        (lambda skin: skin.from_above(0, 0), (0, 20, 0)),
    ],
)
def test_each_side_meets_its_own_skin(skin, cast, expected):
    np.testing.assert_allclose(cast(skin), [expected], atol=0.05)


def test_coordinates_broadcast(skin):
    points = skin.from_back(np.array([-2.0, 0, 2]), 10)
    np.testing.assert_allclose(points[:, 0], [-2, 0, 2], atol=1e-4)


def test_a_miss_is_marked(skin):
    hits = skin.cast([[0, 50, -100], [0, 10, -100]], [0, 0, 1])
    assert hits.faces[0] == -1
    assert np.isnan(hits.points[0]).all()
    assert hits.distances[0] == np.inf
    assert hits.distances[1] == pytest.approx(90, abs=0.05)


def test_a_hit_is_the_weighted_mean_of_its_corners(skin):
    hits = skin.cast([[1, 11, -100]], [0, 0, 3])
    np.testing.assert_allclose(hits.weights.sum(axis=1), 1)
    np.testing.assert_allclose(skin.at(hits.faces, hits.weights), hits.points)
    normal = skin.normal_at(hits.faces, hits.weights)
    np.testing.assert_allclose(normal, (hits.points - [0, 10, 0]) / 10, atol=0.02)


def test_the_nearest_skin_of_a_ball_lies_along_its_radius(skin):
    points = np.array([[0, 10, 15.0], [8, 16, 0], [0, 10, 9]])
    hits = skin.nearest(points)
    outward = (points - [0, 10, 0]) / np.linalg.norm(points - [0, 10, 0], axis=1, keepdims=True)
    np.testing.assert_allclose(hits.points, [0, 10, 0] + 10 * outward, atol=0.06)
    np.testing.assert_allclose(hits.distances, [5, 0, 1], atol=0.06)


coordinate = st.floats(-3, 3)


@given(st.tuples(coordinate, coordinate, coordinate))
def test_no_place_on_the_triangle_is_nearer(point):
    corners = np.array([[0.0, 0, 0], [2, 0, 0], [0, 1, 0]])
    weights = nearest_weights(np.array([point]), corners[None])[0]
    assert weights.min() >= -1e-12
    assert weights.sum() == pytest.approx(1)
    steps = np.linspace(0, 1, 21)
    others = np.array([[1 - u - v, u, v] for u in steps for v in steps if u + v <= 1 + 1e-12]) @ corners
    best = np.linalg.norm(weights @ corners - point)
    assert best <= np.linalg.norm(others - np.array(point), axis=1).min() + 1e-9
