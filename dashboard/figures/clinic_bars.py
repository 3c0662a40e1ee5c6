"""Bars of people from a clinic's records: who improved out of everyone who started, and how scores are spread.

It must not know a cube. Every bar carries its counts in words; stripes, not colour, tell its parts apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.evidence.numbers import plain
from dashboard.figures.forest_text import column, fitted, frame, pair
from dashboard.figures.svg import label, tag

SIZES = (("wide", 760.0), ("narrow", 350.0))
LINE, BAR, GAP = 18.0, 18.0, 12.0


@dataclass(frozen=True)
class PeopleBar:
    """People of one row: `better` and `same` of those followed, and `lost`, out of all who started."""

    label: str
    better: int
    same: int
    lost: int

    @property
    def started(self) -> int:
        """Everyone who started."""
        return self.better + self.same + self.lost


@dataclass(frozen=True)
class SpreadBar:
    """People with a score from `low` to `high`."""

    low: float
    high: float
    people: int


def people_bars(name: str, title: str, bars: Sequence[PeopleBar], invented: bool) -> str:
    """Draw one bar a row: better, not followed up, not better. Each is all who started of its row: shares compare.

    Raises ValueError for no bar, or for a bar of nobody.
    """
    if not bars or any(bar.started <= 0 for bar in bars):
        raise ValueError(f"{name}: a bar needs people")
    return pair(*(_people(key, width, name, title, bars, invented) for key, width in SIZES))


def people_summary(bars: Sequence[PeopleBar], invented: bool) -> str:
    """Say each row in counts: better of those followed, and between which bounds the lost leave it."""
    told = "; ".join(
        f"{bar.label}: {bar.better:,} of {bar.better + bar.same:,} followed up, between {bar.better:,} and "
        f"{bar.better + bar.lost:,} of {bar.started:,} who started"
        for bar in bars
    )
    return f"{'Invented data. ' if invented else ''}{told[:1].upper()}{told[1:]}."


def spread_bars(name: str, title: str, bars: Sequence[SpreadBar], unit: str, invented: bool) -> str:
    """Draw how many people had which scores. Raises ValueError where nobody has a score."""
    if not any(bar.people for bar in bars):
        raise ValueError(f"{name}: nobody has a score")
    return pair(*(_spread(key, width, name, title, bars, unit, invented) for key, width in SIZES))


def spread_summary(bars: Sequence[SpreadBar], unit: str, invented: bool) -> str:
    """Say where most people are."""
    total = sum(bar.people for bar in bars)
    most = max(bars, key=lambda bar: bar.people)
    span = f"between {plain(most.low)} and {plain(most.high)} {unit}"
    text = f"{total:,} people with a score; most ({most.people:,}) {span}."
    return f"Invented data. {text}" if invented else text


def _stamp(width: float, invented: bool) -> list[str]:
    return [label("INVENTED DATA", width, 13, "course-invented", "end")] if invented else []


def _people(key: str, width: float, name: str, title: str, bars: Sequence[PeopleBar], invented: bool) -> str:
    figure_id = f"{name}-{key}"
    parts, y = [_stripes(figure_id), *_stamp(width, invented)], 20.0 if invented else 2.0
    for bar in bars:
        parts.append(label(bar.label, 0, y + 13, "course-words bar-name"))
        y += LINE
        x = 0.0
        # The lost stand next to the better: where they end is the best case.
        for people, css in ((bar.better, "bar-better"), (bar.lost, "bar-lost"), (bar.same, "bar-same")):
            wide = width * people / bar.started
            if people:
                at = {"x": x, "y": y, "width": max(wide - 1, 0.5), "height": BAR}
                parts.append(tag("rect", **at, class_=css))
                if css == "bar-lost":
                    parts.append(tag("rect", **at, fill=f"url(#{figure_id}-stripes)"))
            x += wide
        y += BAR + 2
        words = fitted(_counts(bar), width, 14.0)
        parts += column(words, 0, y, LINE, "course-soft")
        y += LINE * len(words) + GAP
    y, legend = _key(figure_id, y, width)
    return frame(figure_id, title, people_summary(bars, invented), [*parts, *legend], width, y, "clinic-bars")


def _counts(bar: PeopleBar) -> str:
    return (
        f"{bar.better:,} better, {bar.lost:,} lost, {bar.same:,} not better; "
        f"so {bar.better:,} to {bar.better + bar.lost:,} of {bar.started:,}"
    )


def _stripes(figure_id: str) -> str:
    lines = tag("path", d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5", class_="share-stripe")
    named = {"id": f"{figure_id}-stripes", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return tag("defs", tag("pattern", lines, **named))


def _key(figure_id: str, y: float, width: float) -> tuple[float, list[str]]:
    parts, x = [], 0.0
    words = (("bar-better", "better"), ("bar-lost", "lost: not followed up"), ("bar-same", "not better"))
    for css, said in words:
        if x and x + 24 + 8 * len(said) > width:
            x, y = 0.0, y + LINE
        parts.append(tag("rect", x=x, y=y, width=16, height=12, class_=css))
        if css == "bar-lost":
            parts.append(tag("rect", x=x, y=y, width=16, height=12, fill=f"url(#{figure_id}-stripes)"))
        parts.append(label(said, x + 22, y + 11, "course-words"))
        x += 40 + 8 * len(said)
    return y + LINE + 2, parts


def _spread(key: str, width: float, name: str, title: str, bars: Sequence[SpreadBar], unit: str, invented: bool) -> str:
    parts, top, tall = _stamp(width, invented), 34.0, 130.0
    least = min(bar.low for bar in bars)
    span = max(bar.high for bar in bars) - least
    density = max(bar.people / (bar.high - bar.low) for bar in bars) or 1.0
    for bar in bars:
        x, wide = width * (bar.low - least) / span, width * (bar.high - bar.low) / span
        # Bins may be joined: the area of a bar is its people, so that a broad bin does not look like a crowd.
        high = tall * (bar.people / (bar.high - bar.low)) / density
        parts.append(
            tag(
                "rect", x=x + 1, y=top + tall - high, width=max(wide - 2, 1), height=max(high, 0.5), class_="bar-better"
            )
        )
        if wide > 9 * len(str(bar.people)):
            parts.append(label(f"{bar.people:,}", x + wide / 2, top + tall - high - 5, "course-tick", "middle"))
        parts.append(label(plain(bar.low), x, top + tall + 16, "course-tick", "start" if x < 1 else "middle"))
    parts.append(label(plain(least + span), width, top + tall + 16, "course-tick", "end"))
    parts.append(label(f"score, {unit}; the area is the number of people", 0, top + tall + 36, "course-soft"))
    words = spread_summary(bars, unit, invented)
    return frame(f"{name}-{key}", title, words, parts, width, top + tall + 44, "clinic-bars")
