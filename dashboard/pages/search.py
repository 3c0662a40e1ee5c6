"""What a reader may type to find a point. The browser compares; this module only writes the terms.

It must not know the page.
"""

from __future__ import annotations

import re

from dashboard.explain.codes import OLD_CHANNELS, plain
from dashboard.facts.points import Point
from dashboard.language.marks import N_

CHANNEL_NAMES = {
    "BL": N_("bladder channel"),
    "GV": N_("governor vessel, governing vessel"),
    "CV": N_("conception vessel"),
    "TE": N_("triple energizer channel"),
    "KI": N_("kidney channel"),
    "LR": N_("liver channel"),
    "PC": N_("pericardium channel"),
    "HT": N_("heart channel"),
    "GB": N_("gallbladder channel"),
    "SI": N_("small intestine channel"),
    "LI": N_("large intestine channel"),
    "ST": N_("stomach channel"),
    "SP": N_("spleen channel"),
    "LU": N_("lung channel"),
    "EX": N_("extra point"),
}
# What readers call the regions of `points.csv`.
AREA_WORDS = {
    "lumbar": "low back, lower back, loin",
    "lumbosacral": "low back, lower back",
    "sacrum": "low back, lower back, pelvis",
    "upper back": "thoracic, between the shoulder blades",
    "upper/mid back": "thoracic, middle back",
    "posterior neck": "nape, cervical",
    "lateral neck": "cervical",
    "posterior neck/upper back": "nape, cervical",
    "shoulder girdle": "shoulder",
    "shoulder top": "shoulder, trapezius",
    "scapula": "shoulder blade",
    "buttock": "hip, gluteal",
    "hip": "buttock",
    "popliteal fossa": "knee, back of the knee",
    "lateral leg": "knee, shin",
    "medial leg": "shin",
    "calf": "lower leg",
    "forearm": "wrist, arm",
    "hand dorsum": "hand, wrist",
    "lateral arm": "upper arm",
    "lower abdomen": "belly",
    "lateral abdomen": "belly, flank",
    "foot dorsum": "foot",
    "medial foot": "foot",
    "heel": "foot",
    "posterior thigh": "leg",
    "lateral thigh": "leg",
}


def terms(point: Point) -> tuple[str, ...]:
    """Everything that finds a point, its code first: code, old codes, pinyin, hanzi, English, level, area, channel."""
    number = point.code.removeprefix(point.channel)
    old = [letters + number for letters in OLD_CHANNELS.get(point.channel, ()) if number.isdigit()]
    words = f"{AREA_WORDS.get(point.area, '')}, {CHANNEL_NAMES[point.channel]}".split(", ")
    names = [point.pinyin, point.hanzi, point.english]
    found = [point.code, *old, *names, *_levels(point.level), point.area, *words, *point.categories]
    return tuple(dict.fromkeys(word for word in map(plain, found) if word))


def _levels(level: str) -> list[str]:
    """`T1-T12` is found by either end and by every level between."""
    ends = re.fullmatch(r"([CTLS])(\d+)-\1(\d+)", level)
    if not ends:
        return [level]
    letter, first, last = ends[1], int(ends[2]), int(ends[3])
    return [f"{letter}{number}" for number in range(first, last + 1)]
