"""Reads points out of text that somebody pasted or published: "BL23, BL25 left, UB40", "BL20-BL34".

It must not know the page, nor which points make sense together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.facts.points import Point
from dashboard.facts.vocabulary import CHANNELS

# Channel letters of other books and older editions. Letters that name a spine level (L5, S1) are left out.
OLD_CHANNELS = {
    "BL": ("UB", "B", "V"),
    "GV": ("DU", "DM", "TV"),
    "CV": ("REN", "RN", "VC"),
    "TE": ("SJ", "TB", "TH", "TW", "SANJIAO"),
    "KI": ("K", "KID"),
    "LR": ("LIV", "LV"),
    "PC": ("P", "HC"),
    "HT": ("H", "HE"),
    "GB": ("G",),
}
CHANNEL_OF = {old: new for new, letters in OLD_CHANNELS.items() for old in letters}
LEFT, RIGHT = "left", "right"
MAX_POINTS = 12
MAX_TEXT = 4000  # characters of a pasted text that are read at all
MAX_SPAN = 40  # points that a printed range may name; a longer one is no range of points
# Only letters of channels, so that L3-L5 and "plus 2-3" are no points.
LETTERS = "|".join(sorted((*(c for c in CHANNELS if c != "EX"), *CHANNEL_OF), key=len, reverse=True))
CODE = rf"(?:EX[ -]?[A-Z]{{1,2}}[ .-]?\d{{1,2}}(?:_[LT])?|ASHI|HUANZHONG|(?:{LETTERS})[ .-]?\d{{1,2}})"
RANGE = re.compile(rf"({CODE})\s*(?:-|–|to)\s*({CODE}|\d{{1,2}})(?![\w])", re.I)
ONE = re.compile(rf"(?<![\w-])({CODE})(?![\w])", re.I)
SIDE = re.compile(r"(?<!\w)(left|right|both|bilateral|bilat|[lr])(?!\w)", re.I)
SPLIT = re.compile(r"[,;\n|/+&]|\band\b", re.I)


@dataclass(frozen=True)
class ChosenPoint:
    """A point on the sheet; `side` is `left`, `right` or "" for both sides or the midline."""

    code: str
    side: str = ""


@dataclass(frozen=True)
class Parsed:
    """Points in the order read, each once; `unknown` are pieces of the text that name no point of the atlas."""

    points: tuple[ChosenPoint, ...]
    unknown: tuple[str, ...]


def plain(text: str) -> str:
    """Lower case without tones, punctuation as single spaces: `Shènshū` -> `shenshu`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s\-_.,;:/()'’|]+", " ", bare.lower()).strip()


def code_of(text: str, points: Mapping[str, Point]) -> str:
    """Return the code of the atlas for a printed code, old letters and spaces allowed: `ub 23` -> `BL23`; else ""."""
    bare = re.sub(r"[ .]", "", text.upper())
    bare = re.sub(r"^EX-?([A-Z]{1,2})-?(?=\d)", r"EX-\1", bare)
    if not bare.startswith("EX-"):
        bare = bare.replace("-", "")
    letters, digits = re.fullmatch(r"([A-Z]*)(.*)", bare, re.S).groups()  # type: ignore[union-attr]
    named = f"{CHANNEL_OF.get(letters, letters)}{digits.lstrip('0')}" if digits.isdigit() else bare
    return named if named in points else ""


def parse_points(text: str, points: Mapping[str, Point]) -> Parsed:
    """Read pasted text. Names count as well as codes; a range counts only if every point in it exists.

    A side stands after its point, or before it at the start of a piece; it is dropped where the point lies on the
    midline. The same point on the left and on the right is the point on both sides.
    """
    names = _names(points)
    found: dict[str, str] = {}
    unknown: list[str] = []
    for piece in SPLIT.split(text[:MAX_TEXT]):
        if bare := " ".join(piece.split()):
            read = _piece(bare, points, names)
            unknown.extend([] if read else [bare])
            for code, side in read:
                given = side if points[code].sides == "bilateral" else ""
                found[code] = given if found.get(code, given) == given else ""
    chosen = tuple(ChosenPoint(code, side) for code, side in found.items())
    return Parsed(chosen, tuple(dict.fromkeys(unknown)))


def codes_in(text: str, points: Mapping[str, Point]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes a published list names, ranges written out, and the codes in it that the atlas lacks."""
    codes: dict[str, None] = {}
    missing: dict[str, None] = {}
    rest = text
    for printed in RANGE.finditer(text):
        if span := _span(printed[1], printed[2], points):
            codes |= dict.fromkeys(span)
        else:
            missing[printed[0]] = None
        rest = rest.replace(printed[0], ";")
    for printed in ONE.finditer(rest):
        if code := code_of(printed[1], points):
            codes[code] = None
        else:
            missing[printed[1]] = None
    return tuple(codes), tuple(missing)


def _piece(piece: str, points: Mapping[str, Point], names: Mapping[str, str]) -> list[tuple[str, str]]:
    if printed := RANGE.fullmatch(SIDE.sub("", piece).strip(" ():")):
        return [(code, _side(piece)) for code in _span(printed[1], printed[2], points)]
    matches = [(found, code) for found in ONE.finditer(piece) if (code := code_of(found[1], points))]
    if not matches:
        code = names.get(plain(SIDE.sub("", piece)), "")
        return [(code, _side(piece))] if code else []
    first = _side(piece[: matches[0][0].start()])
    ends = [found.start() for found, _ in matches[1:]] + [len(piece)]
    sides = [_side(piece[found.end() : end]) for (found, _), end in zip(matches, ends, strict=True)]
    return [(code, side or first) for (_, code), side in zip(matches, sides, strict=True)]


def _side(text: str) -> str:
    found = SIDE.search(text)
    return {"l": LEFT, "r": RIGHT}.get(found[1].lower()[0], "") if found else ""


def _span(first: str, last: str, points: Mapping[str, Point]) -> tuple[str, ...]:
    """Write a range out, `()` unless both ends are of one channel and every point between exists."""
    start = re.fullmatch(r"([A-Z]+)[ .-]?(\d+)", first.upper())
    end = re.fullmatch(r"([A-Z]*)[ .-]?(\d+)", last.upper())
    if not start or not end or end[1] not in ("", start[1]) or not 0 < int(end[2]) - int(start[2]) <= MAX_SPAN:
        return ()
    codes = [code_of(f"{start[1]}{number}", points) for number in range(int(start[2]), int(end[2]) + 1)]
    return tuple(codes) if all(codes) else ()


def _names(points: Mapping[str, Point]) -> dict[str, str]:
    """Names that belong to one point only, as a reader may type them, and its code."""
    found: dict[str, list[str]] = {}
    for code, point in points.items():
        for name in {plain(point.pinyin), plain(point.hanzi), plain(point.english)}:
            found.setdefault(name, []).append(code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}
