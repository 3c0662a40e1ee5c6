"""Every number a reader meets in a sentence is also data, with a source.

It proves that no number enters or changes in prose unrecorded; it cannot prove that the source prints it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records, parts
from dashboard.facts.schema import TABLES
from dashboard.facts.tables import Row

PROSE = ("where", "note", "text", "summary", "tradition", "description", "apart_reason", "reason")
# A number, but not the one in a name (BL23, L4, SF-12, NG59) or in an ordinal (12th).
NUMBER = re.compile(
    r"(?<![\w.,])(?<![A-Za-z]-)(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![\w])(?!,[0-9])", re.ASCII
)
# Columns that name what a row is about; rows that share one lend each other their figures.
SUBJECTS = (
    "code",
    "point",
    "study_id",
    "review_id",
    "protocol_id",
    "measure",
    "measure_id",
    "guideline_id",
    "safety_id",
)
SAME = {"point": "code", "source_id": "source"}
# The body's tables are workings: their notes state no fact, and a coordinate that happens to be 2 vouches for no
# sentence. Notes on sources say where to find them.
WORKINGS = ("body/landmarks.csv", "body/located.csv", "body/zones.csv", "sources.csv")
# Tables in which one source is one small study, so that rows may share figures by it.
STUDIES = ("measured_depths", "injuries", "safety", "measures", "guidelines")
FILES = {spec.name: spec.file for spec in TABLES}
REGISTER = "prose_numbers"


def numbers_in(text: str) -> tuple[float, ...]:
    """Return the numbers written in digits in a sentence, without sign, in order."""
    return tuple(float(found[0].replace(",", "")) for found in NUMBER.finditer(text))


def subjects_of(row: Row) -> Iterator[tuple[str, str]]:
    """Yield what a row is about: pairs of a kind of id and an id."""
    for column in SUBJECTS:
        kind_of_depth = column == "measure" and row.file == FILES["measured_depths"]
        if not kind_of_depth and (value := row.cells.get(column, "")):
            yield SAME.get(column, column), value
    for source in parts(row.cells.get("source", "")):
        yield "source", source


def prose_of(row: Row) -> Iterator[tuple[str, float]]:
    """Every number in the row's sentences, with its column."""
    for column in PROSE:
        for number in numbers_in(row.cells.get(column, "")):
            yield column, number


def numbers_in_prose_are_data(records: Records) -> Tally:
    """Check that each number in a sentence is in a data cell of the same subject, or in `prose_numbers.csv`."""
    tally = Tally("numbers")
    known = _figures(records)
    register = {(row.cells["file"], row.cells["subject"], row.fact.number): row for row in records.facts(REGISTER)}
    used = set()
    for table in records.tables.values():
        for row in table.rows if table.file not in (FILES[REGISTER], *WORKINGS) else ():
            own = set().union(*(known[subject] for subject in subjects_of(row)), _data(row))
            for column, number in prose_of(row):
                entries = {(row.file, name, number) for _, name in subjects_of(row)} & register.keys()
                used |= entries
                problem = f"{number:g} is in no data cell of {subject_name(row)} and not in {FILES[REGISTER]}"
                tally.test(number in own or bool(entries), row, column, problem)
    for entry, row in register.items():
        tally.test(entry in used, row, "number", "no sentence of this subject says so any more")
    return tally


def subject_name(row: Row) -> str:
    """Return the id a reader of the file would call the row by."""
    return next((value for _, value in subjects_of(row)), f"row {row.line}")


def _data(row: Row) -> set[float]:
    """Figures of the row's data cells; ids and sentences are none."""
    return {
        number
        for column, cell in row.cells.items()
        if column not in (*PROSE, *SUBJECTS, "source")
        for number in numbers_in(cell)
    }


def _figures(records: Records) -> dict[tuple[str, str], set[float]]:
    """Figures by subject: a point's, a study's, a review's, a measure's rows together, and a source's year."""
    known: dict[tuple[str, str], set[float]] = defaultdict(set)
    for name, table in records.tables.items():
        for row in table.rows if name != REGISTER and table.file not in WORKINGS else ():
            figures = _data(row)
            for kind, subject in subjects_of(row):
                if kind != "source" or name in STUDIES:
                    known[kind, subject] |= figures
    for row in records.rows("sources"):
        known["source", row.cells["source_id"]] |= set(numbers_in(row.cells["year"]))
    return known
