"""Small tools to write SVG as text. They must not know what is drawn.

Colours come from classes in the style sheet, so one string serves light, dark, print and forced colours.
"""

import re
from html import escape
from unicodedata import east_asian_width


def tag(name: str, *children: str, **attributes: str | float | None) -> str:
    """Write one element. `class_` becomes class, `text_anchor` text-anchor; numbers are rounded to 2 digits.

    Attribute values are escaped and children are taken as they are; None leaves an attribute out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"


def label(
    words: str, x: str | float, y: float, css: str, anchor: str | None = None, before: str = "", **more: str | float
) -> str:
    """Write one line of text, escaped, with its baseline at `y`; `before` stands first and is set off by class."""
    first = tag("tspan", escape(before), class_="value") if before else ""
    return tag("text", first + escape(words), x=x, y=y, class_=css, text_anchor=anchor, **more)


def lines_of(words: str, longest: int) -> list[str]:
    """Break words into lines of at most `longest` characters, as SVG does not wrap text; a Chinese sign counts as two.

    A single word that is longer stays whole, and so does 'n = 52'.
    """
    lines, current = [], ""
    for word in re.findall(r"\S+(?: = \S+)?", words):
        longer = f"{current} {word}".strip()
        if current and _breadth(longer) > longest:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


def _breadth(words: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in words)


def picture(
    picture_id: str, title: str, description: str, *children: str, css: str, **attributes: str | float | None
) -> str:
    """Wrap children as one picture with a name and a description; ids are made from `picture_id`."""
    return tag(
        "svg",
        tag("title", escape(title), id=f"{picture_id}-title"),
        tag("desc", escape(description), id=f"{picture_id}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        id=picture_id,
        class_=css,
        role="img",
        aria_labelledby=f"{picture_id}-title {picture_id}-desc",
        **attributes,
    )


def slug(code: str) -> str:
    """Turn a point code into a part of an id: 'EX-B2_T' becomes 'ex-b2-t'."""
    return code.lower().replace("_", "-")
