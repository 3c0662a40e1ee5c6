import re
from html import unescape

import pytest
from markupsafe import Markup

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.trial_changes import trial_changes
from dashboard.evidence.trial_responders import trial_responders
from dashboard.pages.outcomes_trials import panel, section
from tests.pages.hostile import MARK
from tests.pages.markup import tree

SEEN = [(question, point) for question in QUESTIONS for point in ("", "BL23", "SI3", "ST36")]


@pytest.fixture(scope="module")
def shown(facts, documents):
    return {key: section(facts, documents, *key) for key in SEEN}


def plain(markup):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", str(markup))))


@pytest.mark.parametrize("key", SEEN)
def test_a_section_always_says_that_trials_test_whole_prescriptions(shown, key):
    assert "Trials test whole prescriptions, never one point" in plain(shown[key])
    assert (f"belongs to {key[1]} alone" in plain(shown[key])) == bool(key[1])


@pytest.mark.parametrize("key", SEEN)
def test_every_part_is_there_and_no_id_is_there_twice(shown, key):
    ids = re.findall(r'\bid="([^"]+)"', shown[key])
    assert len(ids) == len(set(ids))
    assert {"trials", "trials-pain", "trials-function", "trials-changes", "trials-people"} <= set(ids)
    assert len(re.findall(r"<p data-summary>\S", shown[key])) == 3


def test_the_same_arguments_give_the_same_text(facts, documents, shown):
    assert section(facts, documents, "chronic", "BL23") == shown["chronic", "BL23"]
    assert isinstance(shown["chronic", ""], Markup)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_difference_has_a_row_and_a_way_to_its_analysis(facts, shown, question):
    text = shown[question, ""]
    for chart in trial_changes(facts, question):
        for group in chart.groups:
            assert f'/evidence{group.choices.to_search()}#analysis"'.replace("&", "&amp;") in text
            assert unescape(group.note) in unescape(text)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_local_criteria_stand_in_a_closed_part_of_their_own(facts, shown, question):
    text = shown[question, ""]
    found = trial_responders(facts, question)
    assert found.local
    closed = re.search(r"<details>\s*<summary>By the authors' own criteria.*?</details>", text, re.DOTALL)
    outside = text.replace(closed[0], "")
    assert "otal effective rate" not in outside
    assert "(local criteria)" not in outside
    assert all(str(Markup.escape(one.measure)) in closed[0] for one in found.local)


def test_each_definition_of_a_responder_stands_beside_its_bars(facts, shown):
    for question in QUESTIONS:
        for one in trial_responders(facts, question).named:
            assert one.definition in unescape(shown[question, ""])


def test_a_point_without_figures_says_why_and_how_many_others_have_some(shown):
    text = plain(shown["chronic", "ST36"])
    assert "have no pain figures in our data" in text
    assert re.search(r"No trial that needled ST36 .* can be worked out; \d+ trials of the question have", text)
    assert "<svg" not in shown["chronic", "ST36"]


def test_acute_pain_says_that_it_has_no_levels(shown):
    assert "No trial here printed levels of pain after the start that can be drawn" in plain(shown["acute", ""])


def test_pictures_are_named_and_tables_can_be_reached_by_keyboard(shown):
    for text in shown.values():
        for svg in re.findall(r"<svg [^>]*>", text):
            assert "aria-labelledby" in svg or 'aria-hidden="true"' in svg
        for scroll in re.findall(r'<div class="scroll"[^>]*>', text):
            assert 'tabindex="0"' in scroll
            assert "aria-label=" in scroll


def test_hostile_facts_stay_text(hostile, documents):
    for question in QUESTIONS:
        text = section(hostile, documents, question)
        assert MARK not in text
        assert "&lt;b id=" in text
        tree(text)


def test_the_panel_has_nothing_yet(facts, documents):
    assert panel(facts, documents, "chronic", "BL23") == ""


def test_unknown_names_are_refused(facts, documents):
    with pytest.raises(ValueError, match="valid"):
        section(facts, documents, "back")
    with pytest.raises(KeyError):
        section(facts, documents, "chronic", "XX1")
