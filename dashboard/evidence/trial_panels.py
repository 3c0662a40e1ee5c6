"""One measure of one trial over time, arms together: what can be drawn, and why the rest cannot.

It must not know colours. A value is placed on its own scale and keeps its printed direction; measures never meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.evidence import scales
from dashboard.evidence.measure_choice import WHOLE_PAIN, chosen_measure
from dashboard.evidence.numbers import plain, when
from dashboard.evidence.outcome_series import IMPORTANT, important_change
from dashboard.evidence.questions import place_of_trial
from dashboard.evidence.readings import ArmSeries, Reading
from dashboard.evidence.rungs import study_name

if TYPE_CHECKING:
    from dashboard.evidence.comparisons import ArmLine
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.reviews import MeasureName
    from dashboard.facts.trials import Outcome

DRAWN_DOMAINS = ("pain", "function")
DOMAIN_ORDER = ("pain", "function", "quality_of_life", "responder", "other")
BETTER = {"lower_better": "lower", "higher_better": "higher", "uncertain": ""}


@dataclass(frozen=True)
class Smallest:
    """The smallest change that matters: `points` on the panel's axis, what it was asked of, and its sources."""

    points: float
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class OutcomePanel:
    """One measure of one trial over time, arms together.

    `form` is `level` or `change`. Where the measure's range is `known`, values are on 0 to 100 of it, and `printed`
    names the range if it is another; else they are as printed. `better` is `lower`, `higher` or "" (uncertain).
    """

    measure: str
    domain: str
    form: str
    low: float
    high: float
    known: bool
    printed: str
    better: str
    lines: tuple[ArmSeries, ...]
    smallest: Smallest | None


def trial_panels(
    facts: Facts, trial: TrialFacts, lines: Mapping[str, ArmLine]
) -> tuple[tuple[OutcomePanel, ...], dict[int, str]]:
    """Return the panels of a trial, and for each outcome row (by `id`) why it is not drawn: "" where it is."""
    groups = _groups(facts, trial)
    reasons = _reasons(facts, trial, groups)
    drawn = [[row for row in rows if not reasons[id(row)]] for rows in groups.values()]
    return tuple(_panel(facts, trial, lines, rows) for rows in drawn if rows), reasons


def rank(facts: Facts, measure: str) -> tuple[int, bool, str]:
    """Order measures for `sorted`: pain first, as a whole before its parts, then function; the alphabet last."""
    return DOMAIN_ORDER.index(facts.measure_names[measure].domain), measure not in WHOLE_PAIN, measure


def _groups(facts: Facts, trial: TrialFacts) -> dict[tuple[str, str, str], list[Outcome]]:
    """Group what could be drawn by measure, form and direction: figures signed in two ways never share a panel."""
    groups: dict[tuple[str, str, str], list[Outcome]] = defaultdict(list)
    for row in trial.outcomes:
        if not _unplaced(row, facts.measure_names[row.measure]):
            groups[row.measure, scales.form_of(row.stat), row.direction].append(row)
    ordered = sorted(groups, key=lambda key: (rank(facts, key[0]), key[1] == scales.CHANGE))
    return {key: sorted(groups[key], key=time_of) for key in ordered}


def _reasons(facts: Facts, trial: TrialFacts, groups: dict[tuple[str, str, str], list[Outcome]]) -> dict[int, str]:
    """Say for each figure why it is not drawn; "" where it is."""
    reasons = {id(row): _unplaced(row, facts.measure_names[row.measure]) for row in trial.outcomes}
    for rows in groups.values():
        choice = chosen_measure(rows)
        reasons.update({id(row): choice.why_not(row) for row in rows})
    return reasons


def _unplaced(row: Outcome, name: MeasureName) -> str:
    """Say why a figure has no place in a panel of its own measure."""
    if name.domain not in DRAWN_DOMAINS:
        return "only pain and function are drawn"
    # A measure keeps its own scale here, so the rules of the common pain scale hold but for the kind of measure.
    reason = scales.why_not(row, replace(name, domain="pain"))
    if reason and not (row.value is not None and scales.form_of(row.stat) and _unknown_scale(row, name)):
        return reason
    if row.measure.endswith("_pct") and name.scale_min is None:
        return "a percentage of unknown base"
    if row.subgroup:
        return f"a subgroup only: {row.subgroup.replace('_gt_', ' over ').replace('_', ' ')}"
    return "the week is not stated" if row.timepoint_weeks is None else ""


