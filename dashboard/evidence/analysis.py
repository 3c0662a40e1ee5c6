"""The live analysis: the trials of one pool, pooled now from their printed figures, under the reader's choices.

What may stand together is data (`pools.csv`), the arithmetic is in `effects` and `pooling`; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.evidence import pooling, sensitivity, small_studies
from dashboard.evidence.analysis_axis import axis_of
from dashboard.evidence.analysis_parts import (
    Axis,
    Heterogeneity,
    Interval,
    LeftOut,
    PooledLine,
    SmallStudies,
    Step,
    TrialRow,
)
from dashboard.evidence.analysis_rows import on_shown_scale, trial_row, worked
from dashboard.evidence.effects import Estimate, NotComputable
from dashboard.evidence.heterogeneity import heterogeneity
from dashboard.evidence.links import link
from dashboard.evidence.pool_rows import excluded_from, members_of, pools_for
from dashboard.evidence.rungs import study_name, trials_of

if TYPE_CHECKING:
    from dashboard.evidence.choices import Choices
    from dashboard.facts import Facts
    from dashboard.facts.pools import Pool, PoolTrial

MODEL_WORDS = {
    "reml": ("random effects, restricted maximum likelihood", "Hartung-Knapp interval"),
    "pm": ("random effects, Paule-Mandel", "Hartung-Knapp interval"),
    "common": ("common effect, inverse variance", "normal interval"),
}
LEAST_FOR_STEPS = 3
MAY_BE_NARROW = "this interval may be too narrow"
SAYS_LITTLE = "this interval says little"
# I2 in per cent above which two trials are said to disagree.
WIDELY = 75.0


@dataclass(frozen=True)
class Analysis:
    """Everything the live section shows.

    `pool` is None where no pool answers the choices; `families` are the pools that do, of which `pool` is the chosen
    one. `rows` are in the chosen order, taken-out ones among them. `pooled` is None with fewer than two trials.
    """

    choices: Choices
    pool: Pool | None
    families: tuple[Pool, ...]
    axis: Axis | None
    rows: tuple[TrialRow, ...]
    pooled: PooledLine | None
    leave_one_out: tuple[Step, ...]
    cumulative: tuple[Step, ...]
    small: SmallStudies | None
    small_words: str
    left_out: tuple[LeftOut, ...]
    messages: tuple[str, ...]

    @property
    def counted(self) -> tuple[TrialRow, ...]:
        """The trials that the reader left in."""
        return tuple(row for row in self.rows if not row.excluded)


def analysis(facts: Facts, choices: Choices) -> Analysis:
    """Pool the trials that the reader's choices ask for. Takes a few milliseconds."""
    families = pools_for(facts, choices.question, choices.comparison, choices.outcome, choices.window)
    pool = next((pool for pool in families if pool.pool_id == choices.pool), families[0] if families else None)
    if pool is None:
        return Analysis(choices, None, (), None, (), None, (), (), None, "", (), ())
    found, left = figures_of_pool(facts, pool)
    taken_in = [(row, estimate) for row, estimate in found if row.study_id not in choices.without]
    line, notes = _pooled(pool, choices.model, taken_in)
    rows = _ordered(_marked(facts, choices, _weighted(pool, choices, found, taken_in)), choices.order)
    small, small_words = _small(taken_in)
    steps = _steps(pool, choices.model, taken_in) if len(taken_in) >= LEAST_FOR_STEPS else ((), ())
    return Analysis(
        choices=choices,
        pool=pool,
        families=families,
        axis=axis_of(facts, pool),
        rows=rows,
        pooled=line,
        leave_one_out=steps[0],
        cumulative=steps[1],
        small=small,
        small_words=small_words,
        left_out=left,
        messages=tuple(note for note in (pool.note, *notes) if note),
    )


def figures_of_pool(facts: Facts, pool: Pool) -> tuple[list[tuple[TrialRow, Estimate]], tuple[LeftOut, ...]]:
    """Give the rows and effects of a pool's members, and the trials that are left out, each with its reason.

    Raises ValueError for a member that answers another question than the pool: no chart mixes questions.
    """
    rows, left = [], []
    for member in members_of(facts, pool):
        _refuse_another_question(facts, pool, member)
        try:
            found = worked(facts, pool, member)
        except NotComputable as refusal:
            left.append(_left(facts, member.study_id, f"Not computable: {refusal}.", computable=False))
        else:
            rows.append((trial_row(facts, pool, member, found), found.estimate))
    left += [_left(facts, row.study_id, row.reason, computable=True) for row in excluded_from(facts, pool)]
    return rows, tuple(left)


def _refuse_another_question(facts: Facts, pool: Pool, member: PoolTrial) -> None:
    question = facts.conditions[facts.trials[member.study_id].condition].question
    if question != pool.question:
        raise ValueError(
            f"{member.study_id} answers the question {question}, the pool {pool.pool_id} the question {pool.question}; "
            "a pool takes trials of its own question only"
        )


