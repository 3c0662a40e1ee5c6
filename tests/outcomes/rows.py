"""Invented rows for the tests of the importer: how to write them, and the same sums done slowly in plain Python."""

import csv
import io
from collections import defaultdict

from dashboard.outcomes.columns import ROWS
from dashboard.outcomes.cube import BINS, KEY, STATISTICS
from dashboard.outcomes.importing import Request, run
from dashboard.outcomes.report import Report

GOOD = {
    "episode": "e1",
    "clinic": "c1",
    "month": "2024-01",
    "question": "chronic_lbp",
    "age_band": "35-49",
    "sex": "female",
    "points": "BL23;GV4",
    "sessions": "0",
    "measure": "nrs",
    "week": "0",
    "score": "7",
}


def row(**cells):
    return {**GOOD, **cells}


def text(rows, columns=tuple(ROWS), **options):
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, **{"lineterminator": "\n", **options})
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def taken(scales, folder, *files, **options):
    """Import files (or rows); return the cube (None: nothing written) and every fault."""
    faults = []

    class Kept(Report):
        def take(self, found):
            found = list(found)
            faults.extend(found)
            super().take(found)

    paths = []
    for number, file in enumerate(files):
        if isinstance(file, list):
            paths.append(folder / f"rows{number}.csv")
            paths[-1].write_text(text(file), "utf-8")
        else:
            paths.append(file)
    request = Request(files=tuple(paths), to=folder / "cube", **options)
    return run(request, scales, Kept()), faults


def slowly(rows, scales):
    """Add up good rows one by one: {key: statistics}, the outside reference of the engines."""
    by_measure = {scale.measure: scale for scale in scales.scales}
    questions = ("acute_lbp", "chronic_lbp", "upper_back_neck")
    starts, cells = {}, defaultdict(lambda: dict.fromkeys(STATISTICS, 0))
    hundredths = [(cells, round(float(cells["score"].replace(",", ".")) * 100)) for cells in rows]
    for one, score in hundredths:
        if one["week"] == "0":
            starts[one["episode"], one["measure"]] = score
    for one, score in hundredths:
        start = starts.get((one["episode"], one["measure"]))
        if start is None:
            continue
        scale = by_measure[one["measure"]]
        change = score - start
        gain = change if scale.higher_better else -change
        important = scale.important[questions.index(one["question"])]
        part = min(BINS - 1, (score - scale.low) * BINS // (scale.high - scale.low))
        for point in ("*", *one["points"].split(";")):
            named = {**one, "point": point, "week": int(one["week"]), "clinic_group": one["clinic"]}
            cell = cells[tuple(named[name] for name in KEY)]
            cell["followed"] += 1
            cell["score_sum"] += score
            cell["score_sq"] += score * score
            cell["change_sum"] += change
            cell["change_sq"] += change * change
            cell["better_30"] += start > 0 and gain * 100 >= 30 * start
            cell["better_50"] += start > 0 and gain * 100 >= 50 * start
            cell["better_important"] += gain >= important
            cell[f"bin_{part}"] += 1
    week = KEY.index("week")
    for key, cell in cells.items():
        cell["episodes"] = cells[(*key[:week], 0, *key[week + 1 :])]["followed"]
    return {key: {name: int(value) for name, value in cell.items()} for key, cell in cells.items()}


def as_cells(cube):
    return {
        tuple(line[name] for name in KEY): {name: line[name] for name in STATISTICS}
        for line in cube.outcomes.to_pylist()
    }
