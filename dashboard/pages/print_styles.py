"""The sheet's styles for a printer that is no browser: one sheet of them, and pictures that carry their own.

WeasyPrint gives a picture inside a page none of the page's styles and no custom properties. It must not know a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SHEETS = ("tokens", "base", "explain", "sheet_link", "print", "sheet_print", "sheet_pdf")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
TOKEN = re.compile(r"(--[\w-]+):\s*([^;}]+)")
USED = re.compile(r"var\((--[\w-]+)\)")
# Selectors of classes alone, as a picture's parts have them.
PLAIN = re.compile(r"(?:[a-z]*\.[\w-]+\s*)+(?:,\s*(?:[a-z]*\.[\w-]+\s*)+)*")


@dataclass(frozen=True)
class Styles:
    """`page` are the styles of a page, `picture` those that a picture in it needs, both with the light colours."""

    page: str
    picture: str


def sheet_styles(folder: Path) -> Styles:
    """Read the styles of a sheet. Raises OSError where one is missing."""
    texts = {name: COMMENT.sub("", (folder / f"{name}.css").read_text("utf-8")) for name in SHEETS}
    light = dict(TOKEN.findall(texts["tokens"].partition("}")[0]))
    page = "\n".join(resolved(text, light) for name, text in texts.items() if name != "tokens")
    picture = "\n".join(
        f"{selector.strip()}{{{body}}}"
        for selector, body in RULE.findall(page)
        if PLAIN.fullmatch(selector.strip()) and re.search(r"\b(?:fill|stroke|font)", body)
    )
    return Styles(page, picture)


def resolved(css: str, values: dict[str, str]) -> str:
    """Put the values of custom properties in their places; a name without a value stays as it is."""
    while True:
        done = USED.sub(lambda found: values.get(found[1], found[0]), css)
        if done == css:
            return done
        css = done


def dressed(page: str, styles: Styles) -> str:
    """Give a page its styles, and each picture in it its own copy of those it needs."""
    inside = f"<style>{styles.picture}</style>"
    page = _outermost(page, inside)
    return page.replace("</head>", f"<style>{styles.page}</style>\n</head>", 1)


def _outermost(page: str, inside: str) -> str:
    """Put text into every picture that is in no other picture."""
    parts, depth = [], 0
    for part in re.split(r"(<svg\b[^>]*>|</svg>)", page):
        opens = part.startswith("<svg") and not part.endswith("/>")
        depth += opens - (part == "</svg>")
        parts.append(part + inside if opens and depth == 1 else part)
    return "".join(parts)
