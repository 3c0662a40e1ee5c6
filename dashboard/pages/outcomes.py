"""The outcomes page: what published trials measured, and what a clinic's own records tell, never mixed.

It translates an address into choices. The web process reads aggregate cubes only, once, and keeps only what may be
shown of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from dash import Dash
from markupsafe import Markup

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.facts import Facts
from dashboard.outcomes.choices import OutcomeChoices
from dashboard.outcomes.demo import FOLDER
from dashboard.pages import outcomes_trials
from dashboard.pages.documents import Documents
from dashboard.pages.outcomes_clinic import CLINIC, DEMO, Shelf, clinic_section
from dashboard.server import Release, shelf
from dashboard.shelf import REVALIDATE, Item

ADDRESS = "/outcomes"
HTML = "text/html; charset=utf-8"
KEPT = 128
TEMPLATES = {"template": "template.csv", "adverse-template": "adverse_template.csv"}


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the page, its clinic section alone (whole, and in brief for the panel), and the row files' templates."""
    page = OutcomesPage(facts, release, documents)
    to = shelf(app)
    to.put_by_query(ADDRESS, page.item)
    to.put_by_query(f"{ADDRESS}/records", page.records)
    to.put_by_query(f"{ADDRESS}/brief", page.brief)
    for name, file in TEMPLATES.items():
        text = (release.settings.data / "outcomes" / file).read_bytes()
        to.put(f"/take/{name}.csv", Item(text, "text/csv; charset=utf-8", REVALIDATE))


class OutcomesPage:
    """Makes the page for a query string."""

    def __init__(self, facts: Facts, release: Release, documents: Documents) -> None:
        self._facts = facts
        self._documents = documents
        self._folders = {DEMO: release.settings.data / FOLDER}
        if release.settings.cube:
            # The clinic's own cube is read at start, so that a broken one is told to whoever starts the app.
            self._folders[CLINIC] = release.settings.cube
        self._published = lru_cache(maxsize=None)(self._publish)
        if release.settings.cube:
            self._published(CLINIC)
        self._trials = lru_cache(maxsize=KEPT)(partial(outcomes_trials.section, facts, documents))
        self._section = lru_cache(maxsize=KEPT)(self._render_section)
        self._kept = lru_cache(maxsize=KEPT)(self._page)

    def item(self, search: str) -> Item:
        """Give the page of a query string."""
        choices, notes = self._choices(search)
        return self._page(choices, notes) if notes else self._kept(choices, ())

    def records(self, search: str) -> Item:
        """Give the clinic section alone, for the script that swaps it."""
        return Item(self._section(self._choices(search)[0]).encode(), HTML, REVALIDATE)

    def brief(self, search: str) -> Item:
        """Give what the point panel shows of a clinic's own records."""
        choices = replace(self._choices(search)[0], records="", measure="", by="", week=-1)
        return Item(self._section(choices, "outcomes_brief.html").encode(), HTML, REVALIDATE)

    def _choices(self, search: str) -> tuple[OutcomeChoices, tuple[str, ...]]:
        return OutcomeChoices.from_search(search, self._facts.points, self._facts.clinic_measures)

    def _publish(self, which: str):  # noqa: ANN202  (Published; importing it here would load numpy for every page)
        from dashboard.outcomes.cube import read
        from dashboard.outcomes.disclosure import publish

        return publish(read(self._folders[which]))

    def _render_section(self, choices: OutcomeChoices, template: str = "outcomes_clinic.html") -> Markup:
        asked = choices.records or (CLINIC if CLINIC in self._folders else "")
        # The invented clinic is read when somebody asks for it and not before.
        published = {which: self._published(which) for which in self._folders if which in (CLINIC, asked)}
        return clinic_section(self._facts, self._documents, Shelf(published, DEMO in self._folders), choices, template)

    def _page(self, choices: OutcomeChoices, notes: tuple[str, ...]) -> Item:
        page = self._documents.render(
            "outcomes.html",
            here=ADDRESS,
            choices=choices,
            question=QUESTIONS[choices.question],
            questions=[
                (key, it.label, ADDRESS + replace(choices, question=key).to_search()) for key, it in QUESTIONS.items()
            ],
            points=self._points(choices.question),
            notes=notes,
            trials=self._trials(choices.question, choices.point),
            records=self._section(choices),
        )
        return Item(page.encode(), HTML, REVALIDATE)

    def _points(self, question: str) -> list[tuple[str, str]]:
        """List the points in file order with how many reported trials of the question needled each."""
        found = []
        for code, point in self._facts.points.items():
            n = len(trials_of(self._facts, code, question))
            trials = f", {n} {'trial' if n == 1 else 'trials'}" if n else ""
            found.append((code, f"{code} {point.pinyin}{trials}"))
        return found
