"""Lists for reference managers, read back by small parsers of the two formats as their readers read them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence.citations import authors_of, bibtex, container_of, note_of, readings_of, ris
from dashboard.facts import Source
from dashboard.facts.vocabulary import SOURCE_KINDS

UNESCAPED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "%&#_$"},
}


def source(**cells):
    plain = dict.fromkeys(
        ("authors", "title", "container", "doi", "pmid", "url", "licence", "note", "checked", "mark", "mark_note"), ""
    )
    return Source(**{"source_id": "a1", "kind": "trial", "year": None, **plain, "title": "A title", **cells})


def untex(value):
    escapes = "|".join(re.escape(one) for one in sorted(UNESCAPED, key=len, reverse=True))
    return re.sub(f"{escapes}|[{{}}]", lambda found: UNESCAPED.get(found[0], ""), value)


def read_bibtex(text):
    """Entries as (type, key, fields), by counting braces as BibTeX does: no escape hides one."""
    entries, at = [], 0
    while (at := text.find("@", at)) >= 0:
        kind, key = re.compile(r"@(\w+)\{([^,\s]+),\s*").match(text, at).groups()
        at = text.index(",", at) + 1
        fields = {}
        while found := re.compile(r"\s*(\w+) = \{").match(text, at):
            start, depth, at = found.end(), 1, found.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            assert found[1] not in fields
            fields[found[1]] = text[start : at - 1]
            assert text[at] == ","
            at += 1
        closing = re.compile(r"\s*\}\n").match(text, at)
        assert closing, text[at : at + 40]
        at = closing.end()
        entries.append((kind, key, fields))
    return entries


def read_ris(text):
    """Records as lists of (tag, value); every line must be a tag's."""
    records, now = [], []
    for line in text.split("\r\n"):
        if not line:
            continue
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        now.append((tag, value))
        if tag == "ER":
            records.append(now)
            now = []
    assert now == []
    return records


def one_line(text):
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


hostile = st.text(
    st.one_of(st.sampled_from("{}\\%&#_$~^@,=\"'\n\r\t\u2028 -é针a1"), st.characters(codec="utf-8")), max_size=60
)


@given(title=hostile, authors=hostile, container=hostile, note=hostile, kind=st.sampled_from(SOURCE_KINDS))
def test_what_is_written_as_bibtex_is_read_back(title, authors, container, note, kind):
    row = source(title=title, authors=authors, container=container, note=note, kind=kind)
    ((_, key, fields),) = read_bibtex(bibtex([row]))
    assert key == "a1"
    assert untex(fields.get("title", "")) == one_line(title)
    assert untex(fields.get("note", "")) == one_line(note)
    assert all(value for value in fields.values())


@given(title=hostile, authors=hostile, container=hostile, note=hostile, kind=st.sampled_from(SOURCE_KINDS))
def test_what_is_written_as_ris_is_read_back(title, authors, container, note, kind):
    row = source(title=title, authors=authors, container=container, note=note, kind=kind)
    (record,) = read_ris(ris([row]))
    assert record[0][0] == "TY"
    assert record[-1] == ("ER", "")
    fields = dict(record)
    assert fields["ID"] == "a1"
    assert fields.get("TI", "") == one_line(title)
    assert fields.get("N1", "") == one_line(note)
    assert len([tag for tag, _ in record if tag == "AU"]) == len(authors_of(row))


@given(doi=hostile, url=hostile)
def test_no_address_ends_a_field(doi, url):
    row = source(doi=doi, url=url)
    ((_, _, fields),) = read_bibtex(bibtex([row]))
    assert fields.keys() <= {"title", "doi", "url"}
    assert not re.search(r"[{}\\\s]", fields.get("doi", "") + fields.get("url", ""))
    (record,) = read_ris(ris([row]))
    assert {tag for tag, _ in record} <= {"TY", "ID", "TI", "DO", "UR", "ER"}


@given(st.lists(st.text(max_size=8), max_size=12))
def test_keys_differ_and_repeats_are_left_out(ids):
    rows = [source(source_id=one) for one in ids]
    keys = re.findall(r"^ID  - (.*)\r$", ris(rows), flags=re.MULTILINE)
    assert len({key.lower() for key in keys}) == len(keys)


