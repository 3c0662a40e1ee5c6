"""Pain or function over time, one panel a trial: what the small multiples of a question show.

It must not know marks or pages. Levels and changes have panels of their own, and nothing is pooled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import SHAM, USUAL
from dashboard.evidence.numbers import plain
from dashboard.evidence.outcome_series import ImportantChange, OutcomeSeries, important_of, outcome_series
from dashboard.evidence.questions import Question
from dashboard.evidence.readings import ArmSeries, OutcomeRow
from dashboard.evidence.scales import CHANGE, LEVEL, TOP

if TYPE_CHECKING:
    from dashboard.facts import Facts

DOMAINS = ("pain", "function")


@dataclass(frozen=True)
class TrialPanel:
    """One measure of one trial over time, its arms together, on 0 to 100 or as changes in points of 100.

    `printed` names the measure's own range where it is another, `turned` says that it is printed with more as better
    and turned here. `smallest` is the smallest change that matters on this measure, None where none is known for it.
    """

    study_id: str
    study: str
    measure: str
    form: str
    printed: str
    turned: bool
    lines: tuple[ArmSeries, ...]
    smallest: ImportantChange | None

    @property
    def people(self) -> tuple[tuple[str, int | None], ...]:
        """Each arm with the people behind its last figure, None where not printed."""
        return tuple((line.arm, line.readings[-1].n) for line in self.lines)

    @property
    def has_sham(self) -> bool:
        """Whether a sham arm is among the lines."""
        return any(line.kind is SHAM for line in self.lines)

    @property
    def has_usual(self) -> bool:
        """Whether an arm of usual care is among the lines."""
        return any(line.kind is USUAL for line in self.lines)


@dataclass(frozen=True)
class Multiples:
    """The panels of one question and domain, newest trial first, and every printed figure behind them.

    `ends` are the ends that all panels of changes share; `empty` says why there is no panel, "" where there is one.
    """

    question: Question
    domain: str
    point: str
    n_trials: int
    levels: tuple[TrialPanel, ...]
    changes: tuple[TrialPanel, ...]
    ends: tuple[float, float]
    rows: tuple[OutcomeRow, ...]
    empty: str

    @property
    def panels(self) -> tuple[TrialPanel, ...]:
        """All panels: levels, then changes."""
        return self.levels + self.changes

    @property
    def smallest(self) -> tuple[tuple[str, ImportantChange], ...]:
        """The smallest changes that the panels show, each once, with the measures it belongs to."""
        named: dict[ImportantChange, dict[str, None]] = {}
        for panel in self.panels:
            if panel.smallest:
                named.setdefault(panel.smallest, {})[panel.measure] = None
        return tuple((", ".join(measures), change) for change, measures in named.items())


def outcome_multiples(facts: Facts, question: str, domain: str, point: str = "") -> Multiples:
    """Collect the panels of a question's trials, or of those that needled a point.

    Raises KeyError for an unknown point, ValueError for an unknown question or domain.
    """
    if domain not in DOMAINS:
        raise ValueError(f"unknown domain {domain!r}; valid: {', '.join(DOMAINS)}")
    series = outcome_series(facts, point, question, domain)
    levels, changes = (_panels(facts, series, form) for form in (LEVEL, CHANGE))
    return Multiples(
        question=series.question,
        domain=domain,
        point=point,
        n_trials=series.n_trials,
        levels=levels,
        changes=changes,
        ends=_ends(changes),
        rows=series.rows,
        empty=series.empty,
    )


def _panels(facts: Facts, series: OutcomeSeries, form: str) -> tuple[TrialPanel, ...]:
    by_trial: dict[str, list[ArmSeries]] = {}
    for line in series.series:
        if line.form == form:
            by_trial.setdefault(line.study_id, []).append(line)
    return tuple(_panel(facts, series, form, study, lines) for study, lines in by_trial.items())


def _panel(facts: Facts, series: OutcomeSeries, form: str, study: str, lines: list[ArmSeries]) -> TrialPanel:
    drawn = series.measures[study, form]
    low, high = drawn.name.scale_min or 0.0, drawn.name.scale_max or 0.0
    return TrialPanel(
        study_id=study,
        study=lines[0].study,
        measure=drawn.name.label,
        form=form,
        printed="" if (low, high) == (0.0, TOP) else f"{plain(low)} to {plain(high)}",
        turned=drawn.turned,
        lines=tuple(lines),
        smallest=important_of(facts, series.question.key, drawn.name),
    )


def _ends(panels: tuple[TrialPanel, ...]) -> tuple[float, float]:
    """Return ends that hold every change, its interval, nought and the smallest change that matters."""
    held = [0.0]
    for panel in panels:
        held += [end for line in panel.lines for r in line.readings for end in (r.value, r.low, r.high) if end]
        held += [-panel.smallest.points] if panel.smallest else []
    return min(held), max(held)
