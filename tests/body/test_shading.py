import numpy as np
import pytest

from dashboard.body import raster, shading
from dashboard.body.cameras import camera
from dashboard.body.views import View

VIEW = View("test", 180, 0, ("trunk", "hand-left"), (0.1, 0.1, 0.1, 0.1), 60)


def bright(normal=(0, 0, 1.0), openness=1.0, fine=0.0, folds=0.0) -> float:
    normals = np.array([normal], float) / np.linalg.norm(normal)
    return float(shading.brightness(normals, normals, *(np.array([value]) for value in (openness, fine, folds)))[0])


@pytest.mark.parametrize(
    ("lighter", "darker"),
    [
        ({}, {"openness": 0.3}),
        ({}, {"normal": (0.99, 0, 0.1)}),
        ({"normal": (0, 0.5, 1)}, {"normal": (0, -0.5, 1)}),
        ({"normal": (-0.5, 0, 1)}, {"normal": (0.5, 0, 1)}),
        ({}, {"fine": -6.0}),
        ({"folds": 1.0}, {"folds": -1.0}),
    ],
)
def test_clay_is_lit_from_above_left_and_dark_in_folds(lighter, darker):
    assert bright(**lighter) > bright(**darker) + 0.02


def test_brightness_stays_between_black_and_white():
    assert 0 < bright(normal=(0.5, -0.8, 0.01), openness=0, fine=-50, folds=-50) < bright(folds=50, fine=50) <= 1


@pytest.fixture(scope="module", name="samples")
def samples_fixture(ball) -> raster.Samples:
    eye = camera(ball, VIEW)
    return raster.sample(eye, shading.clay(ball, eye), 3)


def test_the_rim_lies_on_the_outline_only(samples):
    rim = shading.rim_line(samples, 3)
    assert rim[30, 5] > 0.5
    assert rim[30, 30] == 0
    assert rim[0, 0] == 0


def test_one_part_before_another_is_an_edge():
    depth = np.zeros((30, 30), np.float32)
    depth[:, 15:] = 10
    samples = raster.Samples(np.ones((10, 10)), np.ones((10, 10)), depth)
    rim = shading.rim_line(samples, 3)
    assert rim[:, 4:6].max() > 0.1
    assert rim[:, 8].max() == 0


@pytest.mark.parametrize("name", shading.THEMES)
def test_painting_keeps_cover_as_alpha(samples, name):
    pixels = shading.paint(samples, np.zeros(samples.cover.shape), shading.THEMES[name])
    assert pixels.dtype == np.uint8
    assert pixels.shape == (60, 60, 4)
    assert pixels[0, 0, 3] == 0
    assert pixels[30, 30, 3] == 255


def test_the_dark_body_is_darker(samples):
    none = np.zeros(samples.cover.shape)
    light, dark = (shading.paint(samples, none, shading.THEMES[name])[30, 30, :3] for name in ("light", "dark"))
    assert (light > dark + 50).all()


@pytest.mark.parametrize("theme", shading.THEMES.values(), ids=shading.THEMES)
def test_theme_colours_rise_with_brightness(theme):
    places = [place for place, _ in theme.stops]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 1)
    sums = [shading.rgb(colour).sum() for _, colour in theme.stops]
    assert sums == sorted(sums)
    assert 0 < theme.rim_strength <= 1


def test_colours_are_read():
    np.testing.assert_array_equal(shading.rgb("#0a10ff"), [10, 16, 255])
