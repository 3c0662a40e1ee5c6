"""The point panel as HTML fragments, each made once: what a point says for each question.

The browser paints them without asking the server. Arithmetic is in `evidence`, drawing in `figures`; this module only
hands their results to the templates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from dashboard.evidence.cautions import SEVERITY_WORDS, caution_groups, injuries_for, injury_words, pregnancy_for
from dashboard.evidence.depth_readings import readings, unknowns
from dashboard.evidence.depths import depths_nearby
from dashboard.evidence.harms import harm_rate
from dashboard.evidence.ladder import Ladder, ladders
from dashboard.evidence.ladder_steps import ladder_steps
from dashboard.evidence.outcome_series import OutcomeSeries, outcome_series
from dashboard.evidence.questions import QUESTIONS as QUESTION_WORDS
from dashboard.evidence.questions import Question
from dashboard.evidence.rungs import trials_of
from dashboard.facts import Facts
from dashboard.figures.cross_section import cross_section, section_text
from dashboard.figures.depth_strip import depth_rows, depth_strip, depth_text, no_strip_reason
from dashboard.figures.outcomes_over_time import outcomes_over_time
from dashboard.figures.outcomes_text import alt_text, notes
from dashboard.pages.documents import Documents
from dashboard.pages.harm_texts import event_words, rate_words
from dashboard.pages.self_check import self_check
from dashboard.state import QUESTIONS, View

# Where a trial's shared text leaves room for what it did at the chosen point.
MOST = 6
MILD = "note"  # cautions of this severity are not put before a patient
NEEDLED_HERE = "<!--needled-->"


@dataclass(frozen=True)
class PaintedOutcomes:
    """The outcomes of a view: two fragments, and the height of the chart in pixels, None where nothing is drawn."""

    alt: str
    table: str
    chart_px: int | None


class Panels:
    """All fragments, each made when it is first asked for and kept: by point, and by question and point."""

    def __init__(self, facts: Facts, documents: Documents) -> None:
        self._facts = facts
        self._documents = documents
        self.introduction = documents.render(
            "panel_introduction.html",
            n_points=len(facts.points),
            most_needled=most_needled(facts),
            names={code: point.pinyin for code, point in facts.points.items()},
        )
        self.about = cache(partial(_about, facts, documents))
        self.question = cache(partial(_question, facts, documents))

    def files(self) -> dict[str, Callable[[], Any]]:
        """Give the files of the browser and how each is made: `points`, and one per question."""
        return {"points": self._points, **{key: partial(self.question, key) for key in QUESTIONS}}

    def _points(self) -> dict[str, Any]:
        return {"introduction": self.introduction, "points": {code: self.about(code) for code in self._facts.points}}

    def first_paint(self, view: View) -> str:
        """Assemble the panel of a view as the browser would, for the page's first paint."""
        if not view.point:
            return self.introduction
        if len(view.compare) > 1:
            return ""  # the comparison stands in its place
        about, of_question = self.about(view.point), self.question(view.question)
        found = of_question["points"][view.point]
        trials = (of_question["trials"][study].replace(NEEDLED_HERE, own) for study, own in found["trials"])
        parts = [about["head"], about["where"], about["needling"], found["evidence"], *trials, found["apart"]]
        return "".join(parts)

    def common(self, view: View) -> str:
        """Give what all points of the view's question share: reviews and guidelines; "" where no panel is shown."""
        return self.question(view.question)["common"] if view.point and len(view.compare) < 2 else ""

    def outcomes(self, view: View) -> PaintedOutcomes | None:
        """Give what the browser will show of the outcomes, the chart's place for the chart; None where no panel is."""
        if not view.point or len(view.compare) > 1:
            return None
        found = self.question(view.question)["points"][view.point]
        figure = found["figure"]
        return PaintedOutcomes(found["alt"], found["table"], figure["layout"]["height"] if figure else None)


def most_needled(facts: Facts) -> list[tuple[Question, list[tuple[str, int]]]]:
    """Give, for each question, the points that most reported trials needled, with their number; ties in file order."""
    found = []
    for key in QUESTIONS:
        counts = {code: len(trials_of(facts, code, key)) for code in facts.points}
        first = sorted(counts, key=lambda code: -counts[code])[:MOST]
        found.append((QUESTION_WORDS[key], [(code, counts[code]) for code in first if counts[code]]))
    return found


def _about(facts: Facts, documents: Documents, code: str) -> dict[str, str]:
    """Render the parts of a panel that no question changes."""
    about = facts.of(code)
    nearby = depths_nearby(code, facts.measured_depths)
    cautions = caution_groups(about)
    located = [row for row in facts.located if row.code == code and row.side != "right"]
    missing = next((row.reason for row in facts.not_located if row.code == code), "")
    return {
        "head": documents.render(
            "panel_head.html",
            point=about.point,
            kinds=[group.label for group in cautions if group.severity != MILD],
            rates=[harm_rate(row) for row in facts.safety if "patient" in row.shown],
            rate_words=rate_words,
            event_words=event_words,
        ),
        "where": documents.render(
            "panel_where.html", it=about, point=about.point, located=located, not_located=missing
        ),
        "needling": documents.render(
            "panel_needling.html",
            it=about,
            point=about.point,
            readings=readings(about, facts.sources),
            strip=Markup(depth_strip(about, facts.sources, nearby) or ""),
            no_strip=no_strip_reason(about),
            strip_text=depth_text(about, facts.sources, nearby),
            rows=depth_rows(about, facts.sources, nearby),
            section=Markup(cross_section(about, facts.sources, facts.layers) or ""),
            section_words=section_text(about, facts.sources, facts.layers),
            cautions=cautions,
            severity_words=SEVERITY_WORDS,
            injuries=[(near, injury_words(near.injury)) for near in injuries_for(about, facts.injuries)],
            pregnancy=pregnancy_for(about, facts.trials),
            unknowns=unknowns(about, facts.sources),
            checks=self_check(facts, code),
        ),
    }


def _question(facts: Facts, documents: Documents, question: str) -> dict[str, Any]:
    """Everything of one question: what all points share, each trial once, and each point's own part."""
    by_code = ladders(facts, question)
    rungs = {rung.study_id: rung for it in by_code.values() for rung in it.trials}
    any_ladder = next(iter(by_code.values()))
    return {
        "common": documents.render("panel_question.html", it=any_ladder),
        "trials": {
            study: documents.render("panel_trial.html", rung=rung, needled_here=Markup(NEEDLED_HERE))
            for study, rung in rungs.items()
        },
        "points": {code: _evidence(facts, documents, it) for code, it in by_code.items()},
    }


def _evidence(facts: Facts, documents: Documents, it: Ladder) -> dict[str, Any]:
    series = outcome_series(facts, it.code, it.question.key)
    return {
        "evidence": documents.render("panel_evidence.html", it=it, steps=ladder_steps(facts, it)),
        "trials": [(rung.study_id, documents.render("panel_needled.html", rung=rung)) for rung in it.trials],
        "apart": documents.render("panel_apart.html", it=it),
        **_outcomes(documents, series),
    }


def _outcomes(documents: Documents, series: OutcomeSeries) -> dict[str, Any]:
    return {
        "alt": documents.render("panel_outcomes_alt.html", series=series, alt=alt_text(series), notes=notes(series)),
        "table": documents.render("panel_outcomes_table.html", series=series),
        "figure": outcomes_over_time(series) if series.series else None,
    }
