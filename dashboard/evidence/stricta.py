"""How an arm was needled, item by item in the order of the STRICTA list; what our data lack is said to be lacking.

It must not know outcomes. A number of points is never given for a number of needles, nor an arm's depth for a point's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.comparisons import ArmLine, arm_lines
from dashboard.evidence.kinds import NEEDLED, words_of
from dashboard.evidence.numbers import count, plain, span

if TYPE_CHECKING:
    from dashboard.facts import TrialFacts
    from dashboard.facts.trials import Arm, TrialNeedling, TrialPoint

NOT_REPORTED = "not reported in our data"
WHOLE_TRIAL = "for the trial as a whole"
STYLES = {
    "fixed": "the same points for everyone",
    "semi": "partly set, partly chosen for the patient",
    "individualised": "chosen for each patient",
    "mixed": "differs between the arms",
}
RESPONSE = {"yes": "sought (de qi)", "no": "not sought"}
CURRENT = ("electroacupuncture", "invasive_laser_plus_ea")
WITH_MORE = {
    "acupuncture_multimodal": "a bundle of other treatments, see the arm's description",
    "acupuncture_plus_saline_injection": "injection of saline",
    "pharmacopuncture_plus_acupuncture": "injection of a herbal extract",
    "thread_embedding_plus_acupuncture": "embedding of thread",
    "invasive_laser_plus_ea": "laser through the needle",
}
DAYS = 7
BARE_SIZE = re.compile(r"[\d.]+(?:(?:-| or | to )[\d.]+)*$")
NOTHING = re.compile(r"(no depth|not (seen|reported|given|stated|printed))\b[^;,]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One item of the list. `words` are `NOT_REPORTED` where our data have nothing; `note` limits what they mean."""

    name: str
    words: str
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether our data have this item."""
        return self.words != NOT_REPORTED


@dataclass(frozen=True)
class ArmNeedling:
    """The items of one arm, with where they were read; `status` is "" where no row of needling details stands."""

    line: ArmLine
    items: tuple[Item, ...]
    sources: tuple[str, ...]
    status: str


def arm_needlings(trial: TrialFacts) -> tuple[ArmNeedling, ...]:
    """List the items of every needled arm and of every other arm whose needling our data hold, in file order."""
    rows = {row.arm_id: row for row in trial.trial_needling}
    lines = {line.arm_id: line for line in arm_lines(trial)}
    return tuple(
        _of_arm(trial, arm, lines, rows.get(arm.arm_id))
        for arm in trial.arms
        if arm.arm_id in rows or lines[arm.arm_id].kind in NEEDLED
    )


def _of_arm(trial: TrialFacts, arm: Arm, lines: dict[str, ArmLine], row: TrialNeedling | None) -> ArmNeedling:
    points = [point for point in trial.trial_points if point.arm_id == arm.arm_id]
    source = row or arm
    items = tuple(_items(trial, arm, lines, row, points))
    return ArmNeedling(lines[arm.arm_id], items, source.sources, source.status)


def _items(
    trial: TrialFacts, arm: Arm, lines: dict[str, ArmLine], row: TrialNeedling | None, points: list[TrialPoint]
) -> Iterator[Item]:
    whole = trial.trial
    needled = lines[arm.arm_id].kind in NEEDLED
    style = STYLES.get(whole.individualised, "") if needled else ""
    yield Item("Style", style or NOT_REPORTED, f"choice of points, {WHOLE_TRIAL}" if style else "")
    yield Item("Reasons for the treatment", NOT_REPORTED)
    yield Item("Number of needles", NOT_REPORTED)
    yield _points(points) if points or not needled else _points_of_trial(trial)
    yield _depth(trial, row, points, needled=needled)
    yield _whole_or_arm("Response sought", RESPONSE, row and row.de_qi_sought, whole.de_qi_sought if needled else "")
    current = arm.arm_type in CURRENT
    yield Item("Stimulation", f"electric current ({words_of(arm.arm_type)})" if current else NOT_REPORTED)
    yield _time("Needles left in", "minutes", row and row.retention_min, whole.retention_min if needled else "")
    yield _needle(row)
    yield _time("Sessions", "", row and row.sessions, whole.sessions if needled else "")
    yield _weeks(row and row.weeks, whole.weeks if needled else "")
    yield Item("Other components", WITH_MORE.get(arm.arm_type, NOT_REPORTED))
    yield Item("Practitioner", NOT_REPORTED)
    yield _control(trial, arm, lines)


def _points(points: list[TrialPoint]) -> Item:
    if not points:
        return Item("Points", NOT_REPORTED)
    roles = {role: sum(point.role == role for point in points) for role in ("fixed", "menu", "optional")}
    parts = {"fixed": "for every patient", "menu": "on a menu to choose from", "optional": "optional"}
    words = ", ".join(f"{roles[role]} {parts[role]}" for role in parts if roles[role])
    return Item("Points", f"{count(len(points), 'point')} listed above: {words}", "points, not needles")


def _points_of_trial(trial: TrialFacts) -> Item:
    """Count the points printed for the trial where an arm has none of its own and nobody says whose they are."""
    stated = {point.point for point in trial.trial_points}
    left = [code for code in trial.trial.acupoints_used if code not in stated]
    if not left:
        return Item("Points", NOT_REPORTED)
    return Item("Points", f"{count(len(left), 'point')} printed for the trial, arm not stated", "points, not needles")


def _depth(trial: TrialFacts, row: TrialNeedling | None, points: list[TrialPoint], *, needled: bool) -> Item:
    if row and (words := _joined(span(row.needle_depth_min_mm, row.needle_depth_max_mm, "mm"), row.depth_note)):
        ranged = row.needle_depth_min_mm is not None or row.needle_depth_max_mm is not None
        return Item("Depth", words, "of the arm, not of any one point" if ranged and len(points) != 1 else "")
    if any(p.depth_min_mm is not None or p.depth_max_mm is not None or p.depth_text for p in points):
        return Item("Depth", "printed by point, see the list above")
    whole = trial.trial
    words = _joined(span(whole.needle_depth_min_mm, whole.needle_depth_max_mm, "mm"), whole.needle_depth_note)
    if needled and words:
        ranged = whole.needle_depth_min_mm is not None or whole.needle_depth_max_mm is not None
        return Item("Depth", words, f"{WHOLE_TRIAL}, not of any one point" if ranged else WHOLE_TRIAL)
    return Item("Depth", NOT_REPORTED)


def _joined(printed: str, note: str) -> str:
    """Join the millimetres and the words beside them, once; a note that nothing was seen is nothing."""
    if not printed and NOTHING.match(note):
        return ""
    if printed and note.startswith(printed.replace(" to ", "-")):
        return note
    note = note.rstrip(".")
    # A sentence that goes on after the millimetres begins small, unless it begins with a name or a code.
    return (
        f"{printed}; {note[0].lower() if note[1:2].islower() else note[0]}{note[1:]}"
        if printed and note
        else printed or note
    )


def _whole_or_arm(name: str, words: dict[str, str], own: str | None, whole: str) -> Item:
    if own in words:
        return Item(name, words[own])
    return Item(name, words[whole], WHOLE_TRIAL) if whole in words else Item(name, NOT_REPORTED)


def _time(name: str, unit: str, own: str | None, whole: str) -> Item:
    if own:
        return Item(name, f"{own} {unit}".strip())
    return Item(name, f"{whole} {unit}".strip(), WHOLE_TRIAL) if whole else Item(name, NOT_REPORTED)


def _weeks(own: str | None, whole: str) -> Item:
    item = _time("Over", "weeks", own, whole)
    return Item(item.name, _in_days(own or whole) or item.words, item.note)


def _in_days(weeks: str) -> str:
    """Write a part of a week in days, as a trial of one session is stored as a seventh of a week."""
    try:
        value = float(weeks)
    except ValueError:
        return ""
    if value < 1:
        return count(round(value * DAYS), "day")
    return count(int(value), "week") if value == int(value) else f"{plain(value)} weeks"


def _needle(row: TrialNeedling | None) -> Item:
    if row is None or not (row.needle_gauge_mm or row.needle_length_mm):
        return Item("Needle", NOT_REPORTED)
    thick, long = _millimetres(row.needle_gauge_mm, "thick"), _millimetres(row.needle_length_mm, "long")
    parts = [thick or "thickness not reported", long or "length not reported"]
    return Item("Needle", ", ".join(parts))


def _millimetres(printed: str, way: str) -> str:
    """Write a printed size; one with words of its own keeps them and only says its unit."""
    if not printed:
        return ""
    return f"{printed} mm {way}" if BARE_SIZE.match(printed) else f"{way}, in mm: {printed.replace('>=', '≥ ')}"


def _control(trial: TrialFacts, arm: Arm, lines: dict[str, ArmLine]) -> Item:
    others = [line.label for line in lines.values() if line.arm_id != arm.arm_id]
    return Item("Compared with", "; ".join(others) or "no other arm in our data")
