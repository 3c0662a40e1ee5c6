import re
from dataclasses import replace

import numpy as np
import pytest

from dashboard.body.cameras import camera
from dashboard.body.skin import Skin
from dashboard.body.views import VIEWS
from dashboard.body.zone_paths import paths
from dashboard.body.zones import Zone

SQUARE = Zone("female", "lung", "left", ((1.0, 8.0), (5.0, 8.0), (5.0, 12.0), (1.0, 12.0)))
BEYOND = Zone("female", "kidney", "left", ((30.0, 8.0), (33.0, 8.0), (33.0, 12.0)))


def eye_of(ball, **changes):
    view = replace(VIEWS["back-whole"], around=("trunk", "hand-left"), size=400, **changes)
    return camera(ball, view)


def corners(path):
    return np.array([[float(number) for number in pair.split()] for pair in re.findall(r"[\d.-]+ [\d.-]+", path)])


def test_a_zone_is_traced_where_the_camera_sees_it(ball):
    skin, eye = Skin(ball), eye_of(ball)
    square, beyond = paths(skin, eye, skin, [SQUARE, BEYOND])
    assert beyond == ""
    assert square.count("M") == square.count("Z") == 1
    expected = eye.project(np.array([[x, y, 0] for x, y in SQUARE.corners]))[:, :2]
    found = corners(square)
    assert found.min(axis=0) == pytest.approx(expected.min(axis=0), abs=4)
    assert found.max(axis=0) == pytest.approx(expected.max(axis=0), abs=4)


def test_from_the_front_the_zones_of_the_back_are_not_seen(ball):
    skin = Skin(ball)
    assert paths(skin, eye_of(ball, yaw=0), skin, [SQUARE]) == [""]
