import json

import numpy as np
import pytest

from dashboard.body import rig
from dashboard.body.quaternions import rotation


@pytest.fixture
def arm(tmp_path) -> rig.Rig:
    """Two bones along x, joints at 0 and 1; four vertices, the last carried by no bone."""
    folder = tmp_path / "mpfb2"
    (folder / "rigs/standard").mkdir(parents=True)
    (folder / "mesh_metadata").mkdir()
    bones = {
        "fore": {"parent": "upper", "head": {"strategy": "VERTEX", "vertex_index": 1}},
        "upper": {"parent": "", "head": {"strategy": "CUBE", "cube_name": "joint-top"}},
        "tip": {"parent": "fore", "head": {"strategy": "MEAN", "vertex_indices": [1, 2]}},
    }
    weights = {"upper": [[0, 2.0], [1, 1.0]], "fore": [[2, 0.5], [1, 1.0]]}
    (folder / "rigs/standard/rig.default.json").write_text(json.dumps(bones))
    (folder / "rigs/standard/weights.default.json").write_text(json.dumps({"weights": weights}))
    (folder / "mesh_metadata/basemesh_vertex_groups.json").write_text(json.dumps({"joint-top": [[0, 0]], "body": []}))
    return rig.read_rig(tmp_path, 4)


VERTICES = np.array([[0.0, 0, 0], [1, 0, 0], [2, 0, 0], [5, 5, 5]])


def test_parents_come_first(arm):
    assert arm.bones == ("upper", "fore", "tip")
    assert arm.parents == (-1, 0, 1)


def test_weights_sum_to_one_and_loose_skin_follows_the_root(arm):
    np.testing.assert_allclose(arm.weights.sum(axis=1), 1)
    np.testing.assert_allclose(arm.weights, [[1, 0, 0], [0.5, 0.5, 0], [0, 1, 0], [1, 0, 0]])


def test_joints_are_the_middles_of_their_helpers(arm):
    assert list(arm.joint_helpers) == ["top"]
    np.testing.assert_array_equal(rig.joints(arm, VERTICES)["top"], VERTICES[0])


@pytest.mark.parametrize("dual", [0.0, 0.5, 1.0])
def test_no_turns_no_movement(arm, dual):
    np.testing.assert_allclose(rig.skin_vertices(arm, VERTICES, {}, dual), VERTICES, atol=1e-12)


@pytest.mark.parametrize("dual", [0.0, 1.0])
def test_a_bent_elbow_keeps_the_shoulder_and_the_joint(arm, dual):
    moved = rig.skin_vertices(arm, VERTICES, {"fore": rotation(np.array([0, 0, 1]), 90)}, dual)
    np.testing.assert_allclose(moved, [[0, 0, 0], [1, 0, 0], [1, 1, 0], [5, 5, 5]], atol=1e-12)


def test_turns_chain_from_parent_to_child(arm):
    quarter = rotation(np.array([0, 0, 1]), 90)
    moved = rig.skin_vertices(arm, VERTICES, {"upper": quarter, "fore": quarter})
    np.testing.assert_allclose(moved[2], [-1, 1, 0], atol=1e-12)
