"""The map page: the body, the list twin, the point panel, and Dash's corner with the outcomes chart.

It translates: an address into a `View`, a `View` into the page's first paint. What a panel says is made in `panel`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from flask import abort

from dashboard import ids, state
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.facts import Facts
from dashboard.facts.points import Point
from dashboard.language.languages import CODES, ENGLISH
from dashboard.language.marks import N_
from dashboard.pages.compare import comparison_file
from dashboard.pages.documents import Documents
from dashboard.pages.languages import by_language
from dashboard.pages.panel import Panels
from dashboard.pages.readers import fields_of
from dashboard.pages.search import CHANNEL_NAMES, terms
from dashboard.server import Release, shelf, shelve_dash
from dashboard.shelf import REVALIDATE, Item

KEPT_VIEWS = 128  # documents kept ready, about 200 kB each
QUESTION_LABELS = [
    ("chronic", N_("Chronic low back")),
    ("acute", N_("Acute low back")),
    ("upper", N_("Upper back and neck")),
]
BODY_LABELS = [("female", N_("Female")), ("male", N_("Male"))]
VIEW_LABELS = [
    ("back", N_("Back")),
    ("back-whole", N_("Whole back")),
    ("front", N_("Front")),
    ("side", N_("Side")),
    ("head", N_("Head")),
    ("hand-back", N_("Hand")),
    ("hand-palm", N_("Palm")),
    ("foot-top", N_("Foot")),
    ("foot-inner", N_("Inner foot")),
    ("foot-outer", N_("Outer foot")),
]
LAYER_LABELS = [
    ("levels", N_("Spine levels"), N_("C7 to S4, as a hand finds them")),
    ("landmarks", N_("Bony landmarks"), N_("what the rules measure from")),
    ("cun", N_("Cun ruler"), N_("cun differs from one part of the body to another")),
    ("channels", N_("Channels"), N_("lines of tradition through this atlas's points")),
    ("trials", N_("Points trials used"), N_("larger where more trials needled it")),
    ("halo", N_("How sure the place is"), N_("one standard deviation of the landmarks' error")),
    ("zones", N_("Zones of care"), N_("lung, kidney, spinal canal, upper neck; schematic")),
]
MAP_TITLE = N_("Backmap: acupuncture points for back pain")
BODY_IN_VIEW = {"female": N_("{view}, female body"), "male": N_("{view}, male body")}
COMPARISON = "compare"
FACT_FILES = ("points", *state.QUESTIONS, COMPARISON)
# Where a chosen point is shown first: the hands close up, the trunk, the foot close up, else the whole body.
FIRST_VIEWS = (
    "hand-back",
    "hand-palm",
    "back",
    "foot-outer",
    "foot-inner",
    "foot-top",
    "back-whole",
    "front",
    "side",
    "head",
)
ZONE_WORDS = {
    "lung": N_("lung"),
    "kidney": N_("kidney"),
    "spinal_canal": N_("spinal canal"),
    "upper_neck": N_("upper neck"),
}
AREAS = [
    ("upper", N_("Neck, shoulders and upper back")),
    ("mid", N_("Middle back")),
    ("lower", N_("Low back and sacrum")),
    ("buttock", N_("Buttock and hip")),
    ("distal", N_("Head, abdomen, arms and legs")),
]


@dataclass(frozen=True)
class ListedPoint:
    """One line of the list twin, which is also where the scripts read the points from."""

    code: str
    channel: str
    pinyin: str
    hanzi: str
    english: str
    views: str
    trials: str
    lateral: str
    level: str
    terms: str


def layout() -> html.Div:
    """Dash's part of the page: the chart and the value that tells it what is chosen."""
    config = {"displaylogo": False, "showSendToCloud": False, "displayModeBar": False, "responsive": True}
    return html.Div(
        [
            dcc.Store(id=ids.VIEW),
            dcc.Graph(
                id=ids.OUTCOMES_CHART, figure={"data": [], "layout": {}}, config=config, className="outcomes-chart"
            ),
        ]
    )


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Wire the page into the app: Dash layout and callback, the first paint, and the fact files of the panel."""
    panels = cache(partial(Panels, facts))
    for code in CODES:
        spoken = partial(documents.in_language, code)
        for name in FACT_FILES:
            # English is made ready for everybody, another language when somebody reads it.
            make = partial(_fact_file, facts, panels, spoken, name)
            path = f"{facts_root(release, code)}/{name}.json"
            if code == ENGLISH:
                shelf(app).put_later(path, make)
            else:
                shelf(app).put_by_query(path, _once(make))
    app.layout = layout()
    app.clientside_callback(
        ClientsideFunction("backmap", "outcomesFigure"), Output(ids.OUTCOMES_CHART, "figure"), Input(ids.VIEW, "data")
    )
    parts = _dash_parts(app)
    shelve_dash(app, parts["scripts"])
    page = by_language(documents, lambda spoken: MapPage(facts, release, spoken, panels(spoken), parts).item)
    shelf(app).put_by_query("/", page)


def _dash_parts(app: Dash) -> dict[str, str]:
    """Return the tags that Dash makes for its own files. Afterwards Dash has no page of its own: all are documents."""
    parts: dict[str, str] = {}

    def keep(**made: str) -> str:
        parts.update(made)
        return "".join(made.values())

    def no_page(**made: str) -> str:
        abort(404)

    app.interpolate_index = keep  # type: ignore[method-assign]
    with app.server.test_request_context("/"):
        app.index()
    app.interpolate_index = no_page  # type: ignore[method-assign]
    return parts


class MapPage:
    """The first paint of a view. Everything that does not depend on the address is made once."""

    def __init__(
        self, facts: Facts, release: Release, documents: Documents, panels: Panels, dash_parts: dict[str, str]
    ) -> None:
        self._dash_parts = dash_parts
        self._kept = lru_cache(maxsize=KEPT_VIEWS)(self._item)
        self._documents = documents
        self._release = release
        self._panels = panels
        self._points = facts.points
        self._views = views_of_points(release)
        self._areas = areas(facts, self._views)
        say = documents.say.text
        self._config = _json(
            {
                "root": release.root,
                "facts": facts_root(release, documents.say.language.code),
                "schema": state.schema(),
                "codes": list(facts.points),
                "questionWords": {key: say(question.phrase) for key, question in QUESTIONS.items()},
                "viewWords": {key: say(words) for key, words in VIEW_LABELS},
                "zoneWords": {key: say(words) for key, words in ZONE_WORDS.items()},
            }
        )

    def item(self, search: str) -> Item:
        """Give the whole document for a query string, ready to send. Views are kept; an address with faults is not."""
        view, notes = state.View.from_search(search, self._points)
        shown = view.view if "view=" in search else self._home(view)
        return self._item(view, shown, notes) if notes else self._kept(view, shown, ())

    def _home(self, view: state.View) -> str:
        """Choose the view to show where the address names none: one that has the point (`view.home` in the scripts)."""
        views = self._views.get(view.point, [])
        return view.view if view.view in views or not views else views[0]

    def _item(self, view: state.View, shown: str, notes: tuple[str, ...]) -> Item:
        return Item(self._render(view, shown, notes).encode(), "text/html; charset=utf-8", REVALIDATE)

    def _render(self, view: state.View, shown: str, notes: tuple[str, ...]) -> str:
        point = self._points.get(view.point)
        say = self._documents.say.text
        return self._documents.page(
            "map.html",
            here="/",
            reader=view.reader,
            fields=fields_of(view.to_search(), without=("question",)),
            kept=fields_of(view.to_search()),
            title=f"{_named(point, view.reader)} · Backmap" if point else say(MAP_TITLE),
            view=view,
            shown=shown,
            notes=notes,
            questions=QUESTION_LABELS,
            bodies=BODY_LABELS,
            views=VIEW_LABELS,
            layers=LAYER_LABELS,
            question_words=QUESTIONS[view.question].phrase,
            body_label=say(BODY_IN_VIEW[view.body], view=say(dict(VIEW_LABELS)[shown])),
            areas=self._areas,
            channels=[(c, CHANNEL_NAMES[c]) for c in dict.fromkeys(p.channel for p in self._points.values())],
            config=self._config,
            facts_root=facts_root(self._release, self._documents.say.language.code),
            panel=self._panels.first_paint(view),
            panel_common=self._panels.common(view),
            outcomes=self._panels.outcomes(view),
            app_entry=self._dash_parts["app_entry"],
            dash_scripts=self._dash_parts["scripts"],
            dash_renderer=self._dash_parts["renderer"],
            dash_config=self._dash_parts["config"],
        )


def _named(point: Point, reader: str) -> str:
    """Name a point as its reader knows it (`dots.title` in the scripts)."""
    return f"{point.pinyin} ({point.code})" if reader == "patient" else f"{point.code} {point.pinyin}"


def facts_root(release: Release, code: str) -> str:
    """Give the address under which the panel's files stand in a language."""
    return f"{release.root}/facts" if code == ENGLISH else f"{release.root}/facts/{code}"


