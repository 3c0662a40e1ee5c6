"""Lays a cube out as arrays by point, week and category, and writes what a plan allows into what is published.

It must not decide what may be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import stdtrit

from dashboard.outcomes.columns import AGE_BANDS, EVENTS, QUESTIONS, SCALE, SEXES, YES_NO
from dashboard.outcomes.cube import ANY_EVENT, BIN_COLUMNS, RESPONDERS, STATISTICS
from dashboard.outcomes.published import ANY_POINT, DIMENSIONS, FIGURES, TOTAL, Harms, Histogram, Part
from dashboard.outcomes.suppression import Blocks, small, together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.outcomes.cube import Cube
    from dashboard.outcomes.disclosure import Plan

ORDERED = {"age_band": AGE_BANDS, "sex": SEXES}
# From this many people on a rounded mean leaves several ways to fill the bins that are shown together.
SPREAD_FROM = 10
PLACE = {name: number for number, name in enumerate(STATISTICS)}


@dataclass(frozen=True)
class Counts:
    """The cube of one question. `points` begins with ANY_POINT; `rows` are (measure number, week), week 0 first.

    `figures[dimension]` is (points, rows, categories, STATISTICS), int64, with `episodes` taken from week 0.
    """

    question: str
    points: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[tuple[int, int], ...]
    categories: dict[str, tuple[str, ...]]
    figures: dict[str, NDArray]

    def of(self, name: str, dimension: str = TOTAL) -> NDArray:
        """Return one statistic: (points, rows, categories)."""
        return self.figures[dimension][..., PLACE[name]]

    def starts(self, dimension: str = TOTAL) -> NDArray:
        """Return the people at week 0 by measure: (points, measures, categories)."""
        first = [row for row, (_, week) in enumerate(self.rows) if week == 0]
        return self.of("episodes", dimension)[:, first]

    def of_measure(self, number: int) -> NDArray:
        """Return the numbers of the rows of a measure, in order of weeks."""
        return np.array([row for row, (measure, _) in enumerate(self.rows) if measure == number], dtype=int)


def columns_of(cube: Cube) -> dict[str, NDArray]:
    """Return the columns of the cube's first table as numpy arrays; text as (numbers, words)."""
    import pyarrow as pa

    columns: dict[str, Any] = {}
    for name in cube.outcomes.column_names:
        column = cube.outcomes[name].combine_chunks()
        if pa.types.is_integer(column.type):
            columns[name] = column.to_numpy()
        else:
            coded = column.dictionary_encode()
            columns[name] = (coded.indices.to_numpy(), coded.dictionary.to_pylist())
    return columns


def question_counts(columns: dict[str, Any]) -> Iterable[Counts]:
    """Yield the counts of each question that has any."""
    numbers, words = columns["question"]
    for question in QUESTIONS:
        if question in words and (chosen := numbers == words.index(question)).any():
            yield _counts(question, columns, chosen)


def _counts(question: str, columns: dict[str, Any], chosen: NDArray) -> Counts:
    point, points = _coded(columns["point"], chosen, (ANY_POINT,))
    measure, measures = _coded(columns["measure"], chosen, ())
    weeks = columns["week"][chosen]
    rows = sorted(set(zip(measure.tolist(), weeks.tolist(), strict=True)))
    place = {key: number for number, key in enumerate(rows)}
    row = np.array([place[key] for key in zip(measure.tolist(), weeks.tolist(), strict=True)])
    values = np.stack([columns[name][chosen] for name in STATISTICS], axis=1)
    categories: dict[str, tuple[str, ...]] = {TOTAL: ("",)}
    figures = {}
    for dimension in (TOTAL, *DIMENSIONS):
        category = np.zeros(len(row), dtype=int)
        if dimension:
            category, categories[dimension] = _coded(columns[dimension], chosen, ORDERED.get(dimension, ()))
        shape = (len(points), len(rows), len(categories[dimension]))
        laid = np.zeros((np.prod(shape), len(STATISTICS)), dtype=np.int64)
        np.add.at(laid, np.ravel_multi_index((point, row, category), shape), values)
        figures[dimension] = _started(laid.reshape(*shape, len(STATISTICS)), rows)
    return Counts(question, points, measures, tuple(rows), categories, figures)


