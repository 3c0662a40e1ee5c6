"""A member of a pool as a row of a forest plot: its printed figure, and the effect worked out from it."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from dashboard.evidence.analysis_parts import Interval, TrialRow
from dashboard.evidence.comparisons import arm_lines
from dashboard.evidence.effects import RATIOS, Estimate, combine_counts
from dashboard.evidence.links import link
from dashboard.evidence.numbers import interval, plain, when_compared
from dashboard.evidence.pool_rows import direction_of, member_rows
from dashboard.evidence.printed_effects import (
    Worked,
    count_of,
    estimate_of_contrast,
    group_of,
    together,
    worked_from_counts,
    worked_from_groups,
)
from dashboard.evidence.rungs import study_name
from dashboard.facts.evidence_words import POOL_COMPARATORS, POOL_CONTRASTS

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.pools import Figures, Pool, PoolTrial
    from dashboard.facts.trials import Contrast, Outcome

PER_CENT = 100.0
COUNTS = ("RR", "OR", "RD")
OF_THE_ARMS = "the number of people is the size of these arms, not printed with the figure"


def worked(facts: Facts, pool: Pool, member: PoolTrial) -> Worked:
    """Work out the effect of a member, minus (or, for people who got better, more) in favour of acupuncture.

    Raises NotComputable where its figures do not allow it, PoolError where they are not in the data.
    """
    figures = member_rows(facts, pool, member)
    if figures.contrast:
        lower = direction_of(facts, figures.contrast) == "lower_better"
        return estimate_of_contrast(figures.contrast, facts.measure_names[member.measure], lower_is_better=lower)
    if pool.effect in COUNTS:
        arms, others = (combine_counts([count_of(row) for row in side]) for side in (figures.arms, figures.comparators))
        return worked_from_counts(arms, others, pool.effect)
    name = facts.measure_names[member.measure]
    arm, other = (together([group_of(row, name) for row in side]) for side in (figures.arms, figures.comparators))
    return worked_from_groups(arm, other, pool.effect)


def trial_row(facts: Facts, pool: Pool, member: PoolTrial, found: Worked) -> TrialRow:
    """Put a member in words, with its effect on the scale that is shown; it has no weight yet.

    People are those behind the figure; where none are printed with it, those of the arms, and `how` says so.
    """
    trial = facts.of_trial(member.study_id)
    figures = member_rows(facts, pool, member)
    lines = {line.arm_id: line for line in arm_lines(trial)}
    rows = (figures.contrast,) if figures.contrast else (*figures.arms, *figures.comparators)
    sources = tuple(dict.fromkeys(source for row in rows for source in row.sources))
    people = found.n if found.n is not None else _in_the_arms(trial, member)
    notes = (member.reason, *dict.fromkeys(row.note for row in rows))
    return TrialRow(
        study_id=member.study_id,
        name=study_name(facts, trial.trial),
        year=trial.trial.year,
        arm=" and ".join(lines[arm].label for arm in member.arm_ids),
        comparator=" and ".join(lines[arm].label for arm in member.comparator_ids),
        sham=any(
            arm.arm_type in POOL_COMPARATORS["vs_sham"] for arm in trial.arms if arm.arm_id in member.comparator_ids
        ),
        measure=facts.measure_names[member.measure].label,
        when=when_compared(member.timepoint_weeks),
        n=people,
        effect=shown(found.estimate, found.ends),
        weight=None,
        excluded=False,
        printed=_printed(figures),
        how=f"{found.how}; {OF_THE_ARMS}" if found.n is None and people is not None else found.how,
        status=rows[0].status,
        note=" ".join(note for note in notes if note),
        link=link(facts, sources, trial.trial.doi, trial.trial.pmid),
        sources=sources,
    )


def shown(estimate: Estimate, ends: tuple[float, float] | None = None) -> Interval:
    """Bring an estimate to the scale that is shown: ratios as ratios, differences of shares in percentage points.

    `ends` are those of a printed interval, on the scale of the estimate: one rebuilt from the standard error can differ
    from them in the last digit. Without them it is rebuilt.
    """
    if ends:
        return Interval(*on_shown_scale(estimate.measure, estimate.value, *ends))
    value, low, high = estimate.interval()
    factor = PER_CENT if estimate.measure == "RD" else 1.0
    return Interval(value * factor, low * factor, high * factor)


def on_shown_scale(effect: str, *figures: float) -> tuple[float, ...]:
    """Bring pooled figures of an effect (logarithms for ratios) to the scale that is shown."""
    if effect in RATIOS:
        return tuple(exp(figure) for figure in figures)
    return tuple(figure * (PER_CENT if effect == "RD" else 1.0) for figure in figures)


def _in_the_arms(trial: TrialFacts, member: PoolTrial) -> int | None:
    """Count the people in the arms compared, for a figure printed without its own; None unless all are known."""
    compared = {*member.arm_ids, *member.comparator_ids}
    people = [arm.n for arm in trial.arms if arm.arm_id in compared]
    return None if None in people else sum(n for n in people if n is not None)


def _printed(figures: Figures) -> str:
    if figures.contrast:
        return _difference(figures.contrast)
    sides = (" and ".join(_arm(row) for row in side) for side in (figures.arms, figures.comparators))
    return " against ".join(sides)


def _difference(row: Contrast) -> str:
    p_value = f", p {row.p_value if row.p_value.startswith('<') else '= ' + row.p_value}" if row.p_value else ""
    spread = interval(row.ci_low, row.ci_high) or f"SE {plain(row.se)}"
    name = "relative risk" if row.effect in POOL_CONTRASTS["RR"] else "difference"
    return f"{name} {plain(row.value or 0.0)} ({spread}{p_value})"


def _arm(row: Outcome) -> str:
    if row.events is not None:
        return f"{row.events} of {row.total}"
    spread = f"SD {plain(row.sd)}" if row.sd is not None else f"SE {plain(row.se)}" if row.se is not None else ""
    spread = spread or interval(row.ci_low, row.ci_high)
    people = f", n = {row.n}" if row.n is not None else ""
    return f"{plain(row.value or 0.0)} ({spread}{people})"