def _fact_file(facts: Facts, panels: Callable[[Documents], Panels], spoken: Callable[[], Documents], name: str) -> Item:
    documents = spoken()
    made = comparison_file(facts, documents) if name == COMPARISON else panels(documents).files()[name]()
    return Item(_json(made).encode(), "application/json")


def _once(make: Callable[[], Item]) -> Callable[[str], Item]:
    """Make an item when it is first asked for, whatever the query."""
    kept = cache(make)
    return lambda search: kept()


def views_of_points(release: Release) -> dict[str, list[str]]:
    """Find the views in which each point can be seen on either body, the one to show it in first."""
    found: dict[str, list[str]] = {}
    for view in FIRST_VIEWS:
        for body in state.BODIES:
            path = release.settings.assets / "body" / f"{body}-{view}.json"
            for row in json.loads(path.read_text("utf-8"))["points"]:
                views = found.setdefault(row["code"], [])
                if row["visible"] and view not in views:
                    views.append(view)
    return found


def areas(facts: Facts, views: dict[str, list[str]]) -> list[tuple[str, list[ListedPoint]]]:
    """Make the list twin: every point of the atlas, by region, in file order."""
    groups: dict[str, list[ListedPoint]] = {region: [] for region, _ in AREAS}
    for point in facts.points.values():
        counts = (len(trials_of(facts, point.code, question)) for question in state.QUESTIONS)
        groups[point.region].append(
            ListedPoint(
                code=point.code,
                channel=point.channel,
                pinyin=point.pinyin,
                hanzi=point.hanzi,
                english=point.english,
                views=" ".join(views.get(point.code, [])),
                trials=" ".join(map(str, counts)),
                lateral="" if point.lateral_cun is None else f"{point.lateral_cun:g}",
                level=point.level,
                terms="|".join(terms(point)),
            )
        )
    return [(words, groups[region]) for region, words in AREAS]


def _json(value: object) -> str:
    """Compact JSON that is safe inside a page: no `<` that could close the element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
