import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.body import morph


@given(st.floats(0, 1))
def test_slider_shares_sum_to_one(value):
    shares = morph.slider(value, "low", "middle", "high")
    assert sum(shares.values()) == pytest.approx(1)
    assert all(share >= 0 for share in shares.values())


@pytest.mark.parametrize("name", morph.SHAPES)
@pytest.mark.parametrize(
    ("family", "total"), [("macrodetails/universal", 1), ("macrodetails/", 2), ("breast/", None), ("torso/", None)]
)
def test_target_weights_of_a_family_sum_to_one(name, family, total):
    weights = morph.target_weights(morph.SHAPES[name])
    found = sum(weight for target, weight in weights.items() if target.startswith(family))
    if total is None:
        total = {"female": {"breast/": 1, "torso/": 0}, "male": {"breast/": 0, "torso/": 0.25}}[name][family]
    assert found == pytest.approx(total)


@pytest.mark.parametrize("name", morph.SHAPES)
def test_ancestries_share_alike(name):
    weights = morph.target_weights(morph.SHAPES[name])
    shares = [weights[f"macrodetails/{ancestry}-{name}-young"] for ancestry in morph.ANCESTRIES]
    np.testing.assert_allclose(shares, 1 / 3)


def test_statures():
    assert {name: shape.stature_cm for name, shape in morph.SHAPES.items()} == {"female": 159.0, "male": 173.0}


@pytest.mark.parametrize("suffix", ["target", "target.gz"])
def test_a_target_is_read_plain_or_gzipped(tmp_path, suffix):
    path = tmp_path / f"x.{suffix}"
    text = "# a comment\n\n2 0.5 -1 .25\n"
    path.write_bytes(gzip.compress(text.encode()) if suffix.endswith("gz") else text.encode())
    np.testing.assert_array_equal(morph.read_target(path, 3), [[0, 0, 0], [0, 0, 0], [0.5, -1, 0.25]])


def test_the_base_keeps_the_body_group_only(tmp_path):
    folder = tmp_path / "mpfb2" / "3dobjs"
    folder.mkdir(parents=True)
    lines = [
        "v 0 0 0",
        "v 1 0 0",
        "v 1 1 0",
        "v 0 1 0",
        "v 9 9 9",
        "g body",
        "f 1/1 2/2 3/3 4/4",
        "g helper",
        "f 1 2 3 5",
    ]
    (folder / "base.obj").write_text("\n".join(lines))
    base = morph.read_base(tmp_path)
    assert base.vertices.shape == (5, 3)
    np.testing.assert_array_equal(base.quads, [[0, 1, 2, 3]])


def grid(size: int = 21) -> tuple[np.ndarray, np.ndarray]:
    vertices = np.array([[x / 10, y / 10, 0.0] for y in range(size) for x in range(size)])
    corner = np.array([size * y + x for y in range(size - 1) for x in range(size - 1)])
    return vertices, np.stack([corner, corner + 1, corner + size + 1, corner + size], axis=1)


def test_redraw_removes_a_bump_and_leaves_the_rest():
    flat, quads = grid()
    middle = len(flat) // 2
    bumped = flat.copy()
    bumped[:, 2] = 0.1 * np.exp(-((np.linalg.norm(flat - flat[middle], axis=1) / 0.1) ** 2))
    smooth = morph.redraw(bumped, quads, morph.Patch(middle, 0.4))
    assert bumped[middle, 2] == pytest.approx(0.1)
    assert abs(smooth[middle, 2]) < 0.01
    far = np.linalg.norm(flat - flat[middle], axis=1) > 0.5
    np.testing.assert_array_equal(smooth[far], bumped[far])


def test_relax_lowers_a_peak_and_leaves_the_rest():
    flat, quads = grid()
    middle = len(flat) // 2
    bumped = flat.copy()
    bumped[middle, 2] = 0.1
    smooth = morph.relax(bumped, quads, morph.Patch(middle, 0.4), steps=8)
    assert smooth[middle, 2] < 0.05
    far = np.linalg.norm(flat - flat[middle], axis=1) > 0.5
    np.testing.assert_array_equal(smooth[far], bumped[far])
