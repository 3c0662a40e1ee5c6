"""Short names: the author and year where there is one, a short title else, plans and theses named as such."""

import pytest

from dashboard.evidence.source_names import short_name, short_title
from dashboard.facts import Source


def source(authors="", year=None, title="A title", kind="imaging", name="x", container=""):
    return Source(name, kind, authors, year, title, container, "", "", "", "", "")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (source("Chen HN", 2018), "Chen 2018"),
        (source("Choo DCA; Yue G", 2000), "Choo 2000"),
        (source("Nakajima Miwa", 2015), "Nakajima Miwa 2015"),
        (source("López-Castellanos R", 2022), "López-Castellanos 2022"),
        (source("Wu"), "Wu (A title)"),
        (source("Kim SY", title="Bleeding around a kidney", kind="case_report"), "Kim (Bleeding around a kidney)"),
        (
            source("German Programme (one, two)", 2017, title="Low back pain", kind="guideline"),
            "German Programme 2017",
        ),
        (
            source(title="(acupuncture dose: 40, 50 or 60 min)", kind="thesis"),
            "acupuncture dose: 40, 50 or 60 min (thesis)",
        ),
        (source("Lin ZM", 2019, kind="thesis"), "Lin 2019 (thesis)"),
        (
            source(title="Acupuncture for Lumbar Stenosis [register entry]", kind="registry"),
            "Acupuncture for Lumbar Stenosis (plan)",
        ),
        (
            source(title="(Korean acupuncture trial protocol, chronic low back pain)", year=2019, kind="protocol"),
            "Korean acupuncture trial protocol 2019 (plan)",
        ),
        (
            source(title="针刺治疗慢性非特异性腰痛: prospective randomised trial of needling"),
            "针刺治疗慢性非特异性腰痛",
        ),
        (source(title="Comparison of ten textbooks, Table 3 (our wording)"), "Comparison of ten textbooks, Table 3"),
        (source(title="Account of a case of 1991 at GB21", year=1991), "Account of a case of 1991 at GB21"),
        (
            source(title="Determining maximal needling depth by measures of the body"),
            "Determining maximal needling depth…",
        ),
        (None, "x"),
    ],
)
def test_short_name(row, name):
    assert short_name(("x",), {"x": row} if row else {}) == name


def test_several_sources_are_all_named():
    assert short_name(("a", "b"), {"a": source("Juss L", 2008)}) == "Juss 2008 with b"


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        ({"kind": "trial"}, {"kind": "review"}, ["Yuan 2016 (trial)", "Yuan 2016 (review)"]),
        ({"kind": "trial"}, {"kind": "protocol"}, ["Yuan 2016 (trial)", "Yuan 2016 (plan)"]),
        ({"container": "Pain"}, {"container": "BJOG 8(3):1-9"}, ["Yuan 2016 (Pain)", "Yuan 2016 (BJOG)"]),
        ({"container": "Pain"}, {"container": "Pain"}, ["Yuan 2016a", "Yuan 2016b"]),
        ({}, {"container": "Pain"}, ["Yuan 2016a", "Yuan 2016b"]),
        ({}, {"year": 2015}, ["Yuan 2016", "Yuan 2015"]),
    ],
)
def test_two_works_never_share_a_name(one, two, names):
    rows = [
        source(**{"authors": "Yuan J", "year": 2016, "name": name, **more}) for name, more in (("p", one), ("q", two))
    ]
    sources = {row.source_id: row for row in rows}
    assert [short_name([name], sources) for name in sources] == names


def test_no_two_sources_of_the_atlas_share_a_name(facts):
    names = [short_name([name], facts.sources) for name in facts.sources]
    assert sorted(names) == sorted(set(names))
    assert "Yuan 2016 (review)" in names


@pytest.mark.parametrize(
    ("title", "longest", "short"),
    [
        ("[A study in brackets]", 36, "A study in brackets"),
        ("Needles, and then a great many other words of a title", 36, "Needles, and then a great many…"),
        ("Laser for the low back (randomised, masked)", 36, "Laser for the low back"),
        ("A trial of needling the low back: protocol", 36, "A trial of needling the low back"),
    ],
)
def test_a_title_is_cut_at_a_word(title, longest, short):
    assert short_title(title, longest) == short
    assert len(short) <= longest
