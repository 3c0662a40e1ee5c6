import re
from xml.etree import ElementTree

import numpy as np
import pytest

from dashboard.body import silhouette


def disc(size=80, radius=30.0, centre=(40.0, 40.0), hole=0.0) -> np.ndarray:
    y, x = np.mgrid[0:size, 0:size] + 0.5
    distance = np.hypot(x - centre[0], y - centre[1])
    return np.clip(radius - distance + 0.5, 0, 1) * np.clip(distance - hole + 0.5, 0, 1)


def test_a_disc_is_traced_below_a_pixel():
    (loop,) = silhouette.trace(disc())
    np.testing.assert_allclose(np.hypot(*(loop - 40).T), 30, atol=0.4)
    assert silhouette.area(loop) == pytest.approx(np.pi * 900, rel=0.02)


@pytest.mark.parametrize("centre", [(40, 40), (40, 70), (0, 40), (79, 79)])
def test_outlines_are_closed_even_where_the_picture_cuts_them(centre):
    for loop in silhouette.trace(disc(centre=centre)):
        np.testing.assert_allclose(loop[0], loop[-1])


def test_a_cut_outline_closes_outside_the_picture():
    (loop,) = silhouette.trace(disc(centre=(40, 70)))
    assert loop[:, 1].max() > 80 + silhouette.OVERHANG - 1


def test_a_hole_is_a_second_loop_and_a_speck_is_none():
    cover = disc(hole=10)
    cover[2:4, 2:4] = 1
    assert len(silhouette.trace(cover)) == 2


def test_the_svg_has_one_small_path_with_the_pictures_box():
    text = silhouette.svg(disc())
    root = ElementTree.fromstring(text)
    assert root.attrib["viewBox"] == "0 0 80 80"
    (path,) = root
    assert path.attrib["class"] == "silhouette"
    assert re.fullmatch(r"(M-?[\d.]+,-?[\d.]+l[-\d., ]+z)+", path.attrib["d"])
    assert len(text) < 1200


def test_the_path_walks_the_traced_line():
    (loop,) = silhouette.trace(disc())
    start, steps = re.fullmatch(r"M([^l]+)l([^z]+)z", silhouette.path_data([loop])).groups()
    moves = np.array([pair.split(",") for pair in [start, *steps.split(" ")]], float)
    np.testing.assert_allclose(np.cumsum(moves, axis=0), loop[:-1], atol=0.06)


@pytest.mark.parametrize(("tenths", "text"), [(0, "0"), (5, "0.5"), (-30, "-3"), (1234, "123.4")])
def test_numbers_are_short(tenths, text):
    assert silhouette.number(tenths) == text
