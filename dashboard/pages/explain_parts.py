"""What the builder of a sheet offers: the address read with its form's own fields, the chosen points, ways to add more.

Everything a reader can do is an address. It must not know what the sheet says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from dashboard.explain.choices import MAX_SEARCH, SheetChoices
from dashboard.explain.codes import LEFT, MAX_POINTS, RIGHT, ChosenPoint, parse_points
from dashboard.explain.presets import Preset
from dashboard.explain.say import Say
from dashboard.facts.points import Point
from dashboard.language.marks import N_

ADDRESS = "/explain"
# Fields that only the form sends; the address of a sheet never holds them.
ADD, SIDE, INCLUDE = "add", "side.", "include"
TWO_SIDED = "bilateral"
MOST_UNKNOWN = 3  # words of a pasted text that are named as unknown
LONGEST_SHOWN = 24
UNKNOWN = N_("“{word}” names no point of this atlas.")
TOO_MANY = N_("A sheet holds {most} points; these did not fit: {codes}.")


@dataclass(frozen=True)
class ChosenRow:
    """One chosen point in the builder, with the addresses that move it or take it away ("" where it cannot move)."""

    number: int
    point: Point
    side: str
    two_sided: bool
    up: str
    down: str
    away: str


@dataclass(frozen=True)
class OfferedPreset:
    """A published set, and the address of the sheet that holds its points; "" where they are too many for one."""

    preset: Preset
    address: str


def address_of(choices: SheetChoices) -> str:
    """Give the address of a sheet."""
    return ADDRESS + choices.to_search()


def read(search: str, points: Mapping[str, Point]) -> tuple[SheetChoices, tuple[Say, ...]]:
    """Read an address or what the form sent: ticked sections, sides, and points that were pasted."""
    pairs = parse_qsl(search.lstrip("?")[:MAX_SEARCH], keep_blank_values=True)
    plain = {name: value for name, value in pairs if name not in (ADD, INCLUDE) and not name.startswith(SIDE)}
    ticked = [value for name, value in pairs if name == INCLUDE]
    if ticked:
        plain[INCLUDE] = ",".join(filter(None, ticked))
    choices, notes = SheetChoices.from_search(urlencode(plain), points)
    sides = {name.removeprefix(SIDE): value for name, value in pairs if name.startswith(SIDE)}
    chosen = tuple(_sided(point, sides, points) for point in choices.points)
    pasted = next((value for name, value in reversed(pairs) if name == ADD), "")
    chosen, more = _added(chosen, pasted, points)
    return replace(choices, points=chosen), tuple(_printable(note) for note in (*notes, *more))


def _sided(chosen: ChosenPoint, sides: Mapping[str, str], points: Mapping[str, Point]) -> ChosenPoint:
    asked = sides.get(chosen.code)
    fits = asked in ("", LEFT, RIGHT) and points[chosen.code].sides == TWO_SIDED
    return ChosenPoint(chosen.code, asked or "") if fits else chosen


def _added(
    chosen: tuple[ChosenPoint, ...], pasted: str, points: Mapping[str, Point]
) -> tuple[tuple[ChosenPoint, ...], list[Say]]:
    parsed = parse_points(pasted, points)
    known = {point.code for point in chosen}
    every = (*chosen, *(point for point in parsed.points if point.code not in known))
    notes = [Say(UNKNOWN, {"word": _short(word)}) for word in parsed.unknown[:MOST_UNKNOWN]]
    if left := [point.code for point in every[MAX_POINTS:]]:
        notes.append(Say(TOO_MANY, {"most": MAX_POINTS, "codes": ", ".join(left)}))
    return every[:MAX_POINTS], notes


def chosen_rows(choices: SheetChoices, points: Mapping[str, Point]) -> tuple[ChosenRow, ...]:
    """List the chosen points in order."""
    rows = []
    last = len(choices.points) - 1
    for place, one in enumerate(choices.points):
        point = points[one.code]
        rows.append(
            ChosenRow(
                number=place + 1,
                point=point,
                side=one.side,
                two_sided=point.sides == TWO_SIDED,
                up=_swapped(choices, place, place - 1) if place else "",
                down=_swapped(choices, place, place + 1) if place < last else "",
                away=address_of(replace(choices, points=(*choices.points[:place], *choices.points[place + 1 :]))),
            )
        )
    return tuple(rows)


def _swapped(choices: SheetChoices, one: int, other: int) -> str:
    points = list(choices.points)
    points[one], points[other] = points[other], points[one]
    return address_of(replace(choices, points=tuple(points)))


def toggles(choices: SheetChoices, points: Mapping[str, Point]) -> dict[str, str]:
    """Give, by code, the address with a point added or taken away; "" where the sheet is full."""
    chosen = {point.code for point in choices.points}
    full = len(choices.points) >= MAX_POINTS
    found = {}
    for code in points:
        if code in chosen:
            kept = tuple(point for point in choices.points if point.code != code)
        else:
            kept = (*choices.points, ChosenPoint(code))
        found[code] = "" if full and code not in chosen else address_of(replace(choices, points=kept))
    return found


def offered(
    choices: SheetChoices, presets: tuple[Preset, ...]
) -> tuple[tuple[OfferedPreset, ...], tuple[OfferedPreset, ...]]:
    """Give the published sets of the question, and all others."""
    made = [OfferedPreset(one, _preset_address(choices, one)) for one in presets]
    here = [one for one in made if choices.question in one.preset.questions and one.preset.apart is None]
    return tuple(here), tuple(one for one in made if one not in here)


def _preset_address(choices: SheetChoices, preset: Preset) -> str:
    if not preset.fits:
        return ""
    return address_of(replace(choices, points=tuple(ChosenPoint(code) for code in preset.codes)))


def _printable(note: Say) -> Say:
    """Put a sign in place of what no page may hold; a note repeats parts of the address."""
    values = {name: _shown(value) if isinstance(value, str) else value for name, value in note.values.items()}
    return Say(note.text, values)


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
