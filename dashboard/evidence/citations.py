"""Lists of sources for reference managers: BibTeX and RIS. It must not know where a list is asked for.

A field the data do not have is left out. Names and titles stay as the data print them; nothing is looked up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from dashboard.facts.schema import TABLES
from dashboard.facts.vocabulary import STATUS_WORDS

if TYPE_CHECKING:
    from dashboard.facts import Facts, Source

Readings = Mapping[str, tuple[str, ...]]
NOT_SAID: Readings = MappingProxyType({})
# What the kinds of works are to reference managers: with a journal, and without one. A work of a kind that is not
# listed is an article where the data name its journal and is left open (`misc`, `GEN`) where they do not.
BIBTEX_TYPES = {"textbook": "book"}
RIS_TYPES = {
    "textbook": "BOOK",
    "standard": "STAND",
    "thesis": "THES",
    "dataset": "DATA",
    "web page": "ELEC",
    "registry": "GEN",
}
# The container of these is a site, a register or a school, and no journal.
NO_JOURNAL = ("standard", "textbook", "thesis", "registry", "dataset", "web page", "guideline", "consensus")
ISBN = re.compile(r"ISBN ([0-9X-]+)")
# `Spine 30(8):944-963`, and nothing less plain: a bare number after a title may belong to the title.
PLACED = re.compile(
    r"(?P<journal>[^0-9()]+) (?P<volume>[0-9]+)(?:\((?P<number>[0-9]+)\))?:(?P<pages>[A-Za-z]?[0-9]+(?:-[0-9]+)?)"
)
# `Chen HN`: a family name and initials. Everything else is kept whole, an institution above all.
WITH_INITIALS = re.compile(r"(?P<family>\w[\w'’ -]*\w) (?P<initials>[A-Z]{1,4})")
BIBTEX_SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Not `\{`: BibTeX counts braces and knows no escape.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%&#_$"},
    }
)


@dataclass(frozen=True)
class Container:
    """What holds a work: its name, and volume, number, pages and ISBN where they are printed in a plain way."""

    name: str
    volume: str = ""
    number: str = ""
    pages: str = ""
    isbn: str = ""


def bibtex(sources: Iterable[Source], readings: Readings = NOT_SAID) -> str:
    """Write sources as BibTeX, UTF-8, one entry a source under its id, in the order given; repeats are left out.

    `readings` gives the statuses of the rows that rest on a source (`readings_of`): the note then says how closely
    the work was read. TeX's special signs are escaped.
    """
    return "\n".join(_bibtex_entry(key, source, readings) for key, source in _keyed(sources))


def ris(sources: Iterable[Source], readings: Readings = NOT_SAID) -> str:
    r"""Write sources as RIS, UTF-8 with `\r\n`, one record a source, in the order given; repeats are left out."""
    return "".join(_ris_record(key, source, readings) for key, source in _keyed(sources))


def readings_of(facts: Facts) -> Readings:
    """Collect by source id the statuses of the rows that cite it, closest reading first."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _cited_rows(facts):
        for source_id in row.sources:
            found[source_id].add(row.status)
    return {source_id: tuple(status for status in STATUS_WORDS if status in said) for source_id, said in found.items()}


def authors_of(source: Source) -> tuple[str, ...]:
    """Return the authors as the data give them; only a semicolon parts them, as institutions have commas and `and`."""
    return tuple(name for part in source.authors.split(";") if (name := _line(part)))


def container_of(source: Source) -> Container:
    """Read what holds a work; a container that is not plainly `Journal 30(8):944-963` is kept whole as its name."""
    text = _line(source.container)
    if found := ISBN.fullmatch(text):
        return Container("", isbn=found[1])
    if source.kind not in NO_JOURNAL and (found := PLACED.fullmatch(text)):
        return Container(found["journal"], found["volume"], found["number"] or "", found["pages"])
    return Container(text)


