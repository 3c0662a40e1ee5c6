"""Rows of text -> sound episodes, and the rows that are bad: the steps of checking on one engine, each worked out once.

It must not know files, reports or cubes; what each step means is in `rules`, `sifting` and `widening`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.outcomes import packing, rules, sifting, widening
from dashboard.outcomes.months import serials
from dashboard.outcomes.sifting import Lookups

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from dashboard.outcomes.engine import Engine
    from dashboard.outcomes.scales import Scales


class TooManyError(ValueError):
    """More clinics or combinations of points than an import has numbers for; one sentence."""


@dataclass(frozen=True)
class Wide:
    """A table of all sound episodes with the columns of some slots (see `widening`)."""

    table: ir.Table
    slots: tuple[int, ...]


@dataclass(frozen=True)
class Checked:
    """What came of checking. `rows` counts all rows; `totals` is of the good ones (see `widening.totals`).

    `parts` are the points of each list of points. `faulty` has row and faults of each bad row; None where all are good.
    """

    parts: ir.Table
    lookups: Lookups
    wide: tuple[Wide, ...]
    rows: int
    totals: dict[str, int]
    faulty: ir.Table | None

    @property
    def found(self) -> ir.Table:
        """Each episode with its attributes."""
        return self.wide[0].table


def check(raw: ir.Table, engine: Engine, scales: Scales, told: Callable[[str], None]) -> Checked:
    """Check all rows. Raises TooManyError."""
    told("checking rows")
    parts, lookups = _lookups(raw, engine, scales)
    sifted = sifting.sifted(raw, lookups)
    slots = engine.fetch(sifting.slots(raw, lookups))["slot"].to_pylist()
    told("bringing episodes together")
    shares = widening.shared_out(slots)
    alone = len(shares) == 1
    wide = tuple(
        Wide(engine.keep(f"episodes_{number}", widening.widened(sifted, share, alone=alone), groups=True), share)
        for number, share in enumerate(shares)
    )
    rows, totals = engine.count(raw), _totals(engine, wide)
    faulty = []
    if totals["rows"] < rows:
        numbers = engine.keep("unsound", sifting.unsound(sifted))
        faulty.append(sifting.faulty(raw, numbers, lookups))
    conflicts, ill_named = widening.conflicting(wide[0].table), widening.ill_named(wide[0].table)
    repeats = widening.united([widening.repeating(one.table, one.slots) for one in wide])
    if any(engine.count(episodes) for episodes in (conflicts, ill_named, repeats)):
        # The rows of such episodes are few, and are then looked at many times.
        episodes = widening.united([conflicts, ill_named, repeats]).distinct()
        doubted = engine.keep("doubted", sifting.sound(sifted).semi_join(episodes, "episode"))
        late = engine.keep("late", sifting.late_faults(doubted, conflicts, repeats, ill_named))
        faulty.append(late.select("row", "faults"))
        wide = tuple(_mended(engine, f"sound_{number}", one, doubted, late) for number, one in enumerate(wide))
        totals = _totals(engine, wide)
    kept = engine.keep("faulty", widening.united(faulty)) if faulty else None
    return Checked(parts, lookups, wide, rows, totals, kept)


def _lookups(raw: ir.Table, engine: Engine, scales: Scales) -> tuple[ir.Table, Lookups]:
    """Return the parts of the lists of points, and a number for every spelling in the rows."""
    clinics = engine.keep("clinics", rules.clinics(raw))
    longest = rules.longest_list(scales.codes)
    parts = engine.keep("parts", rules.point_parts(raw, engine.table("codes", {"code": list(scales.codes)}), longest))
    sets = engine.keep("sets", rules.point_sets(parts).union(rules.overlong_lists(raw, longest)))
    for spellings, most, what in (
        (clinics, packing.MOST_CLINICS, "clinics"),
        (sets, packing.MOST_SETS, "combinations of points"),
    ):
        if engine.count(spellings) >= most:
            raise TooManyError(f"the files name more than {most - 1:,} {what}; import them in parts, then merge")
    months = engine.keep("months", rules.months(raw, engine.table("days", serials())))
    words = {name: engine.table(f"words_{name}", sifting.word_columns(name)) for name in sifting.WORDS}
    measures = engine.table("measures", sifting.measure_columns(scales))
    return parts, Lookups({"clinic": clinics, "month": months, "points": sets}, words, measures)


def _totals(engine: Engine, wide: tuple[Wide, ...]) -> dict[str, int]:
    """Add up what the tables say of their rows; all of them have the same episodes."""
    each = [engine.fetch(widening.totals(one.table, one.slots)).to_pylist()[0] for one in wide]
    return each[0] | {name: sum(one[name] for one in each) for name in ("rows", "without_start")}


def _mended(engine: Engine, name: str, one: Wide, doubted: ir.Table, late: ir.Table) -> Wide:
    """Widen the doubted episodes once more, without their late rows."""
    rest = widening.widened(doubted.anti_join(late, "row"), one.slots, alone=False)
    return Wide(engine.keep(name, one.table.anti_join(doubted, "episode").union(rest)), one.slots)
