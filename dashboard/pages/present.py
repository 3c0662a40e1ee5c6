"""The patient sheet for a tablet on the desk: one idea on a screen. Without a script it is one long page.

It cuts a sheet into slides; what the sheet says is made in `explain`, and moving between slides is `present.js`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from dash import Dash
from markupsafe import Markup

from dashboard.evidence.data_version import data_version
from dashboard.explain.advice import AGAINST, FOR, NEITHER
from dashboard.explain.choices import SheetChoices
from dashboard.explain.say import Say
from dashboard.explain.sheet import TITLES, Sheet, sheet
from dashboard.facts import Facts
from dashboard.figures.sheet_body import NumberedPoint, sheet_body
from dashboard.language.marks import N_
from dashboard.pages import explain
from dashboard.pages.documents import Documents
from dashboard.pages.explain_parts import read
from dashboard.pages.languages import by_language
from dashboard.pages.readers import HTML, fields_of
from dashboard.pages.says import References
from dashboard.server import Release, shelf
from dashboard.shelf import REVALIDATE, Item

if TYPE_CHECKING:
    from dashboard.explain.claims import Claim
    from dashboard.explain.where import PointText

ADDRESS = explain.PRESENT
KEPT = 32  # presentations kept ready, about 150 kB each
MOST = 5  # sentences on a screen that are still read at a glance
PEOPLE, VISITS = Say(N_("What can go wrong, counted in people")), Say(N_("What can go wrong, counted in visits"))
NEAR, CHOOSING = Say(N_("Close to your points")), Say(N_("Choosing someone"))
SOURCES = Say(N_("Where this comes from"))
STANCES = ((FOR, N_("In favour")), (NEITHER, N_("No advice")), (AGAINST, N_("Against")))


@dataclass(frozen=True)
class Slide:
    """One screen: `kind` says how it is drawn, `part` what of the sheet; `place` of `places` where a list was cut."""

    kind: str
    heading: Say
    claims: tuple[Claim, ...] = ()
    part: object = None
    place: int = 1
    places: int = 1


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the presentation of a sheet's address."""
    pages = by_language(documents, lambda spoken: PresentPage(facts, release, spoken).item)
    shelf(app).put_by_query(ADDRESS, pages)
    explain.SERVED[ADDRESS] = True


class PresentPage:
    """Makes the presentation for a query string, in one language."""

    def __init__(self, facts: Facts, release: Release, documents: Documents) -> None:
        self._facts = facts
        self._documents = documents
        self._data = data_version(release.settings.data)
        self._folder = release.settings.assets / "body"
        self._kept = lru_cache(maxsize=KEPT)(self._page)

    def item(self, search: str) -> Item:
        """Give the presentation; an address with faults gives that of what is left of it."""
        return self._kept(read(search, self._facts.points)[0])

    def _page(self, choices: SheetChoices) -> Item:
        made = sheet(self._facts, choices)
        page = self._documents.page(
            "present.html",
            here=explain.ADDRESS,
            reader=choices.reader,
            kept=fields_of(choices.to_search()),
            choices=choices,
            wording=choices.reader,
            search=choices.to_search(),
            sheet=made,
            slides=slides(made),
            data=self._data,
            body=self._body,
            people=lambda picture, number: explain.people_pictures(self._documents, picture, number),
            groups=explain.rate_groups,
            stances=STANCES,
            references=References(),
        )
        return Item(page.encode(), HTML, REVALIDATE)

    def _body(self, point: PointText) -> Markup | None:
        """Draw one point on the first body that shows it; None where none does."""
        shown = explain.bodies(self._folder, ((point.code, point.side),) if point.side else ())
        words = {name: self._documents.say.text(label) for name, label, _ in explain.BODY_VIEWS}
        one = NumberedPoint(point.number, point.code)
        pictures, _ = sheet_body(f"slide-{point.number}", [one], shown, words)
        return Markup(pictures[0].svg) if pictures else None


def slides(made: Sheet) -> tuple[Slide, ...]:
    """Cut a sheet into screens, in its order; what was left out of the sheet has none."""
    return (Slide("title", made.title, made.notice), *_told(made), Slide("sources", SOURCES))


def _told(made: Sheet) -> Iterator[Slide]:
    if made.where:
        for point in made.where.points:
            yield Slide("point", point.name.say, part=point)
        yield from _cut("list", TITLES["where"], (*made.where.common, *made.where.compared))
    yield from _cut("list", TITLES["expect"], made.expect)
    yield from _cut("list", TITLES["how"], made.how)
    if made.research:
        it = made.research
        yield from _cut("list", TITLES["research"], (*it.intro, *it.in_words, *it.told))
        for number, picture in enumerate(it.pictures, start=1):
            yield Slide("trial", Say(picture.trial), part=(picture, number))
    if made.benefits:
        for benefit in made.benefits.benefits:
            yield Slide("benefit", benefit.name, made.benefits.told, benefit)
    if made.risks:
        yield from _cut("list", TITLES["risks"], made.risks.told)
        for heading, rates in ((PEOPLE, made.risks.people), (VISITS, made.risks.visits)):
            if rates:
                yield Slide("rates", heading, part=rates)
        yield from _cut("warn", NEAR, made.risks.near)
    if made.guidelines:
        yield Slide("guidelines", TITLES["guidelines"], made.guidelines.told, made.guidelines.advised)
    yield from _cut("warn", TITLES["ask-first"], made.ask_first)
    yield from _cut("danger", TITLES["red-flags"], made.red_flags)
    yield from _cut("list", TITLES["questions"], made.questions)
    yield from _cut("list", CHOOSING, made.choosing)


def _cut(kind: str, heading: Say, claims: tuple[Claim, ...]) -> Iterator[Slide]:
    """Share sentences out over as few screens as hold them, as evenly as can be."""
    places = ceil(len(claims) / MOST)
    screens = Slide(kind, heading, places=places)
    for place in range(places):
        here = claims[len(claims) * place // places : len(claims) * (place + 1) // places]
        yield replace(screens, claims=here, place=place + 1)
