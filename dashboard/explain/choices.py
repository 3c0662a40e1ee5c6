"""What a patient sheet holds, as one frozen value whose home is the address. Nothing about a person is in it.

It must not know what the sheet says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain.codes import LEFT, MAX_POINTS, RIGHT, ChosenPoint, code_of
from dashboard.explain.say import Say
from dashboard.facts.points import Point

PATIENT, STUDENT, PRACTITIONER = READERS = ("patient", "student", "practitioner")
# The parts of the sheet that may be left out, in the order shown.
SECTIONS = (
    "where",
    "expect",
    "how",
    "research",
    "benefits",
    "risks",
    "guidelines",
    "ask-first",
    "red-flags",
    "questions",
)
PER = (100, 1000)
SIZES = ("normal", "large")
LANGUAGES = ("en", "zh", "es")
MAX_SEARCH = 2000  # characters of an address that are read at all
MAX_NOTES = 6
LONGEST_SHOWN = 24  # characters of a hostile word that a note repeats
FIELDS: Mapping[str, tuple[str, ...]] = {
    "question": QUESTION_KEYS,
    "as": READERS,
    "per": tuple(map(str, PER)),
    "size": SIZES,
    "lang": LANGUAGES,
}


@dataclass(frozen=True)
class SheetChoices:
    """One sheet. `reader` is `as` in the address; `include` are the sections left in, in the order shown.

    Fields are taken as given; `from_search` is what cleans them. At most `MAX_POINTS` points fit.
    """

    points: tuple[ChosenPoint, ...] = ()
    question: str = QUESTION_KEYS[0]
    reader: str = PATIENT
    include: tuple[str, ...] = SECTIONS
    per: int = PER[0]
    size: str = SIZES[0]
    lang: str = LANGUAGES[0]

    def to_search(self) -> str:
        """Write the query string with its `?`, or "" for an empty sheet of defaults; fields in a fixed order."""
        plain = SheetChoices()
        parts = [f"points={','.join(map(_written, self.points))}"] if self.points else []
        for name, value, default in (
            ("question", self.question, plain.question),
            ("as", self.reader, plain.reader),
            ("include", ",".join(self.include), ",".join(plain.include)),
            ("per", str(self.per), str(plain.per)),
            ("size", self.size, plain.size),
            ("lang", self.lang, plain.lang),
        ):
            if value != default:
                parts.append(f"{name}={quote(value, safe=',')}")
        return "?" + "&".join(parts) if parts else ""

    @classmethod
    def from_search(cls, search: str | None, points: Mapping[str, Point]) -> tuple[SheetChoices, tuple[Say, ...]]:
        """Read a query string. What it cannot use stays at its default, with one quiet note for the reader each."""
        notes: list[Say] = []
        given = dict(parse_qsl((search or "").lstrip("?")[:MAX_SEARCH], keep_blank_values=True))
        values = {name: _one(name, given[name], valid, notes) for name, valid in FIELDS.items() if name in given}
        sections = SECTIONS
        if "include" in given:
            asked = _words(given["include"])
            notes.extend(_unknown_section(word) for word in asked if word not in SECTIONS)
            sections = tuple(section for section in SECTIONS if section in asked)
        return cls(
            points=_points(given.get("points", ""), points, notes),
            question=values.get("question", QUESTION_KEYS[0]),
            reader=values.get("as", PATIENT),
            include=sections,
            per=int(values.get("per", PER[0])),
            size=values.get("size", SIZES[0]),
            lang=values.get("lang", LANGUAGES[0]),
        ), tuple(notes[:MAX_NOTES])


def _written(point: ChosenPoint) -> str:
    return f"{quote(point.code)}:{point.side}" if point.side else quote(point.code)


def _points(text: str, points: Mapping[str, Point], notes: list[Say]) -> tuple[ChosenPoint, ...]:
    chosen: dict[str, ChosenPoint] = {}
    for word in _words(text):
        name, _, side = word.partition(":")
        code = code_of(name, points)
        if not code:
            notes.append(
                Say("The address names the point “{word}”, which is not in this atlas.", {"word": _short(name)})
            )
            continue
        if side and (side not in (LEFT, RIGHT) or points[code].sides != "bilateral"):
            note = "The address asks for a side of {code} that it does not have; it is shown without one."
            notes.append(Say(note, {"code": code}))
            side = ""
        chosen.setdefault(code, ChosenPoint(code, side))
    if len(chosen) > MAX_POINTS:
        note = "The address names {given} points; a sheet holds the first {most}."
        notes.append(Say(note, {"given": len(chosen), "most": MAX_POINTS}))
    return tuple(chosen.values())[:MAX_POINTS]


def _one(name: str, text: str, valid: tuple[str, ...], notes: list[Say]) -> str:
    if text in valid:
        return text
    note = "The address asks for {field} “{word}”, which does not exist; valid: {valid}. Showing {shown}."
    notes.append(Say(note, {"field": name, "word": _short(text), "valid": ", ".join(valid), "shown": valid[0]}))
    return valid[0]


def _unknown_section(word: str) -> Say:
    return Say("The address asks for the section “{word}”, which a sheet does not have.", {"word": _short(word)})


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
