"""The outcomes page: what published trials measured, and what a clinic's own records tell, never mixed.

It translates an address into choices. The web process reads aggregate cubes only, once, and keeps only what may be
shown of them.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from dash import Dash
from markupsafe import Markup

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.facts import Facts
from dashboard.outcomes.choices import OutcomeChoices
from dashboard.pages import outcomes_trials
from dashboard.pages.documents import Documents
from dashboard.pages.languages import by_language
from dashboard.pages.outcomes_clinic import CLINIC, DEMO, ClinicSections, Shelf
from dashboard.pages.readers import HTML, fields_of
from dashboard.server import Release, shelf
from dashboard.settings import Settings, SettingsError
from dashboard.shelf import REVALIDATE, Item
from dashboard.state import reader_of

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.outcomes.cube import Cube
    from dashboard.outcomes.published import Published

LOG = logging.getLogger(__name__)
ADDRESS = "/outcomes"
KEPT = 128  # pages and sections kept ready, about 300 and 60 kB each
# Under the data folder. The module that makes it is not asked for its name: it would load numpy for every page.
DEMO_FOLDER = "outcomes/demo"
TEMPLATES = {"template": "template.csv", "adverse-template": "adverse_template.csv"}


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the page, its clinic section alone (whole, and in brief for the panel), and the row files' templates."""
    pages = cache(partial(OutcomesPage, facts, Records(facts, release.settings)))
    to = shelf(app)
    to.put_by_query(ADDRESS, by_language(documents, lambda spoken: pages(spoken).item))
    to.put_by_query(f"{ADDRESS}/records", by_language(documents, lambda spoken: pages(spoken).records))
    to.put_by_query(f"{ADDRESS}/brief", by_language(documents, lambda spoken: pages(spoken).brief))
    for name, file in TEMPLATES.items():
        text = (release.settings.data / "outcomes" / file).read_bytes()
        to.put(f"/take/{name}.csv", Item(text, "text/csv; charset=utf-8", REVALIDATE))


class Records:
    """The cubes there are, each read and published once, whatever languages are spoken.

    Raises `SettingsError` where the clinic's cube cannot be read.
    """

    def __init__(self, facts: Facts, settings: Settings) -> None:
        self._facts = facts
        self._demo = settings.data / DEMO_FOLDER
        self._outdated = False
        # The clinic's own cube is read at start, so that a broken one is told to whoever starts the app.
        self._clinic = self._of_clinic(settings.cube) if settings.cube else None
        self._invented = cache(self._read_invented)

    def shelf(self, asked: str) -> Shelf:
        """Return the records at hand for an answer in which the records `asked` for are shown."""
        # The invented clinic is read when somebody asks for it and not before.
        found = {CLINIC: self._clinic, DEMO: self._invented() if asked == DEMO else None}
        has_demo = (self._demo / "manifest.json").is_file() and (asked != DEMO or found[DEMO] is not None)
        return Shelf({which: one for which, one in found.items() if one}, has_demo, self._outdated)

    def _of_clinic(self, folder: Path) -> Published:
        from dashboard.outcomes.manifest import CubeError
        from dashboard.outcomes.scales import scales_of

        try:
            cube = _read(folder)
        except CubeError as error:
            raise SettingsError(
                f"BACKMAP_CUBE cannot be used: {error}. Make it anew with "
                "`python -m dashboard.outcomes import FILE --to CUBE`, or leave it unset"
            ) from error
        self._outdated = cube.manifest.facts != scales_of(self._facts).fingerprint()
        return _publish(cube)

    def _read_invented(self) -> Published | None:
        """Read the invented clinic; None where it is not there or broken, as nothing but itself depends on it."""
        from dashboard.outcomes.manifest import CubeError

        try:
            return _publish(_read(self._demo))
        except CubeError as error:
            LOG.warning("the invented clinic is not shown: %s", error)
            return None


class OutcomesPage:
    """Makes the page for a query string, in one language."""

    def __init__(self, facts: Facts, records: Records, documents: Documents) -> None:
        self._facts = facts
        self._documents = documents
        self._records = records
        self._sections = ClinicSections(facts, documents)
        self._trials = lru_cache(maxsize=KEPT)(partial(outcomes_trials.section, facts, documents))
        self._section = lru_cache(maxsize=KEPT)(self._render_section)
        self._kept = lru_cache(maxsize=KEPT)(self._page)
        self._kept_section = lru_cache(maxsize=KEPT)(self._section_item)
        self._kept_brief = lru_cache(maxsize=KEPT)(self._brief_item)

    def item(self, search: str) -> Item:
        """Give the page of a query string."""
        choices, notes = self._choices(search)
        reader = reader_of(search)
        return self._page(choices, notes, reader) if notes else self._kept(choices, (), reader)

    def records(self, search: str) -> Item:
        """Give the clinic section alone, for the script that swaps it."""
        return self._kept_section(self._choices(search)[0])

    def brief(self, search: str) -> Item:
        """Give what the point panel shows of a clinic's own records."""
        return self._kept_brief(replace(self._choices(search)[0], records="", measure="", by="", week=-1))

    def _choices(self, search: str) -> tuple[OutcomeChoices, tuple[str, ...]]:
        return OutcomeChoices.from_search(search, self._facts.points, self._facts.clinic_measures)

    def _render_section(self, choices: OutcomeChoices) -> Markup:
        return self._sections.section(self._records.shelf(choices.records), choices)

    def _section_item(self, choices: OutcomeChoices) -> Item:
        return Item(self._section(choices).encode(), HTML, REVALIDATE)

    def _brief_item(self, choices: OutcomeChoices) -> Item:
        brief = self._sections.brief(self._records.shelf(choices.records), choices)
        return Item(brief.encode(), HTML, REVALIDATE)

    def _page(self, choices: OutcomeChoices, notes: tuple[str, ...], reader: str) -> Item:
        page = self._documents.page(
            "outcomes.html",
            here=ADDRESS,
            reader=reader,
            fields=fields_of(choices.to_search()),
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
            trials = self._documents.say.plural("{n} trial", "{n} trials", n)
            found.append((code, f"{code} {point.pinyin}, {trials}" if n else f"{code} {point.pinyin}"))
        return found


def _read(folder: Path) -> Cube:
    """Read a cube. Raises CubeError for anything but a whole one."""
    # Here and below, as they load numpy and pyarrow: a reader of trials needs neither.
    from dashboard.outcomes.cube import read

    return read(folder)


def _publish(cube: Cube) -> Published:
    """Keep of a cube only what may be shown of it."""
    from dashboard.outcomes.disclosure import publish

    return publish(cube)
