from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.body import cameras
from dashboard.body.views import View

BACK = View("test-back", 180, 0, ("trunk", "hand-left"), (0.0, 0.0, 0.0, 0.0), 200)
FRONT = replace(BACK, name="test-front", yaw=0)


@pytest.mark.parametrize(
    ("yaw", "pitch", "right", "up", "towards"),
    [
        (0, 0, (1, 0, 0), (0, 1, 0), (0, 0, 1)),
        (180, 0, (-1, 0, 0), (0, 1, 0), (0, 0, -1)),
        (90, 0, (0, 0, -1), (0, 1, 0), (1, 0, 0)),
        (-90, 0, (0, 0, 1), (0, 1, 0), (-1, 0, 0)),
        (0, 90, (1, 0, 0), (0, 0, -1), (0, 1, 0)),
    ],
)
def test_axes_of_known_cameras(yaw, pitch, right, up, towards):
    np.testing.assert_allclose(cameras.axes_of(yaw, pitch), [right, up, towards], atol=1e-12)


@given(st.floats(-180, 180), st.floats(-89, 89))
def test_axes_are_a_rotation(yaw, pitch):
    axes = cameras.axes_of(yaw, pitch)
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-9)
    assert np.linalg.det(axes) == pytest.approx(1)


def test_a_ball_fills_its_picture(ball):
    eye = cameras.camera(ball, BACK)
    assert (eye.width, eye.height) == (200, 200)
    assert eye.px_per_cm == pytest.approx(10, rel=1e-3)


@pytest.mark.parametrize(
    ("view", "point", "pixel"),
    [
        (BACK, (0, 10, -10), (100, 100, 10)),
        (BACK, (5, 10, 0), (50, 100, 0)),
        (BACK, (0, 15, 0), (100, 50, 0)),
        (FRONT, (5, 10, 0), (150, 100, 0)),
        (FRONT, (0, 10, 10), (100, 100, 10)),
    ],
)
def test_points_fall_on_known_pixels(ball, view, point, pixel):
    np.testing.assert_allclose(cameras.camera(ball, view).project(np.array([point])), [pixel], atol=0.2)


def test_rays_go_through_the_pixels_they_are_asked_for(ball):
    eye = cameras.camera(ball, replace(BACK, yaw=35, pitch=20))
    pixels = np.array([[10.0, 20], [150, 90]])
    origins, direction = eye.rays(pixels)
    np.testing.assert_allclose(eye.project(origins + 400 * direction)[:, :2], pixels, atol=1e-9)
    np.testing.assert_allclose(direction, -eye.axes[2])


def test_the_far_side_is_hidden(ball):
    points = np.array([[0, 10, -10.0], [0, 10, 10], [-3, 12, -9.33], [0, 40, 0]])
    np.testing.assert_array_equal(cameras.camera(ball, BACK).visible(points), [True, False, True, False])
    np.testing.assert_array_equal(cameras.camera(ball, FRONT).visible(points), [False, True, False, False])


def test_what_a_view_leaves_out_is_neither_framed_nor_seen(ball):
    hand = replace(BACK, around=("hand-left",), drawn=("hand-left",), margins=(0.2, 0.2, 0.2, 0.2))
    eye = cameras.camera(ball, hand)
    points = np.array([[7.0, 10, -7.14], [0, 10, -10]])
    np.testing.assert_array_equal(eye.visible(points), [True, False])
    assert eye.width < 200
    assert len(eye.drawn.faces) < len(ball.faces)


def test_margins_widen_the_picture(ball):
    wide = cameras.camera(ball, replace(BACK, margins=(0.5, 0.0, 0.0, 0.0)))
    assert (wide.width, wide.height) == (200, 133)


def test_an_unknown_view_names_the_choices(ball):
    with pytest.raises(ValueError, match="back-whole"):
        cameras.camera(ball, "sole")


def test_a_view_refuses_a_body_in_another_pose(ball):
    with pytest.raises(ValueError, match="'side'"):
        cameras.camera(ball, "side")
