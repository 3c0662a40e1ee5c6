"""The evidence page as HTML: whole at every address, harmless at hostile ones, one question at a time."""

import csv
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import quote, urlencode

import pytest

from dashboard import create_app
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts.vocabulary import STATUS_WORDS
from dashboard.settings import Settings
from tests.conftest import ROOT
from tests.evidence.made_pools import POOL, with_differences
from tests.pages.hostile import MARK
from tests.pages.markup import main_of, text, tree, with_class, words

KEYS = ("question", "comparison", "outcome", "window")
POINTING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
PROGRAM = re.compile(r"\b(None|nan|NaN|inf|Undefined|True|False|null)\b(?! of | in our data)")
SVG = "{http://www.w3.org/2000/svg}"
LONGEST_NOTE = 400
MOST_NOTES = 7  # six of the choices and one of the trial


def rows(name):
    with (ROOT / "data" / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


POOLS = {row["pool_id"]: row for row in rows("pools")}
QUESTION_OF_CONDITION = {row["condition"]: row["question"] for row in rows("conditions")}
QUESTION_OF_TRIAL = {row["study_id"]: QUESTION_OF_CONDITION[row["condition"]] for row in rows("trials")}


def search(pool, **changed):
    """The search that shows a pool of the data."""
    return "?" + urlencode({key: pool[key] for key in KEYS} | {"pool": pool["pool_id"]} | changed)


class Outline(HTMLParser):
    """What a whole document holds: its ids, what points at ids, the levels of its headings, its words."""

    def __init__(self, page):
        super().__init__()
        self.ids, self.pointed, self.levels, self.words = [], [], [], []
        self._silent = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        for name, value in given.items():
            self.pointed += value.split() if name in POINTING else re.findall(r"url\(#([^)]+)\)", value)
            self.pointed += [value[1:]] if name == "href" and value.startswith("#") else []
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self._silent = tag in ("script", "style")

    def handle_endtag(self, tag):
        self._silent = False

    def handle_data(self, data):
        self.words += [] if self._silent else [data]


def get(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def section_of(main):
    (section,) = [part for part in main.iter("section") if part.get("id") == "analysis"]
    return section


def notes_of(page):
    return [words(note) for note in with_class(main_of(page), "warn") if note.get("data-failed") is None]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_address_of_every_question_gives_a_whole_page(client, question):
    addresses = [f"/evidence?question={question}"]
    addresses += [f"/evidence{search(pool, question=question)}" for pool in POOLS.values()]
    for address in addresses:
        page = get(client, address)
        found = Outline(page)
        assert [ident for ident, times in Counter(found.ids).items() if times > 1] == [], address
        assert set(found.pointed) <= set(found.ids), address
        assert found.levels.count(1) == 1, address
        assert found.levels[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(found.levels)), address
        assert not PROGRAM.search(" ".join(found.words)), address
        assert not set(POOLS) & set(text(page).split()), address


def test_the_default_page_is_that_of_chronic_low_back_pain(client):
    assert get(client, "/evidence") == get(client, "/evidence?question=chronic")
    (chosen,) = [link for link in main_of(get(client, "/evidence")).iter("a") if link.get("aria-current")]
    assert words(chosen) == "Chronic low back pain"


def test_internal_links_of_the_page_are_answered(client):
    for question in QUESTIONS:
        page = get(client, f"/evidence?question={question}")
        for path in sorted(set(re.findall(r'href="(/[^"#]*)', page))):
            assert client.get(path.replace("&amp;", "&")).status_code == 200, path


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("question=%3Cscript%3Ealert(1)%3C/script%3E", ["question", "script"]),
        ("comparison=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", ["comparison", "img"]),
        ("model=bayes", ["model", "reml"]),
        ("pool=%00%ff%fe", ["pool"]),
        ("pool=" + "x" * 1500, ["pool", "x" * 24]),
        ("without=nobody1999,haake2007", ["nobody1999"]),
        ("without=" + ",".join(f"t{at}" for at in range(300)), ["t0", "295 more"]),
        ("point=%3Csvg/onload%3D1%3E", ["point"]),
        ("trial=unknown", ["unknown"]),
        ("trial=../../etc/passwd", ["../../etc/passwd"]),
        ("trial=%3Cscript%3E", ["<script>"]),
        ("question=acute&question=lumbago", ["lumbago"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_an_address_asks_in_vain_is_told_quietly_and_is_harmless(client, address, said):
    page = get(client, f"/evidence?{address}")
    notes = notes_of(page)
    assert all(part in " ".join(notes) for part in said)
    assert 0 < len(notes) <= MOST_NOTES
    assert all(len(note) < LONGEST_NOTE for note in notes)
    assert page.count("<script") == get(client, "/evidence").count("<script")
    assert not re.search(r"<(img|svg)[^>]*(onerror|onload)", page)


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("unknown=1&utm_source=somewhere", ""),
        ("x" * 20000, ""),
        ("&&&==&;%", ""),
        ("question=upper&question=acute", "question=acute"),
        ("question=acute&unknown=%3Cscript%3E", "question=acute"),
        ("without=" + ",".join(["haake2007"] * 150), "without=haake2007"),
        ("without=haake2007&without=brinkhaus2006", "without=brinkhaus2006,haake2007"),
        ("point=bl23", "point=BL23"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_unknown_or_repeated_changes_nothing(client, address, same):
    assert get(client, f"/evidence?{address}") == get(client, f"/evidence?{same}")


def test_a_known_trial_has_its_own_page_whatever_else_is_asked(client):
    page = get(client, "/evidence?trial=haake2007&question=nonsense")
    assert page == get(client, "/evidence?trial=haake2007")
    (head,) = main_of(page).iter("h1")
    assert "Haake" in words(head)


def test_the_section_alone_is_the_section_of_the_page(client):
    for pool in POOLS.values():
        asked = search(pool, without=rows("pool_trials")[0]["study_id"], point="BL23", model="pm", order="effect")
        page, section = get(client, f"/evidence{asked}"), get(client, f"/evidence/analysis{asked}")
        held = re.search(r"data-analysis>(.*?)</section>", page, flags=re.DOTALL)[1]
        assert held.strip() == section.strip()
        tree(section)


@pytest.mark.parametrize(
    "path", ["/evidence", "/evidence?trial=haake2007", "/evidence/analysis", "/take/analysis.csv", "/take/methods.txt"]
)
def test_an_answer_the_reader_has_is_not_sent_again(client, path):
    for encoding in ("identity", "gzip", "br"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        tags = {"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
        again = client.get(path, headers=tags)
        assert (again.status_code, again.data) == (304, b"")
        assert first.headers["Cache-Control"] == "no-cache"
        assert "default-src 'self'" in first.headers["Content-Security-Policy"]


def test_every_forest_holds_trials_of_its_question_only(client):
    for question in QUESTIONS:
        for pool in POOLS.values():
            section = tree(get(client, f"/evidence/analysis{search(pool, question=question)}"))
            studies = {part.get("data-study") for part in section.iter() if part.get("data-study")}
            assert {QUESTION_OF_TRIAL[study] for study in studies} <= {question}
            if pool["question"] == question:
                members = [
                    row for row in rows("pool_trials") if (row["pool_id"], row["part"]) == (pool["pool_id"], "member")
                ]
                assert studies == {row["study_id"] for row in members}, pool["pool_id"]


@pytest.mark.parametrize(("question", "pool"), [("acute", "chronic_none_pain_short"), ("chronic", POOL)])
def test_a_pool_of_another_question_is_not_shown_and_that_is_said(client, question, pool):
    page = get(client, f"/evidence{search(POOLS[pool], question=question)}")
    (note,) = notes_of(page)
    asked, here = QUESTIONS[POOLS[pool]["question"]].phrase, QUESTIONS[question].phrase
    assert note == f"The address asks for an analysis of {asked}; it is not shown, as this page is for {here}."
    assert pool not in page
    section = section_of(main_of(page))
    if question == "acute":
        assert not list(section.iter("svg")) + list(section.iter(f"{SVG}svg"))
        assert "That is a gap, not a result." in words(section)
        offered = [link.get("href") for link in section.iter("a") if "#analysis" in link.get("href", "")]
        assert len(offered) == sum(row["question"] == "acute" for row in POOLS.values())
        assert all("question=acute" in href for href in offered)


def test_a_pool_that_does_not_answer_the_other_choices_is_left_out_of_the_address(client):
    page = get(client, f"/evidence/analysis{search(POOLS['chronic_sham_pain_long_sf36'], window='short')}")
    assert 'data-search=""' in page


def test_the_numbers_beside_the_choices_are_those_of_the_data(client):
    chosen = POOLS["chronic_sham_pain_long_sf36"]
    section = tree(get(client, f"/evidence/analysis{search(chosen)}"))
    for label in section.iter("label"):
        (box,) = label.iter("input")
        field, value = box.get("name"), box.get("value")
        if field not in ("comparison", "outcome", "window", "pool"):
            continue
        asked = {key: chosen[key] for key in KEYS} | ({field: value} if field != "pool" else {})
        named = [
            row["pool_id"]
            for row in POOLS.values()
            if all(row[key] == asked[key] for key in KEYS) and (field != "pool" or row["pool_id"] == value)
        ]
        members = {
            row["study_id"] for row in rows("pool_trials") if row["pool_id"] in named and row["part"] == "member"
        }
        shown = re.search(r"(\d+) trials?$", words(label))
        assert int(shown[1]) == len(members), (field, value)


def test_trials_of_the_point_are_marked_and_no_others(client):
    needled = {
        row["study_id"]
        for row in rows("trial_points")
        if row["point"] == "BL23" and arm_type(row["study_id"], row["arm_id"]) != "sham"
    }
    for pool in POOLS.values():
        section = tree(get(client, f"/evidence/analysis{search(pool, point='BL23')}"))
        for row in with_class(section, "forest-row"):
            marked = "◆" in words(row)
            assert marked == (row.get("data-study") in needled), (pool["pool_id"], row.get("data-study"))


def arm_type(study, arm):
    kinds = {(row["study_id"], row["arm_id"]): row["arm_type"] for row in rows("arms")}
    kind = kinds[study, arm]
    return "sham" if kind.startswith("sham") else kind


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_figure_has_a_sentence_and_a_twin_in_words(client, question):
    pool = next(pool for pool in POOLS.values() if pool["question"] == question)
    main = main_of(get(client, f"/evidence{search(pool)}"))
    for figure in main.iter("figure"):
        for picture in [part for part in figure.iter() if part.tag in ("svg", f"{SVG}svg")]:
            assert picture.get("role") in ("img", "group")
            said = [words(part) for part in picture if part.tag.endswith(("title", "desc"))]
            assert len(said) == 2
            assert all(said)
            assert said[1].endswith(".") or ":" in said[1], said[1]
    drawn = [part.get("data-study") for part in with_class(main, "forest-row")]
    (region,) = [part for part in main.iter("div") if part.get("aria-label") == "Trials of this analysis"]
    assert len(list(region.iterfind("./table/tbody/tr"))) >= len(set(drawn)) > 0
    guidelines = next(part for part in main.iter("section") if part.get("id") == "guidelines")
    (listed,) = with_class(guidelines, "guideline-list")
    assert len(list(listed)) == len(with_class(guidelines, "lane-mark")) / 2
    reviews = next(part for part in main.iter("section") if part.get("id") == "reviews")
    pictures = list(reviews.iter("figure"))
    if pictures:
        (table,) = reviews.iter("table")
        assert len(list(table.iterfind("./tbody/tr"))) >= len(with_class(reviews, "review-row")) / 2 > 0
    points = next(part for part in main.iter("section") if part.get("id") == "points")
    bars = [item for found in with_class(points, "point-bars") for item in found]
    discs = [part for part in points.iter(f"{SVG}a") if part.get("aria-label")]
    assert len(bars) >= len(discs) > 0


def made(facts, k):
    client = create_app(Settings(), with_differences(facts, k)).server.test_client()
    return get(client, f"/evidence{search(POOLS[POOL])}")


def test_what_needs_many_trials_is_drawn_told_and_tabled(facts):
    page = made(facts, 12)
    found = Outline(page)
    assert [ident for ident, times in Counter(found.ids).items() if times > 1] == []
    assert set(found.pointed) <= set(found.ids)
    assert not PROGRAM.search(" ".join(found.words))
    section = section_of(main_of(page))
    heads = [words(part) for part in section.iter("h3")]
    assert heads[1:] == [
        "How much the trials differ",
        "Leaving out one trial at a time",
        "Adding trials by year",
        "Small studies",
    ]
    assert [figure.get("data-take") for figure in section.iter("figure")] == [
        POOL.replace("_", "-") + ending for ending in ("", "-leave-one-out", "-by-year", "-funnel")
    ]
    for ident, counts in (("leave-one-out", [11] * 12), ("by-year", list(range(1, 13)))):
        (twin,) = [part for part in section.iter("details") if part.get("id") == f"analysis-{ident}"]
        assert [int(row[1].text) for row in twin.iterfind(".//tbody/tr")] == counts
    assert "Egger" in words(section)


@pytest.mark.parametrize(("k", "steps", "tested"), [(2, 0, False), (3, 2, False), (9, 2, False), (10, 2, True)])
def test_a_figure_is_made_only_of_enough_trials(facts, k, steps, tested):
    section = section_of(main_of(made(facts, k)))
    titles = {words(part) for part in section.iter("summary")}
    assert len(list(section.iter("figcaption"))) == steps
    assert "The same as a table" in titles
    assert ("intercept" in words(section)) == tested


def test_a_left_out_arm_of_a_trial_that_is_in_is_no_trial_more(client):
    listed = [row for row in rows("pool_trials") if row["pool_id"] == POOL]
    members = {row["study_id"] for row in listed if row["part"] == "member"}
    out = {row["study_id"] for row in listed if row["part"] == "excluded"} - members
    arms = [row for row in listed if row["part"] == "excluded" and row["study_id"] in members]
    section = tree(get(client, f"/evidence/analysis{search(POOLS[POOL])}"))
    (left,) = [part for part in section.iter("details") if part.get("id") == "analysis-left"]
    assert arms
    assert words(left.find("summary")) == (
        f"{len(out)} trials and {len(arms)} more arm not in this analysis, with the reasons"
    )
    assert len(list(left.iter("li"))) == len(out) + len(arms)


def test_hostile_texts_of_the_data_stay_texts(hostile):
    client = create_app(Settings(), hostile).server.test_client()
    for question in QUESTIONS:
        pool = next(pool for pool in POOLS.values() if pool["question"] == question)
        page = get(client, f"/evidence{search(pool)}")
        main_of(page)
        assert MARK not in page
        assert "hostile" in page


def test_how_closely_a_figure_was_read_stands_with_it(client):
    section = tree(get(client, f"/evidence/analysis{search(POOLS['chronic_none_pain_short'])}"))
    (printed,) = [part for part in section.iter("details") if part.get("id") == "analysis-printed"]
    items = list(printed.iter("li"))
    assert len(items) == 2
    assert all(any(status in words(item) for status in STATUS_WORDS.values()) for item in items)
    assert all(quote("/evidence?trial=", safe="/?=") in item.find(".//a").get("href") for item in items)
