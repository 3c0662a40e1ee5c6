"""Random small cubes, made from invented people, among them those that hiding finds hardest."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from dashboard.outcomes.columns import AGE_BANDS, SEXES
from dashboard.outcomes.cube import (
    ADVERSE_KEY,
    ADVERSE_STATISTICS,
    ANY_EVENT,
    KEY,
    STATISTICS,
    Manifest,
    build,
    is_text,
)

MANIFEST = Manifest("invented", "none", 0, 0, 0, 0, 0, 0, ("2024-01", "2024-12"), "rules", "facts")


def statistics(start, score):
    """One person's STATISTICS on a scale of 0 to 10; `important` is 2 points."""
    change = score - start
    better = -change
    bins = [int(min(score, 9) == number) for number in range(10)]
    improved = [better >= 0.3 * start, better >= 0.5 * start, better >= 2]
    sums = [score * 100, (score * 100) ** 2, change * 100, (change * 100) ** 2]
    return np.array([1, 1, *sums, *(int(start > 0 and it) for it in improved), *bins], dtype=np.int64)


def cube_of(people):
    """Add people up; each is (points, age, sex, group, {(measure, week): (start, score)})."""
    cells = {}
    for points, *who, scores in people:
        for point in ("*", *points):
            for (measure, week), (start, score) in scores.items():
                key = (point, "chronic_lbp", measure, week, *who)
                cells[key] = cells.get(key, 0) + statistics(start, score)
    columns = {name: [key[n] for key in cells] for n, name in enumerate(KEY)}
    columns |= dict(zip(STATISTICS, np.stack(list(cells.values())).T, strict=True))
    return build(pa.table(columns), adverse_of({}), MANIFEST)


def adverse_of(rows):
    """Make the second table of a cube from {(point, event, serious): statistics} of one group."""
    columns = {name: [] for name in (*ADVERSE_KEY, *ADVERSE_STATISTICS)}
    for (point, event, serious), counts in rows.items():
        row = (point, "chronic_lbp", "18-34", "female", "north", event, serious, *counts)
        for name, value in zip(columns, row, strict=True):
            columns[name].append(value)
    kinds = {name: pa.string() if is_text(name) else pa.int64() for name in columns}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


ANY = (ANY_EVENT, ANY_EVENT)


def random_cube(seed, *, people, points, weeks, groups, measures, tied, began=(1, 10)):
    """Draw a cube; where `tied`, points and losses hang on the categories, so that a point may be all of one."""
    draw = np.random.default_rng(seed)
    share = draw.uniform(0.15, 0.97, points)
    ages = draw.dirichlet(np.ones(len(AGE_BANDS)) * draw.choice([0.5, 2]))
    sexes = [(0.5, 0.45, 0.05), (0.6, 0.4, 0.0), (0.9, 0.1, 0.0)][draw.integers(3)]
    by_age = draw.choice([0.0, 0.3, 1.0, 3.0, 20.0], (points, len(AGE_BANDS)))
    loss = draw.choice([0.0, 0.02, 0.2, 0.5], (groups, len(AGE_BANDS)))
    found = []
    for _ in range(people):
        age, sex, group = draw.choice(len(AGE_BANDS), p=ages), draw.choice(3, p=sexes), draw.integers(groups)
        power = by_age[:, age] if tied else np.ones(points)
        needled = [f"P{n}" for n in range(points) if draw.random() < share[n] ** power[n]]
        scores = {}
        for measure in measures:
            start = int(draw.integers(began[0], began[1] + 1))
            for week in weeks:
                lost = (loss[group, age] if tied else 0.15) + 0.02 * week
                if week == 0 or draw.random() >= lost:
                    score = start if week == 0 else max(0, start - int(draw.integers(0, 8)))
                    scores[measure, week] = (start, score)
        found.append((needled, AGE_BANDS[age], SEXES[sex], f"g{group}", scores))
    return cube_of(found)


def cubes():
    """Random cubes for hypothesis."""
    return st.builds(
        random_cube,
        st.integers(0, 10**6),
        people=st.sampled_from([25, 60, 120, 250, 500]),
        points=st.integers(1, 3),
        weeks=st.sampled_from([(0, 4), (0, 4, 12)]),
        groups=st.integers(1, 4),
        measures=st.sampled_from([("nrs",), ("nrs", "odi")]),
        tied=st.booleans(),
    )
