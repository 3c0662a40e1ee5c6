"""Warnings stand where they belong and nowhere by habit. It must not judge how deep a needle may go."""

from collections import defaultdict

from dashboard.facts.checks.places import LEVELS, index
from dashboard.facts.checks.report import Tally
from dashboard.facts.points import Point
from dashboard.facts.records import Records

MOST_POINTS = 0.1
# Points of the shoulder top, scapula and neck side whose lung lies under muscle, not beside a level of the spine.
LUNG_POINTS = ("GB21", "SI12", "SI13", "SI14", "SI15", "LU1", "LU2")


def structures_at(point: Point) -> tuple[str, ...]:
    """Return the structures of care under a point, by its level and its distance from the midline in cun alone.

    Lung beside C7 to T12 from 1.5 to 3.5 cun, kidney beside T11 to L3 from 1.5 cun, canal within 0.5 cun from C1 to L5.
    """
    found = ["lung"] if point.code in LUNG_POINTS else []
    ends = [end for end in point.level.split("-") if end in LEVELS]
    lateral = point.lateral_cun
    if ends and lateral is not None:
        top, bottom = index(ends[0]), index(ends[-1])
        if 1.5 <= lateral <= 3.5 and _overlap(top, bottom, "C7", "T12"):
            found.append("lung")
        if lateral >= 1.5 and _overlap(top, bottom, "T11", "L3"):
            found.append("kidney")
        if lateral <= 0.5 and _overlap(top, bottom, "C1", "L5"):
            found.append("spinal_canal")
    return tuple(dict.fromkeys(found))


def _overlap(top: int, bottom: int, first: str, last: str) -> bool:
    return top <= index(last) and bottom >= index(first)


def organs_have_cautions(records: Records) -> Tally:
    """Every point whose level and distance put it over lung, kidney or spinal canal has a caution of that kind."""
    tally = Tally("structures")
    kinds = caution_kinds(records)
    for row in records.facts("points"):
        for structure in structures_at(row.fact):
            there = kinds[row.fact.code]
            tally.test(structure in there, row, "code", f"lies over {structure} but cautions.csv has no such caution")
    return tally


def caution_kinds(records: Records) -> dict[str, set[str]]:
    """Return the kinds of caution each code has."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in records.rows("cautions"):
        kinds[row.cells["code"]].add(row.cells["kind"])
    return kinds


def cautions_are_not_boilerplate(records: Records) -> Tally:
    """No caution text stands on more than a tenth of the points, and no point says the same thing twice."""
    tally = Tally("texts")
    most = MOST_POINTS * len(records.rows("points"))
    texts = records.grouped(("cautions",), "text")
    for rows in texts.values():
        codes = {row.cells["code"] for row in rows}
        fine = len(codes) <= most
        tally.test(fine, rows[-1], "text", f"stands on {len(codes)} points; at most {most:.0f} may share a text")
        repeated = rows[-1] if len(codes) < len(rows) else None
        if repeated is not None:
            tally.test(False, repeated, "text", "the same warning twice on one point")
    tally.checked = len(texts)
    return tally
