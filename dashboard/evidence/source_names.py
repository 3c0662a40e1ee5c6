"""The short name of a source beside a figure. It must not know what the source says."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import ascii_lowercase

from dashboard.facts.sources import Source

LONGEST, LONGEST_DETAIL = 36, 30
# A title's part before the colon serves as a name only where it is more than a word or two.
SHORTEST_HEAD = 20
# What a reader must know before trusting a figure: a plan is not a report.
KIND_NOTES: Mapping[str, str] = {"protocol": "plan", "registry": "plan", "thesis": "thesis"}
OUR_REMARKS = re.compile(r"\s*[(\[](our wording|register entry)[)\]]")
INITIALS = re.compile(r"(?<=\w\w) [A-Z]{1,3}$")
VOLUME = re.compile(r",? \d.*$")
OPEN_BRACKET = re.compile(r"\s*\([^)]*$")


def short_name(source_ids: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Name a work as 'Chen 2018', a plan or thesis as such, one without authors by its title, cut at about 36 signs.

    A work without a year carries its journal, page or title in brackets. Two works that would share a name are told
    apart by kind, journal or a letter. Several ids are joined by 'with'; an id that is not in `sources` stands for
    itself.
    """
    return " with ".join(_one_name(name, sources) for name in source_ids)


def short_title(title: str, longest: int = LONGEST) -> str:
    """Cut a title to at most `longest` signs: our own remarks go first, then the subtitle, then words from the end."""
    plain = OUR_REMARKS.sub("", title).strip()
    if plain[:1] + plain[-1:] in ("()", "[]"):
        plain = plain[1:-1]
    if len(plain) <= longest:
        return plain
    head = re.split(r"[:;,]", plain)[0]
    # Bytes, as one Chinese sign says as much as three letters.
    if len(head) <= longest and len(head.encode()) >= SHORTEST_HEAD:
        return OPEN_BRACKET.sub("", head)
    return OPEN_BRACKET.sub("", plain[: longest - 1].rsplit(" ", 1)[0]).rstrip(",;:") + "…"


@lru_cache(maxsize=1024)
def surname(author: str) -> str:
    """Drop the initials behind an author's name: 'Cherkin DC' is 'Cherkin'."""
    return INITIALS.sub("", author)


def _one_name(source_id: str, sources: Mapping[str, Source]) -> str:
    source = sources.get(source_id)
    if source is None:
        return source_id
    name, note = _base(source), KIND_NOTES.get(source.kind, "")
    twins = [row for row in sources.values() if row.year == source.year and _base(row) == name]
    letter, detail = _told_apart(source, twins) if len(twins) > 1 else ("", "")
    if not source.year:
        undated = (source.container or short_title(source.title, LONGEST_DETAIL)) if source.authors else detail
        letter, detail = "", ", ".join(part for part in (undated, letter) if part)
    brackets = ", ".join(dict.fromkeys(part for part in (detail, note) if part))
    return f"{name}{letter} ({brackets})" if brackets else f"{name}{letter}"


def _told_apart(source: Source, twins: list[Source]) -> tuple[str, str]:
    """Return a letter or a detail for brackets, whichever tells a work from those of the same name."""
    for told in (_kind, _journal):
        details = {told(row) for row in twins}
        if all(details) and len(details) == len(twins):
            return "", told(source)
    place = [row.source_id for row in twins].index(source.source_id)
    return (ascii_lowercase[place] if place < len(ascii_lowercase) else f"-{place + 1}"), ""


def _kind(source: Source) -> str:
    return KIND_NOTES.get(source.kind, source.kind.replace("_", " "))


def _journal(source: Source) -> str:
    return short_title(VOLUME.sub("", source.container), LONGEST_DETAIL)


@lru_cache(maxsize=1024)
def _base(source: Source) -> str:
    """Return author and year, or the title where no author is known."""
    author = OPEN_BRACKET.sub("", surname(re.split(r"[;,/]", source.authors)[0].strip()))
    name = author or short_title(source.title)
    return name if not source.year or str(source.year) in name else f"{name} {source.year}"
