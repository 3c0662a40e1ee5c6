"""What a reader can take away as files: the sources for a reference manager, and every table with its sources named.

Figures are taken from the page itself (`assets/js/takeaway.js`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache, partial
from typing import Any

from dash import Dash
from flask import Response, request

from dashboard.evidence import questions
from dashboard.evidence.citations import bibtex, readings_of, ris
from dashboard.evidence.links import link
from dashboard.evidence.source_names import short_name
from dashboard.facts import Facts, Source
from dashboard.facts.schema import TABLES
from dashboard.pages.csv_files import TYPE, csv_text
from dashboard.pages.documents import Documents
from dashboard.server import Release
from dashboard.shelf import REVALIDATE

SPECS = {spec.name: spec for spec in TABLES}
LONGEST_QUERY = 8000  # characters of a list of ids; all ids together have fewer
SHOWN = 6
NAMES, LINKS = "source_names", "source_links"
# The columns a filter looks in (a question is asked of a row's trial where the row names no question itself) ...
FILTERS = {
    "question": ("question", "study_id"),
    "study": ("study_id",),
    "point": ("code", "point"),
    "pool": ("pool_id",),
}
# ... and the tables whose rows are placed each for itself.
PLACES: dict[str, Callable[[Facts, Any], questions.Place]] = {
    "trials": questions.place_of_trial,
    "effects": lambda facts, row: questions.place_of_effect(row),
    "reviews": lambda facts, row: questions.place_of_review(row),
    "guidelines": lambda facts, row: questions.place_of_guideline(row),
    # Also the trials that an analysis leaves out, with the reason.
    "pool_trials": lambda facts, row: questions.Place((facts.pools[row.pool_id].question,)),
}


class RequestError(ValueError):
    """A request that names something we do not have: what, and the valid choices. `status` is the answer's."""

    def __init__(self, problem: str, status: int = 400) -> None:
        super().__init__(problem)
        self.status = status