def _left(facts: Facts, study_id: str, reason: str, *, computable: bool) -> LeftOut:
    trial = facts.trials[study_id]
    found = link(facts, trial.sources, trial.doi, trial.pmid)
    return LeftOut(study_id, study_name(facts, trial), reason, computable, found)


def _arrays(taken_in: list[tuple[TrialRow, Estimate]]) -> tuple[list[float], list[float]]:
    return [estimate.value for _, estimate in taken_in], [estimate.se**2 for _, estimate in taken_in]


def _pooled(
    pool: Pool, model: str, taken_in: list[tuple[TrialRow, Estimate]]
) -> tuple[PooledLine | None, tuple[str, ...]]:
    if len(taken_in) < 2:
        return None, ()
    values, variances = _arrays(taken_in)
    found, differ = pooling.pool(values, variances, model), heterogeneity(values, variances, model)
    people = [row.n for row, _ in taken_in]
    line = PooledLine(
        effect=Interval(*on_shown_scale(pool.effect, found.value, found.low, found.high)),
        prediction=on_shown_scale(pool.effect, *found.prediction) if found.prediction else None,  # type: ignore[arg-type]
        why_no_prediction=found.why_no_prediction,
        k=found.k,
        n=None if None in people else sum(n for n in people if n is not None),
        model=MODEL_WORDS[model][0],
        interval_words=MODEL_WORDS[model][1],
        heterogeneity=Heterogeneity(
            differ.q,
            differ.df,
            differ.p,
            differ.i2,
            differ.i2_low,
            differ.i2_high,
            differ.tau2,
            differ.tau2_low,
            differ.tau2_high,
        ),
        caution=_caution(found),
        warning=_warning(found.k, differ.i2),
    )
    return line, (*found.notes, *differ.notes)


def _caution(found: pooling.Pool) -> str:
    """Say in short what weakens an interval, so that it can stand beside it."""
    narrow = {pooling.NARROW, pooling.NO_WIDTH} & {*found.notes}
    if pooling.TWO_TRIALS in found.notes:
        return f"two trials: {MAY_BE_NARROW if narrow else SAYS_LITTLE}"
    return MAY_BE_NARROW if narrow else ""


def _warning(k: int, i2: float) -> str:
    """Say that two trials disagree so widely that a figure for both together says little."""
    if k > 2 or i2 <= WIDELY:
        return ""
    return f"The two trials disagree widely (I² {i2:.0f} %): the pooled figure says little."


def _weighted(
    pool: Pool, choices: Choices, found: list[tuple[TrialRow, Estimate]], taken_in: list[tuple[TrialRow, Estimate]]
) -> list[TrialRow]:
    weights: dict[str, float] = {}
    if len(taken_in) > 1:
        shares = pooling.pool(*_arrays(taken_in), choices.model).weights
        weights = {row.study_id: share for (row, _), share in zip(taken_in, shares, strict=True)}
    kept = {row.study_id for row, _ in taken_in}
    return [replace(row, weight=weights.get(row.study_id), excluded=row.study_id not in kept) for row, _ in found]


def _marked(facts: Facts, choices: Choices, rows: list[TrialRow]) -> list[TrialRow]:
    """Mark the trials that needled the point the reader came from."""
    if not choices.point:
        return rows
    needled = set(trials_of(facts, choices.point, choices.question))
    return [replace(row, marked=row.study_id in needled) for row in rows]


def _ordered(rows: list[TrialRow], order: str) -> tuple[TrialRow, ...]:
    """Sort by year (unknown last), by size (most people first, unknown last) or by effect (smallest figure first)."""
    keys = {
        "year": lambda row: (row.year is None, row.year or 0, row.name),
        "size": lambda row: (row.n is None, -(row.n or 0), row.name),
        "effect": lambda row: (row.effect.value, row.name),
    }
    return tuple(sorted(rows, key=keys[order]))


def _steps(pool: Pool, model: str, taken_in: list[tuple[TrialRow, Estimate]]) -> tuple[tuple[Step, ...], ...]:
    by_year = sorted(taken_in, key=lambda pair: (pair[0].year is None, pair[0].year or 0, pair[0].name))
    values, variances = _arrays(by_year)
    return tuple(
        tuple(
            Step(
                by_year[step.index][0].name,
                step.k,
                Interval(*on_shown_scale(pool.effect, step.value, step.low, step.high)),
            )
            for step in steps
        )
        for steps in (
            sensitivity.leave_one_out(values, variances, model),
            sensitivity.cumulative(values, variances, model=model),
        )
    )


def _small(taken_in: list[tuple[TrialRow, Estimate]]) -> tuple[SmallStudies | None, str]:
    if len(taken_in) < 2:
        return None, ""
    found = small_studies.egger(*_arrays(taken_in))
    if isinstance(found, small_studies.NotTested):
        return None, found.reason
    return SmallStudies(found.intercept, found.low, found.high, found.p, found.k), ""
