"""A point's level and distance say what its rule says, and follow its channel. It must not know any body."""

from itertools import pairwise

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records
from dashboard.facts.rule_facts import is_paired, lateral_of, level_of
from dashboard.facts.rules import RuleError, parse_rule
from dashboard.facts.tables import Row

LEVELS = (
    *(f"C{number}" for number in range(1, 8)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"L{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 6)),
    "coccyx",
)
# Runs of consecutive numbers along which the level goes strictly one way: 1 down the spine, -1 up it.
RUNS = (("GV", 1, 15, -1), ("BL", 11, 30, 1), ("BL", 31, 34, 1), ("BL", 41, 54, 1))


def levels_agree_with_rules(records: Records) -> Tally:
    """Each rule parses, and its level and its distance in cun are those of the point's own columns."""
    tally = Tally("rules")
    for row in records.facts("points"):
        point = row.fact
        try:
            rule = parse_rule(point.rule) if point.rule else None
        except RuleError as error:
            tally.test(False, row, "rule", str(error))
            continue
        if rule is None:
            continue
        level, lateral = level_of(rule), lateral_of(rule)
        if level:
            tally.test(level == point.level, row, "level", f"the rule says {level}", (level,))
        if lateral is not None:
            tally.test(
                lateral == point.lateral_cun, row, "lateral_cun", f"the rule says {lateral:g}", (f"{lateral:g}",)
            )
        elif point.lateral_cun is not None:
            tally.test(False, row, "lateral_cun", "the rule gives no distance from the midline", ("(empty)",))
        side = "bilateral" if is_paired(rule) or point.lateral_cun else "midline"
        tally.test(side == point.sides, row, "sides", f"the rule says {side}", (side,))
    tally.checked = sum(1 for row in records.facts("points") if row.fact.rule)
    return tally


def levels_are_levels(records: Records) -> Tally:
    """Check that a level is a vertebra, or two of them with a dash, upper first."""
    tally = Tally("levels")
    for row in records.rows("points"):
        if not row.cells["level"]:
            continue
        ends = row.cells["level"].split("-")
        known = all(end in LEVELS for end in ends) and len(ends) <= 2
        tally.test(known, row, "level", "no such level", ("C1 to C7", "T1 to T12", "L1 to L5", "S1 to S5", "coccyx"))
        if known and len(ends) == 2:
            tally.test(index(ends[0]) < index(ends[1]), row, "level", "the upper level comes first")
    return tally


def index(level: str) -> int:
    """Position of a level from the top of the spine, 0 for C1. Raises ValueError for no level."""
    return LEVELS.index(level)


def channels_run_in_order(records: Records) -> Tally:
    """GV numbers climb the spine, BL numbers go down it, and on each body CV numbers climb the belly."""
    tally = Tally("neighbours")
    points = {row.cells["code"]: row for row in records.facts("points")}
    for channel, first, last, step in RUNS:
        run = [points[f"{channel}{n}"] for n in range(first, last + 1) if f"{channel}{n}" in points]
        run = [row for row in run if row.fact.level in LEVELS]
        for above, below in pairwise(run):
            good = (index(below.fact.level) - index(above.fact.level)) * step > 0
            way = "below" if step > 0 else "above"
            tally.test(good, below, "level", f"expected {way} {above.cells['code']} at {above.fact.level}")
    _heights(records, tally)
    return tally


def _heights(records: Records, tally: Tally) -> None:
    rows = records.grouped(("located",), "code")
    for channel, first, last, step in (*RUNS, ("CV", 1, 24, -1)):
        run = [rows[f"{channel}{n}"] for n in range(first, last + 1) if f"{channel}{n}" in rows]
        for before, after in pairwise(run):
            _compare(tally, before, after, step)


def _compare(tally: Tally, before: list[Row], after: list[Row], step: int) -> None:
    places = {(row.fact.body, row.fact.side): row for row in before if row.fact}
    for row in after:
        other = places.get((row.fact.body, row.fact.side)) if row.fact else None
        if other is not None:
            way = "below" if step > 0 else "above"
            good = (other.fact.y_cm - row.fact.y_cm) * step > 0
            tally.test(good, row, "y_cm", f"expected {way} {other.fact.code} at {other.fact.y_cm:g}")