def _coded(column: tuple[NDArray, list[str]], chosen: NDArray, order: tuple[str, ...]) -> tuple[NDArray, Any]:
    numbers, words = column[0][chosen], column[1]
    present = [words[number] for number in np.unique(numbers)]
    ordered = tuple(w for w in order if w in present) + tuple(sorted(w for w in present if w not in order))
    lookup = np.array([ordered.index(word) if word in ordered else 0 for word in words])
    return lookup[numbers], ordered


def _started(laid: NDArray, rows: list[tuple[int, int]]) -> NDArray:
    """Give every week the episodes of its measure's week 0; a week where nobody was followed has no row of its own."""
    first = {measure: row for row, (measure, week) in enumerate(rows) if week == 0}
    for row, (measure, _) in enumerate(rows):
        laid[:, row, :, PLACE["episodes"]] = laid[:, first[measure], :, PLACE["episodes"]]
    return laid


def write_tables(planned: Iterable[tuple[Counts, list[Plan]]], k: int) -> dict[str, Any]:
    """Write the figures that the plans allow, and nothing else, into the fields of Published."""
    figures, hidden, parts, spread = [], [], {}, {}
    start = 0
    for counts, plans in planned:
        for number, measure in enumerate(counts.measures):
            rows = counts.of_measure(number)
            rows = rows[plans[0].offered[rows]]
            weeks = tuple(counts.rows[row][1] for row in rows)
            for point, plan in enumerate(plans):
                if not (len(rows) and plan.visible.any() and counts.of("episodes")[point, rows[0]].any()):
                    continue
                for dimension, blocks in {TOTAL: ((0,),), **plan.blocks}.items():
                    words = counts.categories[dimension]
                    named = tuple(tuple(words[c] for c in block if words[c]) for block in blocks)
                    key = (counts.question, measure, counts.points[point], dimension)
                    parts[key] = Part(start, weeks, named)
                    table, unseen = _table(counts, plan, point, rows, dimension, blocks)
                    figures.append(table)
                    hidden.append(unseen)
                    start += len(table)
            spread.update(_histograms(counts, plans, measure, rows, k))
    return {
        "figures": np.concatenate(figures) if figures else np.zeros((0, len(FIGURES))),
        "hidden": np.concatenate(hidden) if hidden else np.zeros(0, dtype=bool),
        "parts": parts,
        "histograms": spread,
    }


def _table(
    counts: Counts, plan: Plan, point: int, rows: NDArray, dimension: str, blocks: Blocks
) -> tuple[NDArray, NDArray]:
    """Return the figures (blocks x weeks, FIGURES) and which rows are hidden."""
    true = np.moveaxis(together(np.moveaxis(counts.figures[dimension][point, rows], -1, 0), blocks), 0, -1)
    true = true.transpose(1, 0, 2)
    seen = plan.rows_of(dimension)[rows]
    told = np.full((len(blocks), len(rows), len(FIGURES)), np.nan)
    told[..., 0] = true[..., PLACE["episodes"]]
    told[:, seen, 1] = true[:, seen, PLACE["followed"]]
    told[:, seen, 2:6] = _means(true[:, seen])
    for number, name in enumerate(RESPONDERS):
        split = plan.responders_of(name, dimension)[rows]
        told[:, split, 6 + number] = true[:, split, PLACE[name]]
    unseen = np.broadcast_to(~seen, told.shape[:2])
    return told.reshape(-1, len(FIGURES)), unseen.reshape(-1).copy()


def _means(true: NDArray) -> NDArray:
    """Return mean score, mean change and its 95 % interval (Student's t) in scale points to one decimal."""
    n = true[..., PLACE["followed"]].astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = true[..., PLACE["score_sum"]] / n / SCALE
        change = true[..., PLACE["change_sum"]] / n / SCALE
        squares = true[..., PLACE["change_sq"]] / SCALE**2 - n * change**2
        error = np.sqrt(np.maximum(squares, 0) / (n - 1) / n) * stdtrit(np.maximum(n - 1, 1), 0.975)
        told = np.stack([mean, change, change - error, change + error], axis=-1)
    return np.where(np.isfinite(told), np.round(told, 1) + 0.0, np.nan)


