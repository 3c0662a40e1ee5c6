import numpy as np
import pytest

from dashboard.body import pose
from dashboard.body.quaternions import rotation

LEFT = {
    "shoulder": (1.8, 14.0, 0.0),
    "elbow": (4.0, 12.5, -0.2),
    "hand": (6.0, 11.0, 0.5),
    "finger-2-1": (6.8, 10.4, 0.9),
    "finger-3-1": (6.9, 10.3, 0.7),
    "finger-5-1": (6.7, 10.2, 0.2),
}
JOINTS = {f"l-{name}": np.array(place) for name, place in LEFT.items()}
JOINTS |= {f"r-{name}": np.array(place) * [-1, 1, 1] for name, place in LEFT.items()}


@pytest.mark.parametrize("name", pose.POSES)
def test_every_turn_is_a_rotation(name):
    for bone, turn in pose.turns(name, JOINTS).items():
        np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-9, err_msg=bone)
        assert np.linalg.det(turn) == pytest.approx(1), bone


def test_both_sides_mirror_each_other_in_the_atlas_pose():
    turns, mirror = pose.turns("atlas", JOINTS), np.diag([-1.0, 1, 1])
    left = {bone for bone in turns if bone.endswith(".L")}
    assert len(left) * 2 == len(turns)
    for bone in left:
        np.testing.assert_allclose(mirror @ turns[bone] @ mirror, turns[bone[:-1] + "R"], atol=1e-9, err_msg=bone)


def test_the_atlas_arm_hangs_at_its_angle():
    turns = pose.turns("atlas", JOINTS)
    arm = turns["clavicle.L"] @ turns["shoulder01.L"] @ turns["upperarm01.L"]
    x, y, _ = arm @ (JOINTS["l-elbow"] - JOINTS["l-shoulder"])
    assert np.degrees(np.arctan2(x, -y)) == pytest.approx(pose.ARM_FROM_BODY)


def test_the_palm_faces_forward():
    turns = pose.turns("atlas", JOINTS)
    hand = np.eye(3)
    for bone in ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist"):
        hand = hand @ turns[f"{bone}.L"]
    wrist = JOINTS["l-hand"]
    palm = hand @ np.cross(JOINTS["l-finger-5-1"] - wrist, JOINTS["l-finger-2-1"] - wrist)
    assert palm[2] / np.linalg.norm(palm) > 0.95


def test_the_side_pose_moves_the_left_arm_only():
    atlas, side = pose.turns("atlas", JOINTS), pose.turns("side", JOINTS)
    changed = {bone for bone in atlas if not np.allclose(atlas[bone], side[bone])}
    assert changed == {"shoulder01.L", "upperarm01.L"}
    chain = ("clavicle.L", "shoulder01.L", "upperarm01.L")
    before, after = (turns[chain[0]] @ turns[chain[1]] @ turns[chain[2]] for turns in (atlas, side))
    np.testing.assert_allclose(after, rotation(pose.X, -pose.ARM_FORWARD) @ before, atol=1e-9)


def test_an_unknown_pose_names_the_choices():
    with pytest.raises(ValueError, match="atlas, side"):
        pose.turns("sitting", JOINTS)
