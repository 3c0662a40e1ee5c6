import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dashboard.body import pictures
from dashboard.body.bodies import BODIES
from dashboard.body.cameras import camera
from dashboard.body.shading import THEMES
from dashboard.body.views import VIEWS, View

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / pictures.FOLDER
SMALL = View("small", 180, 0, ("trunk", "hand-left"), (0.1, 0.1, 0.1, 0.1), 60, fades=("bottom",))


def decode(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def test_a_fade_ends_at_its_edge_and_leaves_the_middle():
    stays = pictures.fade(replace(SMALL, fades=("left", "bottom")), 100, 50)
    assert stays.shape == (50, 100)
    assert stays[0, 50] == stays[25, 99] == 1
    assert stays[49, 50] < 0.05
    assert stays[25, 0] < 0.05


def test_two_runs_give_the_same_bytes(ball, tmp_path):
    first, second = (pictures.write_view(tmp_path / run, ball, SMALL) for run in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_view_is_written_in_every_theme_with_its_silhouette(ball, tmp_path):
    names = {path.name for path in pictures.write_view(tmp_path, ball, SMALL)}
    assert names == {"female-small-light.webp", "female-small-dark.webp", "female-small.svg"}
    assert {path.name for path in (tmp_path / "assets/body").iterdir()} == names


def test_a_picture_is_transparent_round_the_body_and_where_it_fades(ball):
    drawing = pictures.draw(ball, camera(ball, SMALL), 2)
    pixels = decode(pictures.encode(drawing, THEMES["light"]))
    assert pixels.shape == (60, 60, 4)
    assert pixels[0, 0, 3] == 0
    assert pixels[30, 30, 3] == 255


def test_all_writes_every_body_and_view(ball, tmp_path, monkeypatch):
    asked = []

    def write(root, body, view):
        asked.append((body, view.name, view.size))
        return [root / view.name]

    monkeypatch.setattr(pictures, "build_body", lambda name, pose: name)
    monkeypatch.setattr(pictures, "write_view", write)
    written = pictures.write_all(tmp_path, 0.5)
    assert len(written) == len(BODIES) * len(VIEWS)
    assert asked == [(body, view.name, round(view.size * 0.5)) for body in BODIES for view in VIEWS.values()]


each_view = pytest.mark.parametrize(("body", "view"), [(body, view) for body in BODIES for view in VIEWS])


class TestCommitted:
    """The files of assets/body."""

    @each_view
    @pytest.mark.parametrize("theme", THEMES)
    def test_picture_has_the_size_its_silhouette_says_and_alpha(self, body, view, theme):
        box = re.search(r'viewBox="0 0 (\d+) (\d+)"', (FOLDER / pictures.silhouette_name(body, view)).read_text())
        with Image.open(FOLDER / pictures.picture_name(body, view, theme)) as picture:
            assert picture.format == "WEBP"
            assert picture.mode == "RGBA"
            assert picture.size == tuple(map(int, box.groups()))
            assert max(picture.size) == VIEWS[view].size
            assert picture.getextrema()[3] == (0, 255)

    @each_view
    def test_silhouette_is_small_and_one_closed_path(self, body, view):
        text = (FOLDER / pictures.silhouette_name(body, view)).read_text()
        assert text.count("<path") == 1
        assert 'class="silhouette"' in text
        assert text.count("M") == text.count("z")
        assert len(text) < 6000

    @each_view
    def test_points_are_laid_on_a_picture_of_the_same_size(self, body, view):
        placed = json.loads((FOLDER / f"{body}-{view}.json").read_text())
        with Image.open(FOLDER / pictures.picture_name(body, view, "light")) as picture:
            assert picture.size == (placed["width"], placed["height"])

    @pytest.mark.parametrize("body", BODIES)
    @pytest.mark.parametrize("theme", THEMES)
    def test_the_first_pictures_are_light(self, body, theme):
        assert (FOLDER / pictures.picture_name(body, "back", theme)).stat().st_size <= 45_000

    def test_all_together_are_light(self):
        assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 1_500_000
