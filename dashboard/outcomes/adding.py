"""Episodes -> the sums of a cube, as Ibis expressions. It must not know files, engines or disclosure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.outcomes import packing, rules
from dashboard.outcomes.columns import EVENTS, YES_NO
from dashboard.outcomes.cube import ANY_POINT, BIN_COLUMNS, BINS, RESPONDERS, SUMS
from dashboard.outcomes.rules import flag, index_of
from dashboard.outcomes.sifting import WORDS
from dashboard.outcomes.widening import column, united

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from dashboard.outcomes.scales import Scale, Scales

OUTCOMES = ("followed", *SUMS, *RESPONDERS, *BIN_COLUMNS)


def cells(found: ir.Table, slots: tuple[int, ...], scales: Scales) -> ir.Table:
    """Add up the scores that have a baseline, by cell (the attributes less the month), measure and week."""
    starts, later = [], []
    for slot in slots:
        (later if packing.measure_and_week(slot)[1] else starts).append(_scores(found, slot, scales))
    return united([_added(united(rows), changed=rows is later) for rows in (starts, later) if rows])


def _added(rows: ir.Table, *, changed: bool) -> ir.Table:
    """Add up scores, and changes from baseline unless they are baselines: then all are 0."""
    *bins, last = BIN_COLUMNS
    changes = {"change_sum": rows.change, "change_sq": rows.change * rows.change}
    added = rows.group_by("cell", "measure", "week").aggregate(
        followed=rows.count(),
        score_sum=_sum(rows.score),
        score_sq=_sum(rows.score * rows.score),
        **{name: _sum(change) for name, change in changes.items() if changed},
        **{name: rows.count(where=rows[name]) for name in RESPONDERS if changed},
        **{name: rows.count(where=rows.part == number) for number, name in enumerate(bins)},
    )
    none = {name: rules.whole_number(0) for name in (*changes, *RESPONDERS) if not changed}
    # Every score is in a bin, so the last one needs no count of its own: each costs as much as a sum.
    added = added.mutate(**none, **{last: added.followed - rules.total([added[name] for name in bins])})
    return added.select("cell", "measure", "week", *OUTCOMES)


def _scores(found: ir.Table, slot: int, scales: Scales) -> ir.Table:
    """Return the scores of one measure and week beside their baselines."""
    import ibis

    measure, week = packing.measure_and_week(slot)
    scale = scales.scales[measure]
    there = found.filter(found[column(slot)].notnull() & found[column(packing.slot(measure, 0))].notnull())
    score = there[column(slot)].cast("int64")
    start = there[column(packing.slot(measure, 0))].cast("int64")
    change = score - start
    gain = change if scale.higher_better else -change
    return there.select(
        cell=packing.cell_of(there.attributes),
        measure=ibis.literal(measure, "int8"),
        week=ibis.literal(week, "int16"),
        score=score,
        change=change,
        better_30=(start > 0) & (gain * 100 >= start * 30),
        better_50=(start > 0) & (gain * 100 >= start * 50),
        better_important=gain >= _important(there, scale),
        part=((score - scale.low) * BINS / (scale.high - scale.low)).floor().cast("int8"),
    )


def _important(found: ir.Table, scale: Scale) -> ir.IntegerValue:
    """Return the smallest change that matters for the question of each episode."""
    import ibis

    values = [ibis.literal(value, "int64") for value in scale.important]
    if len(set(scale.important)) == 1:
        return values[0]
    question = packing.unpacked(found.attributes, "question")
    return question.cases(*enumerate(values[:-1]), else_=values[-1])


def points_of_sets(parts: ir.Table, sets: ir.Table) -> ir.Table:
    """Return the points of each sound set, and ANY_POINT once: set_no, point."""
    import ibis

    sound = sets.filter(sets.points_faults == 0)
    named = sound.join(parts, "points").select("set_no", point="part")
    return named.union(sound.select("set_no", point=ibis.literal(ANY_POINT))).distinct()


def outcomes(added: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Explode cells by their points: words as their numbers, clinic_group, and every statistic but `episodes`."""
    spread = _spread(added, points, groups)
    return spread.group_by("point", *WORDS, "clinic_group", "measure", "week").aggregate(
        **{name: _sum(spread[name]) for name in OUTCOMES}
    )


def group_sizes(found: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Count episodes by point and group, whatever was measured."""
    one = found.select(cell=packing.cell_of(found.attributes))
    spread = _spread(one.group_by("cell").aggregate(episodes=one.count()), points, groups)
    return spread.group_by("point", *WORDS, "clinic_group").aggregate(episodes=_sum(spread.episodes))


def events(adverse: ir.Table, found: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Count adverse events by point, group, event and serious: numbers of the words; null both for any event."""
    import ibis

    rows = adverse.join(found.select("episode", cell=packing.cell_of(found.attributes)), "episode")
    nothing = ibis.null("int64")
    rows = rows.select("episode", "cell", "event", "serious").union(
        rows.select("episode", "cell", event=nothing, serious=nothing)
    )
    one = rows.group_by("episode", "cell", "event", "serious").aggregate(events=rows.count())
    added = one.group_by("cell", "event", "serious").aggregate(episodes_with_event=one.count(), events=_sum(one.events))
    spread = _spread(added, points, groups)
    return spread.group_by("point", *WORDS, "clinic_group", "event", "serious").aggregate(
        episodes_with_event=_sum(spread.episodes_with_event), events=_sum(spread.events)
    )


def checked_adverse(raw: ir.Table, known: ir.Table) -> ir.Table:
    """Return a narrow row for each adverse event: row, episode, event, serious, faults. `known` are good episodes."""
    bits = rules.ADVERSE_BIT
    known = known.select("episode", is_known=known.attributes.notnull())
    rows = raw.left_join(known, "episode").drop("episode_right")
    event, serious = index_of(rows.event, EVENTS), index_of(rows.serious, YES_NO)

    def broken(value: ir.Value, rule: str, name: str) -> ir.IntegerValue:
        return flag(value.isnull() & ~rules.is_empty(rows[name]) & (rows.problem == 0), bits[rule, name])

    flags = [
        *rules.line_flags(rows, bits),
        *rules.empty_flags(rows, ("episode", "event", "serious"), bits),
        broken(event, "word", "event"),
        broken(serious, "word", "serious"),
        broken(rows.is_known, "unknown", "episode"),
    ]
    return rows.select("row", "episode", event=event, serious=serious, faults=rules.total(flags))


def _spread(added: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Give each cell a row for every point of its set, with its attributes unpacked and its clinic's group."""
    names = [name for name in added.columns if name != "cell"]
    rows = added.select(*names, **{name: packing.unpacked(added.cell, name) for name in packing.FIELDS})
    rows = rows.join(points, "set_no").join(groups, "clinic_no")
    return rows.select("point", *WORDS, "clinic_group", *names)


def _sum(values: ir.IntegerValue) -> ir.IntegerValue:
    return values.sum().cast("int64")