@dataclass(frozen=True)
class RawTable:
    """A table as it stands in its file: its columns and its rows of text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Downloads:
    """Makes the files of one release. Tables are read when they are first asked for and kept."""

    def __init__(self, facts: Facts, release: Release) -> None:
        self._facts = facts
        self._folder = release.settings.data
        self._readings = lru_cache(maxsize=1)(partial(readings_of, facts))
        self._table = lru_cache(maxsize=None)(self._read)

    def sources(self, ids: str | None) -> list[Source]:
        """Return the sources of a list `a,b,c` in its order; of every source where there is no list."""
        known = self._facts.sources
        if ids is None:
            return list(known.values())
        wanted = list(dict.fromkeys(part.strip() for part in _capped(ids, "ids").split(",") if part.strip()))
        if not wanted:
            raise RequestError("ids is empty; give source ids with commas between them, or leave it out for all")
        if missing := [one for one in wanted if one not in known]:
            raise RequestError(f"no such source: {_choices(missing[0], known)}")
        return [known[one] for one in wanted]

    def bibtex(self, ids: str | None) -> str:
        """Write a list of sources as BibTeX."""
        return bibtex(self.sources(ids), self._readings())

    def ris(self, ids: str | None) -> str:
        """Write a list of sources as RIS."""
        return ris(self.sources(ids), self._readings())

    def csv(self, name: str, filters: dict[str, str]) -> str:
        """Write a table of `data/` with its sources named and linked, all of it or the rows that pass every filter.

        Raises RequestError for an unknown table (404), filter, value, or a filter that the table cannot have (400).
        """
        if name not in SPECS:
            raise RequestError(f"no such table: {_choices(name, SPECS)}", 404)
        table = self._table(name)
        rows = table.rows
        if filters:
            passing = frozenset.intersection(*(self._passing(name, *one) for one in filters.items()))
            rows = tuple(row for place, row in enumerate(rows) if place in passing)
        return csv_text(table.columns, rows)

    def _read(self, name: str) -> RawTable:
        with (self._folder / SPECS[name].file).open(encoding="utf-8", newline="") as stream:
            columns, *rows = csv.reader(stream)
        at = columns.index("source_id" if name == "sources" else "source") if _has_sources(name, columns) else None
        if at is None:
            return RawTable(tuple(columns), tuple(map(tuple, rows)))
        spelled = [(*row, *self._spelled(row[at])) for row in rows]
        return RawTable((*columns, NAMES, LINKS), tuple(spelled))

    def _spelled(self, cell: str) -> tuple[str, str]:
        """Spell out a cell of source ids: their names, and the address of each."""
        ids = [part.strip() for part in cell.split(";") if part.strip()]
        names = (short_name([one], self._facts.sources) for one in ids)
        addresses = (found.url for one in ids if (found := link(self._facts, [one])))
        return "; ".join(names), " ; ".join(addresses)

    def _passing(self, name: str, key: str, value: str) -> frozenset[int]:
        """Return the places of the rows that pass one filter. Raises RequestError with the valid choices."""
        table = self._table(name)
        valid = [one for one in FILTERS if _column(one, table.columns) or (one == "question" and name in PLACES)]
        if key not in valid:
            raise RequestError(
                f"{name} cannot be filtered by {_short(key)}; valid: {', '.join(valid) or '(no filter)'}"
            )
        facts = self._facts
        known = {"question": questions.QUESTIONS, "study": facts.trials, "point": facts.points, "pool": facts.pools}[
            key
        ]
        if _capped(value, key) not in known:
            raise RequestError(f"no such {key}: {_choices(value, known)}")
        if key == "question" and name in PLACES:
            return self._counted(name, value)
        column = _column(key, table.columns)
        wanted = self._studies(value) if (key, column) == ("question", "study_id") else {value}
        at = table.columns.index(column)
        return frozenset(place for place, row in enumerate(table.rows) if row[at] in wanted)

    def _counted(self, name: str, question: str) -> frozenset[int]:
        """Return the places of the rows that answer a question; what stands beside it does not."""
        places = (PLACES[name](self._facts, row) for row in _rows(self._facts, name))
        return frozenset(at for at, place in enumerate(places) if question in place.questions and not place.beside)

    def _studies(self, question: str) -> frozenset[str]:
        ids = list(self._facts.trials)
        return frozenset(ids[at] for at in self._counted("trials", question))


def register(app: Dash, facts: Facts, release: Release, documents: Documents) -> None:
    """Answer `/take/sources.bib`, `/take/sources.ris` (both with `?ids=a,b`) and `/take/<table>.csv` with filters."""
    make = Downloads(facts, release)
    lists = {"bib": (make.bibtex, "application/x-bibtex"), "ris": (make.ris, "application/x-research-info-systems")}

    def take_list(ending: str) -> Response:
        write, kind = lists[ending]
        return _answer(lambda: write(_only_ids()), f"backmap-sources.{ending}", f"{kind}; charset=utf-8")

    def take_table(name: str) -> Response:
        filters = request.args.to_dict()
        file = "-".join(["backmap", name, *filters.values()])
        return _answer(lambda: make.csv(name, filters), f"{_plain(file)}.csv", TYPE)

    app.server.add_url_rule("/take/sources.<any(bib, ris):ending>", "take_list", take_list)
    app.server.add_url_rule("/take/<string(maxlength=80):name>.csv", "take_table", take_table)


def _only_ids() -> str | None:
    if unknown := [key for key in request.args if key != "ids"]:
        raise RequestError(f"sources cannot be chosen by {_short(unknown[0])}; valid: ids")
    return request.args.get("ids")


def _answer(make: Callable[[], str], file: str, kind: str) -> Response:
    try:
        body, status = make(), 200
    except RequestError as error:
        body, status, kind = f"{error}\n", error.status, "text/plain; charset=utf-8"
    response = Response(body, status, content_type=kind, headers={"Cache-Control": REVALIDATE})
    if status == 200:
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
        response.add_etag()
        response.make_conditional(request)
    return response


def _has_sources(name: str, columns: list[str]) -> bool:
    return name == "sources" or "source" in columns


def _column(key: str, columns: tuple[str, ...]) -> str:
    """Name the column that a filter looks in, "" where the table has none."""
    return next((one for one in FILTERS[key] if one in columns), "")


def _rows(facts: Facts, name: str) -> list[Any]:
    """Return the facts of a table in file order."""
    table = getattr(facts, name)
    return list(table.values() if isinstance(table, Mapping) else table)


def _capped(value: str, key: str) -> str:
    if len(value) > LONGEST_QUERY:
        raise RequestError(f"{key} is too long: {len(value)} characters, at most {LONGEST_QUERY}")
    return value


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _choices(value: str, known: Collection[str]) -> str:
    """Write `'x'; valid: a, b, c`, at length only where the choices are few."""
    near = get_close_matches(value[:60], known, SHOWN, 0.4) or sorted(known)[:SHOWN]
    listed = sorted(known) if len(known) <= len(SPECS) else [*near, f"… {len(known)} in all"]
    return f"{_short(value)}; valid: {', '.join(listed)}"


def _plain(name: str) -> str:
    """Keep letters, digits and `-_.` of a file's name, at most 100 of them."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in name)[:100]
