"""What published trials measured for a question: trajectories, differences and people who got better, as one section.

It must not know its page or what clinics report. Figures come from `evidence`, drawings from `figures`.
"""

from __future__ import annotations

from itertools import count as numbers
from typing import Any

from markupsafe import Markup

from dashboard.evidence.outcome_multiples import DOMAINS, Multiples, outcome_multiples
from dashboard.evidence.questions import question as question_of
from dashboard.evidence.trial_changes import ChangeChart, trial_changes
from dashboard.evidence.trial_responders import trial_responders
from dashboard.facts import Facts
from dashboard.figures.change_strip import change_strip, change_summary, change_title
from dashboard.figures.forest_words import forest_table
from dashboard.figures.outcome_multiples import multiple, multiples_summary
from dashboard.figures.responder_bars import responder_bars, responders_summary
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents

ANALYSIS = "/evidence"


def section(facts: Facts, documents: Documents, question: str, point: str = "") -> Markup:
    """Render the section for a question, or for its trials that needled a point; equal arguments give equal text.

    Raises KeyError for an unknown point, ValueError for an unknown question.
    """
    found, charts = trial_responders(facts, question, point), trial_changes(facts, question, point)
    elsewhere = trial_changes(facts, question) if point and not charts else ()
    return Markup(
        documents.render(
            "outcomes_trials.html",
            question=question_of(question),
            point=point,
            n_trials=found.n_trials,
            domains=[_domain(outcome_multiples(facts, question, domain, point)) for domain in DOMAINS],
            outcomes=_changes(charts),
            n_elsewhere=len({row.study_id for chart in elsewhere for row in chart.rows}),
            found=found,
            people_summary=responders_summary(found),
            people=[
                (one, Markup(responder_bars(one, f"trials-people-{number}")))
                for number, one in enumerate(found.named, 1)
            ],
        )
    )


def panel(facts: Facts, documents: Documents, question: str, point: str) -> str:
    """Give the point panel's part: nothing yet, as the panel has a chart of its own."""
    return ""


def _domain(shown: Multiples) -> dict[str, Any]:
    """Draw the panels of pain or of function: levels, then changes, each kind by itself."""
    number = numbers(1)
    kinds = [
        (
            title,
            [(one, Markup(multiple(one, shown.ends, f"trials-{shown.domain}-{next(number)}"))) for one in panels],
        )
        for title, panels in ((N_("Levels over time"), shown.levels), (N_("Changes from the start"), shown.changes))
        if panels
    ]
    return {"it": shown, "summary": multiples_summary(shown), "kinds": kinds}


def _changes(charts: tuple[ChangeChart, ...]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Draw the charts of each outcome; those of one outcome share their scale."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    for outcome in dict.fromkeys(chart.outcome for chart in charts):
        same = [chart for chart in charts if chart.outcome == outcome]
        found.append((same[0].outcome_words, [_change(chart, same) for chart in same]))
    return found


def _change(chart: ChangeChart, same: list[ChangeChart]) -> dict[str, Any]:
    key = f"trials-change-{chart.outcome.replace('_', '-')}-{chart.window}"
    return {
        "it": chart,
        "key": key,
        "title": change_title(chart),
        "summary": change_summary(chart),
        "picture": Markup(change_strip(chart, key, [one for one in same if one is not chart])),
        "groups": [
            (
                group,
                ANALYSIS + group.choices.to_search() + "#analysis",
                list(zip(group.rows, forest_table(group.rows, None, group.axis), strict=True)),
            )
            for group in chart.groups
        ],
    }
