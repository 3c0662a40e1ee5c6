"""The page of one trial, from facts to HTML. It must not know its address: the evidence page asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase
from typing import Protocol

from markupsafe import Markup

from dashboard.evidence.scales import CHANGE
from dashboard.evidence.trial_panels import OutcomePanel, Smallest
from dashboard.evidence.trial_results import Difference, ResultRow
from dashboard.evidence.trial_story import ListedPoint, TrialStory, trial_story
from dashboard.facts import Facts
from dashboard.figures.trial_outcome_frame import OutcomeAxis
from dashboard.figures.trial_outcomes import trial_outcomes
from dashboard.figures.trial_points_frame import BodyPicture, body_picture
from dashboard.figures.trial_points_map import (
    ROLE_WORDS,
    SHAM_WORDS,
    PointMark,
    key_mark,
    trial_points_map,
)
from dashboard.language.marks import N_
from dashboard.pages.documents import Documents
from dashboard.server import Release
from dashboard.state import READERS, View

BODY = "female"
# The trunk close up (left, top, right, bottom in pixels of its picture), then the whole body for what lies beyond it.
BODY_VIEWS = (
    ("back", N_("Back, close up"), (296.0, 250.0, 916.0, 1500.0)),
    ("back-whole", N_("Whole body from behind"), None),
    ("front", N_("Whole body from the front"), None),
)


class PoolOfTrial(Protocol):
    """A pool as the page names it: whether the trial is in it, and why or why not."""

    words: str
    url: str
    member: bool
    reason: str


def trial_page(
    facts: Facts,
    release: Release,
    documents: Documents,
    study_id: str,
    pools: Sequence[PoolOfTrial] = (),
    reader: str = READERS[0],
) -> str:
    """Render the page of a trial; `pools` are the analyses it could belong to. Raises KeyError for an unknown trial."""
    story = trial_story(facts, study_id)
    addresses = {code: point_address(story, code) for code in facts.points}
    pictures, unplaced = _map(story, addresses, release.settings.assets / "body")
    return documents.page(
        "trial.html",
        here="/evidence",
        reader=reader,
        fields=[("trial", study_id)],
        story=story,
        pools=pools,
        badges=badges(story),
        addresses=addresses,
        pictures=[(words, Markup(picture)) for words, picture in pictures],
        unplaced=unplaced,
        key=_key(story),
        panels=[(panel, Markup(drawn)) for panel, drawn in _panels(story)],
        smallest=_smallest(story),
        remarks=remarks,
        lettered=lettered,
    )


def point_address(story: TrialStory, code: str) -> str:
    """Give the address of a point on the map under the trial's question."""
    return "/" + View(question=story.question.key, point=code).to_search()


def badges(story: TrialStory) -> list[tuple[str, str]]:
    """Name what a reader must know before the figures, each with the look it carries."""
    found = [(story.randomised, "yes" if story.trial.randomised == "yes" else "no")]
    if story.arms:
        found.append((N_("sham arm"), "yes") if story.sham_controlled else (N_("no sham arm in our data"), "no"))
    if story.apart:
        found.append((N_("kept apart"), "no"))
    if story.planned:
        found.append((story.planned, "plan"))
    elif not story.results.any:
        found.append((N_("no figures in our data"), "no"))
    return found


def remarks(row: ResultRow | Difference | ListedPoint, shares: bool = False) -> list[str]:
    """Give what is said beside a row of a table: its note, and why it is not drawn unless the table is of `shares`."""
    if isinstance(row, ListedPoint):
        return [row.needled.note] if row.needled.note else []
    if isinstance(row, Difference):
        return [row.comparison.note] if row.comparison.note else []
    why = f"Not drawn: {row.row.why_not}." if row.row.why_not and not shares else ""
    return [words for words in (row.row.note, why) if words]


def lettered(rows: Iterable[ResultRow | Difference | ListedPoint], shares: bool = False) -> dict[str, str]:
    """Give every remark of a table a letter, so that what many rows share is said once under it."""
    said = dict.fromkeys(words for row in rows for words in remarks(row, shares))
    return {words: ascii_lowercase[place] if place < 26 else str(place) for place, words in enumerate(said)}


def _key(story: TrialStory) -> list[tuple[Markup, str]]:
    """List the marks that the map shows, with their words."""
    roles = {mark.role for mark in story.mapped}
    shown = [(Markup(key_mark(role)), words) for role, words in ROLE_WORDS.items() if role in roles]
    if any(mark.sham for mark in story.mapped):
        shown.append((Markup(key_mark("", sham=True)), SHAM_WORDS))
    return shown


def _map(
    story: TrialStory, addresses: dict[str, str], folder: Path
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Draw the trial's points; return words and picture of each body, and the codes that no picture shows."""
    marks = [
        PointMark(mark.code, mark.role, mark.sham, mark.words, addresses.get(mark.code, "")) for mark in story.mapped
    ]
    return trial_points_map("trial-points", marks, _bodies(folder)) if marks else ((), ())


@lru_cache(maxsize=4)
def _bodies(folder: Path) -> tuple[BodyPicture, ...]:
    """Read the silhouettes once: they change with the release only."""
    return tuple(
        body_picture(
            view,
            words,
            (folder / f"{BODY}-{view}.svg").read_text("utf-8"),
            json.loads((folder / f"{BODY}-{view}.json").read_text("utf-8")),
            window,
        )
        for view, words, window in BODY_VIEWS
    )


def _panels(story: TrialStory) -> list[tuple[OutcomePanel, str]]:
    return [
        (panel, trial_outcomes(f"outcome-{number}", heading(panel), panel.lines, axis_of(panel)))
        for number, panel in enumerate(story.results.panels, 1)
    ]


def heading(panel: OutcomePanel) -> str:
    """Name a panel: the measure, and that its values are changes where they are."""
    return f"{panel.measure}: change from the start" if panel.form == CHANGE else panel.measure


def axis_of(panel: OutcomePanel) -> OutcomeAxis:
    """Give the axis of a panel, with its unit in words."""
    change = panel.form == CHANGE
    unit = ("points of 100" if change else "0 to 100") if panel.known else "as printed"
    smallest = panel.smallest.points if panel.smallest else None
    return OutcomeAxis(panel.low, panel.high, unit, panel.better, change, smallest)


def _smallest(story: TrialStory) -> list[tuple[list[str], Smallest]]:
    """List what is known of the smallest changes that the panels show, each once with its measures."""
    found: dict[str, tuple[dict[str, None], Smallest]] = {}
    for panel in story.results.panels:
        if panel.smallest:
            found.setdefault(panel.smallest.note, ({}, panel.smallest))[0][panel.measure] = None
    return [(list(measures), smallest) for measures, smallest in found.values()]
