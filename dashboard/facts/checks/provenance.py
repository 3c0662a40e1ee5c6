"""Every fact says where it was read and how closely, and every source can be opened. It must not judge the facts."""

import re
from urllib.parse import urlsplit

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records, parts
from dashboard.facts.tables import Row
from dashboard.facts.vocabulary import STATUSES

# Our own anatomy (warnings, layers of a schematic drawing) has no source, nor have remarks on what we did.
SOURCELESS = ("points/cautions.csv", "points/location_notes.csv", "points/layers.csv", "points/help_signs.csv")
# Sentences of the patient sheet are ours; those that rest on a source name it.
OUR_WORDING = ("explain/statements.csv",)
# What may stand together in one pool is our own judgement; the figures it points to have their sources.
OUR_CHOICES = ("evidence/pools.csv", "evidence/pool_trials.csv")
# Sites that copy, list or summarise other people's papers: readers get the DOI, PubMed, PMC or the publisher.
COPY_SITES = (
    "1library.net",
    "ablesci.com",
    "academia.edu",
    "biomed.reviewer.ly",
    "bohrium.dp.tech",
    "booksci.cn",
    "brum.beds.ac.uk",
    "coek.info",
    "crick.ai",
    "deno.dev",
    "docsford.com",
    "docslib.org",
    "docsplayer.org",
    "documentine.com",
    "dokumen.tips",
    "globalauthorid.com",
    "jizihe.com",
    "laibokeji.com",
    "meddatax.com",
    "moam.info",
    "napstic.cn",
    "nfdi-search.nliwod.org",
    "omicsdi.org",
    "paperdigest.org",
    "paperexplained.cn",
    "pdfslide.net",
    "peeref.com",
    "pubcompare.ai",
    "readkong.com",
    "researcher.life",
    "researchgate.net",
    "scholarmate.com",
    "sci-hub.se",
    "scite.ai",
    "scribd.com",
    "semanticscholar.org",
    "tomesphere.com",
    "unboundmedicine.com",
    "vdocuments.net",
    "vdocuments.site",
    "wilddata.cn",
)
DOI = re.compile(r"10\.[0-9]{4,9}/[^\s;,\"<>]+[^\s;,\"<>.]", re.ASCII)
PMID = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def facts_have_a_source(records: Records) -> Tally:
    """Every fact has a status and a source; only status `curator` (our own anatomy) stands without one."""
    tally = Tally("facts")
    for row in records.everything():
        if "status" not in row.cells:
            continue
        status, source = row.cells["status"], row.cells["source"]
        tally.test(status in STATUSES, row, "status", "no such status", STATUSES)
        if status == "curator":
            ours = row.file in (*SOURCELESS, *OUR_CHOICES, *OUR_WORDING)
            tally.test(ours, row, "status", "only cautions, notes, layers, pools and statements may be our own")
            tally.test(not source, row, "source", "our own anatomy cites nobody", ("(empty)",))
        else:
            tally.test(bool(parts(source)), row, "source", "a fact needs a source", ("a source_id of sources.csv",))
    tally.checked = sum(1 for row in records.everything() if "status" in row.cells)
    return tally


def nothing_from_memory(records: Records) -> Tally:
    """No fact has the status `memory`."""
    tally = Tally("facts")
    for row in records.everything():
        if "status" in row.cells:
            tally.test(row.cells["status"] != "memory", row, "status", "facts from memory stay out", STATUSES)
    return tally


def sources_can_be_opened(records: Records) -> Tally:
    """Every source has a DOI, a PubMed number or a page; each is well formed and no page is a copy site."""
    tally = Tally("sources")
    for row in records.rows("sources"):
        cells = row.cells
        reachable = cells["doi"] or cells["pmid"] or cells["url"]
        tally.test(bool(reachable), row, "url", "no DOI, PubMed number or page: a reader cannot open it")
        _identifiers(tally, row)
        if cells["url"]:
            _page(tally, row)
    for row in records.rows("trials"):
        _identifiers(tally, row)
    tally.checked = len(records.rows("sources"))
    return tally


def _identifiers(tally: Tally, row: Row) -> None:
    doi, pmid = row.cells.get("doi", ""), row.cells.get("pmid", "")
    tally.test(not doi or bool(DOI.fullmatch(doi)), row, "doi", "not a DOI; expected 10.prefix/suffix without https")
    tally.test(not pmid or bool(PMID.fullmatch(pmid)), row, "pmid", "not a PubMed number; expected digits")


def _page(tally: Tally, row: Row) -> None:
    url = row.cells["url"]
    address = urlsplit(url)
    host = address.hostname or ""
    whole = address.scheme == "https" and "." in host and not re.search(r"\s", url)
    tally.test(whole, row, "url", "expected a whole https address")
    copied = any(host == site or host.endswith("." + site) for site in COPY_SITES)
    numeric = host.replace(".", "").isdigit()
    tally.test(not copied and not numeric, row, "url", "a copy site; give the DOI, PubMed, PMC or publisher's page")


def trials_can_be_found(records: Records) -> Tally:
    """Every trial that reports results has a DOI, PubMed number or page, its own or its sources', and they agree."""
    tally = Tally("trials")
    sources = {row.cells["source_id"]: row for row in records.rows("sources")}
    for row in records.rows("trials"):
        cited = [sources[source] for source in parts(row.cells["source"]) if source in sources]
        links = [other.cells.get(name, "") for other in (row, *cited) for name in ("doi", "pmid", "url")]
        if row.cells["reported"] == "reported":
            tally.test(any(links), row, "source", "a reported trial without DOI, PubMed number or page")
        own = sources.get(row.cells["study_id"])
        for column in ("doi", "pmid"):
            here, there = row.cells[column], own.cells[column] if own else ""
            agree = not here or not there or here == there
            tally.test(agree, row, column, f"sources.csv has {there} for the same study", (there,))
    return tally


def plans_have_no_results(records: Records) -> Tally:
    """Protocols and registry records have no outcomes, contrasts or harms."""
    tally = Tally("results")
    plans = {row.cells["study_id"]: row.cells["reported"] for row in records.rows("trials")}
    for table in ("outcomes", "contrasts", "adverse"):
        for row in records.rows(table):
            kind = plans.get(row.cells["study_id"], "reported")
            tally.test(kind == "reported", row, "study_id", f"results of a {kind}")
    return tally
