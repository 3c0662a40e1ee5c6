"""The explain page: a builder for patient sheets and the sheet itself, which is its address.

It translates an address into choices; what the sheet says is made in `explain`, what is drawn in `figures`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dash import Dash
from markupsafe import Markup

from dashboard.evidence.data_version import DataVersion, data_version
from dashboard.evidence.questions import QUESTIONS
from dashboard.explain.choices import LANGUAGES, PER, SECTIONS, SheetChoices
from dashboard.explain.claims import Claim
from dashboard.explain.codes import LEFT, RIGHT
from dashboard.explain.presets import presets
from dashboard.explain.research import Picture
from dashboard.explain.risks import Rate
from dashboard.explain.say import Say
from dashboard.explain.sheet import EMPTY, TITLES, sheet
from dashboard.facts import Facts
from dashboard.figures.people_of_100 import people_of
from dashboard.figures.pick_body import PickPoint, pick_body
from dashboard.figures.sheet_body import NumberedPoint, of_sides, sheet_body
from dashboard.figures.trial_points_frame import BodyPicture, body_picture
from dashboard.language.languages import LANGUAGES as SPOKEN
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents
from dashboard.pages.explain_parts import ADDRESS, ChosenRow, address_of, chosen_rows, offered, read, toggles
from dashboard.pages.languages import by_language
from dashboard.pages.readers import HTML, READER_LABELS, carry, fields_of
from dashboard.pages.says import References
from dashboard.pages.search import terms
from dashboard.server import Release, shelf
from dashboard.shelf import REVALIDATE, Item

KEPT = 64  # sheets kept ready, about 150 kB each
BODY = "female"
# The trunk close up (left, top, right, bottom in pixels of its picture), then what lies beyond it.
BODY_VIEWS = (
    ("back", N_("Back, close up"), (296.0, 250.0, 916.0, 1500.0)),
    ("back-whole", N_("Whole body from behind"), None),
    ("front", N_("Whole body from the front"), None),
    ("side", N_("Whole body from the side"), None),
)
SECTION_LABELS = {
    "where": N_("Where the points are"),
    "expect": N_("What to expect"),
    "how": N_("How it may work"),
    "research": N_("What trials found"),
    "benefits": N_("What may get better"),
    "risks": N_("What can go wrong"),
    "guidelines": N_("What experts advise"),
    "ask-first": N_("Who should ask a doctor first"),
    "red-flags": N_("When to get help"),
    "questions": N_("What to ask"),
}
SIZE_LABELS = (("normal", N_("Normal print")), ("large", N_("Large print")))
SIDE_LABELS = (("", N_("Both")), (LEFT, N_("Left")), (RIGHT, N_("Right")))
# What other modules serve beside the page; a link to each stands on the sheet's toolbar where it is True.
PDF, PRESENT = "/explain.pdf", "/explain/present"
SERVED: dict[str, bool] = {PDF: False, PRESENT: False}


@dataclass(frozen=True)
class RateGroup:
    """Rates that were counted among the same people or visits; `counted` says how many, None where not printed."""

    counted: Claim | None
    rates: tuple[Rate, ...]


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Serve the page, and its builder and sheet alone (`/explain/parts`) for the script that swaps them."""
    to = shelf(app)
    to.put_by_query(ADDRESS, by_language(documents, lambda spoken: ExplainPage(facts, release, spoken).item))
    to.put_by_query(
        f"{ADDRESS}/parts", by_language(documents, lambda spoken: ExplainPage(facts, release, spoken).parts)
    )


