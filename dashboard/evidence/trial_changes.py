"""How far apart the arms of single trials were, comparator by comparator, at each window of time. Nothing is pooled.

What may stand under one heading is data (`pools.csv`), as on the evidence page; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.analysis import figures_of_pool
from dashboard.evidence.analysis_axis import axis_of
from dashboard.evidence.analysis_offers import WORDS
from dashboard.evidence.analysis_parts import Axis, TrialRow
from dashboard.evidence.choices import COMPARISONS, Choices
from dashboard.evidence.pool_rows import pools_for
from dashboard.evidence.pooled import COMPARISONS as AGAINST
from dashboard.evidence.questions import question
from dashboard.evidence.rungs import trials_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboard.facts import Facts
    from dashboard.facts.pools import Pool

# People who got better are counted in bars of their own; these are differences in points of 100.
OUTCOMES = ("pain", "pain_on_movement", "function")
WINDOWS = ("immediate", "short", "intermediate", "long")


@dataclass(frozen=True)
class ChangeGroup:
    """The trials of one analysis, one comparator and one family of measures, each by itself.

    `axis` names the sides and the smallest change that matters; `note` is what the analysis says of its trials.
    `others` counts its trials that did not needle the chosen point; `n_left` those without a usable figure.
    """

    against: str
    family: str
    axis: Axis
    rows: tuple[TrialRow, ...]
    note: str
    others: int
    n_left: int
    choices: Choices


@dataclass(frozen=True)
class ChangeChart:
    """All comparators of one outcome in one window of time, side by side.

    `lacking` names the comparators, in words, against which no trial has a usable figure here.
    """

    outcome: str
    outcome_words: str
    window: str
    window_words: str
    groups: tuple[ChangeGroup, ...]
    lacking: tuple[str, ...]

    @property
    def rows(self) -> tuple[TrialRow, ...]:
        """Every trial of the chart, comparator by comparator."""
        return tuple(row for group in self.groups for row in group.rows)


def trial_changes(facts: Facts, question_key: str, point: str = "") -> tuple[ChangeChart, ...]:
    """Give a chart for each outcome and window with a figure, with all comparators or a word on those that lack one.

    With a point, only the trials that needled it. Raises KeyError for an unknown point, ValueError for an unknown
    question.
    """
    question(question_key)
    needled = set(trials_of(facts, point, question_key)) if point else None
    charts = (
        _chart(facts, question_key, outcome, window, point, needled) for outcome in OUTCOMES for window in WINDOWS
    )
    return tuple(chart for chart in charts if chart.rows)


def _chart(
    facts: Facts, question_key: str, outcome: str, window: str, point: str, needled: Collection[str] | None
) -> ChangeChart:
    groups: list[ChangeGroup] = []
    lacking: list[str] = []
    for comparison in COMPARISONS:
        found = [
            _group(facts, pool, point, needled) for pool in pools_for(facts, question_key, comparison, outcome, window)
        ]
        groups += [group for group in found if group.rows]
        if not any(group.rows for group in found):
            lacking.append(AGAINST[comparison])
    return ChangeChart(
        outcome, WORDS["outcome"][outcome], window, WORDS["window"][window], tuple(groups), tuple(lacking)
    )


def _group(facts: Facts, pool: Pool, point: str, needled: Collection[str] | None) -> ChangeGroup:
    found, left = figures_of_pool(facts, pool)
    rows = [row for row, _ in found]
    kept = [row for row in rows if needled is None or row.study_id in needled]
    kept.sort(key=lambda row: (row.year is None, -(row.year or 0), row.name))
    return ChangeGroup(
        against=AGAINST[pool.comparison],
        family=pool.family,
        axis=axis_of(facts, pool),
        rows=tuple(kept),
        note=pool.note,
        others=len(rows) - len(kept),
        n_left=len({it.study_id for it in left}),
        choices=Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id, point=point),
    )
