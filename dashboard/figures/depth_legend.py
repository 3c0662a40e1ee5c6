"""The legend of the depth strip: only the signs that the strip shows. It must not know figures or sources."""

from collections.abc import Collection

from dashboard.evidence.depths import DANGER, LIMIT, OTHER, TEXT, TRIAL, SourceDepth
from dashboard.figures.svg import label, lines_of, tag

LEGEND_LINE, LINE = 42, 15


def legend(
    y: float, strip_id: str, entries: Collection[SourceDepth], kinds: Collection[str], danger: bool
) -> tuple[str, float]:
    """Draw the legend for what the strip shows, and its pattern; return it and the height reached, in pixels."""
    y += 12
    parts = [_hatch(strip_id)]
    for wanted, mark, words in (*_source_signs(strip_id, entries), *_measured_signs(kinds, danger)):
        if wanted:
            parts.append(tag("g", mark, transform=f"translate(0 {y + 3:g})"))
            for line in lines_of(words, LEGEND_LINE):
                y += LINE
                parts.append(label(line, 28, y, "strip-legend"))
            y += 3
    return "".join(parts), y + 8


def _source_signs(strip_id: str, entries: Collection[SourceDepth]) -> list[tuple[bool, str, str]]:
    """Return for each sign of a bar whether it is wanted, its mark and its words."""
    groups = {entry.group for entry in entries}
    no_minimum = any(entry.band and entry.band.low is None for entry in entries)
    return [
        (
            TEXT in groups,
            _swatch("strip-core strip-text"),
            "Book. Dark: any cun from 20 to 23 mm. Pale: depends on the cun.",
        ),
        (
            TRIAL in groups,
            _swatch("strip-band strip-trial-band") + _swatch("strip-hatch", f"url(#{strip_id}-hatch)"),
            "Trial or plan, hatched. Reported, not guidance.",
        ),
        (no_minimum, _open_swatch(), "Pale from the skin on: no smallest depth is printed."),
    ]


def _measured_signs(kinds: Collection[str], danger: bool) -> list[tuple[bool, str, str]]:
    return [
        (DANGER in kinds, _dot("danger"), "Measured to a structure at risk: mean, and SD or range."),
        (LIMIT in kinds, _dot("limit"), "Limit that its authors name, not a measured depth."),
        (OTHER in kinds, _dot("other"), "Another measured depth, not to a structure at risk."),
        (
            danger,
            tag("line", x1=10, x2=10, y1=0, y2=14, class_="strip-danger-line"),
            "Smallest measured to a structure at risk. A limit is not a measurement and may lie before it.",
        ),
    ]


def _hatch(strip_id: str) -> str:
    line = tag("path", d="M-1 7 L7 -1 M2 10 L10 2", class_="strip-hatch-line")
    pattern = tag("pattern", line, id=f"{strip_id}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")
    return tag("defs", pattern)


def _swatch(css: str, fill: str | None = None) -> str:
    return tag("rect", x=0, y=0, width=20, height=14, class_=css, fill=fill)


def _open_swatch() -> str:
    end = tag("line", x1=20, x2=20, y1=0, y2=14, class_="strip-core strip-text strip-thin")
    return _swatch("strip-band strip-text-band") + end


def _dot(kind: str) -> str:
    line = tag("line", x1=0, x2=20, y1=7, y2=7, class_=f"strip-mark strip-{kind}-range")
    return line + tag("circle", cx=10, cy=7, r=4.5, class_=f"strip-mark strip-{kind}-dot")
