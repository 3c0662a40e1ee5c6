"""Sentences are for readers: they name a work by author and year, never by the id our tables join on.

It must not judge what a sentence says, nor how well it says it.
"""

import re

from dashboard.facts.checks.prose import PROSE
from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records

# Every column a reader meets as words; the others hold ids, codes, figures and words of closed lists.
READ = (
    *PROSE,
    "title",
    "label",
    "design",
    "structure",
    "event",
    "population",
    "group",
    "depth_note",
    "depth_text",
    "needle_depth_note",
    "timepoint_label",
    "timepoint_detail",
    "family",
    "unit",
)
# Notes on landmarks are workings for whoever rebuilds the bodies; no page shows them.
UNREAD = ("landmarks",)
# An author and a year run together (cho2013), or words tied by an underscore (acupuncture_combined).
SHAPE = re.compile(r"\b[a-z]+\d{4}[a-z]?\b|\w+_\w+", re.ASCII)
# How the tables were filled is no matter of a reader's: works have names, and so do data sets.
WORKSHOP = re.compile(r"\bcurat(?:ion|or|ors)\b|\bspreadsheets?\b|\b(?:curation|trial|textbook|the) sheets?\b", re.I)
WORD = re.compile(r"[\w.-]*\w", re.ASCII)
# Tables that name their rows by an id, and the column it is in.
NAMED = (
    ("sources", "source_id"),
    ("trials", "study_id"),
    ("arms", "arm_id"),
    ("reviews", "review_id"),
    ("guidelines", "guideline_id"),
    ("safety", "safety_id"),
    ("prescriptions", "protocol_id"),
    ("conditions", "condition"),
    ("measures", "measure_id"),
    ("measure_names", "measure"),
)


def prose_names_no_ids(records: Records) -> Tally:
    """Check that no sentence holds an id of a table, a word shaped like one, or a word of the workshop."""
    tally = Tally("sentences")
    ids = known_ids(records)
    for name, table in records.tables.items():
        for row in table.rows if name not in UNREAD else ():
            for column in READ:
                if text := row.cells.get(column, ""):
                    found = words_not_for_readers(text, ids)
                    problem = f"{', '.join(map(repr, found))}: say the work by author and year, the thing by its name"
                    tally.test(not found, row, column, problem)
    return tally


def words_not_for_readers(text: str, ids: frozenset[str]) -> tuple[str, ...]:
    """Return the ids and the workshop's words in a sentence, in order of kind, each once."""
    known = (word for word in WORD.findall(text) if word in ids)
    return tuple(dict.fromkeys((*SHAPE.findall(text), *known, *WORKSHOP.findall(text))))


def known_ids(records: Records) -> frozenset[str]:
    """Return every id no sentence would hold by chance.

    Ids made of letters alone (`pain`, `sham`) are English words too and are left out.
    """
    ids = {row.cells[column] for name, column in NAMED for row in records.rows(name)}
    return frozenset(value for value in ids if not value.isalpha())
