"""The SVG tools: escaping, class names, line breaks, names of pictures."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.svg import label, lines_of, picture, slug, tag


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (tag("rect", x=1.234, class_="bar", stroke_width=2), '<rect x="1.23" class="bar" stroke-width="2"/>'),
        (tag("g", tag("title", "A"), id="a"), '<g id="a"><title>A</title></g>'),
        (tag("rect", fill=None, viewBox="0 0 1 1"), '<rect viewBox="0 0 1 1"/>'),
        (tag("a", title='<"&>'), '<a title="&lt;&quot;&amp;&gt;"/>'),
        (
            label("of b", 0, 9, "name", before="<a>"),
            '<text x="0" y="9" class="name"><tspan class="value">&lt;a&gt;</tspan>of b</text>',
        ),
        (label("a < b", "2%", 12, "name", "end"), '<text x="2%" y="12" class="name" text-anchor="end">a &lt; b</text>'),
    ],
)
def test_elements(written, expected):
    assert written == expected


@pytest.mark.parametrize(
    ("words", "longest", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("people, n = 52", 11, ["people,", "n = 52"]),
        ("针刺 治疗", 5, ["针刺", "治疗"]),
        ("针刺 治疗", 9, ["针刺 治疗"]),
        ("unbreakable", 4, ["unbreakable"]),
        ("", 5, [""]),
    ],
)
def test_line_breaks(words, longest, lines):
    assert lines_of(words, longest) == lines


@given(st.text(alphabet="ab ", max_size=60), st.integers(1, 20))
def test_breaking_lines_loses_no_word(words, longest):
    assert " ".join(lines_of(words, longest)).split() == words.split()


def test_a_picture_is_named_and_described():
    tree = ET.fromstring(picture("strip-bl23", "Depths & more", "Said", tag("g"), css="strip", width="100%"))
    assert tree.get("role") == "img"
    assert [tree[0].text, tree[1].text] == ["Depths & more", "Said"]
    assert tree.get("aria-labelledby").split() == [tree[0].get("id"), tree[1].get("id")]


@pytest.mark.parametrize(("code", "expected"), [("BL23", "bl23"), ("EX-B2_T", "ex-b2-t")])
def test_slug(code, expected):
    assert slug(code) == expected
