"""What the project's files weigh: pictures on disk, and what the server sends, plain and compressed."""

from __future__ import annotations

from bench.report import Part, Row
from bench.server import ROOT
from bench.sides import FACT_FILES, Sides

LARGEST = 3


def measure(sides: Sides) -> list[Part]:
    """Weigh the pictures, the fact files, the scripts and the styles."""
    pictures = sorted((ROOT / "assets" / "body").iterdir(), key=lambda path: path.stat().st_size, reverse=True)
    rows = [Row("all of assets/body", sum(path.stat().st_size for path in pictures) / 1e6, unit="MB", bar=1.5)]
    rows += [Row(f"largest: {path.name}", path.stat().st_size / 1000, unit="kB") for path in pictures[:LARGEST]]
    server = sides.ours.server
    served = ["/", *(f"{sides.root}/{name}" for name in ("backmap.css", "backmap.js"))]
    for path in [*served, *(f"{sides.root}/facts/{name}.json" for name in FACT_FILES)]:
        plain, packed = server.length(path, "identity") / 1000, server.length(path) / 1000
        rows.append(Row(f"{path.rsplit('/', 1)[1] or 'the page'}, {plain:,.0f} kB, with brotli", packed, unit="kB"))
    return [Part("Weights (kB of 1,000 bytes)", tuple(rows))]
