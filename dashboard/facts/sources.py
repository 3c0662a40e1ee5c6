"""Where a fact was read, and numbers that only a sentence gives. It must not know which facts cite a source."""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts.vocabulary import SOURCE_KINDS, SOURCE_MARKS, OneOf, Status, Text


@dataclass(frozen=True, slots=True)
class Source:
    """A work a reader can open, by DOI, PubMed number or page.

    `checked` is the day (ISO) on which the rows that rest on it were last compared, figure by figure, with the record
    collected from it; "" where that day was not recorded. `mark` says what became of the work, `mark_note` how we know.
    """

    source_id: Text
    kind: Annotated[str, OneOf(SOURCE_KINDS)]
    authors: str
    year: int | None
    title: Text
    container: str
    doi: str
    pmid: str
    url: str
    licence: str
    note: str
    checked: str = ""
    mark: Annotated[str, OneOf(SOURCE_MARKS, empty=True)] = ""
    mark_note: str = ""


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number that only a sentence of `file` about `subject` gives, and who printed it."""

    file: Text
    subject: Text
    number: float
    sources: tuple[str, ...]
    status: Status
