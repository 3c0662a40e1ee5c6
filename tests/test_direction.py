"""Styles say where a line begins and ends, not left and right, so that a language written the other way can come."""

import re
from pathlib import Path

import pytest

STYLES = sorted((Path(__file__).resolve().parent.parent / "assets" / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
SIDES = re.compile(r"(?<![-\w])(?:margin|padding)\s*:\s*([^\s;,]+) ([^\s;,]+) ([^\s;,]+) ([^\s;,]+)\s*;")
# A script places these by pixels of the picture, which has no direction.
PLACED = re.compile(r"\s*\.(?:hover-label|chooser)\b")


def physical(css):
    for number, line in enumerate(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).splitlines(), 1):
        if PLACED.match(line):
            continue
        yield from (f"{number}: {found[0]}" for found in PHYSICAL.finditer(line))
        yield from (f"{number}: {found[0]}" for found in SIDES.finditer(line) if found[2] != found[4])


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_name_no_left_and_no_right(path):
    assert list(physical(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("css", "n"),
    [
        ("a { margin-left: 2px }", 1),
        ("a { border-right-color: red; text-align: left }", 2),
        ("a { padding: 1px 2px 3px 4px; }", 1),
        ("a { right: 0 }", 1),
        ("a { padding: 1px 2px 3px 2px; margin-inline-start: 2px; inset-inline-end: 0; text-align: start }", 0),
        (".chooser { left: 0 }", 0),
        ("a { background: linear-gradient(to left, red, blue) }", 0),
    ],
)
def test_a_side_would_be_found(css, n):
    assert len(list(physical(css))) == n
