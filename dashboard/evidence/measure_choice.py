"""Which one measure of pain or of function of a trial is drawn, by a rule that never looks at the results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.evidence import scales

if TYPE_CHECKING:
    from dashboard.facts.trials import Outcome

# Pain as a whole is what the reader asks about; pain in one part, posture or hour comes after it.
WHOLE_PAIN = ("vas_pain_0_100", "vas_pain_0_10", "nrs_pain_0_10", "nrs_pain_week_0_10", "nrs_pain_24h_0_10")
PART_OF_PAIN = ("vas_", "nrs_")
# The questionnaires that the analyses of function are made of; whatever else asks about function comes after them.
WHOLE_FUNCTION = ("rmdq", "rmdq_0_23", "odi", "hfaq", "npq_pct", "ndi_0_50", "ndi_0_100")


@dataclass(frozen=True)
class Choice:
    """The measure that is drawn ("" for none) and the rows that were left out though they could be drawn."""

    measure: str
    reasons: dict[int, str] = field(default_factory=dict)

    def why_not(self, row: Outcome) -> str:
        """Say why a row that could be drawn is not; "" where it is drawn."""
        return self.reasons.get(id(row), "")


def chosen_measure(rows: Sequence[Outcome], domain: str = "pain") -> Choice:
    """Choose one measure of a domain (`pain` or `function`) among the drawable rows of one trial, levels or changes.

    A measure needs figures after the start in at least two arms: one arm alone compares nothing. Then pain as a whole
    comes before pain in one part, posture or hour, before questionnaires; for function, the questionnaires of the
    analyses come before others. Then more times before fewer; the alphabet last.
    Where one arm has two figures for one time, the one with a printed interval is drawn, else the first.
    """
    by_measure: dict[str, list[Outcome]] = defaultdict(list)
    for row in rows:
        by_measure[row.measure].append(row)
    able = {name: group for name, group in by_measure.items() if len(_arms_after_start(group)) > 1}
    best = min(able, key=lambda name: _rank(name, able[name], domain), default="")
    reasons = {id(row): _left_out(by_measure[row.measure], able, domain) for row in rows if row.measure != best}
    for row in _doubles(able.get(best, [])):
        reasons[id(row)] = "another figure of the same arm and time is drawn"
    return Choice(best, reasons)


def _after_start(row: Outcome) -> bool:
    """Tell whether a level was taken after the start; a change always is."""
    if scales.form_of(row.stat) == scales.CHANGE:
        return True
    return bool(row.timepoint_weeks) or row.timepoint_label not in ("", "baseline")


def _arms_after_start(rows: list[Outcome]) -> set[str]:
    return {row.arm_id for row in rows if _after_start(row)}


def _rank(name: str, rows: list[Outcome], domain: str) -> tuple[int, int, str]:
    times = {(row.timepoint_weeks, row.timepoint_label) for row in rows}
    return _wholeness(name, domain), -len(times), name


def _wholeness(name: str, domain: str) -> int:
    if domain == "function":
        return int(name not in WHOLE_FUNCTION)
    if name in WHOLE_PAIN:
        return 0
    return 1 if name.startswith(PART_OF_PAIN) else 2


def _left_out(rows: list[Outcome], able: dict[str, list[Outcome]], domain: str) -> str:
    """Say why a whole measure is left out."""
    if rows[0].measure in able:
        return f"another {domain} measure of this trial is drawn"
    return "no second arm has this figure" if _arms_after_start(rows) else "only the level at the start is printed"


def _doubles(rows: list[Outcome]) -> list[Outcome]:
    """Return the rows that another row of the same arm and time stands for."""
    same: dict[tuple[str, float | None, str], list[Outcome]] = defaultdict(list)
    for row in rows:
        same[row.arm_id, row.timepoint_weeks, row.timepoint_label].append(row)
    left = []
    for group in same.values():
        keep = next((row for row in group if row.ci_low is not None), group[0])
        left += [row for row in group if row is not keep]
    return left
