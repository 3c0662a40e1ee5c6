"""The sentences of the patient sheet hold no numbers, and rest on rows that exist and cite the same works.

It must not judge what a sentence says, nor how well the rows bear it out.
"""

import re

from dashboard.facts.checks.report import Tally, near
from dashboard.facts.records import Records, parts
from dashboard.facts.row_names import TELLING, row_name, table_of
from dashboard.facts.tables import Row

# A brace would be taken for a field when the sentence is put in the reader's language.
FIGURE = re.compile(r"[0-9{}%]")


def statements_rest_on_rows(records: Records) -> Tally:
    """Check each sentence: no number in it, every row it names exists, and its sources are those rows' sources."""
    tally = Tally("sentences")
    named: dict[str, dict[str, set[str]]] = {}
    for row in records.rows("statements"):
        cells = row.cells
        tally.test(not FIGURE.search(cells["text"]), row, "text", "no number and no brace stands in a statement")
        rests = parts(cells["facts"])
        sourced = cells["status"] != "curator"
        tally.test(bool(rests) or not sourced, row, "facts", "a statement with a source names the rows it rests on")
        behind = set().union(*(_sources_behind(tally, records, row, name, named) for name in rests))
        for source in parts(cells["source"]):
            good = source in behind
            tally.test(good, row, "source", f"{source!r} is no source of the rows named", tuple(sorted(behind)))
    tally.checked = len(records.rows("statements"))
    return tally


def _sources_behind(
    tally: Tally, records: Records, row: Row, name: str, named: dict[str, dict[str, set[str]]]
) -> set[str]:
    """Return the sources of the row named, and record a finding where there is none."""
    table = table_of(name)
    if table not in TELLING or table not in records.tables:
        tally.test(False, row, "facts", f"{table!r} is no table whose rows have names", tuple(TELLING))
        return set()
    if table not in named:
        named[table] = {
            row_name(table, one.fact): set(parts(one.cells.get("source", ""))) for one in records.facts(table)
        }
    known = named[table]
    good = name in known
    tally.test(good, row, "facts", f"no row is named {name!r}", () if good else near(name, frozenset(known)))
    return known.get(name, set())
