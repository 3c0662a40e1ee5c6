import pytest

from dashboard.explain.claims import Claim
from dashboard.explain.general import general
from dashboard.explain.say import english
from dashboard.explain.sheet import everything
from tests.pages.markup import main_of, text, with_class, words


@pytest.fixture(scope="module")
def shown(client):
    return client.get("/about-acupuncture").get_data(as_text=True)


def test_it_says_everything_that_was_made_for_it(shown, facts):
    said = text(shown)
    for claim in everything(general(facts)):
        if isinstance(claim, Claim):
            assert " ".join(english(claim.say).split()) in said


def test_it_answers_for_each_kind_of_pain_and_links_on(shown):
    main = main_of(shown)
    links = {link.get("href") for link in main.iter("a")}
    assert {f"/evidence?question={key}" for key in ("acute", "chronic", "upper")} <= links
    assert {"/explain", "/safety"} <= links


def test_findings_that_do_not_agree_are_shown_as_such(shown):
    stances = {one.get("data-stance") for one in with_class(main_of(shown), "verdict")}
    assert "unclear" in stances
    assert "do not agree" in text(shown)
    positions = {one.get("data-stance") for one in main_of(shown).iter("li")}
    assert {"for", "against"} <= positions


def test_every_number_of_a_source_leads_to_the_list(shown):
    main = main_of(shown)
    listed = {item.get("id") for item in with_class(main, "references")[0].iter("li")}
    linked = {link.get("href")[1:] for sup in with_class(main, "refs") for link in sup.iter("a")}
    assert linked <= listed
    assert len(listed) > 20


def test_ids_are_single(shown):
    ids = [one.get("id") for one in main_of(shown).iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert words(main_of(shown).find(".//h1")) == "About acupuncture for back pain"
