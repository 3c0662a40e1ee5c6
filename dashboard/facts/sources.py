"""Where a fact was read, and numbers that only a sentence gives. It must not know which facts cite a source."""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts.vocabulary import SOURCE_KINDS, OneOf, Status, Text


@dataclass(frozen=True, slots=True)
class Source:
    """A work a reader can open, by DOI, PubMed number or page."""

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


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number that only a sentence of `file` about `subject` gives, and who printed it."""

    file: Text
    subject: Text
    number: float
    sources: tuple[str, ...]
    status: Status
