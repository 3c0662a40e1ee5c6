"""The sections of the evidence page that only the question changes, each rendered once and kept."""

from __future__ import annotations

import json
import re
from functools import cache

from markupsafe import Markup

from dashboard.evidence.data_version import DataVersion
from dashboard.evidence.gaps import missing_sham, upper_back
from dashboard.evidence.guideline_strip import strip_summary
from dashboard.evidence.guidelines import advice
from dashboard.evidence.missing import missing
from dashboard.evidence.points_used import points_used
from dashboard.evidence.pooled import unpooled
from dashboard.evidence.questions import QUESTIONS, place_of_effect, place_of_guideline, place_of_review, place_of_trial
from dashboard.evidence.review_effects import review_effects
from dashboard.evidence.review_parts import SIGN
from dashboard.facts import Facts
from dashboard.figures.guideline_strip import guideline_strip
from dashboard.figures.plain_words import guidelines_plainly, reviews_plainly
from dashboard.figures.point_heat import heat_marks, heat_text, point_heat, seen_places, unseen
from dashboard.figures.review_effects import review_panel
from dashboard.figures.review_words import not_drawn_words, review_summary, review_table
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents
from dashboard.server import Release

SILHOUETTE = "female-back-whole"
TABLES = (
    ("trials", N_("trials")),
    ("arms", N_("arms")),
    ("outcomes", N_("outcomes")),
    ("contrasts", N_("differences between arms")),
    ("pools", N_("analyses")),
    ("effects", N_("published effects")),
    ("reviews", N_("reviews")),
    ("guidelines", N_("guidelines")),
)


class Sections:
    """All sections by question, each made when it is first asked for."""

    def __init__(self, facts: Facts, release: Release, documents: Documents, data: DataVersion) -> None:
        self._facts = facts
        self._release = release
        self._documents = documents
        self._data = data
        self.of = cache(self._of)

    def _of(self, question: str) -> dict[str, Markup]:
        makers = {
            "guidelines": self._guidelines,
            "reviews": self._reviews,
            "points": self._points,
            "missing": self._missing,
            "take": self._take,
        }
        return {name: Markup(make(question)) for name, make in makers.items()}

    def _guidelines(self, question: str) -> str:
        found = advice(self._facts, question)
        return self._documents.render(
            "evidence_guidelines.html",
            question=QUESTIONS[question],
            advice=found,
            summary=strip_summary(found),
            plainly=guidelines_plainly(found),
            strip=Markup(guideline_strip(found)),
        )

    def _reviews(self, question: str) -> str:
        found = review_effects(self._facts, question)
        return self._documents.render(
            "evidence_reviews.html",
            question=QUESTIONS[question],
            it=found,
            panels=[(panel, Markup(review_panel(panel, name=f"reviews-{panel.key}"))) for panel in found.panels],
            summary=review_summary(found),
            plainly=reviews_plainly(found),
            table=review_table(found),
            not_drawn=not_drawn_words(found),
            sign=SIGN,
            missing_sham=missing_sham(self._facts, question),
            upper_back=upper_back(self._facts) if question == "upper" else "",
            unpooled=unpooled(self._facts, question),
        )

    def _points(self, question: str) -> str:
        facts, folder = self._facts, self._release.settings.assets / "body"
        used = points_used(facts, question)
        svg = (folder / f"{SILHOUETTE}.svg").read_text("utf-8")
        places = seen_places(json.loads((folder / f"{SILHOUETTE}.json").read_text("utf-8"))["points"])
        marks = heat_marks(used.uses, places, question)
        outline, box = re.search(r' d="([^"]+)"', svg), re.search(r'viewBox="([^"]+)"', svg)
        phrase = QUESTIONS[question].phrase
        return self._documents.render(
            "evidence_points.html",
            it=used,
            atlas=facts.points,
            heat=Markup(point_heat(outline[1], box[1], marks, phrase)) if outline and box else "",
            heat_words=heat_text(marks, phrase),
            unseen=unseen(used.uses, places),
        )

    def _missing(self, question: str) -> str:
        analysed = {row.study_id for row in self._facts.pool_trials if row.part == "member"}
        return self._documents.render("evidence_missing.html", it=missing(self._facts, question, analysed))

    def _take(self, question: str) -> str:
        return self._documents.render(
            "evidence_take.html",
            question=QUESTIONS[question],
            tables=TABLES,
            source_ids=",".join(sources_of(self._facts, question)),
            data=self._data,
        )


def sources_of(facts: Facts, question: str) -> tuple[str, ...]:
    """List the sources of what answers a question: its guidelines, reviews, pooled effects and trials."""
    placed = [
        *((row, place_of_guideline(row)) for row in facts.guidelines),
        *((row, place_of_review(row)) for row in facts.reviews.values()),
        *((row, place_of_effect(row)) for row in facts.effects),
        *((row, place_of_trial(facts, row)) for row in facts.trials.values()),
    ]
    rows = [row for row, place in placed if question in place.questions and not place.beside]
    return tuple(dict.fromkeys(source for row in rows for source in row.sources))
