"""The short name of a source beside a figure. It must not know what the source says."""

import re
from collections.abc import Iterable, Mapping

from dashboard.facts.sources import Source

LONGEST = 36
# What a reader must know before trusting a figure: a plan is not a report.
KIND_NOTES: Mapping[str, str] = {"protocol": "plan", "registry": "plan", "thesis": "thesis"}
OUR_REMARKS = re.compile(r"\s*[(\[](our wording|register entry)[)\]]")
INITIALS = re.compile(r"(?<=\w\w) [A-Z]{1,3}$")


def short_name(source_ids: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Name a work as 'Chen 2018', a plan or thesis as such, one without authors by its title, cut at about 36 signs.

    Several ids are joined by 'with'; an id that is not in `sources` stands for itself.
    """
    return " with ".join(_one_name(name, sources.get(name)) for name in source_ids)


def _one_name(source_id: str, source: Source | None) -> str:
    if source is None:
        return source_id
    name = INITIALS.sub("", re.split(r"[;,/]", source.authors)[0].strip()) or _short_title(source.title)
    dated = name if not source.year or str(source.year) in name else f"{name} {source.year}"
    note = KIND_NOTES.get(source.kind)
    return f"{dated} ({note})" if note else dated


def _short_title(title: str) -> str:
    plain = OUR_REMARKS.sub("", title).strip()
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1]
    if len(plain) <= LONGEST:
        return plain
    # A subtitle goes first; if that is not enough, words from the end.
    head = re.split(r"[:;,]", plain)[0]
    return head if len(head) <= LONGEST else head[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
