"""The marks of a clinic's pictures, written straight as text: one section holds hundreds of them.

They must not know what they stand for. `svg.tag` writes the same, for elements whose attributes are not known before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from dashboard.figures.forest_text import breadth, fitted

KEPT = 1024  # words measured last
DIGITS = str.maketrans("123456789", "000000000")


def number(value: float) -> str:
    """Write a number of an attribute as `svg.tag` does, rounded to 2 digits."""
    return f"{round(value, 2):g}"


def box(x: float, y: float, width: float, height: float, look: str) -> str:
    """Write a rectangle; `look` is the attribute that colours it, as text."""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" {look}/>'


def words_at(words: str, x: float, y: float, css: str, anchor: str = "") -> str:
    """Write one line of text, escaped, with its baseline at `y`."""
    to = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{number(x)}" y="{number(y)}" class="{css}"{to}>{escape(words)}</text>'


def broken(words: str, widths: Sequence[float], size: float) -> list[list[str]]:
    """Break words into lines for each width, as `forest_text.fitted` does, into as many lines as it takes."""
    # All digits are equally broad: nearly the same shapes stand in every line, and none is measured twice.
    measured = [
        (word, _breadth(shape, size))
        for word, shape in zip(words.split(), words.translate(DIGITS).split(), strict=True)
    ]
    widest, space = max(wide for _, wide in measured), _breadth(" ", size)
    return [
        _lines(measured, width, space) if widest <= width else fitted(words, width, size, len(measured))
        for width in widths
    ]


def _lines(measured: Sequence[tuple[str, float]], width: float, space: float) -> list[str]:
    lines: list[list[str]] = []
    end = width
    for word, wide in measured:
        end += space + wide
        if end <= width:
            lines[-1].append(word)
        else:
            lines.append([word])
            end = wide
    return [" ".join(line) for line in lines]


_breadth = lru_cache(maxsize=KEPT)(breadth)
