"""Differences between arms, trial by trial, comparator under comparator on one scale: a forest plot that pools nothing.

It must not know how the figures came about. Each comparator keeps its own smallest change that matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.evidence.analysis_parts import Axis, Interval
from dashboard.evidence.numbers import count, plain
from dashboard.evidence.trial_changes import ChangeChart, ChangeGroup
from dashboard.figures import forest_words as words
from dashboard.figures.forest import read_legend
from dashboard.figures.forest_axis import Ruler, ruler
from dashboard.figures.forest_rows import ARMS, EFFECT, LAYOUTS, NAME, PEOPLE, Layout, Rows
from dashboard.figures.forest_text import column, frame, none, pair
from dashboard.figures.forest_trials import trial_row
from dashboard.figures.svg import tag

AXIS = Axis(
    "difference between the arms",
    "points of 100",
    0.0,
    False,
    "favours acupuncture",
    "favours the comparator",
    None,
    "",
)
MOST_NAMED = 3
NOTHING = "nothing is pooled here"


def change_strip(chart: ChangeChart, name: str, beside: Sequence[ChangeChart] = ()) -> str:
    """Draw a chart as two SVG strings in one element: wide, and narrow for phones.

    `name` begins the ids; `beside` are charts that share the scale. Without rows a sentence says so.
    """
    if not chart.rows:
        return none(change_summary(chart))
    return pair(*(_strip(layout, chart, beside, name) for layout in LAYOUTS))


def change_title(chart: ChangeChart) -> str:
    """Name a chart: `Pain, up to 13 weeks`."""
    return f"{chart.outcome_words}, {chart.window_words.lower()}"


def change_summary(chart: ChangeChart) -> str:
    """Say in a sentence or two what each comparator's trials found, and which comparators have none."""
    twice = len({group.family for group in chart.groups}) > 1
    parts = [
        f"{group.against}{f' ({_small(_short(group.family))})' if twice else ''}, {_found(group)}"
        for group in chart.groups
    ]
    found = f"In points of 100, minus in favour of acupuncture: {'; '.join(parts)}." if parts else ""
    return " ".join(part for part in (found, f"{_lacking(chart)}." if chart.lacking else "") if part)


def _lacking(chart: ChangeChart) -> str:
    return f"No trial here with a usable figure {', '.join(chart.lacking)}"


def _short(words_: str) -> str:
    """Leave out what a measure's name says of its range."""
    return words_.split(" (")[0]


def _small(words_: str) -> str:
    return words_[:1].lower() + words_[1:] if words_.startswith(("Pain", "Bodily")) else words_


def _found(group: ChangeGroup) -> str:
    fine = words.is_fine([row.effect for row in group.rows])
    if len(group.rows) <= MOST_NAMED:
        return ", ".join(
            f"{words.trial_name(row)} {words.effect_words(row.effect, group.axis, fine=fine)}" for row in group.rows
        )
    low, high = (
        words.number(end([row.effect.value for row in group.rows]), group.axis, fine=fine) for end in (min, max)
    )
    return f"{count(len(group.rows), 'trial')} from {low} to {high}"


def _strip(layout: Layout, chart: ChangeChart, beside: Sequence[ChangeChart], name: str) -> str:
    rows = [row for one in (chart, *beside) for row in one.rows]
    groups = [group for one in (chart, *beside) for group in one.groups]
    scale = _scale(layout, [row.effect for row in rows], groups)
    plot = Rows(layout, scale, AXIS, words.is_fine([row.effect for row in rows]))
    under: list[str] = []
    _heads(plot)
    for group in chart.groups:
        under += _group(plot, group)
    if chart.lacking:
        plot.y += 6
        plot.say(f"{_lacking(chart)}.")
    plot.y += 6
    plot.ticks()
    plot.sides()
    plot.say(f"Each line is one trial; {NOTHING}.")
    read_legend(plot, {row.status for row in chart.rows})
    parts = [tag("g", *under, class_="rows-under"), *plot.parts]
    return frame(
        f"{name}-{layout.key}",
        change_title(chart),
        change_summary(chart),
        parts,
        layout.width,
        plot.y + 8,
        "forest change-strip",
    )


def _scale(layout: Layout, effects: list[Interval], groups: Sequence[ChangeGroup]) -> Ruler:
    """Choose one scale for every figure and for every smallest change that matters."""
    known = [group.axis.important for group in groups if group.axis.important is not None]
    return ruler(effects, AXIS, layout.left, layout.right, more=known)


def _group(plot: Rows, group: ChangeGroup) -> list[str]:
    """Draw the trials of one comparator; return what lies under their marks."""
    own = Rows(plot.layout, plot.ruler, group.axis, plot.fine, parts=plot.parts, y=plot.y + 8)
    own.say(f"{group.against.capitalize()}: {group.family}", "rows-name")
    own.say(_smallest(group))
    own.rule()
    for row in group.rows:
        # The heading names the measures in full, and the time must not be cut off.
        trial_row(own, replace(row, measure=_short(row.measure)), 0.0)
    plot.y = own.y
    return own.grid()


def _smallest(group: ChangeGroup) -> str:
    if group.axis.important is None:
        return "No smallest change that matters is in our data for this measure."
    return f"Dashed: {plain(group.axis.important)} {group.axis.unit}, the {words.MATTERS}."


def _heads(plot: Rows) -> None:
    """Write what the columns are; on a phone only what the figures are."""
    what = "Difference, points of 100"
    if not plot.layout.wide:
        plot.say(f"{what}, with its 95 % interval", "rows-head")
        return
    line, middle = plot.layout.line, (plot.layout.left + plot.layout.right) / 2
    for text, x, anchor in (
        (["", "Trial"], NAME, None),
        (["", "People"], PEOPLE, "end"),
        (["Arm against", "comparator"], ARMS, None),
        (["Difference,", "points of 100"], middle, "middle"),
        (["Difference", "(95 % interval)"], EFFECT, None),
    ):
        plot.parts += column(text, x, plot.y, line, "rows-head", anchor)
    plot.y += 2 * line
