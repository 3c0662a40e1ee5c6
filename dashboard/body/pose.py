"""The poses: the anatomical position of an atlas, and the same with the left arm raised forward for the side view.

A pose is a rotation for each bone that moves; `rig` carries it out.
"""

from collections.abc import Mapping

import numpy as np

from dashboard.body.mesh import unit
from dashboard.body.quaternions import alignment, rotation

POSES = ("atlas", "side")
# Share of linear and dual-quaternion skinning. A raised arm bulges at the shoulder with dual quaternions alone.
DUAL_SHARE = {"atlas": 1.0, "side": 0.7}

ARM_FROM_BODY = 14.0
CLAVICLE_DROP = 3.0
ELBOW_FLEXION = 5.0
CARRYING_ANGLE = 3.0
LEG_ADDUCTION = 3.6
ARM_FORWARD = 70.0
# A raised arm turns the shoulder girdle too, by about a fifth of the way.
GIRDLE_SHARE = 0.22
# How the turn of the palm is spread over two bones of the upper arm and two of the forearm, cumulative.
TWIST_SPREAD = np.cumsum([0.10, 0.22, 0.40, 0.28])
FINGERS_TOGETHER = {2: 13.0, 3: 4.0, 4: -4.0, 5: -13.0}
THUMB_IN = 6.0
X, Z = np.array([1.0, 0, 0]), np.array([0, 0, 1.0])


def turns(pose: str, joints: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the turn (3, 3) of each bone that `pose` moves, for a body at rest with these joints.

    Raises ValueError for an unknown pose.
    """
    if pose not in POSES:
        raise ValueError(f"unknown pose {pose!r}; choose one of {', '.join(POSES)}")
    moved: dict[str, np.ndarray] = {}
    for side, sign in (("L", 1), ("R", -1)):
        moved |= arm_turns(side, sign, joints) | leg_turns(side, sign)
    if pose == "side":
        moved |= arm_forward(moved, "L")
    return moved


def leg_turns(side: str, sign: int) -> dict[str, np.ndarray]:
    """Bring one leg under the hip, the foot staying level."""
    return {
        f"upperleg01.{side}": rotation(Z, -sign * LEG_ADDUCTION),
        f"foot.{side}": rotation(Z, sign * LEG_ADDUCTION * 0.8),
    }


def arm_turns(side: str, sign: int, joints: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Lower one arm beside the body, elbow nearly straight, palm forward, fingers together."""

    def joint(name: str) -> np.ndarray:
        return joints[f"{side.lower()}-{name}"]

    shoulder, elbow, wrist = joint("shoulder"), joint("elbow"), joint("hand")
    upper, lower = elbow - shoulder, wrist - elbow
    angle = np.radians(ARM_FROM_BODY)
    down = np.array([sign * np.sin(angle), -np.cos(angle), unit(upper)[2] * 0.4 - 0.02])
    girdle = rotation(Z, -sign * CLAVICLE_DROP)
    arm = alignment(upper, down)
    bend = elbow_turn(arm @ upper, arm @ lower, sign)
    forearm = bend @ arm
    axis = unit(forearm @ lower)
    index, little = joint("finger-2-1") - wrist, joint("finger-5-1") - wrist
    palm = sign * np.cross(forearm @ little, forearm @ index)
    twist = TWIST_SPREAD * twist_to(palm, Z, axis)
    upper_end = rotation(arm @ upper, twist[0]) @ arm
    lower_start, lower_end = (rotation(axis, part) @ forearm for part in twist[1:3])
    turned = rotation(axis, twist[3]) @ forearm
    hand = alignment(turned @ (joint("finger-3-1") - wrist), axis + np.array([0, 0, 0.06]), 0.8) @ turned
    return {
        f"clavicle.{side}": girdle,
        f"shoulder01.{side}": girdle,
        f"upperarm01.{side}": (girdle @ girdle).T @ arm,
        f"upperarm02.{side}": arm.T @ upper_end,
        f"lowerarm01.{side}": upper_end.T @ lower_start,
        f"lowerarm02.{side}": lower_start.T @ lower_end,
        f"wrist.{side}": lower_end.T @ hand,
    } | finger_turns(side, sign, np.cross(little, index) * sign)


def elbow_turn(upper: np.ndarray, lower: np.ndarray, sign: int) -> np.ndarray:
    """Reduce the bend of the elbow to ELBOW_FLEXION and give the forearm its carrying angle."""
    upper, lower = unit(upper), unit(lower)
    flexion = np.degrees(np.arccos(upper @ lower))
    return rotation(Z, sign * CARRYING_ANGLE) @ rotation(np.cross(upper, lower), ELBOW_FLEXION - flexion)


def twist_to(direction: np.ndarray, goal: np.ndarray, axis: np.ndarray) -> float:
    """Return the turn about `axis` in degrees that brings `direction` to face `goal`."""
    direction = unit(direction - axis * (direction @ axis))
    goal = unit(goal - axis * (goal @ axis))
    return float(np.degrees(np.arctan2(np.cross(direction, goal) @ axis, direction @ goal)))


def finger_turns(side: str, sign: int, palm: np.ndarray) -> dict[str, np.ndarray]:
    """Close the spread fingers by turns about the normal of the palm."""
    moved = {f"finger{finger}-1.{side}": rotation(palm, -sign * angle) for finger, angle in FINGERS_TOGETHER.items()}
    return moved | {f"finger1-{part}.{side}": rotation(palm, -sign * THUMB_IN) for part in (1, 2)}


def arm_forward(moved: Mapping[str, np.ndarray], side: str) -> dict[str, np.ndarray]:
    """Raise one arm of the atlas pose forward, so that it does not hide the flank."""
    clavicle, girdle, arm = (moved[f"{bone}.{side}"] for bone in ("clavicle", "shoulder01", "upperarm01"))
    raised = clavicle.T @ rotation(X, -ARM_FORWARD * GIRDLE_SHARE) @ clavicle @ girdle
    goal = rotation(X, -ARM_FORWARD) @ clavicle @ girdle @ arm
    return {f"shoulder01.{side}": raised, f"upperarm01.{side}": (clavicle @ raised).T @ goal}
