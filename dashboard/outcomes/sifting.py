"""Rows of text -> narrow rows of numbers, and which rules the bad ones break, as Ibis expressions for any engine.

It must not know files, engines or figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.outcomes import packing, rules
from dashboard.outcomes.columns import AGE_BANDS, LAST_WEEK, MOST_SESSIONS, QUESTIONS, ROWS, SEXES
from dashboard.outcomes.rules import BIT, flag, whole_number

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from dashboard.outcomes.scales import Scales

WORDS = {"question": QUESTIONS, "age_band": AGE_BANDS, "sex": SEXES}
SPELT = {"clinic": "clinic_no", "month": "month_no", "points": "set_no"}


@dataclass(frozen=True)
class Lookups:
    """Small tables that turn cells into numbers, by the name of their column; joining them costs an engine little.

    `spelt` has every spelling in the rows of clinic, month and points, with its number and faults (see `rules`);
    `words` every valid word of a closed list with its number; `measures` each measure with its first slot and range.
    """

    spelt: dict[str, ir.Table]
    words: dict[str, ir.Table]
    measures: ir.Table


def word_columns(name: str) -> dict[str, list]:
    """Return the columns of the table of valid words of `name`."""
    return {name: list(WORDS[name]), f"{name}_no": list(range(len(WORDS[name])))}


def measure_columns(scales: Scales) -> dict[str, list]:
    """Return the columns of the table of measures."""
    return {
        "measure": list(scales.measures),
        "first_slot": [packing.slot(number, 0) for number in range(len(scales.measures))],
        "low": [scale.low for scale in scales.scales],
        "high": [scale.high for scale in scales.scales],
    }


def sifted(raw: ir.Table, lookups: Lookups) -> ir.Table:
    """Return a narrow row for each row of text: row, episode, attributes, slot, score.

    Where a rule is broken attributes and slot are null; which rules are, `faulty` works out for the few such rows. Only
    the signs of the episode's id are left to `late_faults`: an id is then looked at once and not in each of its rows.
    """
    rows = _looked_up(raw, lookups)
    score = rules.score_of(rows.score)
    week = rules.whole(rows.week, LAST_WEEK)
    rows = rows.select(
        "row",
        "episode",
        attributes=rules.total([rows[f"{name}_bits"] for name in (*SPELT, *WORDS)]),  # null where one of them is
        slot=(rows.first_slot + week).cast("int32"),
        score=score.hundredths.cast("int32"),
        rest=(rows.problem == 0)
        & (rows.episode != "")
        & rules.whole(rows.sessions, MOST_SESSIONS).notnull()
        & score.hundredths.between(rows.low, rows.high)
        & ~score.fine,
    )
    sound = rows.rest & rows.attributes.notnull() & rows.slot.notnull()
    return rows.select(
        "row",
        "episode",
        attributes=sound.ifelse(rows.attributes, None),
        slot=sound.ifelse(rows.slot, None),
        score=rows.score,
    )


def sound(rows: ir.Table) -> ir.Table:
    """Keep the sifted rows that break no rule of their own."""
    return rows.filter(rows.attributes.notnull())


def unsound(rows: ir.Table) -> ir.Table:
    """Return the numbers of the others: row."""
    return rows.filter(rows.attributes.isnull()).select("row")


def slots(raw: ir.Table, lookups: Lookups) -> ir.Table:
    """Return each measure and week that stand together in a row, good or bad: slot."""
    cells = raw.select("measure", "week").distinct().inner_join(lookups.measures, "measure")
    cells = cells.select(slot=cells.first_slot + rules.whole(cells.week, LAST_WEEK))
    return cells.filter(cells.slot.notnull()).distinct()


def faulty(raw: ir.Table, numbers: ir.Table, lookups: Lookups) -> ir.Table:
    """Return row and faults (the added bits of the rules it breaks) of the rows with these numbers."""
    rows = _looked_up(raw.semi_join(numbers, "row"), lookups)
    score = rules.score_of(rows.score)
    outside = (score.hundredths < rows.low) | (score.hundredths > rows.high)
    flags = [
        *rules.line_flags(rows, BIT),
        *rules.empty_flags(rows, tuple(ROWS), BIT),
        flag(rules.bad_id(rows.episode) & (rows.problem == 0), BIT["id", "episode"]),
        *(rows[f"{name}_faults"].fill_null(0) for name in SPELT),
        *(flag(rows[f"{name}_bits"].isnull() & _filled(rows, name), BIT["word", name]) for name in WORDS),
        flag(rows.first_slot.isnull() & _filled(rows, "measure"), BIT["word", "measure"]),
        flag(rules.whole(rows.week, LAST_WEEK).isnull() & _filled(rows, "week"), BIT["whole", "week"]),
        flag(rules.whole(rows.sessions, MOST_SESSIONS).isnull() & _filled(rows, "sessions"), BIT["whole", "sessions"]),
        flag(score.hundredths.isnull() & _filled(rows, "score"), BIT["number", "score"]),
        flag(score.hundredths.notnull() & score.fine, BIT["decimals", "score"]),
        flag(outside, BIT["range", "score"]),
    ]
    return rows.select("row", faults=rules.total(flags))


def _looked_up(raw: ir.Table, lookups: Lookups) -> ir.Table:
    """Join the numbers of cells: `<name>_bits`, null where the cell is bad, at their place among the attributes."""
    for name, number in SPELT.items():
        table = lookups.spelt[name]
        bits = packing.placed((table[f"{name}_faults"] == 0).ifelse(table[number], None), number)
        raw = _joined(raw, table.select(name, f"{name}_faults", **{f"{name}_bits": bits}), name)
    for name, table in lookups.words.items():
        bits = packing.placed(table[f"{name}_no"], name)
        raw = _joined(raw, table.select(name, **{f"{name}_bits": bits}), name)
    return _joined(raw, lookups.measures, "measure")


def _joined(raw: ir.Table, table: ir.Table, key: str) -> ir.Table:
    return raw.left_join(table, key).drop(f"{key}_right")


def _filled(rows: ir.Table, name: str) -> ir.BooleanValue:
    return ~rules.is_empty(rows[name]) & (rows.problem == 0)


def late_faults(good: ir.Table, conflicts: ir.Table, repeats: ir.Table, ill_named: ir.Table) -> ir.Table:
    """Return the rows that are bad only beside others: row, episode, faults. It does not depend on the order of rows.

    All rows of an episode that is ill named, and of one in conflict; all of a measure and week with different scores;
    of equal ones, all but one. `repeats` are the episodes in which there are such.
    """
    import ibis

    misnamed = good.semi_join(ill_named, "episode")
    misnamed = misnamed.select("row", "episode", faults=whole_number(BIT["id", "episode"]))
    conflicts = conflicts.anti_join(ill_named, "episode")
    disagreeing = good.semi_join(conflicts, "episode")
    disagreeing = disagreeing.select("row", "episode", faults=whole_number(BIT["conflict", "episode"]))
    repeats = repeats.anti_join(ill_named, "episode").anti_join(conflicts, "episode")
    others = good.semi_join(repeats, "episode")
    window = ibis.window(group_by=[others.episode, others.slot])
    others = others.mutate(
        times=others.count().over(window),
        low=others.score.min().over(window),
        high=others.score.max().over(window),
        first=others.row.min().over(window),
    )
    repeated = others.filter((others.times > 1) & ((others.low != others.high) | (others.row != others["first"])))
    repeated = repeated.select("row", "episode", faults=whole_number(BIT["repeated", "episode"]))
    return disagreeing.union(repeated).union(misnamed)
