"""Where a reader can open the work behind a fact. It must not know what the fact says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.facts import Facts


@dataclass(frozen=True)
class Link:
    """One address for the reader; `kind` is `DOI`, `PubMed` or `page`."""

    url: str
    kind: str


def link(facts: Facts, sources: Iterable[str], doi: str = "", pmid: str = "") -> Link | None:
    """Return the best address: the work's own DOI, then PubMed, then the same of its sources in order, then a page.

    None where no source has any.
    """
    rows = [facts.sources[name] for name in sources if name in facts.sources]
    for row_doi, row_pmid in [(doi, pmid), *((row.doi, row.pmid) for row in rows)]:
        if row_doi:
            return Link(f"https://doi.org/{row_doi}", "DOI")
        if row_pmid:
            return Link(f"https://pubmed.ncbi.nlm.nih.gov/{row_pmid}/", "PubMed")
    page = next((row.url for row in rows if row.url), "")
    return Link(page, "page") if page else None
