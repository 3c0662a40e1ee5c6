"""Points that lie over lung, kidney, canal or upper neck on a body have the caution for it.

It reads the located points and the outlines of the zones, not levels and distances, so it proves the cautions a second
way. A zone is an outline seen from behind and says nothing of depth.
"""

from collections.abc import Sequence
from itertools import pairwise

from dashboard.facts.checks.cautions import caution_kinds
from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records
from dashboard.facts.tables import Row

# The caution each zone asks for; any one of them will do.
ASKS_FOR = {
    "lung": ("lung",),
    "kidney": ("kidney",),
    "spinal_canal": ("spinal_canal",),
    "upper_neck": ("vertebral_artery", "spinal_canal"),
}
# Skin turned further to the front than this (z of its normal) is not the back, whatever lies behind it.
MOST_FORWARD = 0.3
Corner = tuple[float, float]


def zones_have_cautions(records: Records) -> Tally:
    """Every point that lies in a zone of care on either body, on the back, has a caution that fits the zone."""
    tally = Tally("places in zones")
    kinds, outlines = caution_kinds(records), outlines_of(records)
    for row in records.facts("located"):
        for zone in zones_at(row, outlines):
            good = bool(kinds[row.fact.code] & set(ASKS_FOR[zone]))
            problem = f"lies over {zone} on the {row.fact.body} body but cautions.csv has no such caution"
            tally.test(good, row, "code", problem, ASKS_FOR[zone])
    return tally


def outlines_are_closed(records: Records) -> Tally:
    """Each zone is outlined on both bodies by at least three corners, numbered from 1 without a gap."""
    tally = Tally("outlines")
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in records.facts("zones"):
        groups.setdefault((row.fact.body, row.fact.zone, row.fact.side), []).append(row)
    for key, rows in groups.items():
        numbers = [row.fact.seq for row in rows]
        whole = numbers == list(range(1, len(rows) + 1)) and len(rows) >= 3
        tally.test(whole, rows[0], "seq", f"corners of {' '.join(key)} are numbered {numbers}; expected 1, 2, 3 …")
        other = ("male" if key[0] == "female" else "female", *key[1:])
        tally.test(other in groups, rows[0], "body", f"the {other[0]} body has no {' '.join(key[1:])}")
    return tally


def outlines_of(records: Records) -> dict[tuple[str, str, str], list[Corner]]:
    """Return the corners of each zone, in order, by body, kind of zone and side."""
    outlines: dict[tuple[str, str, str], list[Corner]] = {}
    for row in records.facts("zones"):
        outlines.setdefault((row.fact.body, row.fact.zone, row.fact.side), []).append((row.fact.x_cm, row.fact.y_cm))
    return outlines


def zones_at(row: Row, outlines: dict[tuple[str, str, str], list[Corner]]) -> list[str]:
    """Return the kinds of zone a located point lies in, each once."""
    place = row.fact
    if place.nz > MOST_FORWARD:
        return []
    found = [
        zone
        for (body, zone, _), corners in outlines.items()
        if body == place.body and inside(corners, place.x_cm, place.y_cm)
    ]
    return list(dict.fromkeys(found))


def inside(corners: Sequence[Corner], x: float, y: float) -> bool:
    """Say whether (x, y) is within an outline: whether a ray to the right crosses it an odd number of times."""
    crossed = False
    for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed
