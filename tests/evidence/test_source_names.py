"""Short names: the author and year where there is one, a short title else, plans and theses named as such."""

import pytest

from dashboard.evidence.source_names import short_name
from dashboard.facts import Source


def source(authors="", year=None, title="A title", kind="imaging"):
    return Source("x", kind, authors, year, title, "", "", "", "", "", "")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (source("Chen HN", 2018), "Chen 2018"),
        (source("Choo DCA; Yue G", 2000), "Choo 2000"),
        (source("Nakajima Miwa", 2015), "Nakajima Miwa 2015"),
        (source("López-Castellanos R", 2022), "López-Castellanos 2022"),
        (source("Wu"), "Wu"),
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
