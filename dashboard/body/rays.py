"""The one place that knows the ray-casting library: triangles in, a scene out that answers rays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from embreex.rtcore_scene import EmbreeScene


def scene_of(vertices: np.ndarray, faces: np.ndarray) -> EmbreeScene:
    """Make a scene of triangles: `vertices` (V, 3), `faces` (F, 3). Raises RuntimeError without the library."""
    try:
        from embreex import rtcore_scene
        from embreex.mesh_construction import TriangleMesh
    except ImportError as missing:
        raise RuntimeError(
            "Ray casting needs embreex, which is not installed here; it has no build for Linux on ARM. "
            "Run `make body` on another machine: the app itself needs only what is in assets/body."
        ) from missing
    scene = rtcore_scene.EmbreeScene()
    TriangleMesh(scene, vertices[faces].astype(np.float32))
    return scene
