"""A forest plot told in plain words: how many trials and people, which way and how far, and how sure that is.

It must not know where anything is drawn, and it gives no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.evidence.analysis_parts import Axis, Interval, PooledLine, TrialRow
from dashboard.evidence.numbers import count, plain
from dashboard.figures.forest_words import (
    MATTERS,
    counted,
    direction,
    drawn_pool,
    is_fine,
    number,
    pooled_words,
    prediction_words,
    trial_name,
)


def forest_summary(rows: Sequence[TrialRow], pooled: PooledLine | None, axis: Axis) -> str:
    """Tell the plot in plain words: how many trials and people, which way and how far, and how sure that is."""
    pool, left = drawn_pool(rows, pooled), counted(rows)
    if not rows:
        return "No trial here has figures for this comparison: there is nothing to draw and nothing is pooled."
    if not left:
        return f"All {len(rows)} trials are taken out: nothing is pooled." if len(rows) > 1 else _one_out()
    if not pool:
        return _unpooled(left, axis)
    fine = is_fine([row.effect for row in rows])
    figure = _said(pool.effect, axis, pool.caution, fine=fine)
    told = [pool.warning, f"{pooled_words(pool)}: {_within(axis.measure)}, pooled {figure}."]
    if pool.prediction is None:
        told.append(prediction_words(pool, axis, fine=fine))
    else:
        told.append(f"A new trial is expected to lie in the range {prediction_words(pool, axis, fine=fine)}.")
    told += [_beside_important(pool.effect, axis), _left_out(len(rows) - len(left))]
    return " ".join(part for part in told if part)


def _within(words: str) -> str:
    """Begin with a small letter inside a sentence, but leave an abbreviation as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _one_out() -> str:
    return "The only trial is taken out: nothing is pooled."


def _unpooled(left: Sequence[TrialRow], axis: Axis) -> str:
    fine = is_fine([row.effect for row in left])
    known = [row.n for row in left if row.n is not None]
    missing = "number of people not printed" if not known else "number of people not printed by every trial"
    people = f"{sum(known):,} people" if len(known) == len(left) else missing
    head = f"{count(len(left), 'trial')}, {people}: nothing is pooled."
    # A bare ratio would not say what it is of.
    measure = f"a {_within(axis.measure)} of " if axis.logarithmic else ""
    found = f"{trial_name(left[0])} found {measure}{_said(left[0].effect, axis, fine=fine)}."
    return f"{head} {found}" if len(left) == 1 else head


def _said(effect: Interval, axis: Axis, caution: str = "", *, fine: bool) -> str:
    """Write a figure with its unit, its interval, what weakens that, and the direction in words."""
    value, low, high = (number(end, axis, fine=fine) for end in (effect.value, effect.low, effect.high))
    unit = "" if axis.logarithmic or not axis.unit else f" {axis.unit}"
    return (
        f"{value}{unit} (95 % interval {low} to {high}{f'; {caution}' if caution else ''}), {direction(effect, axis)}"
    )


def _beside_important(effect: Interval, axis: Axis) -> str:
    if axis.important is None or axis.logarithmic:
        return ""
    bar, ends = abs(axis.important - axis.neutral), (effect.low - axis.neutral, effect.high - axis.neutral)
    what = f"the {MATTERS} ({plain(bar)}{f' {axis.unit}' if axis.unit else ''})"
    if -bar < ends[0] and ends[1] < bar:
        return f"The whole interval is smaller than {what}."
    if ends[1] <= -bar or ends[0] >= bar:
        return f"The whole interval is at least {what}."
    return f"The interval holds differences both smaller and larger than {what}."


def _left_out(out: int) -> str:
    return f"{count(out, 'trial is', 'trials are')} taken out." if out else ""