def _histograms(counts: Counts, plans: list[Plan], measure: str, rows: NDArray, k: int) -> dict[Any, Histogram]:
    """Return the spreads that may be shown: bins joined for all people first, a point's joined further."""
    found = {}
    bins = np.stack([counts.of(name)[..., 0] for name in BIN_COLUMNS], axis=-1)
    for row in rows:
        week = counts.rows[row][1]
        everyone = bins[0, row]
        common = joined_bins(everyone[None], tuple((b,) for b in range(len(BIN_COLUMNS))), k)
        for point, plan in enumerate(plans):
            mine = bins[point, row]
            if not plan.visible[row] or mine.sum() < SPREAD_FROM * k:
                continue
            blocks = joined_bins(np.stack([mine, everyone - mine]), common, k)
            key = (counts.question, measure, counts.points[point], week)
            if len(blocks) > 1:
                told = together(mine, blocks)
                found[key] = Histogram(tuple((b[0], b[-1]) for b in blocks), tuple(int(n) for n in told))
    return found


def joined_bins(counts: NDArray, blocks: Blocks, k: int) -> Blocks:
    """Join neighbouring bins until none of the `counts` (counts, bins) is small in any; one block may be left."""
    joined = list(blocks)
    while len(joined) > 1:
        sums = together(counts, tuple(joined))
        bad = np.flatnonzero(small(sums, k).any(axis=0))
        if not len(bad):
            break
        least = bad[np.argmin(sums[0, bad])]
        beside = [n for n in (least - 1, least + 1) if 0 <= n < len(joined)]
        partner = min(beside, key=lambda n: (sums[0, n] == 0, sums[0, n]))
        low, high = sorted((int(least), int(partner)))
        joined[low : high + 1] = [joined[low] + joined[high]]
    return tuple(joined)


def harms(cube: Cube, k: int, shown_points: set[tuple[str, str]]) -> dict[tuple[str, str], Harms]:
    """Return what may be told of adverse events: never split, and nobody told from few.

    Only for the (question, point) of which anything else is shown, and for all people.
    """
    sums: dict[tuple[str, str], dict[tuple[str, str], tuple[int, int, int]]] = {}
    names = ("question", "point", "event", "serious", "episodes", "watched", "episodes_with_event")
    for row in zip(*(cube.adverse[name].to_pylist() for name in names), strict=True):
        at = sums.setdefault((row[0], row[1]), {})
        before = at.get((row[2], row[3]), (0, 0, 0))
        at[row[2], row[3]] = tuple(a + b for a, b in zip(before, row[4:], strict=True))  # type: ignore[assignment]
    told = {}
    for (question, point), at in sums.items():
        if point != ANY_POINT and (question, point) not in shown_points:
            continue
        shown = _harms_of(at, sums[question, ANY_POINT], k)
        if shown:
            told[question, point] = shown
    return told


def _harms_of(
    at: dict[tuple[str, str], tuple[int, int, int]], everyone: dict[tuple[str, str], tuple[int, int, int]], k: int
) -> Harms | None:
    any_key = (ANY_EVENT, ANY_EVENT)
    episodes, watched, with_any = at[any_key]
    all_episodes, all_watched, all_any = everyone[any_key]

    def told(*counts: int) -> bool:
        return not small(np.array(counts), k).any()

    if episodes == 0 or not told(episodes, all_episodes - episodes):
        return None
    if not told(watched, episodes - watched, all_watched - watched, all_episodes - episodes - all_watched + watched):
        return Harms(episodes, None, None, {})
    kinds: dict[tuple[str, str], int | None] = {}
    for key in product(EVENTS, YES_NO):
        mine, whole = at.get(key, (0, 0, 0))[2], everyone.get(key, (0, 0, 0))[2]
        fine = mine >= k and told(watched - mine, whole - mine, all_watched - watched - whole + mine)
        kinds[key] = mine if fine else None
    shown_kinds = [n for n in kinds.values() if n is not None]
    fine = with_any >= k and told(
        watched - with_any, all_any - with_any, all_watched - watched - all_any + with_any,
        *(with_any - n for n in shown_kinds),
    )  # fmt: skip
    return Harms(episodes, watched, with_any if fine else None, kinds)
