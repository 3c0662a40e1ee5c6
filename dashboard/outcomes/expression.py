"""The one Ibis expression from rows of text to an aggregate cube, whatever engine runs it.

It must not know files, engines or disclosure. Each function is one step; `importing` says which results to keep.
Every attribute of an episode is packed in one 64-bit number, so that a row is small and comparing rows is cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.outcomes import rules
from dashboard.outcomes.columns import AGE_BANDS, EVENTS, LAST_WEEK, MOST_SESSIONS, QUESTIONS, ROWS, SEXES, YES_NO
from dashboard.outcomes.cube import ANY_POINT, BINS, SUMS
from dashboard.outcomes.rules import BIT, flag, index_of, whole_number

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from dashboard.outcomes.scales import Scales

# name: (first bit, number of bits); the month is uppermost so that the smallest attributes hold the first month.
PACKED = {"sex": (0, 2), "age_band": (2, 3), "question": (5, 2), "set_no": (7, 24), "clinic_no": (31, 20)}
CELL_BITS = 51
MOST_SETS, MOST_CLINICS = 1 << 24, 1 << 20
# A week's signs in a number of so many bits that a float adds distinct ones exactly.
SIGNS = 53
LATER = 1  # stands for a score that is no baseline
WORDS = {"question": QUESTIONS, "age_band": AGE_BANDS, "sex": SEXES}


@dataclass(frozen=True)
class Lookups:
    """Every spelling in the rows of clinic, month and points, with its number and faults (see `rules`)."""

    clinics: ir.Table
    months: ir.Table
    sets: ir.Table


def sifted(raw: ir.Table, lookups: Lookups, scales: Scales) -> ir.Table:
    """Return a narrow row for each row of text: row, episode, attributes, measure, week, score, sound.

    `sound` says that no rule is broken; which ones are, `faulty` works out for the few rows that are not. Only the
    signs of the episode's id are left to `late_faults`: an id is then looked at once and not in each of its rows.
    """
    rows = _looked_up(raw, lookups)
    read = _read(rows, scales)
    low, high = scales.by_measure(read.measure, "low"), scales.by_measure(read.measure, "high")
    numbers = (*read.words.values(), read.week, read.sessions)
    sound = (rows.problem == 0) & read.score.hundredths.between(low, high) & ~read.score.fine
    sound = sound & rows.episode.notnull() & (rows.episode != "")
    for name in ("clinic", "month", "points"):
        sound = sound & (rows[f"{name}_faults"] == 0)
    for number in (*numbers, read.measure):
        sound = sound & number.notnull()
    packed = rows.month_no << CELL_BITS
    for name, (first, _) in PACKED.items():
        packed = packed | (read.words.get(name, rows[name] if name in rows.columns else None) << first)
    return rows.select(
        "row",
        "episode",
        attributes=packed,
        measure=read.measure.cast("int8"),
        week=read.week.cast("int16"),
        score=read.score.hundredths.cast("int32"),
        sound=sound.fill_null(False),
    )


def faulty(raw: ir.Table, unsound: ir.Table, lookups: Lookups, scales: Scales) -> ir.Table:
    """Return row, episode and faults (the added bits of the rules it breaks) of the rows named by `unsound`."""
    rows = _looked_up(raw.semi_join(unsound, "row"), lookups)
    read = _read(rows, scales)
    flags = [
        *rules.line_flags(rows, BIT),
        *rules.empty_flags(rows, tuple(ROWS), BIT),
        flag(rules.bad_id(rows.episode) & (rows.problem == 0), BIT["id", "episode"]),
        *(rows[f"{name}_faults"].fill_null(0) for name in ("clinic", "month", "points")),
        *(flag(number.isnull() & _filled(rows, name), BIT["word", name]) for name, number in read.words.items()),
        flag(read.measure.isnull() & _filled(rows, "measure"), BIT["word", "measure"]),
        flag(read.week.isnull() & _filled(rows, "week"), BIT["whole", "week"]),
        flag(read.sessions.isnull() & _filled(rows, "sessions"), BIT["whole", "sessions"]),
        *rules.score_flags(read.score, read.measure, scales, _filled(rows, "score")),
    ]
    return rows.select("row", "episode", faults=rules.total(flags))


@dataclass(frozen=True)
class _Read:
    """The cells of a row as numbers, null where they break their rule."""

    words: dict[str, ir.IntegerValue]
    measure: ir.IntegerValue
    week: ir.IntegerValue
    sessions: ir.IntegerValue
    score: rules.Score


def _read(rows: ir.Table, scales: Scales) -> _Read:
    return _Read(
        {name: index_of(rows[name], words) for name, words in WORDS.items()},
        index_of(rows.measure, scales.measures),
        rules.whole(rows.week, LAST_WEEK),
        rules.whole(rows.sessions, MOST_SESSIONS),
        rules.score_of(rows.score),
    )


def _looked_up(raw: ir.Table, lookups: Lookups) -> ir.Table:
    for table, key in ((lookups.clinics, "clinic"), (lookups.months, "month"), (lookups.sets, "points")):
        raw = raw.left_join(table, key).drop(f"{key}_right")
    return raw


def _filled(rows: ir.Table, name: str) -> ir.BooleanValue:
    cell = rows[name]
    filled = cell.notnull() & (cell != "") if cell.type().is_string() else cell.notnull()
    return filled & (rows.problem == 0)


def episodes(good: ir.Table, scales: Scales, used: Sequence[int]) -> ir.Table:
    """Return a row for each episode: attributes, most (of them; else rows conflict), times, signs, unstarted, starts.

    `start_<n>` is the baseline of measure n, null without one; `unstarted` counts measures that have scores and no
    baseline. `signs` adds up a power of two for each of the `times` rows (see `suspected`). `used` are the numbers of
    the measures that occur.
    """
    import ibis

    sign = whole_number(1) << ((good.week + good.measure.cast("int64") * 26) % SIGNS)
    least = min(scale.low for scale in scales.scales)
    start = (good.week == 0).ifelse((good.score - least + LATER + 1).cast("int32"), ibis.literal(LATER, "int32"))
    names = {f"start_{number}": number for number in used}
    found = good.group_by("episode").aggregate(
        attributes=good.attributes.min(),
        most=good.attributes.max(),
        times=good.count(),
        signs=sign.cast("float64").sum(),
        **{name: start.max(where=good.measure == number) for name, number in names.items()},
    )
    return found.select(
        "episode",
        "attributes",
        "most",
        "times",
        "signs",
        unstarted=rules.total([flag(found[name] == LATER, 1) for name in names]),
        **{
            name: (found[name] > LATER).ifelse((found[name] - LATER - 1 + least).cast("int32"), ibis.null("int32"))
            for name in names
        },
    )


def conflicting(found: ir.Table) -> ir.Table:
    """Return the episodes whose rows disagree on an attribute."""
    return found.filter(found.attributes != found.most).select("episode")


def ill_named(found: ir.Table) -> ir.Table:
    """Return the episodes whose id is none."""
    return found.filter(rules.bad_id(found.episode)).select("episode")


def suspected(found: ir.Table) -> ir.Table:
    """Return the episodes that may have a measure and week twice.

    A sum of powers of two has as many bits as it has terms only if no two of them are equal.
    """
    exact = found.signs < float(1 << SIGNS)
    bits = bit_count()(exact.ifelse(found.signs, 0.0).cast("int64"))
    return found.filter(bits != found.times).select("episode")


def bit_count() -> Callable[[ir.IntegerValue], ir.IntegerValue]:
    """Return the engine's own count of the bits of a number; DuckDB and Spark call it by the same name."""
    import ibis

    @ibis.udf.scalar.builtin(name="bit_count")
    def count(number: int) -> int: ...

    return count


