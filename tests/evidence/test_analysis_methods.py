"""The methods note: it names the model, what was left out, the version of the data and every trial."""

from dataclasses import replace

import pytest

from dashboard.evidence.analysis import MODEL_WORDS, analysis
from dashboard.evidence.analysis_methods import (
    CHECKED,
    MODEL_NOTES,
    NOT_POOLED,
    PRINTED,
    RANDOM,
    UNREVIEWED,
    methods,
)
from dashboard.evidence.choices import MODELS, Choices
from tests.evidence.made_pools import POOL, with_differences

ASKED = Choices("chronic", "vs_usual_care", "function", "short")


def note(facts, choices):
    return "\n".join(methods(facts, analysis(facts, choices), "abc123"))


@pytest.mark.parametrize("model", MODELS)
def test_it_names_the_model_and_its_interval(facts, model):
    text = note(facts, replace(ASKED, model=model))
    assert f"Model: {MODEL_WORDS[model][0]}, {MODEL_WORDS[model][1]}." in text
    assert MODEL_NOTES[model] in text
    assert (RANDOM in text) == (model != "common")


def test_it_says_where_nothing_is_pooled_before_it_names_the_model(facts):
    for without in (("cherkin2009",), ("cherkin2009", "meng2003")):
        assert f"{NOT_POOLED} Model:" in note(facts, replace(ASKED, without=without))
    assert NOT_POOLED not in note(facts, ASKED)


def test_it_names_every_trial_that_is_in_taken_out_or_left_out(facts):
    for pool in facts.pools.values():
        choices = Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool.pool_id)
        it, text = analysis(facts, choices), note(facts, choices)
        assert pool.note in text
        for trial in (*it.rows, *it.left_out):
            assert trial.name in text, pool.pool_id


def test_it_says_what_the_reader_took_out(facts):
    text = note(facts, replace(ASKED, without=("cherkin2009",)))
    assert "Trials in the analysis: Meng 2003." in text
    assert "Taken out by the reader: Cherkin 2009." in text
    assert "Taken out" not in note(facts, ASKED)
    assert "Trials in the analysis: none." in note(facts, replace(ASKED, without=("cherkin2009", "meng2003")))


def test_another_arm_of_a_trial_that_is_in_is_not_the_trial(facts):
    text = note(facts, ASKED)
    assert "Left out, each with its reason on the page: Cherkin 2009 (another arm), Yun 2012," in text


def test_a_trial_that_is_not_computable_is_named_as_such_and_only_there(facts):
    bare = replace(facts, contrasts=tuple(replace(row, se=None) for row in facts.contrasts))
    text = note(bare, ASKED)
    assert "Not computable: Cherkin 2009." in text
    assert "Trials in the analysis: Meng 2003." in text


def test_it_names_the_version_of_the_data_and_the_address_of_this_very_analysis(facts):
    choices = replace(ASKED, model="pm", without=("meng2003",))
    text = note(facts, choices)
    assert f"Data version abc123; this analysis: /evidence{choices.to_search()}" in text
    assert CHECKED in text
    assert UNREVIEWED in text
    assert PRINTED in text


def test_without_a_pool_it_says_so_and_still_names_the_data(facts):
    text = note(facts, Choices("upper", "vs_sham", "pain_on_movement", "immediate"))
    assert "Nothing to pool." in text
    assert "Data version abc123." in text


def test_many_trials_are_all_named(facts):
    many = with_differences(facts)
    pool = many.pools[POOL]
    text = note(many, Choices(pool.question, pool.comparison, pool.outcome, pool.window, POOL))
    assert all(f"Made {at:02d}" in text for at in range(12))