def test_every_source_of_the_data_is_written_under_its_id(facts):
    rows = list(facts.sources.values())
    entries = read_bibtex(bibtex(rows, readings_of(facts)))
    records = [dict(record) for record in read_ris(ris(rows, readings_of(facts)))]
    assert [key for _, key, _ in entries] == [record["ID"] for record in records] == list(facts.sources)
    for row, (_, _, fields), record in zip(rows, entries, records, strict=True):
        assert untex(fields["title"]) == record["TI"] == row.title
        assert fields.get("doi", "") == record.get("DO", "") == row.doi
        assert fields.get("year", "") == record.get("PY", "") == str(row.year or "")
        assert row.doi or row.pmid or row.url
        assert fields.keys() & {"doi", "url"}


@pytest.mark.parametrize(
    ("kind", "container", "bib", "tag"),
    [
        ("trial", "Spine", "article", "JOUR"),
        ("trial", "", "misc", "GEN"),
        ("textbook", "ISBN 978-7119017587", "book", "BOOK"),
        ("standard", "", "misc", "STAND"),
        ("thesis", "A university", "misc", "THES"),
        ("dataset", "example.org", "misc", "DATA"),
        ("web page", "example.org", "misc", "ELEC"),
        ("registry", "ClinicalTrials.gov", "misc", "GEN"),
        ("guideline", "A society", "misc", "GEN"),
    ],
)
def test_the_kind_of_an_entry(kind, container, bib, tag):
    row = source(kind=kind, container=container)
    assert read_bibtex(bibtex([row]))[0][0] == bib
    assert read_ris(ris([row]))[0][0] == ("TY", tag)


@pytest.mark.parametrize(
    ("authors", "names", "bib"),
    [
        ("Haake M", ("Haake M",), "Haake, M"),
        ("Choo DCA; Yue G", ("Choo DCA", "Yue G"), "Choo, DCA and Yue, G"),
        ("O'Keeffe D", ("O'Keeffe D",), "O'Keeffe, D"),
        ("Mu", ("Mu",), "{Mu}"),
        ("Chen Kai-Hua", ("Chen Kai-Hua",), "{Chen Kai-Hua}"),
        ("Hung D / Yang CS", ("Hung D / Yang CS",), "{Hung D / Yang CS}"),
        (
            "National Institute for Health and Care Excellence",
            ("National Institute for Health and Care Excellence",),
            "{National Institute for Health and Care Excellence}",
        ),
        (
            "Centers for Medicare & Medicaid",
            ("Centers for Medicare & Medicaid",),
            r"{Centers for Medicare \& Medicaid}",
        ),
        ("", (), ""),
    ],
)
def test_authors_are_parted_where_the_data_part_them(authors, names, bib):
    row = source(authors=authors)
    assert authors_of(row) == names
    assert read_bibtex(bibtex([row]))[0][2].get("author", "") == bib


@pytest.mark.parametrize(
    ("kind", "container", "parts"),
    [
        ("review", "Journal of Pain 19(5):455-474", ("Journal of Pain", "19", "5", "455-474", "")),
        ("trial", "PLoS One 9:e1234", ("PLoS One", "9", "", "e1234", "")),
        ("review", "Spine 30(8):944-963 (Cochrane CD1)", ("Spine 30(8):944-963 (Cochrane CD1)", "", "", "", "")),
        ("review", "AHRQ Review 209", ("AHRQ Review 209", "", "", "", "")),
        ("guideline", "Society 3(2):1-9", ("Society 3(2):1-9", "", "", "", "")),
        ("textbook", "ISBN 978-7119017587", ("", "", "", "", "978-7119017587")),
        ("trial", "", ("", "", "", "", "")),
    ],
)
def test_a_container_is_taken_apart_only_where_it_is_plain(kind, container, parts):
    found = container_of(source(kind=kind, container=container))
    assert (found.name, found.volume, found.number, found.pages, found.isbn) == parts


def test_a_note_says_mark_reading_and_day(facts):
    row = replace(facts.sources["haake2007"], note="A remark.")
    said = note_of(row, readings_of(facts))
    assert said.startswith("Corrected: Erratum in Arch Intern Med 2007")
    assert "In Backmap: read in the abstract" in said
    assert f"compared with our record on {row.checked}." in said
    assert said.endswith("A remark.")
    assert note_of(source()) == ""


def test_readings_are_the_statuses_of_the_rows_that_cite(facts):
    found = readings_of(facts)
    assert found["cam1999"] == ("secondary", "textbook")
    assert found.keys() <= facts.sources.keys()
    cited = {one for row in facts.outcomes if row.status == "abstract" for one in row.sources}
    assert all("abstract" in found[one] for one in cited)
