"""The safety page: how often harm was seen, per patients and per treatments apart, and where injuries were reported.

The general risks of needling stand here once and are not repeated on each point.
"""

from __future__ import annotations

import json
import re
from functools import partial
from statistics import median

from dash import Dash
from markupsafe import Markup

from dashboard.evidence.harms import GENERAL, HarmRate, InjuryGroup, injuries_by_part, part_of, rates_by_denominator
from dashboard.facts import Facts
from dashboard.figures.injury_map import PartMark, injury_map
from dashboard.figures.pictograph import pictograph
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents
from dashboard.pages.harm_texts import event_words, rate_words
from dashboard.pages.languages import by_language
from dashboard.pages.readers import by_reader
from dashboard.server import Release, shelf

SILHOUETTE = "female-back-whole"
URGENCY_WORDS = {
    "emergency": N_("Call emergency help"),
    "urgent": N_("See a doctor the same day"),
    "soon": N_("Have it looked at"),
}


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Put the page on the shelf: it changes with the data and the reader only."""
    rates = rates_by_denominator(facts.safety)
    every = [rate for group in rates.values() for rate in group]
    groups = injuries_by_part(facts.injuries, facts.points)
    said: dict[str, object] = {
        "plain_rates": [rate for rate in every if "patient" in rate.row.shown],
        "summary": [rate for rate in every if "summary" in rate.row.shown],
        "drawn": [(rate, _drawn(rate)) for rate in every if "picture" in rate.row.shown],
        "rates": rates,
        "groups": groups,
        "general": GENERAL,
        "injury_map": Markup(_map(facts, release, groups)),
        "help_signs": facts.help_signs,
        "urgency_words": URGENCY_WORDS,
        "rate_words": rate_words,
        "event_words": event_words,
    }

    def page(spoken: Documents, reader: str) -> str:
        return spoken.page("safety.html", here="/safety", reader=reader, **said)

    shelf(app).put_by_query("/safety", by_language(documents, lambda spoken: by_reader(partial(page, spoken))))


def _drawn(rate: HarmRate) -> Markup:
    picture_id = f"people-{rate.row.safety_id}".replace("_", "-")
    return Markup(pictograph(picture_id, rate.icons, rate.drawn_words, rate.row.event, rate.row.denominator) or "")


def _map(facts: Facts, release: Release, groups: tuple[InjuryGroup, ...]) -> str:
    """Place each part's mark amid its points on the silhouette of the whole back."""
    folder = release.settings.assets / "body"
    svg = (folder / f"{SILHOUETTE}.svg").read_text("utf-8")
    places: dict[str, list[tuple[float, float]]] = {}
    for row in json.loads((folder / f"{SILHOUETTE}.json").read_text("utf-8"))["points"]:
        if row["visible"] and row["side"] != "left" and row["code"] in facts.points:
            places.setdefault(part_of(facts.points[row["code"]]), []).append((row["x"], row["y"]))
    marks = [
        PartMark(group.part, len(group.injuries), *(median(axis) for axis in zip(*places[group.part], strict=True)))
        for group in groups
        if group.part in places
    ]
    return injury_map(re.search(r' d="([^"]+)"', svg)[1], re.search(r'viewBox="([^"]+)"', svg)[1], marks)
