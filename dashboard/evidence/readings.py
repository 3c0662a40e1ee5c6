"""Printed pain figures as readings on one scale and as rows of a table. It must not know which of them are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import scales
from dashboard.evidence.kinds import ArmKind
from dashboard.evidence.links import Link, link
from dashboard.evidence.numbers import interval, plain, when

if TYPE_CHECKING:
    from dashboard.evidence.comparisons import ArmLine
    from dashboard.facts import Facts
    from dashboard.facts.trials import Outcome


@dataclass(frozen=True)
class Reading:
    """One figure at one time.

    `value` is a level on 0 to 100 (lower is better) or a change in points of 100 (negative is less pain). `low` and
    `high` are the printed interval on the same scale, None where none was printed; `n` is None where not printed.
    """

    week: float
    when: str
    value: float
    low: float | None
    high: float | None
    n: int | None
    printed: str


@dataclass(frozen=True)
class ArmSeries:
    """The readings of one arm of one trial, in order of time. `form` is `level` or `change`."""

    study_id: str
    study: str
    arm: str
    kind: ArmKind
    measure: str
    form: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class OutcomeRow:
    """One printed pain figure for the data table.

    `form` is `level`, `change` or "" (neither); `value_100` its place on the common scale; `why_not` says why it is not
    drawn, "" where it is.
    """

    study_id: str
    study: str
    arm: str
    kind: ArmKind
    week: float | None
    when: str
    measure: str
    form: str
    printed: str
    n: int | None
    spread: str
    interval: str
    value_100: float | None
    why_not: str
    note: str
    link: Link | None


def reading(facts: Facts, row: Outcome) -> Reading:
    """Bring a row that `scales.why_not` lets pass to the common scale. Raises ValueError for any other row."""
    scale = scales.scale_of(row, facts.measure_names[row.measure])
    if scale is None or row.value is None or row.timepoint_weeks is None:
        raise ValueError(f"{row.study_id} {row.arm_id} {row.measure}: no value, week or scale to place it on")
    value, low, high = _placed(row, row.value, scale)
    return Reading(row.timepoint_weeks, _when(row), value, low, high, row.n, _printed(row))


def table_row(facts: Facts, row: Outcome, line: ArmLine, study: str, why_not: str) -> OutcomeRow:
    """Put one printed figure in a row of the data table."""
    return OutcomeRow(
        study_id=row.study_id,
        study=study,
        arm=line.label,
        kind=line.kind,
        week=row.timepoint_weeks,
        when=_when(row),
        measure=facts.measure_names[row.measure].label,
        form=scales.form_of(row.stat),
        printed=_printed(row),
        n=row.n,
        spread=_spread(row),
        interval=interval(row.ci_low, row.ci_high),
        value_100=None if why_not else reading(facts, row).value,
        why_not=why_not,
        note=row.note,
        link=link(facts, row.sources),
    )


def _placed(row: Outcome, value: float, scale: scales.Scale) -> tuple[float, float | None, float | None]:
    """Return value, lower and upper end on the common scale, to two decimals."""
    change = scales.form_of(row.stat) == scales.CHANGE
    middle = round(scales.change_to_100(value, scale) if change else scales.to_100(value, scale), 2)
    if row.ci_low is None or row.ci_high is None:
        return middle, None, None
    if change:
        ends = sorted(scales.change_to_100(end, scale) for end in (row.ci_low, row.ci_high))
    else:
        ends = list(scales.interval_to_100(row.ci_low, row.ci_high, scale))
    return middle, round(ends[0], 2), round(ends[1], 2)


def _when(row: Outcome) -> str:
    return when(row.timepoint_weeks, row.timepoint_label)


def _printed(row: Outcome) -> str:
    """Write the value as printed and what kind of figure it is."""
    return "not printed" if row.value is None else f"{plain(row.value)} ({scales.figure_kind(row.stat)})"


def _spread(row: Outcome) -> str:
    """Write the spread as printed; an SD is the spread of patients and no interval, an SE is left as it is."""
    parts = [f"SD {plain(row.sd)}"] if row.sd is not None else []
    return ", ".join(parts + ([f"SE {plain(row.se)}"] if row.se is not None else []))