def _unknown_scale(row: Outcome, name: MeasureName) -> bool:
    if row.measure.startswith("days_") or row.measure in scales.OVER_TIME:
        return False
    if name.scale_min is None or name.scale_max is None:
        return True
    # Only the direction is unknown: the value can still be placed, with a word that it is uncertain.
    return row.direction == "uncertain" and row.value is not None and row.value <= name.scale_max


def time_of(row: Outcome) -> tuple[bool, float, bool]:
    """Order figures in time for `sorted`: the start first, what has no week last."""
    return row.timepoint_weeks is None, row.timepoint_weeks or 0.0, row.timepoint_label != "baseline"


def _panel(facts: Facts, trial: TrialFacts, lines: Mapping[str, ArmLine], rows: list[Outcome]) -> OutcomePanel:
    first, name = rows[0], facts.measure_names[rows[0].measure]
    known = name.scale_min is not None and name.scale_max is not None
    scale = scales.Scale(name.scale_min or 0.0, name.scale_max or 0.0, higher_is_better=False) if known else None
    form = scales.form_of(first.stat)
    drawn = tuple(
        ArmSeries(
            study_id=first.study_id,
            study=study_name(facts, trial.trial),
            arm=line.label,
            kind=line.kind,
            measure=name.label,
            form=form,
            readings=tuple(_placed(row, scale, form) for row in rows if row.arm_id == arm),
        )
        for arm, line in lines.items()
        if any(row.arm_id == arm for row in rows)
    )
    low, high = _axis(drawn, form, known=known)
    smallest = _smallest(facts, trial, name, first)
    wide = (name.scale_min, name.scale_max) != (0.0, scales.TOP)
    printed = f"{plain(name.scale_min or 0.0)} to {plain(name.scale_max or 0.0)}" if known and wide else ""
    return OutcomePanel(
        name.label,
        name.domain,
        form,
        low,
        high,
        known,
        printed,
        BETTER[first.direction],
        drawn,
        smallest if known else None,
    )


def _placed(row: Outcome, scale: scales.Scale | None, form: str) -> Reading:
    """Place a figure on 0 to 100 of its range, the printed direction kept; as printed where the range is unknown."""

    def place(value: float) -> float:
        if scale is None:
            return value
        if form == scales.CHANGE:
            return round(scales.size_to_100(value, scale.low, scale.high), 2)
        return round(scales.to_100(min(max(value, scale.low), scale.high), scale), 2)

    low, high = (None, None) if row.ci_low is None or row.ci_high is None else sorted((row.ci_low, row.ci_high))
    return Reading(
        week=row.timepoint_weeks or 0.0,
        when=when(row.timepoint_weeks, row.timepoint_label),
        value=place(row.value or 0.0),
        low=None if low is None else place(low),
        high=None if high is None else place(high),
        n=row.n,
        printed=plain(row.value or 0.0),
    )


def _axis(lines: Sequence[ArmSeries], form: str, *, known: bool) -> tuple[float, float]:
    """Return the ends of the axis: the whole scale for levels, else what holds every value and nought."""
    ends = [end for line in lines for r in line.readings for end in (r.value, r.low, r.high, 0.0) if end is not None]
    if known and form == scales.LEVEL:
        return 0.0, scales.TOP
    return min(ends), max(ends)


def _smallest(facts: Facts, trial: TrialFacts, name: MeasureName, row: Outcome) -> Smallest | None:
    """Return the smallest change that matters where it was asked of such people with this very measure and range."""
    place = place_of_trial(facts, trial.trial)
    if not place.questions or row.direction == "uncertain" or name.measure_id not in facts.measures:
        return None
    measure = facts.measures[name.measure_id]
    if name.domain == "pain":
        if row.measure not in WHOLE_PAIN or (found := important_change(facts, place.questions[0])) is None:
            return None
        return Smallest(found.points, found.note, facts.measures[IMPORTANT[place.questions[0]]].sources)
    if measure.mcid_absolute is None or (measure.min, measure.max) != (name.scale_min, name.scale_max):
        return None
    points = scales.size_to_100(measure.mcid_absolute, measure.min or 0.0, measure.max or 0.0)
    return Smallest(round(points, 1), measure.note, measure.sources)
