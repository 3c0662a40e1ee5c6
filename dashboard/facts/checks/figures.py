"""Figures of one row agree with each other: counts, rates, intervals, spreads. It must not compare rows."""

import re
from decimal import Decimal

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records
from dashboard.facts.tables import Row

P_VALUE = re.compile(r"[<>=]?0\.[0-9]+|[<>=]?1(\.0+)?", re.ASCII)
# table, the value and the ends of its interval
INTERVALS = (
    ("outcomes", "value", "ci_low", "ci_high"),
    ("contrasts", "value", "ci_low", "ci_high"),
    ("effects", "estimate", "ci_low", "ci_high"),
    ("effects", "signed_estimate", "signed_ci_low", "signed_ci_high"),
    ("safety", "rate_per_10000", "ci_low", "ci_high"),
)
COUNTS = (("outcomes", "events", "total"), ("adverse", "events", "total"), ("safety", "events", "n"))
POSITIVE = (
    ("trials", "n_randomised"),
    ("arms", "n"),
    ("outcomes", "n"),
    ("outcomes", "total"),
    ("adverse", "total"),
    ("safety", "n"),
    ("reviews", "n_trials"),
    ("reviews", "n_participants"),
    ("effects", "k_trials"),
    ("effects", "n_participants"),
    ("measured_depths", "n"),
)
NOT_NEGATIVE = (
    ("outcomes", "sd"),
    ("outcomes", "se"),
    ("outcomes", "timepoint_weeks"),
    ("outcomes", "events"),
    ("contrasts", "timepoint_weeks"),
    ("contrasts", "se"),
    ("adverse", "events"),
    ("safety", "events"),
    ("safety", "rate_per_10000"),
    ("injuries", "cases"),
    ("measures", "mcid_absolute"),
)
PERCENT = (("effects", "i2"), ("point_frequency", "frequency_pct"), ("measures", "mcid_percent"))


def printed_step(text: str) -> Decimal:
    """Return the unit of the last digit that counts: 0.1 for `76.6`, 10 for `1070` (its zero may be rounding)."""
    number = Decimal(text)
    if "." in text:
        return Decimal(1).scaleb(int(number.as_tuple().exponent))
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent)) if number else Decimal(1)


def prints(text: str, exact: Decimal) -> bool:
    """Whether `text` is `exact` rounded, or cut off, at the last digit it prints."""
    step, gap = printed_step(text), exact - Decimal(text)
    return -step / 2 <= gap < step


def figures_are_possible(records: Records) -> Tally:
    """Check that groups have people, counts and spreads are not negative, shares lie in 0 to 100 and p in 0 to 1."""
    tally = Tally("figures")
    for table, column in POSITIVE:
        _bounded(tally, records, table, column, 1, None)
    for table, column in NOT_NEGATIVE:
        _bounded(tally, records, table, column, 0, None)
    for table, column in PERCENT:
        _bounded(tally, records, table, column, 0, 100)
    for row in records.rows("contrasts"):
        if value := row.cells["p_value"]:
            tally.test(bool(P_VALUE.fullmatch(value)), row, "p_value", "expected a p value such as 0.03 or <0.001")
    for row in records.facts("contrasts"):
        if row.fact.se is not None:
            _stands_for_an_interval(tally, row)
    for row in records.facts("effects"):
        if row.fact.effect_measure == "RR":
            for column in ("estimate", "ci_low", "ci_high"):
                value = getattr(row.fact, column)
                tally.test(value is None or value > 0, row, column, "a risk ratio is above 0")
    return tally


def _stands_for_an_interval(tally: Tally, row: Row) -> None:
    """Test that a standard error has no interval beside it and is not of a ratio, whose scale it would leave open."""
    alone = row.fact.ci_low is None and row.fact.ci_high is None
    tally.test(alone, row, "se", "the difference has an interval; its standard error is not needed")
    ratio = row.fact.effect in ("adjusted_relative_risk", "hazard_ratio")
    tally.test(not ratio, row, "se", f"of a {row.fact.effect} it is not clear on which scale")


def _bounded(tally: Tally, records: Records, table: str, column: str, low: int, high: int | None) -> None:
    for row in records.facts(table):
        value = getattr(row.fact, column)
        if value is not None:
            good = value >= low and (high is None or value <= high)
            tally.test(good, row, column, f"expected {low} to {high}" if high else f"expected {low} or more")


def intervals_hold_their_value(records: Records) -> Tally:
    """Check that an interval has both ends, lower first, and holds the value it belongs to."""
    tally = Tally("intervals")
    for table, column, low_column, high_column in INTERVALS:
        for row in records.facts(table):
            value, low, high = (getattr(row.fact, name) for name in (column, low_column, high_column))
            if low is None and high is None:
                continue
            whole = low is not None and high is not None
            tally.test(whole, row, low_column if low is None else high_column, "an interval needs both ends")
            if whole:
                tally.test(low <= high, row, low_column, f"above {high_column} {high:g}")
                held = value is None or low <= value <= high
                tally.test(held, row, column, f"outside its interval {low:g} to {high:g}")
    return tally


def counts_agree(records: Records) -> Tally:
    """Events do not exceed the people they are counted in, and a printed share or rate is theirs."""
    tally = Tally("counts")
    for table, events_column, total_column in COUNTS:
        for row in records.facts(table):
            events, total = getattr(row.fact, events_column), getattr(row.fact, total_column)
            if events is not None and total is not None:
                tally.test(events <= total, row, events_column, f"more than {total_column} ({total})")
                _share(tally, row, events, total)
    return tally


