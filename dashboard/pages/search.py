"""What a reader may type to find a point. The browser compares; this module only writes the terms.

It must not know the page.
"""

from __future__ import annotations

import re
import unicodedata

from dashboard.facts.points import Point

# Channel letters of other books and older editions; the first that matches a reader's habit is enough.
OLD_CHANNELS = {
    "BL": ("UB", "B", "V"),
    "GV": ("DU", "DM", "TV"),
    "CV": ("REN", "RN", "VC"),
    "TE": ("SJ", "TB", "TH", "TW", "SANJIAO"),
    "KI": ("K", "KID"),
    "LR": ("LIV", "LV"),
    "PC": ("P", "HC"),
    "HT": ("H", "HE"),
    "SP": ("S",),
    "ST": ("S",),
    "LU": ("L",),
    "GB": ("G",),
    "EX": (),
}


def plain(text: str) -> str:
    """Lower case without tones, punctuation as single spaces: `Shènshū` -> `shenshu`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s\-_.,;:/()'’|]+", " ", bare.lower()).strip()


def terms(point: Point) -> tuple[str, ...]:
    """Everything that finds a point, its code first: code, old codes, pinyin, hanzi, English, level, area, channel."""
    number = point.code.removeprefix(point.channel)
    old = [letters + number for letters in OLD_CHANNELS.get(point.channel, ()) if number.isdigit()]
    found = [
        point.code,
        *old,
        point.pinyin,
        point.hanzi,
        point.english,
        *_levels(point.level),
        point.area,
        *point.categories,
    ]
    return tuple(dict.fromkeys(word for word in map(plain, found) if word))


def _levels(level: str) -> list[str]:
    """`T1-T12` is found by either end and by every level between."""
    ends = re.fullmatch(r"([CTLS])(\d+)-\1(\d+)", level)
    if not ends:
        return [level]
    letter, first, last = ends[1], int(ends[2]), int(ends[3])
    return [f"{letter}{number}" for number in range(first, last + 1)]
