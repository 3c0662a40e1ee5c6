"""The evidence page: what guidelines say, what reviews pooled, the live analysis, the points used and what is missing.

It translates an address into choices and the choices into sections. Arithmetic is in `evidence`, drawing in `figures`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache, partial
from urllib.parse import parse_qs

from dash import Dash
from markupsafe import Markup

from dashboard.evidence.analysis import Analysis, analysis
from dashboard.evidence.choices import MAX_SEARCH, Choices
from dashboard.evidence.data_version import DataVersion, data_version
from dashboard.evidence.pool_rows import pools_for
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import Facts
from dashboard.pages.documents import Documents
from dashboard.pages.evidence_analysis import analysis_section, csv_of, methods_of
from dashboard.pages.evidence_sections import Sections
from dashboard.pages.languages import by_language
from dashboard.pages.readers import HTML, fields_of
from dashboard.pages.trial import trial_page
from dashboard.pages.trial_pools import pools_of_trial
from dashboard.server import Release, shelf
from dashboard.shelf import REVALIDATE, Item
from dashboard.state import reader_of

KEPT = 256  # pages and sections kept ready, about 100 kB each
ADDRESS = "/evidence"


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the page, its live section alone (`/evidence/analysis`), and the files of an analysis."""
    pages = cache(partial(EvidencePage, facts, release))
    to = shelf(app)
    to.put_by_query(ADDRESS, by_language(documents, lambda spoken: pages(spoken).item))
    to.put_by_query(f"{ADDRESS}/analysis", by_language(documents, lambda spoken: pages(spoken).section))
    # Files are in English, whatever the page's language.
    to.put_by_query("/take/analysis.csv", pages(documents).csv)
    to.put_by_query("/take/methods.txt", pages(documents).methods)


class EvidencePage:
    """Makes the page for a query string. What does not depend on the choices is made once for each question."""

    def __init__(self, facts: Facts, release: Release, documents: Documents) -> None:
        self._facts = facts
        self._release = release
        self._documents = documents
        self._data: DataVersion = data_version(release.settings.data)
        self._sections = Sections(facts, release, documents, self._data)
        self._kept = lru_cache(maxsize=KEPT)(self._page)
        self._kept_section = lru_cache(maxsize=KEPT)(self._section_item)
        self._kept_trial = lru_cache(maxsize=KEPT)(self._trial)

    def item(self, search: str) -> Item:
        """Give the page of a query string; with `trial=` the page of that trial."""
        choices, notes = self._choices(search)
        asked = parse_qs(search[:MAX_SEARCH]).get("trial", [""])[-1]
        reader = reader_of(search)
        if asked in self._facts.trials:
            return self._kept_trial(asked, reader)
        if asked:
            shown = asked if len(asked) <= 24 else asked[:24] + "…"
            notes = (*notes, f"The address asks for the trial “{shown}”, which is not in this atlas.")
        return self._page(choices, notes, reader) if notes else self._kept(choices, (), reader)

    def section(self, search: str) -> Item:
        """Give the live section alone, for the script that swaps it."""
        choices, _ = self._choices(search)
        return self._kept_section(choices)

    def csv(self, search: str) -> Item:
        """Give the rows of an analysis as CSV, with their sources."""
        return Item(csv_of(self._facts, self._analysis(search)).encode(), "text/csv; charset=utf-8", REVALIDATE)

    def methods(self, search: str) -> Item:
        """Give the methods note of an analysis as text."""
        text = "\n\n".join(methods_of(self._facts, self._analysis(search), self._data)) + "\n"
        return Item(text.encode(), "text/plain; charset=utf-8", REVALIDATE)

    def _choices(self, search: str) -> tuple[Choices, tuple[str, ...]]:
        """Read the choices; a pool that does not answer them is dropped, with a note if it answers another question."""
        facts = self._facts
        choices, notes = Choices.from_search(search, facts.trials, facts.pools, facts.points)
        pool = facts.pools.get(choices.pool)
        if pool is None or pool in pools_for(
            facts, choices.question, choices.comparison, choices.outcome, choices.window
        ):
            return choices, notes
        if pool.question != choices.question:
            asked, here = QUESTIONS[pool.question].phrase, QUESTIONS[choices.question].phrase
            notes = (
                *notes,
                f"The address asks for an analysis of {asked}; it is not shown, as this page is for {here}.",
            )
        return replace(choices, pool=""), notes

    def _analysis(self, search: str) -> Analysis:
        return analysis(self._facts, self._choices(search)[0])

    def _section(self, choices: Choices) -> Markup:
        return analysis_section(self._facts, self._documents, analysis(self._facts, choices), self._data)

    def _section_item(self, choices: Choices) -> Item:
        return Item(self._section(choices).encode(), HTML, REVALIDATE)

    def _page(self, choices: Choices, notes: tuple[str, ...], reader: str) -> Item:
        page = self._documents.page(
            "evidence.html",
            here=ADDRESS,
            reader=reader,
            fields=fields_of(choices.to_search()),
            question=QUESTIONS[choices.question],
            questions=[
                (key, it.label, ADDRESS + replace(choices, question=key, pool="", without=()).to_search())
                for key, it in QUESTIONS.items()
            ],
            notes=[_printable(note) for note in notes],
            analysis=self._section(choices),
            **self._sections.of(choices.question),
        )
        return Item(page.encode(), HTML, REVALIDATE)

    def _trial(self, study_id: str, reader: str) -> Item:
        pools = pools_of_trial(self._facts, study_id)
        page = trial_page(self._facts, self._release, self._documents, study_id, pools, reader)
        return Item(page.encode(), HTML, REVALIDATE)


def _printable(note: str) -> str:
    """Put a sign in place of what no page may hold; a note repeats parts of the address."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in note)
