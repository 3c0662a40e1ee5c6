"""The bones of the template: where they are, what skin they carry, and skinning by dual quaternions.

Knows how to move a mesh by given rotations; which rotations make a pose is for `pose` to say.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.body import quaternions


@dataclass(frozen=True)
class Rig:
    """Bones in an order where parents come first, skin weights (N, B) and the joints' helper vertices."""

    bones: tuple[str, ...]
    parents: tuple[int, ...]
    heads: tuple[tuple[int, ...], ...]
    weights: np.ndarray
    joint_helpers: Mapping[str, tuple[int, ...]]


def read_rig(data: Path, count: int) -> Rig:
    """Read MakeHuman's default rig for a template of `count` vertices."""
    folder = data / "mpfb2"
    bones = json.loads((folder / "rigs/standard/rig.default.json").read_text())
    listed = json.loads((folder / "rigs/standard/weights.default.json").read_text())["weights"]
    groups = json.loads((folder / "mesh_metadata/basemesh_vertex_groups.json").read_text())
    helpers = {
        name: tuple(index for first, last in ranges for index in range(first, last + 1))
        for name, ranges in groups.items()
        if name.startswith("joint-")
    }
    names = parents_first({name: bone["parent"] for name, bone in bones.items()})
    weights = np.zeros((count, len(names)))
    for column, name in enumerate(names):
        for index, weight in listed.get(name, ()):
            weights[index, column] = weight
    totals = weights.sum(axis=1, keepdims=True)
    weights = np.where(totals > 0, weights / np.where(totals > 0, totals, 1), np.eye(1, len(names)))
    return Rig(
        bones=tuple(names),
        parents=tuple(names.index(bones[name]["parent"]) if bones[name]["parent"] else -1 for name in names),
        heads=tuple(head_vertices(bones[name]["head"], helpers) for name in names),
        weights=weights,
        joint_helpers={name.removeprefix("joint-"): vertices for name, vertices in helpers.items()},
    )


def parents_first(parents: Mapping[str, str]) -> list[str]:
    """Order bones so that every parent stands before its children."""
    ordered: list[str] = []

    def place(name: str) -> None:
        if name and name not in ordered:
            place(parents[name])
            ordered.append(name)

    for name in parents:
        place(name)
    return ordered


def head_vertices(head: Mapping, helpers: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the vertices whose mean is the head of a bone."""
    if head["strategy"] == "CUBE":
        return helpers[head["cube_name"]]
    if head["strategy"] == "VERTEX":
        return (head["vertex_index"],)
    return tuple(head["vertex_indices"])


def joints(rig: Rig, vertices: np.ndarray) -> dict[str, np.ndarray]:
    """Return the centre (3,) of every joint in the units of `vertices`."""
    return {name: vertices[list(helpers)].mean(axis=0) for name, helpers in rig.joint_helpers.items()}


def bone_transforms(rig: Rig, vertices: np.ndarray, turns: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Chain the `turns` (3, 3) of the bones into rotations (B, 3, 3) and translations (B, 3).

    A turn is given in the axes of the world at rest and is applied inside the parent's; a bone without one follows.
    """
    rotations = np.empty((len(rig.bones), 3, 3))
    shifts = np.empty((len(rig.bones), 3))
    for number, (name, parent) in enumerate(zip(rig.bones, rig.parents, strict=True)):
        head = vertices[list(rig.heads[number])].mean(axis=0)
        turn = turns.get(name, np.eye(3))
        rotations[number] = turn if parent < 0 else rotations[parent] @ turn
        moved = head if parent < 0 else rotations[parent] @ head + shifts[parent]
        shifts[number] = moved - rotations[number] @ head
    return rotations, shifts


def skin_vertices(rig: Rig, vertices: np.ndarray, turns: Mapping[str, np.ndarray], dual: float = 1.0) -> np.ndarray:
    """Return `vertices` (N, 3) moved with the bones.

    `dual` blends linear skinning (0, shrinks at twisted joints) with dual quaternions (1, bulges at bent ones).
    """
    rotations, shifts = bone_transforms(rig, vertices, turns)
    moved = quaternions.dual_skinning(rig.weights, rotations, shifts, vertices)
    if dual < 1:
        turned = np.einsum("vb,bij->vij", rig.weights, rotations)
        linear = np.einsum("vij,vj->vi", turned, vertices) + rig.weights @ shifts
        moved = dual * moved + (1 - dual) * linear
    return moved
