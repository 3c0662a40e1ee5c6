"""Warnings stand where they belong and nowhere by habit. It must not judge how deep a needle may go."""

import re
from collections import defaultdict

from dashboard.facts.checks.codes import EXTRA_POINTS, fault_of
from dashboard.facts.checks.places import LEVELS, index
from dashboard.facts.checks.report import Tally, near
from dashboard.facts.points import Point
from dashboard.facts.records import Records
from dashboard.facts.tables import Row
from dashboard.facts.vocabulary import GENERAL_REGIONS, INJURY_REGIONS

MOST_POINTS = 0.1
# A numbered point in a sentence, as the screens read it.
NAMED_POINT = re.compile(r"\b(?:EX-[A-Z]+|[A-Z]{2})\d+\b", re.ASCII)
# What one warning may fill in to look like many.
CODES = "|".join((*sorted(EXTRA_POINTS, reverse=True), r"(?:EX-[A-Z]+|[A-Z]{2})\d+"))
ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
FILLED_IN = re.compile(rf"\b(?:{CODES}|[CTLS]\d{{1,2}}|{ORDINALS}|\d+(?:[.,]\d+)*)\b", re.ASCII | re.IGNORECASE)
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


def form_of(text: str) -> str:
    """Return a warning with its codes, levels, ordinals and figures blanked: what two points would share."""
    return FILLED_IN.sub("_", text).casefold()


def cautions_are_not_boilerplate(records: Records) -> Tally:
    """No form of caution stands on more than a tenth of the points, and no point says the same thing twice."""
    tally = Tally("forms")
    most = MOST_POINTS * len(records.rows("points"))
    forms: dict[str, list[Row]] = defaultdict(list)
    for row in records.rows("cautions"):
        forms[form_of(row.cells["text"])].append(row)
    for rows in forms.values():
        codes = {row.cells["code"] for row in rows}
        fine = len(codes) <= most
        tally.test(fine, rows[-1], "text", f"stands on {len(codes)} points; at most {most:.1f} may share its form")
        if len(codes) < len(rows):
            tally.test(False, rows[-1], "text", "the same warning twice on one point")
    tally.checked = len(forms)
    return tally


def regions_are_known(records: Records) -> Tally:
    """Check that an injury without a code of its own names points, or a region of which it is known what it covers."""
    tally = Tally("regions")
    valid = (*INJURY_REGIONS, *GENERAL_REGIONS)
    for row in records.rows("injuries"):
        region = row.cells["region"]
        codes = NAMED_POINT.findall(region)
        names_points = bool(codes) and not any(map(fault_of, codes))
        good = bool(row.cells["code"]) or region in valid or names_points
        problem = "no point and no known region, so it would be shown nowhere"
        tally.test(good, row, "region", problem, () if good else (*near(region, valid), "words that name a point"))
    return tally
