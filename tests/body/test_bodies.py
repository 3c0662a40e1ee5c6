from dataclasses import fields

import numpy as np
import pytest

from dashboard.body import bodies
from dashboard.body.mesh import catmull_clark


@pytest.mark.parametrize(
    ("name", "pose", "message"), [("child", "atlas", "female, male"), ("male", "sitting", "atlas, side")]
)
def test_an_unknown_choice_names_the_valid_ones(tmp_path, name, pose, message):
    with pytest.raises(ValueError, match=message):
        bodies.build_body(name, pose, tmp_path)


@pytest.mark.parametrize(
    ("bone", "part"),
    [
        ("spine03", "trunk"),
        ("clavicle.L", "trunk"),
        ("head", "head"),
        ("orbicularis03.L", "head"),
        ("neck02", "head"),
        ("upperarm02.R", "arm-right"),
        ("wrist.L", "hand-left"),
        ("finger3-2.R", "hand-right"),
        ("upperleg01.L", "leg-left"),
        ("toe1-1.R", "foot-right"),
    ],
)
def test_bones_belong_to_parts(bone, part):
    assert bodies.PARTS[bodies.parts_of_bones((bone,))[0]] == part


def test_a_body_is_kept_and_read_again(tmp_path, ball):
    path = tmp_path / "kept" / "ball.npz"
    bodies.save(ball, path)
    again = bodies.load(ball.name, ball.pose, path)
    for field in fields(ball):
        np.testing.assert_array_equal(getattr(again, field.name), getattr(ball, field.name), err_msg=field.name)


def test_a_body_in_the_cache_is_not_built_again(tmp_path, monkeypatch, ball):
    built = []

    def build(name, pose, data):
        built.append((name, pose))
        return ball

    monkeypatch.setattr(bodies, "make_body", build)
    monkeypatch.setattr(bodies.package, "data_folder", lambda cache: cache)
    stale = tmp_path / "female-atlas-000000000000.npz"
    stale.write_bytes(b"")
    for _ in range(2):
        assert bodies.build_body("female", "atlas", tmp_path).faces.shape == ball.faces.shape
    assert built == [("female", "atlas")]
    assert not stale.exists()


def test_the_recipe_covers_every_module_that_shapes_a_body():
    here = bodies.Path(bodies.__file__).parent
    assert all((here / f"{source}.py").exists() for source in bodies.SOURCES)
    assert len(bodies.recipe_hash()) == 12


def test_shading_values_fit_the_subdivided_surface(cube):
    vertices, quads = cube
    values = bodies.shade_values(10 * vertices, quads, np.arange(8) % 3)
    count = len(catmull_clark(*catmull_clark(vertices, quads))[0])
    for name in ("vertices_cm", "normals", "openness", "relief_fine", "relief_broad", "broad_normals", "parts"):
        assert len(values[name]) == count, name
    assert values["faces"].max() == count - 1
    # Nothing stands before a convex body.
    np.testing.assert_allclose(values["openness"], 1)
    assert set(values["parts"]) == {0, 1, 2}
