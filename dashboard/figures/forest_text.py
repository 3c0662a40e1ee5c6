"""How words fit into a plot of rows, and the frame of a plot that exists twice: wide, and narrow for phones.

It must not know what the rows mean. SVG does not wrap text, so breadths are judged by a wide common typeface.
"""

from __future__ import annotations

from html import escape
from unicodedata import east_asian_width

from dashboard.figures.svg import label, tag

# Shares of the type size, measured on a broad typeface: words set in a narrower one leave air and never collide.
SLIM, BROAD = frozenset("iljtfrI|.,:;'’()[] !-/"), frozenset("mwMW%@—")
SLIM_SHARE, PLAIN_SHARE, BROAD_SHARE, SIGN_SHARE, BOLD_SHARE = 0.4, 0.64, 0.98, 1.05, 1.1


def breadth(words: str, size: float, *, bold: bool = False) -> float:
    """Judge how broad words are, in the units of `size`; on the safe side."""
    shares = (
        SIGN_SHARE
        if east_asian_width(sign) in "WF"
        else SLIM_SHARE
        if sign in SLIM
        else BROAD_SHARE
        if sign in BROAD
        else PLAIN_SHARE
        for sign in words
    )
    return sum(shares) * size * (BOLD_SHARE if bold else 1.0)


def fitted(words: str, width: float, size: float, most: int = 9, *, bold: bool = False) -> list[str]:
    """Break words into at most `most` lines no broader than `width`; what does not fit is cut with an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += "…"
    return [_cut(line, width, size, bold=bold) for line in kept]


def _cut(line: str, width: float, size: float, *, bold: bool) -> str:
    if breadth(line, size, bold=bold) <= width:
        return line
    short = line.rstrip("…")
    while len(short) > 1 and breadth(short + "…", size, bold=bold) > width:
        short = short[:-1]
    return short.rstrip(" ,;:(") + "…"


def column(lines: list[str], x: float, top: float, line: float, css: str, anchor: str | None = None) -> list[str]:
    """Write lines of text under each other; `top` is the upper edge of the first, `line` the height of one."""
    return [label(words, x, top + line * (place + 0.76), css, anchor) for place, words in enumerate(lines)]


def linked(url: str | None, *children: str, title: str = "") -> str:
    """Wrap children in a link where there is an address, and give them a full name that a pointer shows."""
    named = (tag("title", escape(title)), *children) if title else children
    if not url:
        return tag("g", *named)
    return tag("a", *named, href=url, rel=None if url.startswith("/") else "noopener")


def frame(figure_id: str, title: str, words: str, parts: list[str], width: float, height: float, css: str) -> str:
    """Wrap parts as one figure with a name and a description. A group and no image, as links inside must be reached."""
    return tag(
        "svg",
        tag("title", escape(title), id=f"{figure_id}-title"),
        tag("desc", escape(words), id=f"{figure_id}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        id=figure_id,
        class_=f"rows-plot {css}",
        role="group",
        aria_labelledby=f"{figure_id}-title",
        aria_describedby=f"{figure_id}-desc",
        viewBox=f"0 0 {width:g} {height:g}",
    )


def pair(wide: str, narrow: str) -> str:
    """Put both layouts of one figure side by side; the style sheet shows the one that fits."""
    return tag("div", wide, narrow, class_="figure-pair")


def none(words: str) -> str:
    """Say in a sentence why there is no picture."""
    return tag("p", escape(words), class_="figure-none")