def note_of(source: Source, readings: Readings = NOT_SAID) -> str:
    """Say what became of the work, how closely it was read, when it was compared, and what the data remark on it."""
    read = "; ".join(STATUS_WORDS[status] for status in readings.get(source.source_id, ()))
    said = (
        f"{source.mark.capitalize()}: {source.mark_note}" if source.mark else "",
        f"In Backmap: {read}." if read else "",
        f"Figures compared with our record on {source.checked}." if source.checked else "",
        source.note,
    )
    return _line(" ".join(part for part in said if part))


def _cited_rows(facts: Facts) -> Iterator[object]:
    for spec in TABLES:
        table = getattr(facts, spec.name)
        rows = table.values() if isinstance(table, Mapping) else table
        yield from (row for row in rows if hasattr(row, "sources") and hasattr(row, "status"))


def _keyed(sources: Iterable[Source]) -> Iterator[tuple[str, Source]]:
    """Give each source a key of letters, digits, `_`, `-` and `.` that no other has: its id, wherever that is one."""
    keys: dict[str, str] = {}
    for source in sources:
        if source.source_id in keys:
            continue
        plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", source.source_id)
        key, count = plain, 1
        # Reference managers do not tell `A` from `a` in a key.
        while key.lower() in {known.lower() for known in keys.values()}:
            count += 1
            key = f"{plain}-{count}"
        keys[source.source_id] = key
        yield key, source


def _line(text: str) -> str:
    """Put text on one line, without signs that only steer a printer."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(text: str) -> str:
    """Keep an address as it is, but for signs that no address may hold and that would end a field."""
    return quote(_line(text), safe="%:/?#[]@!$&'()*+,;=~._-")


def _link(source: Source) -> str:
    if source.url:
        return source.url
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid and not source.doi else ""


def _family_first(name: str) -> str:
    found = WITH_INITIALS.fullmatch(name)
    return f"{found['family']}, {found['initials']}" if found else ""


def _bibtex_author(name: str) -> str:
    family_first = _family_first(name)
    # In braces BibTeX takes a name whole and looks for no family name in it.
    return (family_first or f"{{{name.translate(BIBTEX_SIGNS)}}}").replace("_", r"\_")


def _bibtex_entry(key: str, source: Source, readings: Readings) -> str:
    held = container_of(source)
    article = bool(held.name) and source.kind not in NO_JOURNAL
    title = _line(source.title).translate(BIBTEX_SIGNS)
    fields = {
        "author": " and ".join(_bibtex_author(name) for name in authors_of(source)),
        # Two pairs of braces keep the capitals as they are.
        "title": f"{{{title}}}",
        "journal" if article else "howpublished": held.name.translate(BIBTEX_SIGNS),
        "year": str(source.year or ""),
        "volume": held.volume,
        "number": held.number,
        "pages": held.pages.replace("-", "--"),
        "isbn": held.isbn,
        "doi": _address(source.doi),
        "pmid": _address(source.pmid),
        "url": _address(_link(source)),
        "note": note_of(source, readings).translate(BIBTEX_SIGNS),
    }
    kind = BIBTEX_TYPES.get(source.kind, "article" if article else "misc")
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _ris_record(key: str, source: Source, readings: Readings) -> str:
    held = container_of(source)
    article = bool(held.name) and source.kind not in NO_JOURNAL
    first, _, last = held.pages.partition("-")
    fields = [
        ("TY", RIS_TYPES.get(source.kind, "JOUR" if article else "GEN")),
        ("ID", key),
        *(("AU", _family_first(name) or name) for name in authors_of(source)),
        ("TI", _line(source.title)),
        ("JO" if article else "T2", held.name),
        ("PY", str(source.year or "")),
        ("VL", held.volume),
        ("IS", held.number),
        ("SP", first),
        ("EP", last),
        ("SN", held.isbn),
        ("DO", _address(source.doi)),
        ("AN", _address(source.pmid)),
        ("UR", _address(_link(source))),
        ("N1", note_of(source, readings)),
    ]
    # The last line has nothing after its sign but the blank that the format asks for.
    return "".join(f"{name}  - {value}\r\n" for name, value in fields if value) + "ER  - \r\n\r\n"
