"""The tissue of a cross-section: sheets, bones, what needs care, and their names. It must not know the needle."""

from collections.abc import Sequence

from dashboard.facts.body import Layer
from dashboard.figures.svg import label, lines_of, tag

WIDTH, HEIGHT = 340.0, 262.0
DRAWN, TOP = 212.0, 56.0  # width of the tissue, and the height of the skin at its edges
BULGE = 8.0
ENTRY = (DRAWN / 2, TOP - BULGE / 2)
NAME_X, NAME_LINE, LONGEST_NAME = 222.0, 14.0, 17
LONGEST_BOLD = 15


def draw_layers(layers: Sequence[Layer], section_id: str) -> str:
    """Draw the layers of one region in their order, the deepest sheets last, shapes over sheets, names at the right."""
    sheets = [layer for layer in layers if layer.shape == "sheet"]
    shapes = [layer for layer in layers if layer.shape != "sheet"]
    tops, top = [], TOP
    for sheet in sheets:
        tops.append(top)
        top += sheet.height or 0.0
    parts = [_sheet(sheet, y, section_id) for sheet, y in zip(sheets, tops, strict=True)]
    parts += [_shape(layer, section_id) for layer in shapes]
    clip = tag("clipPath", tag("path", d=_outline(TOP)), id=f"{section_id}-clip")
    tissue = tag("g", *parts, clip_path=f"url(#{section_id}-clip)")
    edges = [
        (layer, (y + min(y + (layer.height or 0), HEIGHT)) / 2, DRAWN - 6)
        for layer, y in zip(sheets, tops, strict=True)
    ]
    placed = {layer.name: (layer, layer.y or 0.0, (layer.x or 0) + (layer.width or 0) / 4) for layer in shapes}
    return tag("defs", clip, *_patterns(section_id)) + tissue + _names([*edges, *placed.values()])


def _outline(top: float) -> str:
    return f"M0 {top:g} Q{DRAWN / 2:g} {top - BULGE:g} {DRAWN:g} {top:g} V{HEIGHT:g} H0 Z"


def _fill(layer: Layer, section_id: str) -> str | None:
    return f"url(#{section_id}-{layer.tissue})" if layer.tissue in ("fat", "muscle", "care") else None


def _sheet(layer: Layer, top: float, section_id: str) -> str:
    ground = tag("path", d=_outline(top), class_=f"section-layer section-{layer.tissue}")
    fill = _fill(layer, section_id)
    return ground + (tag("path", d=_outline(top), class_="section-texture", fill=fill) if fill else "")


def _shape(layer: Layer, section_id: str) -> str:
    x, y, width, height = layer.x or 0.0, layer.y or 0.0, layer.width or 0.0, layer.height or 0.0

    def drawn(css: str, fill: str | None = None) -> str:
        if layer.shape == "oval":
            return tag("ellipse", cx=x, cy=y, rx=width / 2, ry=height / 2, class_=css, fill=fill)
        return tag("rect", x=x - width / 2, y=y - height / 2, width=width, height=height, rx=8, class_=css, fill=fill)

    fill = _fill(layer, section_id)
    return drawn(f"section-layer section-{layer.tissue}") + (drawn("section-texture", fill) if fill else "")


def _patterns(section_id: str) -> list[str]:
    """Textures that tell tissues apart without colour: dots for fat, lines for muscle, crossed lines for care."""
    shapes = {
        "fat": tag("circle", cx=3, cy=3, r=1, class_="section-dots"),
        "muscle": tag("path", d="M0 4 H14", class_="section-fibres"),
        "care": tag("path", d="M-2 10 L10 -2 M-2 -2 L10 10", class_="section-care-lines"),
    }
    sizes = {"fat": (7, 7), "muscle": (14, 8), "care": (8, 8)}
    return [
        tag(
            "pattern",
            shape,
            id=f"{section_id}-{tissue}",
            width=sizes[tissue][0],
            height=sizes[tissue][1],
            patternUnits="userSpaceOnUse",
        )
        for tissue, shape in shapes.items()
    ]


def _names(places: list[tuple[Layer, float, float]]) -> str:
    """Write each name at the right with a line to its tissue, pushed apart where they would collide."""
    parts, free = [], TOP - 14
    places.sort(key=lambda place: place[1])
    blocks = [lines_of(layer.name, LONGEST_BOLD if layer.tissue == "care" else LONGEST_NAME) for layer, _, _ in places]
    for index, ((layer, y, x), lines) in enumerate(zip(places, blocks, strict=True)):
        # Leave room for the names still to come, so that the last ones stay inside the picture.
        rest = sum(len(block) for block in blocks[index:]) * NAME_LINE
        at = max(free + NAME_LINE, min(y + 4 - (len(lines) - 1) * NAME_LINE / 2, HEIGHT - rest + NAME_LINE - 4))
        parts.append(tag("line", x1=x, y1=y, x2=NAME_X - 4, y2=at - 4, class_="section-leader"))
        css = "section-name section-name-care" if layer.tissue == "care" else "section-name"
        parts += [label(line, NAME_X, at + place * NAME_LINE, css) for place, line in enumerate(lines)]
        free = at + (len(lines) - 1) * NAME_LINE
    return "".join(parts)
