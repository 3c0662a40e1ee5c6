"""Builds a whole body from the package: morph, pose, subdivide, and the values its shading needs.

The one way to a body for the rest of the room; it keeps what it built in the cache.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from dashboard.body import mesh, morph, occlusion, package, pose, rig

CM_PER_UNIT = 10.0
BODIES = tuple(morph.SHAPES)
# Parts of the body by the beginning of the bone that carries them; what no line names is trunk.
PARTS = (
    "trunk",
    "head",
    *(f"{limb}-{side}" for limb in ("arm", "hand", "leg", "foot") for side in ("left", "right")),
)
PART_BONES = {
    "head": ("neck", "head", "jaw", "tongue", "eye", "oculi", "orbicularis", "levator", "oris", "special", "risorius"),
    "hand": ("wrist", "metacarpal", "finger"),
    "arm": ("upperarm", "lowerarm"),
    "leg": ("upperleg", "lowerleg"),
    "foot": ("foot", "toe"),
}
SOURCES = ("bodies", "mesh", "morph", "occlusion", "package", "pose", "quaternions", "rig")


@dataclass(frozen=True)
class Body:
    """One body in one pose. Centimetres; origin on the floor between the feet, +x its left, +y up, +z forward.

    Every body and pose shares `faces`, so that a place on one is a face and weights on any other.
    """

    name: str
    pose: str
    vertices_cm: np.ndarray  # (V, 3)
    faces: np.ndarray  # (F, 3) int
    normals: np.ndarray  # (V, 3) unit
    openness: np.ndarray  # (V,) 0 shut in .. 1 open: ambient occlusion
    relief_fine: np.ndarray  # (V,) curvature of small folds, 1/dm, ridges positive
    relief_broad: np.ndarray  # (V,) the same, blurred to muscles
    broad_normals: np.ndarray  # (V, 3) normals of the body without its relief
    parts: np.ndarray  # (V,) index into PARTS
    joints: Mapping[str, np.ndarray]  # centres (3,) of MakeHuman's joint helpers


def build_body(name: str, pose_name: str = "atlas", cache: Path = package.CACHE) -> Body:
    """Return the body `name` ("female" or "male") in a pose of `pose.POSES`, from the cache if it is there.

    Raises ValueError for an unknown name or pose, PackageError when the material cannot be fetched.
    """
    if name not in BODIES:
        raise ValueError(f"unknown body {name!r}; choose one of {', '.join(BODIES)}")
    if pose_name not in pose.POSES:
        raise ValueError(f"unknown pose {pose_name!r}; choose one of {', '.join(pose.POSES)}")
    stored = cache / f"{name}-{pose_name}-{recipe_hash()}.npz"
    if not stored.exists():
        body = make_body(name, pose_name, package.data_folder(cache))
        for old in cache.glob(f"{name}-{pose_name}-*.npz"):
            old.unlink()
        save(body, stored)
    return load(name, pose_name, stored)


def recipe_hash() -> str:
    """Return a short hash of the code and the package that decide what a body is."""
    here = Path(__file__).parent
    code = b"".join((here / f"{source}.py").read_bytes() for source in SOURCES)
    return hashlib.sha256(code).hexdigest()[:12]


def make_body(name: str, pose_name: str, data: Path) -> Body:
    """Build a body from the package's data folder; takes about ten seconds."""
    base = morph.read_base(data)
    bones = rig.read_rig(data, len(base.vertices))
    rest = morph.morph(base, morph.SHAPES[name], data)
    moved = rig.skin_vertices(bones, rest, pose.turns(pose_name, rig.joints(bones, rest)), pose.DUAL_SHARE[pose_name])
    skin = np.unique(base.quads)
    # A raised arm must not change the scale: stature is taken from the head, which every pose leaves alone.
    floor, crown = moved[skin, 1].min(), moved[skin, 1].max()
    scale = morph.SHAPES[name].stature_cm / (crown - floor)
    moved = (moved - [0, floor, 0]) * scale
    vertices, quads, used = mesh.compact(moved, base.quads)
    part_of = parts_of_bones(bones.bones)[bones.weights[used].argmax(axis=1)]
    surface = shade_values(vertices, quads, part_of)
    return Body(name=name, pose=pose_name, joints=rig.joints(bones, moved), **surface)


def shade_values(vertices: np.ndarray, quads: np.ndarray, parts: np.ndarray) -> dict[str, np.ndarray]:
    """Subdivide twice; take occlusion and relief after the first step and carry them on."""
    middle, middle_quads = mesh.catmull_clark(vertices, quads)
    faces = mesh.triangles(middle_quads)
    normals = mesh.vertex_normals(middle, faces)
    near = mesh.averaging(middle_quads, len(middle))
    diagonal = mesh.averaging(faces, len(middle))
    fine = mesh.smooth(mesh.curvature(middle, normals, faces) * CM_PER_UNIT, diagonal, 2)
    values = {
        "openness": occlusion.openness(middle, normals, faces),
        "relief_fine": fine,
        "relief_broad": mesh.smooth(fine, diagonal, 24),
        "broad_normals": mesh.unit(mesh.smooth(normals, diagonal, 60)),
    }
    values["openness"] = mesh.smooth(values["openness"], near, 1)
    fine_vertices, fine_quads = mesh.catmull_clark(middle, middle_quads)
    fine_faces = mesh.triangles(fine_quads)
    carried = {key: mesh.carry(value, middle_quads) for key, value in values.items()}
    carried["broad_normals"] = mesh.unit(carried["broad_normals"])
    return {
        "vertices_cm": fine_vertices,
        "faces": fine_faces,
        "normals": mesh.vertex_normals(fine_vertices, fine_faces),
        "parts": carry_labels(carry_labels(parts, quads), middle_quads),
        **carried,
    }


def carry_labels(labels: np.ndarray, quads: np.ndarray) -> np.ndarray:
    """Carry labels through a subdivision: an edge or face takes the label of its first corner."""
    edges, _ = mesh.face_edges(quads)
    return np.concatenate([labels, labels[edges[:, 0]], labels[quads[:, 0]]])


def parts_of_bones(bones: tuple[str, ...]) -> np.ndarray:
    """Return, for each bone, the index of its part in PARTS (B,)."""

    def part(bone: str) -> int:
        for name, beginnings in PART_BONES.items():
            if bone.startswith(beginnings):
                side = {"L": "-left", "R": "-right"}.get(bone[-1], "") if name != "head" else ""
                return PARTS.index(name + side)
        return 0

    return np.array([part(bone) for bone in bones])


def save(body: Body, path: Path) -> None:
    """Store a body as .npz; joints as two arrays."""
    arrays = {field.name: getattr(body, field.name) for field in fields(body) if field.name not in TEXTS}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **arrays, joint_names=list(body.joints), joint_centres=list(body.joints.values()))


def load(name: str, pose_name: str, path: Path) -> Body:
    """Read a body that `save` stored."""
    with np.load(path) as stored:
        joints = dict(zip(stored["joint_names"].tolist(), stored["joint_centres"], strict=True))
        arrays = {field.name: stored[field.name] for field in fields(Body) if field.name not in TEXTS}
    return Body(name=name, pose=pose_name, joints=joints, **arrays)


TEXTS = ("name", "pose", "joints")
