"""The two shapes of body, and how MakeHuman's blendshapes are weighed to make them.

Knows targets and their weights; knows nothing of bones, poses or pictures.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from dashboard.body import mesh

ANCESTRIES = ("african", "asian", "caucasian")


@dataclass(frozen=True)
class Shape:
    """One body: MakeHuman's sliders (0 to 1, average 0.5) and the stature it is scaled to."""

    sex: str
    stature_cm: float
    muscle: float
    weight: float
    cup: float = 0.5
    firmness: float = 0.5
    extra: tuple[tuple[str, float], ...] = ()


# Muscle a little above average, so that the relief of the back can be read.
SHAPES: Mapping[str, Shape] = {
    "female": Shape("female", 159.0, muscle=0.60, weight=0.46, cup=0.4, firmness=0.6),
    "male": Shape("male", 173.0, muscle=0.72, weight=0.47, extra=(("torso/torso-muscle-dorsi-incr", 0.25),)),
}


@dataclass(frozen=True)
class Patch:
    """A round piece of skin: centre vertex, radius in decimetres."""

    vertex: int
    radius: float


# A modest body: no nipples.
NIPPLES = (Patch(vertex=1788, radius=0.36), Patch(vertex=8460, radius=0.36))
# The muscle targets leave a kink over the lumbar spine that reads as a hollow no anatomy has.
KINK, KINK_STEPS = Patch(vertex=4060, radius=0.9), 8


@dataclass(frozen=True)
class BaseMesh:
    """The template: vertices (N, 3) in decimetres with helpers, and the quads (M, 4) of the skin."""

    vertices: np.ndarray
    quads: np.ndarray


def read_base(data: Path) -> BaseMesh:
    """Read MakeHuman's base mesh `hm08`; only the faces of its group `body` are kept."""
    vertices, quads, group = [], [], ""
    with (data / "mpfb2/3dobjs/base.obj").open() as lines:
        for line in lines:
            kind, *rest = line.split() or [""]
            if kind == "v":
                vertices.append([float(value) for value in rest[:3]])
            elif kind == "g":
                group = rest[0]
            elif kind == "f" and group == "body":
                quads.append([int(corner.split("/")[0]) - 1 for corner in rest])
    return BaseMesh(np.array(vertices), np.array(quads))


def slider(value: float, low: str, middle: str, high: str) -> dict[str, float]:
    """Share a slider (0 to 1) between its low, middle and high targets; the shares sum to 1."""
    if value <= 0.5:
        return {low: 1 - 2 * value, middle: 2 * value}
    return {middle: 2 - 2 * value, high: 2 * value - 1}


def target_weights(shape: Shape) -> dict[str, float]:
    """Return the weight of every target (path under `targets`, without suffix) that makes `shape`."""
    sex = f"{shape.sex}-young"
    weights = {f"macrodetails/{ancestry}-{sex}": 1 / len(ANCESTRIES) for ancestry in ANCESTRIES}
    muscles = slider(shape.muscle, "minmuscle", "averagemuscle", "maxmuscle")
    fats = slider(shape.weight, "minweight", "averageweight", "maxweight")
    for (muscle, muscle_share), (fat, fat_share) in product(muscles.items(), fats.items()):
        build, share = f"{sex}-{muscle}-{fat}", muscle_share * fat_share
        weights[f"macrodetails/universal-{build}"] = share
        if shape.sex == "female":
            cups = slider(shape.cup, "mincup", "averagecup", "maxcup")
            firmnesses = slider(shape.firmness, "minfirmness", "averagefirmness", "maxfirmness")
            for (cup, cup_share), (firmness, firm_share) in product(cups.items(), firmnesses.items()):
                weights[f"breast/{build}-{cup}-{firmness}"] = share * cup_share * firm_share
    weights.update(shape.extra)
    return {name: weight for name, weight in weights.items() if weight}


def read_target(path: Path, count: int) -> np.ndarray:
    """Read one blendshape as offsets (count, 3) in decimetres; plain or gzipped text."""
    offsets = np.zeros((count, 3))
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                index, *offset = line.split()
                offsets[int(index)] = [float(value) for value in offset[:3]]
    return offsets


def morph(base: BaseMesh, shape: Shape, data: Path) -> np.ndarray:
    """Return the template's vertices (N, 3) in decimetres, morphed to `shape`, eyes closed."""
    vertices, count = base.vertices.copy(), len(base.vertices)
    for name, weight in target_weights(shape).items():
        path = data / f"mpfb2/targets/{name}.target.gz"
        # The base has an average breast, so that the package holds no target for it.
        if not (path.exists() or name.endswith("averagecup-averagefirmness")):
            raise FileNotFoundError(f"target {name!r} of the {shape.sex} body is not at {path}")
        if path.exists():
            vertices += weight * read_target(path, count)
    for side in ("Left", "Right"):
        vertices += read_target(data / f"faceunits01/targets/faceunits/eyeBlink{side}.target", count)
    for patch in NIPPLES:
        vertices = redraw(vertices, base.quads, patch)
    return relax(vertices, base.quads, KINK, KINK_STEPS)


def relax(vertices: np.ndarray, quads: np.ndarray, patch: Patch, steps: int) -> np.ndarray:
    """Return `vertices` with those inside the patch drawn towards their neighbours' mean, most at its centre."""
    distance = np.linalg.norm(vertices - vertices[patch.vertex], axis=1)
    share = np.clip(1 - distance / patch.radius, 0, 1)[:, None]
    neighbours = mesh.averaging(quads, len(vertices))
    for _ in range(steps):
        vertices = vertices + share / 2 * (neighbours @ vertices - vertices)
    return vertices


def redraw(vertices: np.ndarray, quads: np.ndarray, patch: Patch) -> np.ndarray:
    """Return `vertices` with those inside the patch moved onto the cubic surface that fits the ring round it."""
    distance = np.linalg.norm(vertices - vertices[patch.vertex], axis=1) / patch.radius
    distance[~np.isin(np.arange(len(vertices)), quads)] = np.inf
    near, ring = distance < 1, (distance >= 0.7) & (distance < 1.6)
    centre = vertices[ring].mean(axis=0)
    axes = np.linalg.svd(vertices[ring] - centre)[2]
    flat = (vertices - centre) @ axes.T

    def terms(places: np.ndarray) -> np.ndarray:
        return np.stack([places[:, 0] ** i * places[:, 1] ** j for i in range(4) for j in range(4 - i)], axis=1)

    surface = np.linalg.lstsq(terms(flat[ring]), flat[ring, 2], rcond=None)[0]
    inside = np.clip(2 * (1 - distance[near]), 0, 1)
    share = inside**2 * (3 - 2 * inside)
    flat[near, 2] += share * (terms(flat[near]) @ surface - flat[near, 2])
    return np.where(near[:, None], flat @ axes + centre, vertices)
