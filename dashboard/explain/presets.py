"""Published sets of points that a reader can start a sheet from. A set is what a source prints, not advice.

It must not know the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.questions import CHRONIC, LEG, LOW_BACK, PREGNANCY, UPPER, Place
from dashboard.evidence.source_names import short_name
from dashboard.explain.codes import MAX_POINTS, codes_in
from dashboard.explain.say import Say

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.points import Prescription

SHOULDER = "Pain of the shoulder joint, not of the back."
# condition of `prescriptions.csv` -> the questions it belongs to, and why it stands apart from them
PLACES = {
    "chronic LBP": Place(CHRONIC),
    "chronic LBP (electro-acupuncture trial)": Place(CHRONIC),
    "LBP": Place(LOW_BACK),
    "LBP (Korean trial)": Place(LOW_BACK),
    "acute and chronic LBP": Place(LOW_BACK),
    "acute lumbar sprain": Place(("acute",)),
    "chronic neck pain": Place(UPPER),
    "myofascial neck pain": Place(UPPER),
    "sciatica": Place(LOW_BACK, LEG),
    "pregnancy low-back and pelvic pain": Place(LOW_BACK, PREGNANCY),
    "pregnancy low back and pelvic pain": Place(LOW_BACK, PREGNANCY),
    "shoulder pain": Place(UPPER, SHOULDER),
}
# The points beside the spine have one printed code for the whole spine; the atlas has one for each part of it.
BESIDE_THE_SPINE, OF_THE_LOW_BACK = "EX-B2", "EX-B2_L"
# Words by which a source says that not every patient got every point.
MENU = re.compile(r"\bmenu\b|by pattern|optional|at least|for moxi|\|", re.I)


@dataclass(frozen=True)
class Preset:
    """One published set: `codes` in print order, `left_out` what it names and the atlas lacks.

    `menu` is True where patients got a choice of these, `fits` where all go on one sheet. `apart` is the condition it
    was made for where that is not plain back or neck pain, else None.
    """

    id: str
    words: Say
    codes: tuple[str, ...]
    left_out: tuple[str, ...]
    questions: tuple[str, ...]
    menu: bool
    fits: bool
    apart: Say | None
    note: str
    sources: tuple[str, ...]
    status: str


def presets(facts: Facts) -> tuple[Preset, ...]:
    """Return the published sets that name points of the atlas: those for a question first, in file order.

    Raises KeyError for a condition nobody has placed.
    """
    found = [preset for row in facts.prescriptions if (preset := _preset(facts, row)).codes]
    return tuple(sorted(found, key=lambda preset: preset.apart is not None))


def _preset(facts: Facts, row: Prescription) -> Preset:
    place = PLACES[row.condition]
    text = row.points
    if place.questions != UPPER:
        text = re.sub(rf"{BESIDE_THE_SPINE}(?![\w])", OF_THE_LOW_BACK, text)
    codes, left_out = codes_in(text, facts.points)
    menu = bool(MENU.search(f"{row.points} {row.note}"))
    words = {"source": short_name(row.sources, facts.sources), "condition": row.condition}
    return Preset(
        id=row.protocol_id,
        words=Say("{source}, for {condition}: a menu to choose from", words)
        if menu
        else Say("{source}, for {condition}", words),
        codes=codes,
        left_out=left_out,
        questions=place.questions,
        menu=menu,
        fits=len(codes) <= MAX_POINTS,
        apart=Say(place.beside) if place.beside else None,
        note=row.note,
        sources=row.sources,
        status=row.status,
    )
