"""Bars of people from a clinic's records: who improved out of everyone who started, and how scores are spread.

It must not know a cube. Every bar carries its counts in words; stripes, not colour, tell its parts apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from dashboard.evidence.numbers import plain
from dashboard.figures.clinic_marks import box, broken, number, words_at
from dashboard.figures.forest_text import frame, pair
from dashboard.figures.svg import tag

SIZES = (("wide", 760.0), ("narrow", 350.0))
WIDTHS = tuple(width for _, width in SIZES)
KEPT = 256  # legends: there are as many as heights of a picture
LINE, BAR, GAP, SIZE = 18.0, 18.0, 12.0, 14.0
BETTER, LOST, SAME = 'class="bar-better"', 'class="bar-lost"', 'class="bar-same"'


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
    words = people_summary(bars, invented)
    counts = list(zip(*(broken(_counts(bar), WIDTHS, SIZE) for bar in bars), strict=True))
    return pair(
        *(
            _people(f"{name}-{key}", width, title, words, list(zip(bars, said, strict=True)), invented)
            for (key, width), said in zip(SIZES, counts, strict=True)
        )
    )


def people_summary(bars: Sequence[PeopleBar], invented: bool) -> str:
    """Say each row in counts: better of those followed, and between which bounds the lost leave it."""
    told = "; ".join(
        f"{bar.label}: {bar.better:,} of {bar.better + bar.same:,} followed up, between {bar.better:,} and "
        f"{bar.better + bar.lost:,} of {bar.started:,} who started"
        for bar in bars
    )
    return f"{'Invented data. ' if invented else ''}{told[:1].upper()}{told[1:]}."


def spread_bars(
    name: str, title: str, bars: Sequence[SpreadBar], unit: str, invented: bool, higher_better: bool = False
) -> str:
    """Draw how many people had which scores. Raises ValueError where nobody has a score."""
    if not any(bar.people for bar in bars):
        raise ValueError(f"{name}: nobody has a score")
    words = spread_summary(bars, unit, invented, higher_better)
    return pair(
        *(_spread(f"{name}-{key}", width, title, words, bars, unit, invented, higher_better) for key, width in SIZES)
    )


def spread_summary(bars: Sequence[SpreadBar], unit: str, invented: bool, higher_better: bool = False) -> str:
    """Say which way is better, and where the largest part of the people is, out of all of them."""
    total = sum(bar.people for bar in bars)
    most = max(bars, key=lambda bar: bar.people)
    span = f"between {plain(most.low)} and {plain(most.high)} {unit}"
    way = "higher" if higher_better else "lower"
    text = f"{total:,} people with a score, {way} is better; the largest part, {most.people:,} of {total:,}, {span}."
    return f"Invented data. {text}" if invented else text


def _stamp(width: float, invented: bool) -> list[str]:
    return [words_at("INVENTED DATA", width, 13, "course-invented", "end")] if invented else []


def _people(
    figure_id: str, width: float, title: str, words: str, bars: Sequence[tuple[PeopleBar, list[str]]], invented: bool
) -> str:
    parts, y = [_stripes(figure_id), *_stamp(width, invented)], 20.0 if invented else 2.0
    for bar, said in bars:
        parts.append(f'<text x="0" y="{number(y + 13)}" class="course-words bar-name">{escape(bar.label)}</text>')
        y += LINE
        parts += _bar(bar, y, width, f'fill="url(#{figure_id}-stripes)"')
        y += BAR + 2
        for line in said:
            parts.append(f'<text x="0" y="{number(y + 0.76 * LINE)}" class="course-soft">{line}</text>')
            y += LINE
        y += GAP
    y, legend = _key(figure_id, y, width)
    return frame(figure_id, title, words, [*parts, *legend], width, y, "clinic-bars")


def _bar(bar: PeopleBar, y: float, width: float, stripes: str) -> list[str]:
    parts, x, started = [], 0.0, bar.started
    down = f'y="{number(y)}"'
    # The lost stand next to the better: where they end is the best case.
    for people, look in ((bar.better, BETTER), (bar.lost, LOST), (bar.same, SAME)):
        wide = width * people / started
        if people:
            at = f'<rect x="{number(x)}" {down} width="{number(max(wide - 1, 0.5))}" height="{BAR:g}"'
            parts.append(f"{at} {look}/>")
            if look is LOST:
                parts.append(f"{at} {stripes}/>")
        x += wide
    return parts


def _counts(bar: PeopleBar) -> str:
    return (
        f"{bar.better:,} better, {bar.lost:,} lost, {bar.same:,} not better; "
        f"so {bar.better:,} to {bar.better + bar.lost:,} of {bar.started:,}"
    )


@lru_cache(maxsize=KEPT)
def _stripes(figure_id: str) -> str:
    lines = tag("path", d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5", class_="share-stripe")
    named = {"id": f"{figure_id}-stripes", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"}
    return tag("defs", tag("pattern", lines, **named))


@lru_cache(maxsize=KEPT)
def _key(figure_id: str, y: float, width: float) -> tuple[float, tuple[str, ...]]:
    parts, x = [], 0.0
    for look, said in ((BETTER, "better"), (LOST, "lost: not followed up"), (SAME, "not better")):
        if x and x + 24 + 8 * len(said) > width:
            x, y = 0.0, y + LINE
        parts.append(box(x, y, 16, 12, look))
        if look is LOST:
            parts.append(box(x, y, 16, 12, f'fill="url(#{figure_id}-stripes)"'))
        parts.append(words_at(said, x + 22, y + 11, "course-words"))
        x += 40 + 8 * len(said)
    return y + LINE + 2, tuple(parts)


def _spread(
    figure_id: str,
    width: float,
    title: str,
    words: str,
    bars: Sequence[SpreadBar],
    unit: str,
    invented: bool,
    higher_better: bool,
) -> str:
    way = "→ higher is better" if higher_better else "← lower is better"
    parts, top, tall = [words_at(way, 0, 13, "course-soft"), *_stamp(width, invented)], 34.0, 130.0
    bottom = top + tall
    least = min(bar.low for bar in bars)
    span = max(bar.high for bar in bars) - least
    density = max(bar.people / (bar.high - bar.low) for bar in bars) or 1.0
    for bar in bars:
        x, wide = width * (bar.low - least) / span, width * (bar.high - bar.low) / span
        # Bins may be joined: the area of a bar is its people, so that a broad bin does not look like a crowd.
        high = tall * (bar.people / (bar.high - bar.low)) / density
        parts.append(box(x + 1, bottom - high, max(wide - 2, 1), max(high, 0.5), BETTER))
        if wide > 9 * len(str(bar.people)):
            parts.append(words_at(f"{bar.people:,}", x + wide / 2, bottom - high - 5, "course-tick", "middle"))
        parts.append(words_at(plain(bar.low), x, bottom + 16, "course-tick", "start" if x < 1 else "middle"))
    parts.append(words_at(plain(least + span), width, bottom + 16, "course-tick", "end"))
    parts.append(words_at(f"score, {unit}; the area is the number of people", 0, bottom + 36, "course-soft"))
    return frame(figure_id, title, words, parts, width, bottom + 44, "clinic-bars")
