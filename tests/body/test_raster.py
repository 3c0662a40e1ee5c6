from dataclasses import replace

import numpy as np
import pytest

from dashboard.body import raster
from dashboard.body.cameras import camera
from dashboard.body.views import View

VIEW = View("test", 180, 0, ("trunk", "hand-left"), (0.1, 0.1, 0.1, 0.1), 60)


def white(faces, weights):
    return np.ones(len(faces))


def test_a_ball_covers_a_disc(ball):
    samples = raster.sample(camera(ball, VIEW), white, 3)
    assert samples.cover.shape == (60, 60)
    assert samples.depth.shape == (180, 180)
    assert samples.cover.sum() == pytest.approx(np.pi * 25**2, rel=0.01)
    np.testing.assert_allclose(samples.tone[samples.cover > 0], 1)
    assert samples.depth.max() == pytest.approx(10, abs=0.05)
    assert samples.depth[0, 0] == -np.inf


def test_strips_do_not_change_the_picture(ball, monkeypatch):
    eye = camera(ball, replace(VIEW, size=31))
    whole = raster.sample(eye, white, 2)
    monkeypatch.setattr(raster, "STRIP_RAYS", 500)
    cut = raster.sample(eye, white, 2)
    for name in ("tone", "cover", "depth"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(cut, name), err_msg=name)


@pytest.mark.parametrize(("width", "height"), [(10, 10), (3, 100), (1600, 7), (10_000_000, 3)])
def test_strips_cover_every_row_once(width, height):
    rows = [row for first, last in raster.strips(width, height, 3) for row in range(first, last)]
    assert rows == list(range(height))


def test_pool_averages_blocks():
    np.testing.assert_array_equal(raster.pool(np.arange(16.0).reshape(4, 4), 2), [[2.5, 4.5], [10.5, 12.5]])
