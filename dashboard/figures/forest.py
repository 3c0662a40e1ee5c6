"""The forest plot: one row per trial, the pooled diamond with where a new trial is expected, one scale for all.

It must not know how the figures came about, and it never draws a pooled figure of one trial.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.evidence.analysis_parts import Axis, Interval, PooledLine, Step, TrialRow
from dashboard.figures import forest_words as words
from dashboard.figures.forest_axis import ruler
from dashboard.figures.forest_pooled import pool_row, step_row
from dashboard.figures.forest_rows import LAYOUTS, Layout, Rows, important_edges
from dashboard.figures.forest_summary import forest_summary
from dashboard.figures.forest_text import breadth, column, frame, none, pair
from dashboard.figures.forest_trials import MARKED, heads, read_mark, trial_row
from dashboard.figures.forest_words import forest_table
from dashboard.figures.svg import tag

__all__ = ["forest", "forest_summary", "forest_table", "steps_plot"]

# A longer plot has its scale above the rows too.
MANY = 8


def forest(
    rows: Sequence[TrialRow],
    pooled: PooledLine | None,
    axis: Axis,
    *,
    steps: Sequence[Step] = (),
    steps_title: str = "Pooled again, without one trial at a time",
    name: str = "forest",
) -> str:
    """Draw the trials of a pool as two SVG strings in one element: wide, and narrow for phones.

    `pooled` is left out where fewer than two trials are in the pool. `steps` are drawn under it on the same scale.
    `name` begins the ids. Without rows the sentence that says so is returned.
    """
    if not rows:
        return none(forest_summary(rows, pooled, axis))
    pool = words.drawn_pool(rows, pooled)
    return pair(*(_forest(layout, rows, pool, axis, steps, steps_title, name) for layout in LAYOUTS))


def steps_plot(steps: Sequence[Step], axis: Axis, title: str, *, name: str = "steps") -> str:
    """Draw a leave-one-out or cumulative analysis on its own, wide and narrow; a sentence where there is no step."""
    if not steps:
        return none(f"{title}: nothing to draw, as nothing is pooled.")
    return pair(*(_steps(layout, steps, axis, title, name) for layout in LAYOUTS))


def steps_summary(steps: Sequence[Step], axis: Axis) -> str:
    """Say between which figures the pooled figure moves, and whether it changes sides."""
    if not steps:
        return "There is no step to show, as nothing is pooled."
    values = [step.effect.value for step in steps]
    fine = words.is_fine([step.effect for step in steps])
    low, high = (words.number(value, axis, fine=fine) for value in (min(values), max(values)))
    across = min(values) < axis.neutral < max(values)
    crossing = sum(step.effect.low < axis.neutral < step.effect.high for step in steps)
    side = "It changes sides." if across else "It stays on one side of no difference."
    of = f"In {crossing} of {len(steps)} steps the interval reaches across the line of no difference."
    return f"The pooled figure lies between {low} and {high}. {side} {of}"


def _start(layout: Layout, effects: list[Interval], axis: Axis, more: Sequence[float] = ()) -> Rows:
    scale = ruler(effects, axis, layout.left, layout.right, more)
    return Rows(layout, scale, axis, words.is_fine(effects))


def _forest(
    layout: Layout,
    rows: Sequence[TrialRow],
    pool: PooledLine | None,
    axis: Axis,
    steps: Sequence[Step],
    steps_title: str,
    name: str,
) -> str:
    effects = [row.effect for row in rows]
    plot = _start(layout, effects + ([pool.effect] if pool else []), axis, pool.prediction or () if pool else ())
    plot.fine = words.is_fine(effects)
    heads(plot)
    if len(rows) > MANY:
        plot.ticks()
    plot.rule()
    heaviest = max((row.weight or 0.0 for row in rows if not row.excluded), default=0.0)
    for row in rows:
        trial_row(plot, row, heaviest)
    _pool_or_none(plot, rows, pool)
    if steps:
        plot.y += 8
        plot.say(steps_title, "rows-name")
        for step in steps:
            step_row(plot, step)
    _foot(plot, {row.status for row in rows}, pool, weighed=heaviest > 0, marked=any(row.marked for row in rows))
    title = f"{axis.measure}: the trials side by side"
    return _framed(plot, f"{name}-{layout.key}", title, forest_summary(rows, pool, axis))


def _pool_or_none(plot: Rows, rows: Sequence[TrialRow], pool: PooledLine | None) -> None:
    if pool:
        pool_row(plot, pool)
        return
    left = len(words.counted(rows))
    why = "one trial is no pool" if left == 1 else "no pooled figure is made of these trials"
    plot.y += 4
    plot.say(f"Nothing is pooled: {why if left else 'every trial is taken out'}.", "forest-none")


def _steps(layout: Layout, steps: Sequence[Step], axis: Axis, title: str, name: str) -> str:
    plot = _start(layout, [step.effect for step in steps], axis)
    plot.say(f"{title}: {axis.measure}{f', {axis.unit}' if axis.unit else ''}", "rows-head")
    plot.rule()
    for step in steps:
        step_row(plot, step)
    _foot(plot, set(), None, weighed=False, marked=False)
    return _framed(plot, f"{name}-{layout.key}", title, steps_summary(steps, axis))


def _foot(plot: Rows, statuses: set[str], pool: PooledLine | None, *, weighed: bool, marked: bool) -> None:
    """Write the scale, its sides and the meaning of every sign."""
    plot.y += 2
    plot.ticks()
    plot.sides()
    plot.y += 4
    if important_edges(plot.axis):
        line_y = plot.y + plot.layout.line * 0.5
        plot.parts.append(tag("line", x1=0, x2=26, y1=line_y, y2=line_y, class_="rows-important"))
        plot.say_beside(f"dashed lines, {words.important_words(plot.axis)}", 34)
    else:
        plot.say(words.important_words(plot.axis))
    if pool:
        plot.say(words.differ_words(pool.heterogeneity))
    if weighed:
        plot.say("The larger a square, the more its trial weighs. An arrow: the interval goes on beyond the scale.")
    if marked:
        plot.say(f"{MARKED}: the trial needled the chosen point, as one of a whole prescription.")
    read_legend(plot, statuses)


def read_legend(plot: Rows, statuses: set[str]) -> None:
    """Say what the rings mean, those that are drawn alone."""
    if not statuses:
        return
    x, line, size = 0.0, plot.layout.line, plot.layout.size
    plot.parts += column(["Read:"], x, plot.y, line, "rows-soft")
    x = breadth("Read: ", size) + 4
    for status in sorted(statuses):
        text = status.replace("_", " ")
        wide = breadth(text, size) + 34
        if x + wide > plot.layout.width:
            x, plot.y = 0.0, plot.y + line
        plot.parts.append(read_mark(status, x + 7, plot.y + line * 0.5))
        plot.parts += column([text], x + 18, plot.y, line, "rows-soft")
        x += wide
    plot.y += line


def _framed(plot: Rows, figure_id: str, title: str, summary: str) -> str:
    parts = [tag("g", *plot.grid(), class_="rows-under"), *plot.parts]
    return frame(figure_id, title, summary, parts, plot.layout.width, plot.y + 8, "forest")
