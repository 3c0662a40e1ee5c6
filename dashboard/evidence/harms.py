"""How often harm was seen, in plain words, per patients and per treatments apart; published injuries by body part.

It must not know pictures. A list of published cases has no denominator and never becomes a rate.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.evidence.body_regions import region_of
from dashboard.evidence.cautions import GENERAL_REGIONS, REGION_MATCH
from dashboard.evidence.depths import codes_named
from dashboard.evidence.numbers import plain
from dashboard.facts.points import Injury, Point
from dashboard.facts.reviews import SafetyRate

DENOMINATORS = ("patients", "treatments", "case_reports")
PER = 10_000
DRAWN_PEOPLE = 1_000
COUNTED_CASES = "case_reports"


@dataclass(frozen=True, slots=True)
class HarmRate:
    """One rate, ready to be read: `words` first, then the per cent; `icons` of 1,000, None where too few to draw."""

    row: SafetyRate
    words: str
    percent: str
    interval: str
    icons: int | None
    drawn_words: str


@dataclass(frozen=True, slots=True)
class InjuryGroup:
    """Published injuries of one body part, each row with its own count and source; no sum, as lists overlap."""

    part: str
    injuries: tuple[Injury, ...]


def rate_of(row: SafetyRate) -> float | None:
    """Give the rate per 10,000: as printed, else from the counts; None where there is neither."""
    if row.denominator == COUNTED_CASES:
        return None
    if row.rate_per_10000 is not None:
        return row.rate_per_10000
    return row.events / row.n * PER if row.events is not None and row.n else None


def counts_agree(row: SafetyRate) -> bool:
    """Say whether events / n is the printed rate, to the digits that are printed; true where one is missing."""
    if row.events is None or not row.n or row.rate_per_10000 is None:
        return True
    digits = f"{row.rate_per_10000:.10f}".rstrip("0").rstrip(".")
    if "." in digits:
        unit = 10.0 ** -len(digits.split(".")[1])
    else:
        unit = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if row.rate_per_10000 else 1.0
    return abs(row.events / row.n * PER - row.rate_per_10000) <= unit / 2 + 1e-9


def one_in(rate: float) -> int:
    """Turn a rate per 10,000 into the N of 'about 1 in N', rounded down to two digits: a harm is never made smaller.

    Raises ValueError for a rate that is not between 0 and 10,000.
    """
    if not 0 < rate <= PER:
        raise ValueError(f"rate {rate!r} per 10,000; valid: above 0, up to 10,000")
    # Ten digits first, so that 10,000 / 2,500 is 4 and not 3.999.
    exact = math.floor(round(PER / rate, 10))
    unit = 10 ** max(0, len(str(exact)) - 2)
    return exact // unit * unit


def plain_words(row: SafetyRate) -> str:
    """Say a rate as people say it: 'about 1 in 11 patients', 'none in 31,822 treatments'."""
    rate = rate_of(row)
    if row.denominator == COUNTED_CASES:
        return f"{row.events:,} published cases, no rate" if row.events is not None else "published cases, no rate"
    if rate is None:
        return "no single rate printed"
    if rate == 0:
        return f"none in {row.n:,} {row.denominator}" if row.n else f"none among the {row.denominator} seen"
    return f"about 1 in {_big(one_in(rate))} {row.denominator}"


def _big(number: int) -> str:
    return f"{plain(number / 1_000_000)} million" if number >= 1_000_000 else f"{number:,}"


def drawn_words(row: SafetyRate) -> str:
    """Say what 1,000 icons show, or why they cannot: 'too few to draw: about 5 in 10,000 patients'."""
    rate, icons = rate_of(row), icons_of(row)
    if rate is None:
        return "no rate to draw"
    if rate == 0:
        return f"none to draw: {plain_words(row)}"
    if icons is not None:
        return f"about {icons} in {DRAWN_PEOPLE:,} {row.denominator}"
    many = PER
    while rate * many / PER < 1:
        many *= 10
    # Half a person is rounded up, for the same reason as in one_in.
    return f"too few to draw: about {math.floor(rate * many / PER + 0.5)} in {many:,} {row.denominator}"


def icons_of(row: SafetyRate) -> int | None:
    """Give how many of 1,000 icons to mark, halves up; None for less than 1 in 1,000, which no icon can show."""
    rate = rate_of(row)
    if rate is None or rate * DRAWN_PEOPLE < PER:
        return None
    return math.floor(rate * DRAWN_PEOPLE / PER + 0.5)


def harm_rate(row: SafetyRate) -> HarmRate:
    """Make one row of the safety table ready to be read."""
    rate = rate_of(row)
    ends = (row.ci_low, row.ci_high)
    interval = "" if None in ends else f"{plain(ends[0] / 100)} to {plain(ends[1] / 100)}\N{NO-BREAK SPACE}%"
    return HarmRate(row, plain_words(row), _percent(rate), interval, icons_of(row), drawn_words(row))


def _percent(rate: float | None) -> str:
    if rate is None:
        return ""
    return (
        "under 0.01\N{NO-BREAK SPACE}%" if 0 < rate < 1 else f"{plain(float(f'{rate / 100:.3g}'))}\N{NO-BREAK SPACE}%"
    )


def rates_by_denominator(safety: Iterable[SafetyRate]) -> Mapping[str, tuple[HarmRate, ...]]:
    """Give the rates apart by denominator: patients, treatments, published cases; the most frequent first in each."""
    rates = [harm_rate(row) for row in safety]
    return {
        name: tuple(
            sorted((rate for rate in rates if rate.row.denominator == name), key=lambda rate: -(rate_of(rate.row) or 0))
        )
        for name in DENOMINATORS
    }


UPPER, NECK, LOWER, LIMBS, GENERAL = (
    "upper back and shoulder",
    "neck and head",
    "lower back and buttock",
    "arms and legs",
    "counted over the whole body",
)
PARTS = (UPPER, NECK, LOWER, LIMBS, GENERAL)
PART_OF_REGION: Mapping[str, str] = {
    **dict.fromkeys(("lung", "shoulder_top", "scapula", "shoulder"), UPPER),
    **dict.fromkeys(("neck", "neck_midline", "head"), NECK),
    **dict.fromkeys(("kidney", "paraspinal", "sacrum", "coccyx", "buttock", "flank", "abdomen"), LOWER),
    **dict.fromkeys(("limb", "hand_foot"), LIMBS),
}


def part_of(point: Point) -> str:
    """Name the body part of a point; the midline of the spine is split by its level."""
    region = region_of(point)
    if region == "midline":
        return LOWER if point.level.startswith("L") else UPPER
    return GENERAL if region is None else PART_OF_REGION[region]


def injuries_by_part(injuries: Iterable[Injury], points: Mapping[str, Point]) -> tuple[InjuryGroup, ...]:
    """Group published injuries by body part, from head to foot as `PARTS` lists them; whole-body counts come last."""
    groups: dict[str, list[Injury]] = {part: [] for part in PARTS}
    for row in injuries:
        groups[_part_of_injury(row, points)].append(row)
    return tuple(InjuryGroup(part, tuple(rows)) for part, rows in groups.items() if rows)


def _part_of_injury(row: Injury, points: Mapping[str, Point]) -> str:
    if row.code in points:
        return part_of(points[row.code])
    if row.region in GENERAL_REGIONS:
        return GENERAL
    named = [points[code] for code in codes_named(row.region) if code in points]
    matched = named or [
        point for point in points.values() if row.region in REGION_MATCH and REGION_MATCH[row.region](point)
    ]
    parts = [part_of(point) for point in matched]
    # Words that cover several parts ('neck and shoulder') go where most of their points lie.
    return max(PARTS, key=parts.count) if parts else GENERAL
