"""A sheet cut into screens: nothing of it is lost, none is overfull, and without a script it is one page."""

import re

import pytest

from dashboard.explain.choices import SECTIONS, SheetChoices
from dashboard.explain.say import Say, english
from dashboard.explain.sheet import everything, sheet
from dashboard.pages.present import MOST, slides
from tests.pages.markup import text

SEARCH = "?points=BL23,BL25:left,GB30"


def made(facts, search=SEARCH):
    return sheet(facts, SheetChoices.from_search(search, facts.points)[0])


def page_of(client, search=SEARCH):
    return client.get("/explain/present" + search).get_data(as_text=True)


@pytest.mark.parametrize("reader", ["patient", "student", "practitioner"])
@pytest.mark.parametrize("question", ["chronic", "acute", "upper"])
def test_every_claim_of_the_sheet_is_on_a_screen(facts, question, reader):
    whole = made(facts, f"{SEARCH}&question={question}&as={reader}")
    shown = set(said(slides(whole)))
    # The self-checks on trials are for reading alone and stay on the sheet.
    alone = set(said(whole.research.quiz))
    assert set(said(whole.claims)) - shown - alone == set()


def said(part):
    return [english(one if isinstance(one, Say) else one.say) for one in everything(part)]


def test_screens_follow_the_sheet(facts):
    kinds = [slide.kind for slide in slides(made(facts))]
    assert kinds[0] == "title"
    assert kinds[1:4] == ["point"] * 3
    assert kinds[-1] == "sources"
    assert kinds.index("trial") < kinds.index("benefit") < kinds.index("rates") < kinds.index("guidelines")
    assert kinds.index("guidelines") < kinds.index("danger")
    assert kinds.count("trial") == len(made(facts).research.pictures)


def test_no_list_is_longer_than_a_glance_and_parts_are_counted(facts):
    found = [slide for slide in slides(made(facts)) if slide.kind in ("list", "warn", "danger")]
    for slide in found:
        assert 1 <= len(slide.claims) <= MOST
    flags = [slide for slide in found if slide.kind == "danger"]
    assert [(slide.place, slide.places) for slide in flags] == [(n, len(flags)) for n in range(1, len(flags) + 1)]
    sizes = [len(slide.claims) for slide in flags]
    assert sum(sizes) == len(made(facts).red_flags)
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_that_is_left_out_has_no_screen(facts, section):
    kept = ",".join(one for one in SECTIONS if one != section)
    fewer, all_of_them = slides(made(facts, f"{SEARCH}&include={kept}")), slides(made(facts))
    assert len(fewer) < len(all_of_them)
    assert set(fewer) <= set(all_of_them)


def test_the_page_numbers_its_screens(client, facts):
    page = page_of(client)
    n = len(slides(made(facts)))
    assert re.findall(r'<section id="slide-(\d+)"', page) == [str(k) for k in range(1, n + 1)]
    assert re.findall(r'data-progress="([^"]+)"', page) == [f"{k} of {n}" for k in range(1, n + 1)]


def test_sham_stands_beside_acupuncture_on_each_comparison(client):
    trials = re.findall(r'class="slide slide-trial".*?</section>', page_of(client), re.S)
    assert trials
    for trial in trials:
        kinds = re.findall(r'data-kind="(acupuncture|sham|active|usual|none|\w+)"><svg', trial)
        assert kinds[0] == "acupuncture"
        assert "sham" in kinds


def test_guidelines_for_and_against_share_a_screen(client):
    found = re.search(r'class="slide slide-guidelines".*?</section>', page_of(client), re.S)[0]
    assert re.findall(r'<div data-stance="(\w+)">', found) == ["for", "neither", "against"]


@pytest.mark.parametrize(
    "search", ["", "?points=<b>x</b>", "?include=", "?points=BL23&include=nothing", "?points=BL23&utm=%3Cscript%3E"]
)
def test_every_address_has_a_presentation(client, search):
    answer = client.get("/explain/present" + search)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert "not medical advice" in text(page)
    assert "<b>x</b>" not in page
    assert "%3Cscript" not in page


def test_the_way_back_is_the_sheet(client):
    page = page_of(client, SEARCH + "&per=1000")
    assert re.search(r'<a class="quiet" href="(/explain\?[^"]+)" data-close>', page)[1].startswith(
        "/explain?points=BL23,BL25:left,GB30&amp;per=1000"
    )


def test_ids_are_unique(client):
    ids = re.findall(r'\sid="([^"]+)"', page_of(client))
    assert len(ids) == len(set(ids))


def test_a_patient_meets_names_before_codes(client):
    shown = client.get("/explain/present?points=BL23,EX-UE7").get_data(as_text=True)
    assert "<b>1</b> Shènshù (BL23)</li>" in shown
    assert "<b>1</b> BL23</li>" in client.get("/explain/present?points=BL23&as=student").get_data(as_text=True)
