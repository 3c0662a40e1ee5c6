"""What the switches offer: every choice of the address, with the trials that stand behind it."""

from dataclasses import replace

import pytest

from dashboard.evidence.analysis import analysis
from dashboard.evidence.analysis_offers import LEGENDS, SHOWN, WORDS, offered, pool_words, switches
from dashboard.evidence.choices import FIELDS, Choices
from dashboard.evidence.pool_rows import members_of, pools_for
from dashboard.evidence.questions import QUESTIONS


def made(facts, choices):
    it = analysis(facts, choices)
    return {switch.field: switch for switch in switches(facts, choices, it.families, it.pool)}


def test_every_choice_has_words_and_every_switch_a_legend():
    for field, words in WORDS.items():
        assert set(words) == set(FIELDS[field])
        assert set(SHOWN.get(field, words)) == set(FIELDS[field])
    assert set(LEGENDS) == {*WORDS, "pool"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_counts_are_the_members_of_the_pools(facts, question):
    now = Choices(question)
    for field in ("comparison", "outcome", "window"):
        for option in made(facts, now)[field].options:
            there = replace(now, **{field: option.value})
            pools = pools_for(facts, there.question, there.comparison, there.outcome, there.window)
            assert option.n == len({row.study_id for pool in pools for row in members_of(facts, pool)})
            assert option.chosen == (option.value == getattr(now, field))


def test_a_trial_in_two_families_is_counted_once(facts):
    now = Choices("chronic", "vs_sham", "pain", "long")
    (option,) = [option for option in made(facts, now)["window"].options if option.chosen]
    assert len(analysis(facts, now).families) == 2
    assert option.n == 1


def test_families_are_a_switch_where_there_are_several(facts):
    assert "pool" not in made(facts, Choices("chronic", "vs_usual_care", "function", "short"))
    now = Choices("chronic", "vs_sham", "pain", "long", pool="chronic_sham_pain_long_sf36")
    switch = made(facts, now)["pool"]
    assert [(option.value, option.chosen, option.n) for option in switch.options] == [
        ("chronic_sham_pain_long", False, 1),
        ("chronic_sham_pain_long_sf36", True, 1),
    ]


def test_each_switch_has_one_choice_made_and_says_what_it_is(facts):
    for pool in facts.pools.values():
        now = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id)
        for field, switch in made(facts, now).items():
            assert [option.chosen for option in switch.options].count(True) == 1, field
            assert switch.legend == LEGENDS[field]
            assert len({option.words for option in switch.options}) == len(switch.options)
            assert all((option.n is None) == (field in ("model", "order")) for option in switch.options)


def test_windows_run_in_time(facts):
    windows = [option.value for option in made(facts, Choices())["window"].options]
    assert windows == ["immediate", "short", "intermediate", "long"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_pool_of_a_question_is_offered_with_its_trials_and_leads_there(facts, question):
    pools = [pool for pool in facts.pools.values() if pool.question == question]
    offers = offered(facts, Choices(question, model="pm", without=("haake2007",)))
    assert len(offers) == len(pools)
    assert len({words for words, _ in offers}) == len(offers)
    for pool, (words, to) in zip(pools, offers, strict=True):
        it = analysis(facts, to)
        assert it.pool is pool
        n = len(it.rows)
        assert words == f"{pool_words(pool)} ({n} {'trial' if n == 1 else 'trials'})"


def test_a_pool_is_named_by_what_it_compares(facts):
    assert pool_words(facts.pools["chronic_usual_function_long"]) == (
        "Function against usual care, a year or more: Roland-Morris disability questionnaire"
    )