def late_faults(good: ir.Table, conflicts: ir.Table, suspects: ir.Table, ill_named: ir.Table) -> ir.Table:
    """Return the rows that are bad only beside others: row, episode, faults. It does not depend on the order of rows.

    All rows of an episode that is ill named, and of one in conflict; all of a measure and week with different scores;
    of equal ones, all but one.
    """
    import ibis

    misnamed = good.semi_join(ill_named, "episode")
    misnamed = misnamed.select("row", "episode", faults=whole_number(BIT["id", "episode"]))
    conflicts = conflicts.anti_join(ill_named, "episode")
    suspects = suspects.anti_join(ill_named, "episode")
    disagreeing = good.semi_join(conflicts, "episode")
    disagreeing = disagreeing.select("row", "episode", faults=whole_number(BIT["conflict", "episode"]))
    others = good.semi_join(suspects.anti_join(conflicts, "episode"), "episode")
    window = ibis.window(group_by=[others.episode, others.measure, others.week])
    others = others.mutate(
        times=others.count().over(window),
        low=others.score.min().over(window),
        high=others.score.max().over(window),
        first=others.row.min().over(window),
    )
    repeated = others.filter((others.times > 1) & ((others.low != others.high) | (others.row != others["first"])))
    repeated = repeated.select("row", "episode", faults=whole_number(BIT["repeated", "episode"]))
    return disagreeing.union(repeated).union(misnamed)


