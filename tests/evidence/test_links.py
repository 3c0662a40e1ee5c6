from types import SimpleNamespace

import pytest

from dashboard.evidence.links import Link, link
from dashboard.facts import Source


def source(**cells):
    row = dict.fromkeys(
        ("source_id", "kind", "authors", "title", "container", "doi", "pmid", "url", "licence", "note"), ""
    )
    return Source(**{**row, "year": None, **cells})


FACTS = SimpleNamespace(
    sources={
        "doi": source(doi="10.1/x", pmid="7", url="https://example.org"),
        "pmid": source(pmid="7", url="https://example.org"),
        "page": source(url="https://example.org"),
        "none": source(),
    }
)
DOI = Link("https://doi.org/10.1/x", "DOI")
PUBMED = Link("https://pubmed.ncbi.nlm.nih.gov/7/", "PubMed")
PAGE = Link("https://example.org", "page")


@pytest.mark.parametrize(
    ("sources", "own", "expected"),
    [
        (("doi",), {}, DOI),
        (("pmid",), {}, PUBMED),
        (("page",), {}, PAGE),
        (("none",), {}, None),
        (("missing",), {}, None),
        (("page", "pmid"), {}, PUBMED),
        (("page",), {"doi": "10.1/x"}, DOI),
        (("doi",), {"pmid": "7"}, PUBMED),
    ],
    ids=["doi", "pubmed", "page", "nothing", "unknown source", "a work before a page", "own doi", "own pubmed first"],
)
def test_the_best_address(sources, own, expected):
    assert link(FACTS, sources, **own) == expected


def test_every_trial_review_and_guideline_can_be_opened(facts):
    for row in (*facts.trials.values(), *facts.reviews.values(), *facts.guidelines):
        assert link(facts, row.sources) is not None, row
