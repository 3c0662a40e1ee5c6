"""CSV as it leaves the atlas: safe to open in a spreadsheet. It must not know which rows are asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# A spreadsheet runs a cell that begins like this, also in the full-width signs of Chinese and Japanese keyboards.
RUNS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?%?", re.ASCII)
TYPE = "text/csv; charset=utf-8"


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""Write a table as CSV, with `\n` and no byte order mark, like the tables of `data/`.

    None is an empty cell, True and False are `yes` and `no`, numbers are written in full. A text that a spreadsheet
    would run as a formula gets an apostrophe before it; a text that is a number (`-2.5`) stays one.
    """
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow([_cell(name) for name in header])
    write.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    # The writer quotes a cell for the line end it writes itself, so a lone carriage return would break the row.
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.startswith(RUNS) and not NUMBER.fullmatch(text) else text
