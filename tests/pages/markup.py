"""HTML for tests: what a reader sees of it, and a strict tree of it. It knows no single page."""

import html
import re
from xml.etree import ElementTree

VOID = re.compile(r"<(br|hr|img|input|link|meta)\b([^>]*?)/?>")
ATTRIBUTE = re.compile(r'(\s[\w:-]+)(="[^"]*")?')


def text(markup):
    """The words of some HTML, pictures left out, with single spaces."""
    without = re.sub(r"<(svg|style|script)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without)).split())


def tree(markup):
    """The elements of some HTML under one root; raises ParseError where a tag is not closed or a sign not escaped."""

    def with_values(tag):
        return ATTRIBUTE.sub(lambda found: found[0] if found[2] else f'{found[1]}=""', tag[0])

    tags = re.sub(r"<[a-z][^>]*>", with_values, VOID.sub(r"<\1\2/>", markup))
    return ElementTree.fromstring(f"<root>{tags}</root>")


def main_of(page):
    """The main element of a whole page."""
    return tree(re.search(r"<main\b.*</main>", page, flags=re.DOTALL)[0])


def words(element):
    """What is written in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def rows_of(table):
    """The words of each cell, by row, without the head."""
    return [[words(cell) for cell in row] for row in table.iterfind("./tbody/tr")]


def with_class(element, name):
    """Every element under this one that carries a class."""
    return [found for found in element.iter() if name in found.get("class", "").split()]
