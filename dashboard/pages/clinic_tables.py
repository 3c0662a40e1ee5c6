"""Rows of the clinic section's tables, written straight as HTML: a template takes five times as long for each cell.

They must not know `Published`. What is no figure is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from markupsafe import Markup, escape

from dashboard.language.translator import Translator
from dashboard.outcomes.published import Cell
from dashboard.outcomes.summaries import Responders
from dashboard.pages.documents import capital
from dashboard.pages.wording import number


def course_rows(lines: Iterable[tuple[str, Sequence[Cell]]], say: Translator) -> Markup:
    """Write (group, its weeks): people, mean score, and mean change with its interval."""
    figure = partial(number, say=say)
    rows = []
    for label, cells in lines:
        head = f'<tr><th scope="row">{escape(label)}</th><td>'
        for cell in cells:
            if cell.mean is None:
                told = f'<td colspan="5">{escape(capital(cell.word))}</td>'
            else:
                figures = (cell.episodes, cell.followed, cell.lost, cell.mean)
                told = f"<td>{'</td><td>'.join(map(figure, figures))}</td><td>{_change(cell, say)}</td>"
            rows.append(f"{head}{cell.week}</td>{told}</tr>\n")
    return Markup("".join(rows))


def _change(cell: Cell, say: Translator) -> str:
    if cell.change is None or not cell.week:
        return "–"
    if cell.change_low is None or cell.change_high is None:
        return say.number(cell.change)
    return f"{say.number(cell.change)} ({say.number(cell.change_low)} to {say.number(cell.change_high)})"


def people_rows(rows: Iterable[tuple[str, Responders | None, str]], say: Translator) -> Markup:
    """Write (group, its people, why they are not there): improved, followed up, lost, started, worst to best case."""
    written = []
    for group, found, why in rows:
        told = f'<td colspan="5">{escape(capital(why))}</td>' if found is None else _people(found, say)
        written.append(f'<tr><th scope="row">{escape(capital(group))}</th>{told}</tr>')
    return Markup("".join(written))


def _people(found: Responders, say: Translator) -> str:
    counts = (found.improved, found.followed, found.lost, found.started, found.at_most)
    improved, followed, lost, started, most = map(say.number, counts)
    return (
        f"<td>{improved}</td><td>{followed}</td><td>{lost}</td><td>{started}</td>"
        f"<td>{improved} to {most} of {started}</td>"
    )