def _share(tally: Tally, row: Row, events: int, total: int) -> None:
    fact = row.fact
    if getattr(fact, "stat", "") == "proportion" and total:
        exact = Decimal(100 * events) / total
        tally.test(prints(row.cells["value"], exact), row, "value", f"{events} of {total} is {exact:.2f}%")
    if getattr(fact, "rate_per_10000", None) is not None and total:
        exact = Decimal(10000 * events) / total
        good = prints(row.cells["rate_per_10000"], exact)
        tally.test(good, row, "rate_per_10000", f"{events} in {total} is {exact:.4f} in 10,000")


def groups_fit_their_arms(records: Records) -> Tally:
    """Check that no figure is of more people than its arm has."""
    tally = Tally("groups")
    people = {(row.fact.study_id, row.fact.arm_id): row.fact.n for row in records.facts("arms")}
    for table, column in (("outcomes", "n"), ("outcomes", "total"), ("adverse", "total")):
        for row in records.facts(table):
            count, whole = getattr(row.fact, column), people.get((row.fact.study_id, row.fact.arm_id))
            if count is not None and whole is not None:
                tally.test(count <= whole, row, column, f"the arm has {whole} people")
    return tally


def statistics_match_their_kind(records: Records) -> Tally:
    """`stat` says what a figure is: its sd, se or interval is there, and a value lies on its scale."""
    tally = Tally("outcomes")
    scales = {row.fact.measure: row.fact for row in records.facts("measure_names")}
    for row in records.facts("outcomes"):
        fact = row.fact
        for word, column in (("sd", "sd"), ("se", "se"), ("ci", "ci_low")):
            said = word in fact.stat.split("_")
            there = getattr(fact, column) is not None
            tally.test(said == there, row, column, f"stat {fact.stat} {'needs' if said else 'has no'} {column}")
        counted = fact.events is None or fact.stat == "proportion"
        tally.test(counted, row, "events", f"stat {fact.stat} has no events")
        _on_scale(tally, row, scales.get(fact.measure))
    tally.checked = sum(1 for _ in records.facts("outcomes"))
    return tally


def _on_scale(tally: Tally, row: Row, scale: object) -> None:
    fact = row.fact
    low, high = getattr(scale, "scale_min", None), getattr(scale, "scale_max", None)
    if "change" in fact.stat or fact.value is None or low is None or high is None:
        return
    tally.test(low <= fact.value <= high, row, "value", f"outside its scale {low:g} to {high:g}")


def signed_effects_are_turned(records: Records) -> Tally:
    """Check that a signed estimate is the printed one or its negative, interval and all, sign and `favours` alike."""
    tally = Tally("effects")
    for row in records.facts("effects"):
        fact = row.fact
        printed = (fact.estimate, fact.ci_low, fact.ci_high)
        signed = (fact.signed_estimate, fact.signed_ci_low, fact.signed_ci_high)
        if fact.signed_estimate is None or fact.estimate is None:
            continue
        turned = (-fact.estimate, *(None if end is None else -end for end in (fact.ci_high, fact.ci_low)))
        tally.test(signed in (printed, turned), row, "signed_estimate", "neither the printed estimate nor its negative")
        if fact.favours == "acupuncture":
            tally.test(fact.signed_estimate < 0, row, "signed_estimate", "favours acupuncture, so expected below 0")
        if fact.favours == "comparator":
            tally.test(fact.signed_estimate > 0, row, "signed_estimate", "favours the comparator, so expected above 0")
    return tally


def repeated_effects_are_there(records: Records) -> Tally:
    """Check that an effect said to repeat another has that other: one counted row of its review, outcome and time."""
    tally = Tally("effects")
    counted: dict[tuple[str, ...], list[str]] = {}
    for row in records.facts("effects"):
        if not row.fact.same_as:
            counted.setdefault(_result(row), []).append(row.fact.scale)
    for row in records.facts("effects"):
        scales = counted.get(_result(row), [])
        once = not row.fact.same_as or scales.count(row.fact.same_as) == 1
        tally.test(once, row, "same_as", "not the scale of one counted row of the same result", tuple(scales))
    return tally


def _result(row: Row) -> tuple[str, ...]:
    """Name what a pooled effect is of, whatever its scale."""
    fact = row.fact
    return fact.review_id, fact.condition, fact.comparison, fact.outcome, fact.timepoint, fact.timepoint_detail


def scales_have_order(records: Records) -> Tally:
    """Check that a scale runs from small to large, and the smallest change that matters fits on it."""
    tally = Tally("scales")
    for table, low_column, high_column in (("measures", "min", "max"), ("measure_names", "scale_min", "scale_max")):
        for row in records.facts(table):
            low, high = getattr(row.fact, low_column), getattr(row.fact, high_column)
            both = (low is None) == (high is None)
            tally.test(both, row, low_column, f"{low_column} and {high_column} go together")
            if both and low is not None:
                tally.test(low < high, row, low_column, f"not below {high_column} {high:g}")
                step = getattr(row.fact, "mcid_absolute", None)
                tally.test(step is None or step < high - low, row, "mcid_absolute", "wider than the scale")
    return tally
