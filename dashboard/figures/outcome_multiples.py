"""Small multiples of pain or function over time: one panel a trial on shared scales, and what they show in a sentence.

It must not know facts; a panel is drawn as on the page of its trial.
"""

from __future__ import annotations

from dashboard.evidence.numbers import count, plain
from dashboard.evidence.outcome_multiples import Multiples, TrialPanel
from dashboard.evidence.scales import CHANGE, TOP
from dashboard.figures.trial_outcome_frame import OutcomeAxis
from dashboard.figures.trial_outcomes import trial_outcomes

BEST = {"pain": "0 is no pain", "function": "0 is no disability"}


def multiple(panel: TrialPanel, ends: tuple[float, float], name: str) -> str:
    """Draw one panel as an SVG string; `ends` are the ends that all panels of changes share, `name` its id."""
    change = panel.form == CHANGE
    axis = OutcomeAxis(
        low=ends[0] if change else 0.0,
        high=ends[1] if change else TOP,
        unit="change, points of 100" if change else "level, 0 to 100",
        better="lower",
        change=change,
        smallest=panel.smallest.points if panel.smallest else None,
    )
    form = ", change from the start" if change else ""
    return trial_outcomes(name, f"{panel.study}: {panel.measure}{form}", panel.lines, axis)


def multiples_summary(shown: Multiples) -> str:
    """Say in a sentence or two what the panels show; why there are none where there are none."""
    if not shown.panels:
        return shown.empty
    trials = len({panel.study_id for panel in shown.panels})
    sham = len({panel.study_id for panel in shown.panels if panel.has_sham})
    usual = len({panel.study_id for panel in shown.panels if panel.has_usual})
    parts = [
        f"{shown.domain.capitalize()} over time in {trials} of {count(shown.n_trials, 'trial')}: "
        f"{sham or 'none'} drawn with a sham arm, {usual or 'none'} with usual care.",
        _span("Levels", f"of 100, where {BEST[shown.domain]}", shown.levels),
        _span("Changes", "points of 100, where below 0 is better", shown.changes),
    ]
    return " ".join(part for part in parts if part)


def _span(what: str, unit: str, panels: tuple[TrialPanel, ...]) -> str:
    values = [reading.value for panel in panels for line in panel.lines for reading in line.readings]
    return f"{what} lie between {plain(min(values))} and {plain(max(values))} {unit}." if values else ""
