"""Where a fact was read: one row of `sources.csv`. It must not know which facts cite it."""

from dataclasses import dataclass

from dashboard.facts.vocabulary import Text


@dataclass(frozen=True, slots=True)
class Source:
    """A work a reader can open, by DOI, PubMed number or page."""

    source_id: Text
    kind: Text
    authors: str
    year: int | None
    title: Text
    container: str
    doi: str
    pmid: str
    url: str
    licence: str
    note: str
