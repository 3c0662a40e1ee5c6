"""The words of the outcome charts: headings, hover and the picture told in a sentence.

It must not know axes or colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

from dashboard.evidence.numbers import count, plain
from dashboard.evidence.scales import CHANGE

if TYPE_CHECKING:
    from dashboard.evidence.outcome_series import OutcomeSeries
    from dashboard.evidence.readings import ArmSeries, Reading

SCALE = "Scales are brought to 0–100; 0 is no pain, lower is better."
CHANGES = "Where a trial printed only how much pain changed, the change is drawn by itself: below 0 is less pain."
BARS = "Bars are intervals the trial printed; a mark without a bar has none. Arms stand slightly side by side."
NO_CHANGE_YET = "The start: no change by definition"
NAME_LENGTH = 44  # signs of an arm's name in a heading
LINE_LENGTH = 40  # signs of a heading's line, so that none is cut off on a narrow screen
FAIR = "Only arms of the same trial compare fairly."


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def heading(lines: Sequence[ArmSeries]) -> str:
    """Name a panel's trial and measure; where two arms are of one kind, say which has the open mark."""
    form = ", change from the start" if lines[0].form == CHANGE else ""
    rows = _rows(f"{lines[0].measure}{form}")
    kinds = [line.kind for line in lines]
    twins = [line for line in lines if kinds.count(line.kind) > 1]
    signs = ["○ " if line.kind in kinds[: lines.index(line)] else "● " for line in twins]
    for sign, name in zip(signs, _own_names(twins), strict=True):
        rows += _rows(sign + name)
    return "<br>".join([f"<b>{lines[0].study}</b>", *(f"<span style='font-size:11px'>{row}</span>" for row in rows)])


def hover(line: ArmSeries, reading: Reading) -> str:
    """Say all there is to one mark: time, value as printed, place on the common scale, interval, people."""
    unit = "points of 100" if line.form == CHANGE else "of 100"
    parts = [f"{capital(reading.when)}: {reading.printed}, {plain(reading.value)} {unit}"]
    if reading.low is not None and reading.high is not None:
        parts.append(f"interval {plain(reading.low)} to {plain(reading.high)}")
    parts.append("number of people not printed" if reading.n is None else f"{reading.n} people")
    return "<br>".join(parts)


def notes(series: OutcomeSeries) -> list[str]:
    """Return the sentences a reader needs under the chart."""
    if not series.series:
        return []
    told = [SCALE, *([CHANGES] if series.changes else []), BARS, FAIR]
    if series.important:
        points = plain(series.important.points)
        told.append(f"The grey mark is {points} points of 100, the smallest change that matters to a patient.")
        told.append(series.important.note)
    left = sum(bool(row.why_not) for row in series.rows)
    if left:
        told.append(
            f"{capital(count(left, 'printed figure is', 'printed figures are'))} in the table only, with the reason."
        )
    return told


def alt_text(series: OutcomeSeries) -> str:
    """Say in a sentence or two what the chart shows: trials, arms, from where to where."""
    if not series.series:
        return series.empty
    arms = len({(line.study_id, line.arm) for line in series.series})
    trials = f"{len(series.studies)} of {count(series.n_trials, 'trial')}"
    text = f"Pain over time in {trials}, {count(arms, 'arm')}: {', '.join(series.studies)}."
    return f"{text} {' '.join(part for part in (_levels(series), _changes(series)) if part)}"


def _rows(text: str) -> list[str]:
    return wrap(text, LINE_LENGTH, break_on_hyphens=False)


def _own_names(lines: Sequence[ArmSeries]) -> list[str]:
    """Name arms of one kind, cut where they would take many lines; the hover has them whole."""
    names = [line.arm.split(": ", 1)[-1] for line in lines]
    short = [_cut(name) for name in names]
    if len(set(short)) == len(short):
        return short
    # Where they begin alike, the end tells them apart.
    words = [name.split() for name in names]
    shared = sum(1 for _ in takewhile(lambda same: len(set(same)) == 1, zip(*words, strict=False)))
    return [f"…{_cut(' '.join(own[shared:]))}" for own in words]


def _cut(name: str) -> str:
    return shorten(name, NAME_LENGTH, placeholder="…", break_on_hyphens=False)


def _levels(series: OutcomeSeries) -> str:
    if not series.levels:
        return ""
    values = [reading.value for line in series.levels for reading in line.readings]
    return f"Levels lie between {plain(min(values))} and {plain(max(values))} of 100, where 0 is no pain."


def _changes(series: OutcomeSeries) -> str:
    if not series.changes:
        return ""
    values = [reading.value for line in series.changes for reading in line.readings]
    return f"Changes lie between {plain(min(values))} and {plain(max(values))} points of 100; below 0 is less pain."
