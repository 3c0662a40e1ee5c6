"""The outline of a picture as a small SVG, traced from the share of each pixel that is covered.

Knows a mask; nothing of bodies, shading or files.
"""

import numpy as np
from skimage import measure

# An outline that leaves the picture closes this many pixels outside it, where no stroke is seen.
OVERHANG = 4
# A simplified line stays this close to the traced one, in pixels.
ACCURACY = 0.35
# Loops of fewer pixels than this are specks.
SMALLEST = 40.0


def trace(cover: np.ndarray) -> list[np.ndarray]:
    """Return the closed outlines, each (N, 2) as x, y in pixels with the first point repeated at the end."""
    wide = np.pad(np.pad(cover, OVERHANG, mode="edge"), 1)
    # A pixel's value stands at its middle.
    loops = [line[:, ::-1] - OVERHANG - 1 + 0.5 for line in measure.find_contours(wide, 0.5)]
    simple = [measure.approximate_polygon(loop, ACCURACY) for loop in loops if area(loop) >= SMALLEST]
    return sorted((loop for loop in simple if len(loop) > 3), key=area, reverse=True)


def area(loop: np.ndarray) -> float:
    """Return the area in square pixels inside a closed line (N, 2)."""
    x, y = loop.T
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def path_data(loops: list[np.ndarray]) -> str:
    """Return the `d` of one path: absolute starts, then steps, in tenths of a pixel, so that it stays small."""
    parts = []
    for loop in loops:
        tenths = np.round(loop[:-1] * 10).astype(int)
        steps = [f"{number(dx)},{number(dy)}" for dx, dy in np.diff(tenths, axis=0)]
        parts.append(f"M{number(tenths[0, 0])},{number(tenths[0, 1])}l{' '.join(steps)}z")
    return "".join(parts)


def number(tenths: int) -> str:
    """Write tenths as the shortest decimal."""
    return f"{tenths / 10:.1f}".removesuffix(".0")


def svg(cover: np.ndarray) -> str:
    """Return an SVG with one path of class "silhouette" for a picture's cover (H, W)."""
    height, width = cover.shape
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path class="silhouette" fill-rule="evenodd" d="{path_data(trace(cover))}"/></svg>\n'
    )
