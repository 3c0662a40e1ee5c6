"""Parallel projections: from a body and a view to the pixels of its picture, and what the camera can see.

Knows geometry; nothing of shading or files.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.body.bodies import PARTS, Body
from dashboard.body.skin import Skin
from dashboard.body.views import VIEWS, View

# A place counts as seen when no other skin stands more than this far before it, in cm.
TOLERANCE_CM = 0.3
FAR_CM = 500.0


@dataclass(frozen=True)
class Drawn:
    """The part of a body's surface that a view shows: what `Skin` needs."""

    vertices_cm: np.ndarray
    faces: np.ndarray
    normals: np.ndarray


@dataclass(frozen=True)
class Camera:
    """A parallel projection of one body in one view to a picture of `width` by `height` pixels."""

    view: View
    axes: np.ndarray  # rows: picture right, picture up, towards the camera
    left_cm: float
    top_cm: float
    px_per_cm: float
    width: int
    height: int
    drawn: Drawn

    def project(self, points_cm: np.ndarray) -> np.ndarray:
        """Return x and y in pixels (y down, from the picture's corner) and depth in cm (larger is nearer), (P, 3)."""
        right, up, depth = self.axes @ np.asarray(points_cm, float).reshape(-1, 3).T
        return np.stack([(right - self.left_cm) * self.px_per_cm, (self.top_cm - up) * self.px_per_cm, depth], axis=1)

    def rays(self, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return origins (P, 3) before the body and the direction (3,) of the rays through `pixels` (P, 2)."""
        right = self.left_cm + pixels[:, 0] / self.px_per_cm
        up = self.top_cm - pixels[:, 1] / self.px_per_cm
        return np.stack([right, up, np.full(len(pixels), FAR_CM)], axis=1) @ self.axes, -self.axes[2]

    @cached_property
    def skin(self) -> Skin:
        """The shown surface, ready for ray casts."""
        return Skin(self.drawn)

    def inside(self, points_cm: np.ndarray) -> np.ndarray:
        """Say for each point (P, 3) whether it falls within the picture."""
        x, y, _ = self.project(points_cm).T
        return (x >= 0) & (x <= self.width) & (y >= 0) & (y <= self.height)

    def visible(self, points_cm: np.ndarray) -> np.ndarray:
        """Say for each point (P, 3) on the skin whether the camera sees it; hidden and undrawn places are not seen."""
        seen = self.project(points_cm)
        hits = self.skin.cast(*self.rays(seen[:, :2]))
        met = hits.faces >= 0
        gap = np.abs(hits.points @ self.axes[2] - seen[:, 2])
        return met & (np.where(met, gap, np.inf) <= TOLERANCE_CM) & self.inside(points_cm)


def axes_of(yaw: float, pitch: float) -> np.ndarray:
    """Return the camera's axes (3, 3) as rows: right and up in the picture, and towards the camera."""
    turn, rise = np.radians(yaw), np.radians(pitch)
    right = np.array([np.cos(turn), 0, -np.sin(turn)])
    towards = np.array([np.sin(turn) * np.cos(rise), np.sin(rise), np.cos(turn) * np.cos(rise)])
    return np.stack([right, np.cross(towards, right), towards])


def camera(body: Body, view: View | str) -> Camera:
    """Return the camera of `view` (a View or its name) for `body`.

    Raises ValueError for an unknown view, or a body in another pose than the view's.
    """
    if isinstance(view, str):
        if view not in VIEWS:
            raise ValueError(f"unknown view {view!r}; choose one of {', '.join(VIEWS)}")
        view = VIEWS[view]
    if body.pose != view.pose:
        raise ValueError(f"view {view.name!r} shows pose {view.pose!r}, the body is in {body.pose!r}")
    drawn = Drawn(body.vertices_cm, body.faces[in_parts(body, view.drawn)], body.normals)
    axes = axes_of(view.yaw, view.pitch)
    framed = np.isin(body.parts, [PARTS.index(part) for part in view.around if part in view.drawn])
    framed[np.setdiff1d(np.arange(len(framed)), drawn.faces)] = False
    flat = body.vertices_cm[framed] @ axes[:2].T
    stature = body.vertices_cm[:, 1].max()
    left, top, right, bottom = (margin * stature for margin in view.margins)
    low, high = flat.min(axis=0) - np.array([left, bottom]), flat.max(axis=0) + np.array([right, top])
    scale = view.size / (high - low).max()
    width, height = (round(side * scale) for side in high - low)
    return Camera(view, axes, low[0], high[1], scale, width, height, drawn)


def in_parts(body: Body, parts: tuple[str, ...]) -> np.ndarray:
    """Say for each triangle (F,) whether all its corners belong to one of `parts`."""
    return np.isin(body.parts, [PARTS.index(part) for part in parts])[body.faces].all(axis=1)