class ExplainPage:
    """Makes the page for a query string, in one language."""

    def __init__(self, facts: Facts, release: Release, documents: Documents) -> None:
        self._facts = facts
        self._documents = documents
        self._data = data_version(release.settings.data)
        self._folder = release.settings.assets / "body"
        self._presets = presets(facts)
        self._terms = {code: "|".join(terms(point)) for code, point in facts.points.items()}
        self._kept = lru_cache(maxsize=KEPT)(self._parts)

    def item(self, search: str) -> Item:
        """Give the page of a query string."""
        choices, notes = read(search, self._facts.points)
        found = address_of(choices).removeprefix(ADDRESS)
        page = self._documents.page(
            "explain.html",
            here=ADDRESS,
            reader=choices.reader,
            kept=[*fields_of(found), *([("as", choices.reader)] if "as=" in found else [])],
            title=sheet_title(choices),
            choices=choices,
            parts=self._made(choices, notes),
        )
        return Item(page.encode(), HTML, REVALIDATE)

    def parts(self, search: str) -> Item:
        """Give the builder and the sheet alone."""
        choices, notes = read(search, self._facts.points)
        html = carry(self._made(choices, notes), choices.reader, self._documents.say.language.code)
        return Item(html.encode(), HTML, REVALIDATE)

    def _made(self, choices: SheetChoices, notes: tuple[Say, ...]) -> Markup:
        return self._parts(choices, notes) if notes else self._kept(choices, ())

    def _parts(self, choices: SheetChoices, notes: tuple[Say, ...]) -> Markup:
        rows = chosen_rows(choices, self._facts.points)
        return Markup(
            self._documents.render(
                "explain_parts.html",
                reader=choices.reader,
                choices=choices,
                notes=notes,
                search=choices.to_search(),
                served=SERVED,
                **self._builder(choices, rows),
                **sheet_values(self._facts, self._documents, self._folder, choices, self._data),
            )
        )

    def _builder(self, choices: SheetChoices, rows: tuple[ChosenRow, ...]) -> dict[str, object]:
        here, others = offered(choices, self._presets)
        links = toggles(choices, self._facts.points)
        return {
            "rows": rows,
            "links": links,
            "chosen": {row.point.code for row in rows},
            "points": self._facts.points,
            "terms": self._terms,
            "pick": self._pick(rows, links),
            "presets_here": here,
            "presets_other": others,
            "question_labels": [(key, one.label) for key, one in QUESTIONS.items()],
            "reader_labels": READER_LABELS,
            "language_labels": [(code, SPOKEN[code].name) for code in LANGUAGES],
            "section_labels": [(key, SECTION_LABELS[key]) for key in SECTIONS],
            "per_labels": PER,
            "size_labels": SIZE_LABELS,
            "side_labels": SIDE_LABELS,
        }

    def _pick(self, rows: tuple[ChosenRow, ...], links: dict[str, str]) -> list[tuple[str, Markup, bool]]:
        """Draw the bodies to choose on: words, picture, and whether a chosen point lies on it."""
        say = self._documents.say
        numbers = {row.point.code: row.number for row in rows}
        points = []
        for code, point in self._facts.points.items():
            words = N_("Remove {code} {name}") if code in numbers else N_("Add {code} {name}")
            told = say.text(words, code=code, name=point.pinyin)
            points.append(PickPoint(code, told, links[code], numbers.get(code, 0)))
        return [
            (words, Markup(pick_body(f"pick-{body.name}", say.text(words), points, body)), body.name == "back")
            for body, (_, words, _) in zip(bodies(self._folder), BODY_VIEWS, strict=True)
        ]


def sheet_title(choices: SheetChoices) -> Say:
    """Name a sheet for the browser's title."""
    codes = ", ".join(point.code for point in choices.points)
    return Say(N_("Patient sheet: {codes}"), {"codes": codes}) if codes else Say(N_("Patient sheet"))


def sheet_values(
    facts: Facts, documents: Documents, folder: Path, choices: SheetChoices, data: DataVersion
) -> dict[str, object]:
    """Give everything that `sheet.html` needs, in the language of the documents; `folder` holds the bodies."""
    made = sheet(facts, choices)
    pictures, unplaced = drawn_points(documents, folder, choices)
    return {
        "sheet": made,
        "wording": choices.reader,
        "titles": TITLES,
        "empty": EMPTY,
        "data": data,
        "bodies": pictures,
        "unplaced": unplaced,
        "people": lambda picture, number: people_pictures(documents, picture, number),
        "groups": rate_groups,
        "references": References(),
        "first_sections": [key for key in SECTIONS if key in choices.include],
    }


def drawn_points(
    documents: Documents, folder: Path, choices: SheetChoices
) -> tuple[list[tuple[Markup, int]], tuple[str, ...]]:
    """Draw the body of a sheet: pictures with their widths; also the codes that no picture shows."""
    numbered = [NumberedPoint(number, point.code) for number, point in enumerate(choices.points, 1)]
    words = {name: documents.say.text(label) for name, label, _ in BODY_VIEWS}
    sides = tuple((point.code, point.side) for point in choices.points if point.side)
    pictures, unplaced = sheet_body("sheet-body", numbered, bodies(folder, sides), words)
    return [(Markup(one.svg), one.width) for one in pictures], unplaced


def people_pictures(documents: Documents, picture: Picture, number: int) -> list[Markup]:
    """Draw the people of each arm of a trial; the words of the arm name the picture."""
    say = documents.say
    made = []
    for place, arm in enumerate(picture.arms):
        title = say.say(arm.claims[0].say)
        exact = say.say(arm.claims[1].say)
        made.append(Markup(people_of(f"people-{number}-{place}", arm.better, arm.per, title, exact)))
    return made


def rate_groups(rates: tuple[Rate, ...]) -> list[RateGroup]:
    """Put rates that were counted among the same together, so that the count is said once."""
    found: dict[object, list[Rate]] = {}
    for rate in rates:
        key = (
            (rate.counted.say.text, *rate.counted.sources, *rate.counted.say.values.values()) if rate.counted else None
        )
        found.setdefault(key, []).append(rate)
    return [RateGroup(group[0].counted, tuple(group)) for group in found.values()]


@lru_cache(maxsize=32)
def bodies(folder: Path, sides: tuple[tuple[str, str], ...] = ()) -> tuple[BodyPicture, ...]:
    """Read the silhouettes, with only the chosen side of the points in `sides`; they change with the release only."""
    found = []
    for view, words, window in BODY_VIEWS:
        record = json.loads((folder / f"{BODY}-{view}.json").read_text("utf-8"))
        svg = (folder / f"{BODY}-{view}.svg").read_text("utf-8")
        found.append(body_picture(view, words, svg, of_sides(record, dict(sides)), window))
    return tuple(found)