def cells(good: ir.Table, found: ir.Table, scales: Scales, used: Sequence[int]) -> ir.Table:
    """Add up the rows that have a baseline, by cell (the attributes less the month), measure and week."""
    rows = good.join(found.select("episode", *(f"start_{number}" for number in used)), "episode")
    start = rows.measure.cases(*[(number, rows[f"start_{number}"]) for number in used])
    rows = rows.select("attributes", "measure", "week", score=rows.score.cast("int64"), start=start.cast("int64"))
    rows = rows.filter(rows.start.notnull())
    scales = scales.only(used)
    turn = scales.by_measure(rows.measure, "higher_better") * 2 - 1
    change = rows.score - rows.start
    gain = change * turn
    low, high = scales.by_measure(rows.measure, "low"), scales.by_measure(rows.measure, "high")
    part = ((rows.score - low) * BINS / (high - low)).floor().cast("int64")
    question = _unpacked(rows.attributes, "question")
    rows = rows.select(
        "measure",
        "week",
        "score",
        cell=rows.attributes & ((1 << CELL_BITS) - 1),
        change=change,
        per_cent=(rows.start > 0).ifelse(gain * 100 / rows.start, -1.0),
        important=gain >= scales.important(rows.measure, question),
        part=part,
    )
    return rows.group_by("cell", "measure", "week").aggregate(
        followed=rows.count(),
        score_sum=_sum(rows.score),
        score_sq=_sum(rows.score * rows.score),
        change_sum=_sum(rows.change),
        change_sq=_sum(rows.change * rows.change),
        better_30=rows.count(where=rows.per_cent >= 30),
        better_50=rows.count(where=rows.per_cent >= 50),
        better_important=rows.count(where=rows.important),
        **{f"bin_{n}": rows.count(where=rows.part == n) for n in range(BINS - 1)},
        bin_9=rows.count(where=rows.part >= BINS - 1),
    )


def points_of_sets(parts: ir.Table, sets: ir.Table) -> ir.Table:
    """Return the points of each sound set, and ANY_POINT once: set_no, point."""
    import ibis

    sound = sets.filter(sets.points_faults == 0)
    named = sound.join(parts, "points").select("set_no", point="part")
    return named.union(sound.select("set_no", point=ibis.literal(ANY_POINT))).distinct()


def outcomes(added: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Explode cells by their points: words as their numbers, clinic_group, and every statistic but `episodes`."""
    statistics = ["followed", *SUMS, "better_30", "better_50", "better_important", *(f"bin_{n}" for n in range(BINS))]
    spread = _spread(added, points, groups)
    return spread.group_by("point", *WORDS, "clinic_group", "measure", "week").aggregate(
        **{name: _sum(spread[name]) for name in statistics}
    )


def group_sizes(found: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Count episodes by point and group, whatever was measured."""
    added = found.select(cell=_cell(found)).group_by("cell").aggregate(episodes=lambda table: table.count())
    spread = _spread(added, points, groups)
    return spread.group_by("point", *WORDS, "clinic_group").aggregate(episodes=_sum(spread.episodes))


def events(adverse: ir.Table, found: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Count adverse events by point, group, event and serious: numbers of the words; null both for any event."""
    import ibis

    rows = adverse.join(found.select("episode", cell=_cell(found)), "episode")
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
    flags = [
        *rules.line_flags(rows, bits),
        *rules.empty_flags(rows, ("episode", "event", "serious"), bits),
        flag(event.isnull() & _filled(rows, "event"), bits["word", "event"]),
        flag(serious.isnull() & _filled(rows, "serious"), bits["word", "serious"]),
        flag(rows.is_known.isnull() & _filled(rows, "episode"), bits["unknown", "episode"]),
    ]
    return rows.select("row", "episode", event=event, serious=serious, faults=rules.total(flags))


def totals(found: ir.Table) -> ir.Table:
    """Count episodes and pairs of an episode and a measure without a baseline, and find the first and last month."""
    return found.aggregate(
        episodes=found.count(),
        without_start=_sum(found.unstarted),
        first=found.attributes.min() >> CELL_BITS,
        last=found.attributes.max() >> CELL_BITS,
    )


def _cell(found: ir.Table) -> ir.IntegerValue:
    return found.attributes & ((1 << CELL_BITS) - 1)


def _spread(added: ir.Table, points: ir.Table, groups: ir.Table) -> ir.Table:
    """Give each cell a row for every point of its set, with its attributes unpacked and its clinic's group."""
    names = [name for name in added.columns if name != "cell"]
    rows = added.select(*names, **{name: _unpacked(added.cell, name) for name in PACKED})
    rows = rows.join(points, "set_no").join(groups, "clinic_no")
    return rows.select("point", *WORDS, "clinic_group", *names)


def _unpacked(packed: ir.IntegerValue, name: str) -> ir.IntegerValue:
    first, bits = PACKED[name]
    return (packed >> first) & ((1 << bits) - 1)


def _sum(column: ir.IntegerValue) -> ir.IntegerValue:
    return column.sum().cast("int64")
