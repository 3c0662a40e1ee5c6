"""The funnel plot: each trial by its effect and its standard error, from ten trials on. It must not know how they pool.

With fewer trials the picture cannot tell a gap from chance, so a sentence stands in its place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.evidence.analysis_parts import Axis, Interval, PooledLine, SmallStudies, TrialRow
from dashboard.evidence.numbers import count, plain
from dashboard.figures import forest_words as words
from dashboard.figures.forest_axis import STEPS, Ruler, ruler, tick_words, upright
from dashboard.figures.forest_rows import Layout, Rows
from dashboard.figures.forest_text import frame, linked, pair
from dashboard.figures.svg import label, tag

FEWEST = 10
Z = 1.959964  # half the breadth of a 95 % interval, in standard errors
LAYOUTS = (
    Layout("wide", 760.0, 76.0, 730.0, 14.0, 18.0),
    Layout("narrow", 360.0, 52.0, 338.0, 13.0, 17.0),
)
HEIGHTS = {"wide": 340.0, "narrow": 280.0}


def standard_error(effect: Interval, axis: Axis) -> float:
    """Return the standard error behind a 95 % interval; of the logarithm for a ratio."""
    if axis.logarithmic:
        return (math.log(effect.high) - math.log(effect.low)) / (2 * Z)
    return (effect.high - effect.low) / (2 * Z)


def no_funnel_reason(rows: Sequence[TrialRow]) -> str:
    """Say why there is no funnel plot; "" where there is one."""
    k = len(words.counted(rows))
    if k >= FEWEST:
        return ""
    return (
        f"A funnel plot needs {FEWEST} trials or more to tell missing small trials from chance; "
        f"here {'is' if k == 1 else 'are'} {count(k, 'trial')}, so none is drawn and nothing is tested."
    )


def funnel(
    rows: Sequence[TrialRow],
    pooled: PooledLine | None,
    axis: Axis,
    small: SmallStudies | None,
    *,
    name: str = "funnel",
) -> str | None:
    """Draw the trials that are in the pool, wide and narrow; None where `no_funnel_reason` says why."""
    if no_funnel_reason(rows) or pooled is None:
        return None
    left = words.counted(rows)
    return pair(*(_drawn(layout, left, pooled, axis, small, name) for layout in LAYOUTS))


def funnel_summary(rows: Sequence[TrialRow], small: SmallStudies | None) -> str:
    """Say what the funnel plot shows and what Egger's test found, with what neither can show."""
    if reason := no_funnel_reason(rows):
        return reason
    told = f"{count(len(words.counted(rows)), 'trial')}, the most exact at the top."
    if small:
        p = "p < 0.001" if small.p < 0.001 else f"p = {small.p:.3f}"
        ends = f"{plain(round(small.low, 2))} to {plain(round(small.high, 2))}"
        told += f" Egger's test: intercept {plain(round(small.intercept, 2))} ({ends}), {p}, {small.k} trials."
    return f"{told} A lopsided funnel can mean missing small trials, but also that small trials differ in other ways."


def _drawn(
    layout: Layout, rows: list[TrialRow], pooled: PooledLine, axis: Axis, small: SmallStudies | None, name: str
) -> str:
    errors = [standard_error(row.effect, axis) for row in rows]
    scale = ruler([*(row.effect for row in rows), pooled.effect], axis, layout.left, layout.right)
    plot = Rows(layout, scale, axis, words.is_fine([row.effect for row in rows]))
    plot.say("Standard error (0, the most exact, at the top)", "rows-head")
    plot.y += 8
    top, height = plot.y, HEIGHTS[layout.key]
    ticks = _error_ticks(max(errors))
    deepest = ticks[-1]
    plot.band(height)
    plot.parts += _errors(layout, ticks, top, height)
    plot.parts.append(_triangle(scale, pooled.effect.value, deepest, top, height))
    plot.parts.append(upright([scale.at(pooled.effect.value)], [(top, top + height)], "funnel-pooled"))
    for row, error in sorted(zip(rows, errors, strict=True), key=lambda pair_: -pair_[1]):
        x, y = scale.at(row.effect.value), top + height * error / deepest
        full = f"{words.trial_name(row)}: {words.effect_words(row.effect, axis, fine=plot.fine)}"
        dot = tag("circle", cx=x, cy=y, r=5, class_="funnel-dot", data_study=row.study_id)
        plot.parts.append(linked(words.trial_url(row.study_id), dot, title=f"{full}, standard error {error:.3g}"))
    _foot(plot)
    summary = funnel_summary(rows, small)
    parts = [tag("g", *plot.grid(), class_="rows-under"), *plot.parts]
    title = f"{axis.measure}: how exact each trial is against what it found"
    return frame(f"{name}-{layout.key}", title, summary, parts, layout.width, plot.y + 6, "funnel")


def _foot(plot: Rows) -> None:
    plot.y += 4
    plot.ticks()
    plot.sides()
    unit = f", {plot.axis.unit}" if plot.axis.unit else ""
    plot.say(f"From left to right: {plot.axis.measure}{unit}.")
    plot.say(
        "Dotted line: the pooled figure. Slanted lines: 95 in 100 trials would lie between them, moved by chance alone."
    )
    if plot.axis.important is not None:
        plot.say(f"Dashed lines, {words.important_words(plot.axis)}.")


def _error_ticks(most: float) -> tuple[float, ...]:
    """Return 0 and up to four even steps that hold the largest standard error."""
    need = most or 1.0
    power = 10.0 ** math.floor(math.log10(need / 4))
    step = next(power * step for step in STEPS if math.ceil(round(need / (power * step), 9)) <= 4)
    return tuple(round(step * place, 12) for place in range(math.ceil(round(need / step, 9)) + 1))


def _errors(layout: Layout, ticks: tuple[float, ...], top: float, height: float) -> list[str]:
    """Write the upright scale with a faint line for each of its figures."""
    parts = []
    for tick in ticks:
        y = top + height * tick / ticks[-1]
        parts.append(tag("line", x1=layout.left, x2=layout.right, y1=y, y2=y, class_="rows-grid"))
        parts.append(label(tick_words(tick), layout.left - 8, y + 4, "rows-tick", "end"))
    return parts


def _triangle(scale: Ruler, middle: float, deepest: float, top: float, height: float) -> str:
    """Draw where 95 in 100 trials would lie around the pooled figure if only chance moved them, cut at the scale."""
    points = []
    for side in (-1, 1):
        for share in (1.0, 0.0) if side < 0 else (0.0, 1.0):
            error = deepest * share
            shift = side * Z * error
            value = middle * math.exp(shift) if scale.logarithmic else middle + shift
            end = scale.ticks[0] if side < 0 else scale.ticks[-1]
            if scale.beyond(value):
                room = math.log(end / middle) if scale.logarithmic else end - middle
                value, error = end, abs(room) / Z
            points.append(f"{scale.at(value):.2f} {top + height * error / deepest:.2f}")
    return tag("path", d="M" + "L".join(points), class_="funnel-chance")
