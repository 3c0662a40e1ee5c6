"""The words of a forest plot: its figures, its rows, and the data table beside it.

It must not know where anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from dashboard.evidence.analysis_parts import Axis, Heterogeneity, Interval, PooledLine, TrialRow
from dashboard.evidence.numbers import count, plain

TAKEN_OUT = "taken out"
LEAST_TAU2 = 0.001
MATTERS = "smallest change that matters to one patient"


@dataclass(frozen=True)
class ForestRow:
    """One row of the data table: text as a reader reads it; `url` leads to the trial, "" for the pooled rows."""

    name: str
    url: str
    n: str
    arms: str
    sham: str
    measure: str
    when: str
    printed: str
    how: str
    effect: str
    weight: str
    status: str
    note: str


def number(value: float, axis: Axis, *, fine: bool = True) -> str:
    """Write a figure: two digits after the point for ratios and where `fine`, else one; a true minus sign."""
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "−∞"
    digits = 0 if abs(value) >= 1000 else 2 if axis.logarithmic or fine else 1
    text = f"{value:,.{digits}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")


def is_fine(effects: Sequence[Interval]) -> bool:
    """Whether the usual interval is so narrow that two digits after the point say something."""
    return not effects or median(effect.high - effect.low for effect in effects) < 5


def effect_words(effect: Interval, axis: Axis, *, fine: bool) -> str:
    """Write `−8.2 (−12.0 to −4.4)`."""
    value, low, high = (number(end, axis, fine=fine) for end in (effect.value, effect.low, effect.high))
    return f"{value} ({low} to {high})"


def trial_name(row: TrialRow) -> str:
    """Name a trial with its year, once."""
    return row.name if row.year is None or str(row.year) in row.name else f"{row.name} {row.year}"


def trial_url(study_id: str) -> str:
    """Return the address of a trial's own page of figures."""
    return f"/evidence?trial={study_id}"


def arms_words(row: TrialRow) -> str:
    """Name what was compared; a sham is called one even where the arm's own name does not."""
    sham = "" if not row.sham or "sham" in row.comparator.lower() else "sham: "
    return f"{row.arm} against {sham}{row.comparator}"


def weight_words(row: TrialRow) -> str:
    """Write a trial's share of the pooled figure, that it was taken out, or nothing where nothing is pooled."""
    if row.excluded:
        return TAKEN_OUT
    if row.weight is None:
        return ""
    return f"{row.weight:.1f} %" if row.weight < 10 else f"{row.weight:.0f} %"


def pooled_words(pooled: PooledLine) -> str:
    """Count the trials and people behind a pooled figure."""
    if pooled.n is None:
        return f"{count(pooled.k, 'trial')}, people not counted, as not every trial printed a number"
    return f"{count(pooled.k, 'trial')}, {pooled.n:,} people"


def prediction_words(pooled: PooledLine, axis: Axis, *, fine: bool) -> str:
    """Say where a new trial is expected, or why that cannot be said."""
    if pooled.prediction is None:
        why = pooled.why_no_prediction.rstrip(".") or "it cannot be worked out"
        return f"No prediction interval. {why[:1].upper()}{why[1:]}."
    low, high = (number(end, axis, fine=fine) for end in pooled.prediction)
    return f"{low} to {high}"


def differ_words(found: Heterogeneity) -> str:
    """Say how much the trials differ: the share of the differences beyond chance with its interval, tau2, Q and p."""
    i2_ends = "" if found.i2_low is None or found.i2_high is None else f" ({found.i2_low:.0f} to {found.i2_high:.0f})"
    parts = [f"I² {found.i2:.0f} %{i2_ends}"]
    if found.tau2 is not None:
        known = found.tau2_low is not None and found.tau2_high is not None
        parts.append(
            f"τ² {tau_words(found.tau2)}"
            + (f" ({tau_words(found.tau2_low)} to {tau_words(found.tau2_high)})" if known else "")
        )
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.3f}"
    return f"How much the trials differ: {', '.join(parts)}, Q {found.q:.1f} on {found.df} df, {p}"


def tau_words(value: float | None) -> str:
    """Write a tau2 with three digits that count, in full however large or small: `228,000`, `18.2`."""
    if value is None:
        return "not known"
    if 0 < value < LEAST_TAU2:
        return f"under {LEAST_TAU2:g}"
    return f"{float(f'{value:.3g}'):,.0f}" if value >= 100 else f"{value:.3g}"


def model_words(pooled: PooledLine) -> str:
    """Name the model, and with it what weakens its interval."""
    return "; ".join(part for part in (pooled.model, pooled.caution) if part)


def important_words(axis: Axis) -> str:
    """Say what the dashed lines are, or that there are none."""
    if axis.important is None:
        words = axis.important_words or f"no {MATTERS} is known on this scale, so none is drawn."
        return words[:1].upper() + words[1:]
    size = plain(abs(axis.important)) if axis.logarithmic else f"{plain(abs(axis.important))} {axis.unit}".strip()
    return f"{size}: {axis.important_words or MATTERS}"


def counted(rows: Sequence[TrialRow]) -> list[TrialRow]:
    """Return the trials that the reader left in."""
    return [row for row in rows if not row.excluded]


def drawn_pool(rows: Sequence[TrialRow], pooled: PooledLine | None) -> PooledLine | None:
    """Return the pooled line where it may be drawn: one trial is no pool."""
    return pooled if pooled and pooled.k > 1 and len(counted(rows)) > 1 else None


def forest_table(rows: Sequence[TrialRow], pooled: PooledLine | None, axis: Axis) -> list[ForestRow]:
    """Return the same facts as rows of text: every trial, then the pooled figure and its prediction interval."""
    pooled, fine = drawn_pool(rows, pooled), is_fine([row.effect for row in rows])
    found = [_table_row(row, axis, fine=fine) for row in rows]
    if not pooled:
        return found
    pool = _pool_row(
        f"Pooled: {pooled_words(pooled)}", effect_words(pooled.effect, axis, fine=fine), model_words(pooled)
    )
    words = prediction_words(pooled, axis, fine=fine)
    return [*found, pool, _pool_row("Where a new trial is expected", words, pooled.interval_words)]


def _pool_row(name: str, effect: str, how: str) -> ForestRow:
    return ForestRow(name, "", "", "", "", "", "", "", how, effect, "", "", "")


def _table_row(row: TrialRow, axis: Axis, *, fine: bool) -> ForestRow:
    return ForestRow(
        name=trial_name(row),
        url=trial_url(row.study_id),
        n="not printed" if row.n is None else f"{row.n:,}",
        arms=arms_words(row),
        sham="sham" if row.sham else "no sham",
        measure=row.measure,
        when=row.when,
        printed=row.printed,
        how=row.how,
        effect=effect_words(row.effect, axis, fine=fine),
        weight=weight_words(row) or "not pooled",
        status=row.status.replace("_", " "),
        note=row.note,
    )


def direction(effect: Interval, axis: Axis) -> str:
    """Say which side a figure lies on, and whether its interval lies wholly there."""
    if effect.value == axis.neutral:
        return "right on the line of no difference"
    side, other = (axis.left, axis.right) if effect.value < axis.neutral else (axis.right, axis.left)
    if effect.low < axis.neutral < effect.high:
        return f"{side}, but the interval reaches across to “{other}”"
    return f"{side}, with the whole interval on that side"
