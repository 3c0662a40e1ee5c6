import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboard.body import quaternions as q

directions = arrays(float, 3, elements=st.floats(-1, 1)).filter(lambda v: np.linalg.norm(v) > 0.1)
degrees = st.floats(-179, 179)


@pytest.mark.parametrize(
    ("axis", "angle", "start", "end"),
    [
        ((0, 0, 1), 90, (1, 0, 0), (0, 1, 0)),
        ((1, 0, 0), 90, (0, 1, 0), (0, 0, 1)),
        ((0, 2, 0), 180, (1, 0, 0), (-1, 0, 0)),
    ],
)
def test_rotation_is_right_handed(axis, angle, start, end):
    np.testing.assert_allclose(q.rotation(np.array(axis), angle) @ start, end, atol=1e-12)


@given(directions, directions)
def test_alignment_brings_one_direction_to_the_other(start, end):
    if np.linalg.norm(np.cross(start, end)) > 1e-3:
        turned = q.alignment(start, end) @ start
        np.testing.assert_allclose(turned / np.linalg.norm(turned), end / np.linalg.norm(end), atol=1e-9)


@given(directions, degrees)
def test_quaternion_turns_like_its_matrix(axis, angle):
    matrix = q.rotation(axis, angle)
    unit = q.from_rotation(matrix)
    assert unit[0] >= 0
    assert np.linalg.norm(unit) == pytest.approx(1)
    turned = q.product(q.product(unit, np.array([0, 1.0, 2, 3])), unit * q.CONJUGATE)
    np.testing.assert_allclose(turned[1:], matrix @ [1, 2, 3], atol=1e-9)


@given(directions, degrees, arrays(float, 3, elements=st.floats(-5, 5)))
def test_one_bone_moves_its_skin_rigidly(axis, angle, shift):
    matrix = q.rotation(axis, angle)
    vertices = np.array([[1.0, 0, 0], [0, 2, 0], [1, 1, 1]])
    moved = q.dual_skinning(np.ones((3, 1)), matrix[None], shift[None], vertices)
    np.testing.assert_allclose(moved, vertices @ matrix.T + shift, atol=1e-9)


def test_a_blend_of_two_turns_about_one_axis_is_the_turn_between():
    turns = np.stack([np.eye(3), q.rotation(np.array([0, 0, 1]), 90)])
    moved = q.dual_skinning(np.array([[0.5, 0.5]]), turns, np.zeros((2, 3)), np.array([[1.0, 0, 0]]))
    np.testing.assert_allclose(moved, [[np.sqrt(0.5), np.sqrt(0.5), 0]], atol=1e-12)
