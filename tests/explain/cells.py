"""Works a sheet's numbers out again from the files themselves, without the code that wrote the sheet."""

import csv
import math
import re
from decimal import Decimal
from pathlib import Path
from statistics import median

from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import Choices
from dashboard.facts.row_names import TELLING, row_name, table_of
from dashboard.facts.schema import TABLES

DATA = Path(__file__).resolve().parents[2] / "data"
FILES = {spec.name: spec.file for spec in TABLES}
NUMBER = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?")


def read(table):
    with (DATA / FILES[table]).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells_by_name(facts):
    """The cells of every row that has a name, a list a name."""
    found = {}
    for table in TELLING:
        rows = getattr(facts, table)
        rows = list(rows.values()) if hasattr(rows, "values") else list(rows)
        for row, cells in zip(rows, read(table), strict=True):
            found.setdefault(row_name(table, row), []).append(cells)
    return found


def numbers(text):
    """The numbers of a cell; the hyphen of a range is no minus sign."""
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))]


def again(facts, cells, figure):
    """The value that the rows named give by the rule named, worked out from their cells."""
    rows = [cells[name][0] for name in figure.rows]
    column = [row[figure.column] for row in rows] if figure.column else []
    match figure.rule:
        case "count":
            return len(set(figure.rows))
        case "per":
            return figure.value if figure.value in (100, 1000) else None
        case "printed":
            (text,) = column
            return float(text) if NUMBER.fullmatch(text) else numbers(text)[-1]
        case "size":
            (text,) = column
            return abs(float(text))
        case "people":
            (text,) = column
            return math.floor(Decimal(text) * figure.per / 100 + Decimal("0.5"))
        case "least":
            return min(number for text in column for number in numbers(text))
        case "most":
            return max(number for text in column for number in numbers(text))
        case "middle":
            return median(sum(numbers(text)) / len(numbers(text)) for text in column)
        case "one in":
            (row,) = rows
            text = row["rate_per_10000"]
            rate = Decimal(text) if text else Decimal(row["events"]) * 10000 / Decimal(row["n"])
            exact = str(int(10000 / rate))
            return int(exact[:2] + "0" * (len(exact) - 2)) if len(exact) > 1 else int(exact)
        case "pool" | "pool better" | "pool low" | "pool high":
            return _pool(facts, rows[0], figure.rule)
    raise AssertionError(f"no way to work out {figure.rule!r}")


def _pool(facts, cells, rule):
    """From the analysis that the evidence page shows, which tests of its own hold to metafor."""
    names = ("question", "comparison", "outcome", "window")
    found = analysis(facts, Choices(*(cells[name] for name in names), pool=cells["pool_id"]))
    effect = found.pooled.effect if found.pooled else found.rows[0].effect
    turned = {"pool": -effect.value, "pool better": -effect.value, "pool low": -effect.high, "pool high": -effect.low}
    assert cells["effect"] == "MD", "only differences in points are told in numbers"
    return abs(round(turned[rule])) if rule == "pool" else round(turned[rule], 1)


def table_exists(name):
    return table_of(name) in FILES
