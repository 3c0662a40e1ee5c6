"""Draws every body in every view and theme, and writes the pictures and silhouettes of assets/body.

Knows files and their names; where points lie on the pictures is for `positions`.
"""

import io
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from dashboard.body import raster, shading, silhouette
from dashboard.body.bodies import BODIES, Body, build_body
from dashboard.body.cameras import Camera, camera
from dashboard.body.views import VIEWS, View

FOLDER = Path("assets") / "body"
# A limb that runs off the picture fades over this share of the picture's side.
FADE = 0.09
QUALITY, ALPHA_QUALITY = 84, 100


@dataclass(frozen=True)
class Drawing:
    """What is drawn of one body in one view before colour: samples, rim (H, W) and the fade (H, W) of cut limbs."""

    samples: raster.Samples
    rim: np.ndarray
    fade: np.ndarray


def picture_name(body: str, view: str, theme: str) -> str:
    """Return the file name of a picture."""
    return f"{body}-{view}-{theme}.webp"


def silhouette_name(body: str, view: str) -> str:
    """Return the file name of a silhouette."""
    return f"{body}-{view}.svg"


def draw(body: Body, eye: Camera, subsamples: int = raster.SUBSAMPLES) -> Drawing:
    """Sample and shade `body` as `eye` sees it."""
    samples = raster.sample(eye, shading.clay(body, eye), subsamples)
    return Drawing(samples, shading.rim_line(samples, subsamples), fade(eye.view, eye.width, eye.height))


def fade(view: View, width: int, height: int) -> np.ndarray:
    """Return how much (H, W) of the picture stays, 0 at the edges that `view` fades, 1 inside."""
    across, down = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    ramps = {"left": across[None], "right": 1 - across[None], "top": down[:, None], "bottom": 1 - down[:, None]}
    stays = np.ones((height, width))
    for edge in view.fades:
        share = np.clip(ramps[edge] / FADE, 0, 1)
        stays = stays * share**2 * (3 - 2 * share)
    return stays


def encode(drawing: Drawing, theme: shading.Theme) -> bytes:
    """Return the drawing in a theme's colours as WebP with transparency; the same drawing gives the same bytes."""
    pixels = shading.paint(drawing.samples, drawing.rim, theme)
    pixels[..., 3] = np.round(pixels[..., 3] * drawing.fade)
    file = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(file, "WEBP", quality=QUALITY, alpha_quality=ALPHA_QUALITY, method=6)
    return file.getvalue()


def write_view(root: Path, body: Body, view: View) -> list[Path]:
    """Write one body's pictures and silhouette of one view below `root`; return their paths."""
    drawing = draw(body, camera(body, view))
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / picture_name(body.name, view.name, theme) for theme in shading.THEMES]
    for path, theme in zip(written, shading.THEMES.values(), strict=True):
        path.write_bytes(encode(drawing, theme))
    outline = folder / silhouette_name(body.name, view.name)
    outline.write_text(silhouette.svg(drawing.samples.cover))
    return [*written, outline]


def write_all(root: Path, scale: float = 1.0) -> list[Path]:
    """Write every picture and silhouette below `root`, the pictures' sizes times `scale`; return their paths."""
    written = []
    for name in BODIES:
        for view in VIEWS.values():
            body = build_body(name, view.pose)
            written += write_view(root, body, replace(view, size=round(view.size * scale)))
    return written
