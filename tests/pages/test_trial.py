import html
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from dashboard.evidence.trial_story import trial_story
from dashboard.facts.vocabulary import STATUS_WORDS
from dashboard.pages.documents import Documents
from dashboard.pages.trial import badges, lettered, trial_page
from tests.pages.hostile import MARK
from tests.pages.markup import main_of, rows_of, text, tree, with_class, words


@pytest.fixture(scope="module")
def pages(facts, release, documents):
    return {study: trial_page(facts, release, documents, study) for study in facts.trials}


def table_of(main, label):
    (region,) = [part for part in main.iter("div") if part.get("aria-label") == label]
    return rows_of(region.find("table"))


def test_an_unknown_trial_is_refused(facts, release, documents):
    with pytest.raises(KeyError, match="nobody1999"):
        trial_page(facts, release, documents, "nobody1999")


def test_every_trial_has_a_whole_page(pages):
    for study, page in pages.items():
        main = main_of(page)
        levels = [int(found.tag[1]) for found in main.iter() if re.fullmatch(r"h[1-6]", found.tag or "")]
        assert levels.count(1) == 1, study
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), study
        ids = [found.get("id") for found in main.iter() if found.get("id")]
        assert len(ids) == len(set(ids)), study


def test_no_empty_value_is_shown_as_a_word_of_the_program(pages, facts):
    for study, page in pages.items():
        told = text(page)
        for harm in facts.of_trial(study).adverse:
            told = told.replace(harm.note, "")
        assert not re.search(r"\b(None|nan|NaN|Undefined|True|False)\b", told), study
        assert study not in told or study in facts.trials[study].title, study


def test_the_arms_table_is_the_data(pages, facts):
    for study, page in pages.items():
        rows = table_of(main_of(page), "Arms of the trial")
        people = [row[2] for row in rows]
        assert people == ["not reported" if arm.n is None else str(arm.n) for arm in facts.of_trial(study).arms], study


def test_every_printed_figure_stands_in_a_table(pages, facts):
    for study in ("brinkhaus2006", "zaringhalam2010", "pach2013", "irnich2001"):
        told = text(pages[study])
        for row in facts.of_trial(study).outcomes:
            assert f"{row.value:.6g}".replace("-", "−") in told


def test_the_head_says_what_the_trial_is(pages):
    page = pages["brinkhaus2006"]
    assert "<title>Brinkhaus 2006 · Backmap</title>" in page
    told = text(page)
    for part in (
        "Arch Intern Med · 2006 · Germany",
        "Randomised Sham arm",
        "Trials test a whole prescription, never one point.",
        "Belongs to the question of chronic low back pain .",
        "301 people",
        "Points on a menu are not what each patient got",
    ):
        assert part in told
    assert '<a href="/evidence?question=chronic">' in page
    assert "https://pubmed.ncbi.nlm.nih.gov/16505266/" in page


def test_points_lead_to_the_map_under_the_trials_question(pages):
    assert '<a href="/?point=BL23"' in pages["brinkhaus2006"]
    assert '<a href="/?question=upper&amp;point=GB20"' in pages["irnich2001"]


def test_a_plan_is_no_evidence(pages, facts):
    for study, page in pages.items():
        planned = facts.trials[study].reported != "reported"
        assert ("No result: a plan is not evidence." in text(page)) == planned, study


def test_what_is_kept_apart_says_why(pages, facts):
    for study, page in pages.items():
        story = trial_story(facts, study)
        told = text(page)
        if story.belongs:
            assert "Kept apart" not in told
        else:
            assert "Kept apart." in told
            assert story.apart in told


def test_a_depth_is_never_shown_without_saying_that_it_is_no_guidance(pages, facts):
    for study, page in pages.items():
        if trial_story(facts, study).has_depth:
            assert "A depth here is a report of what was done, not guidance." in text(page), study


def test_missing_points_and_harms_are_said_to_be_missing(pages):
    told = text(pages["haake2007"])
    assert "Acupuncture: points not reported in our data." in told
    assert "Nothing stands in our table of harms for this trial. That does not mean that none happened." in told


def test_harms_carry_their_denominators(pages, facts):
    rows = table_of(main_of(pages["cherkin2001"]), "Harms by arm")
    assert [row[2] for row in rows] == [
        f"{row.events} of {row.total}" + (" as far as was reported" if row.events == 0 else "")
        for row in facts.of_trial("cherkin2001").adverse
    ]


def test_local_criteria_stand_under_their_own_heading(pages):
    main = main_of(pages["gu2019"])
    headings = [words(found) for found in main.iter("h3")]
    assert headings[-1] == "By the authors' own criteria"
    assert all("Total effective rate" in row[0] for row in table_of(main, "By the authors' own criteria"))


def test_the_order_of_needling_items(pages):
    (terms,) = with_class(main_of(pages["brinkhaus2006"]), "stricta")
    assert [words(found) for found in terms.iter("dt")][:4] == [
        "Style",
        "Reasons for the treatment",
        "Number of needles",
        "Points",
    ]


def test_every_row_says_how_closely_it_was_read(pages):
    main = main_of(pages["brinkhaus2006"])
    for row in table_of(main, "Every figure as printed"):
        assert any(status in row[-1] for status in STATUS_WORDS.values())


def test_remarks_that_many_rows_share_are_said_once(facts, pages):
    rows = trial_story(facts, "brinkhaus2006").results.figures
    assert list(lettered(rows).values()) == ["a", "b", "c"]
    shared = next(row.row.note for row in rows if "10 months" in row.row.note)
    assert text(pages["brinkhaus2006"]).count(shared) == 2  # figures and differences, once each


@dataclass
class Pool:
    words: str
    url: str
    member: bool
    reason: str


def test_pools_are_named_where_they_are_given(facts, release, documents, pages):
    given = [
        Pool("Pain against sham", "/evidence?x=1", True, ""),
        Pool("Function", "/evidence?x=2", False, "no SD printed"),
    ]
    told = text(trial_page(facts, release, documents, "brinkhaus2006", given))
    assert "In Pain against sham" in told
    assert "Not in Function : no SD printed" in told
    assert "Where it counts" not in text(pages["brinkhaus2006"])


def test_badges_warn_before_the_figures(facts):
    looks = {
        study: [words for words, _ in badges(trial_story(facts, study))] for study in ("nhscohort2004", "haake2007")
    }
    assert looks["nhscohort2004"][0] == "not randomised"
    assert looks["haake2007"] == ["randomised", "sham arm"]


def test_a_sham_arm_that_is_not_in_our_data_is_not_said_to_have_been_none(facts):
    told = [words for words, _ in badges(trial_story(facts, "cherkin2001"))]
    assert "no sham arm in our data" in told
    assert "no sham arm" not in told


def test_markup_in_the_data_stays_text(hostile, release):
    documents = Documents.of(hostile, release)
    for study in ("brinkhaus2006", "irnich2001", "cherkin2001"):
        page = trial_page(hostile, release, documents, study)
        assert "id='hostile'" not in page
        assert html.escape(f"trials.title{MARK}", quote=False)[:20] in page
        tree(page[page.index("<main") : page.index("</main>") + 7])
