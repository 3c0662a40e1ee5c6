"""The page about acupuncture in general, in plain words: does it help, how, what to expect, benefits, risks, cautions.

What it says is made in `explain.general`; it must not add to it.
"""

from __future__ import annotations

from dash import Dash

from dashboard.evidence.data_version import data_version
from dashboard.explain.choices import PATIENT
from dashboard.explain.general import general
from dashboard.explain.sheet import TITLES
from dashboard.facts import Facts
from dashboard.pages.documents import Documents
from dashboard.pages.explain import people_pictures, rate_groups
from dashboard.pages.languages import by_language
from dashboard.pages.readers import by_reader
from dashboard.pages.says import References
from dashboard.server import Release, shelf

ADDRESS = "/about-acupuncture"


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Put the page on the shelf: it changes with the data, the reader and the language only."""
    said = general(facts)
    data = data_version(release.settings.data)

    def spoken(documents: Documents):  # noqa: ANN202  (Callable[[str], Item])
        def page(reader: str) -> str:
            return documents.page(
                "about_acupuncture.html",
                here=ADDRESS,
                reader=reader,
                said=said,
                titles=TITLES,
                data=data,
                wording=PATIENT,
                people=lambda picture, number: people_pictures(documents, picture, number),
                groups=rate_groups,
                references=References(),
            )

        return by_reader(page)

    shelf(app).put_by_query(ADDRESS, by_language(documents, spoken))
