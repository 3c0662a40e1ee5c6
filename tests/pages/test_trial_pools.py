"""Which analyses a trial stands in: as the data say, each once, with the address that shows it."""

import csv

import pytest

from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import Choices
from dashboard.pages.trial_pools import pools_of_trial
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def named():
    with (ROOT / "data" / "evidence" / "pool_trials.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def choices_at(facts, url):
    path, fragment = url.split("#")
    assert (path.split("?")[0], fragment) == ("/evidence", "analysis")
    choices, notes = Choices.from_search(path.partition("?")[2], facts.trials, facts.pools)
    assert not notes
    return choices


def test_every_trial_lists_the_analyses_that_name_it_once(facts, named):
    for study in facts.trials:
        found = pools_of_trial(facts, study)
        pools = [choices_at(facts, one.url).pool for one in found]
        assert sorted(pools) == sorted({row["pool_id"] for row in named if row["study_id"] == study}), study
        members = {row["pool_id"] for row in named if (row["study_id"], row["part"]) == (study, "member")}
        assert {pool for pool, one in zip(pools, found, strict=True) if one.member} == members, study
        assert [one.member for one in found] == sorted((one.member for one in found), reverse=True), study


def test_a_trial_that_is_out_says_why_as_the_data_do(facts, named):
    reasons = {(row["pool_id"], row["study_id"]): row["reason"] for row in named if row["part"] == "excluded"}
    told = {
        (choices_at(facts, one.url).pool, study): one.reason
        for study in facts.trials
        for one in pools_of_trial(facts, study)
        if not one.member
    }
    assert told
    assert all(reason and reason == reasons[key] for key, reason in told.items())


def test_each_address_shows_the_analysis_it_names(facts):
    for study in facts.trials:
        for one in pools_of_trial(facts, study):
            it = analysis(facts, choices_at(facts, one.url))
            shown = it.rows if one.member else it.left_out
            assert study in {row.study_id for row in shown}, (study, one.words)
            assert one.words


def test_a_trial_that_no_analysis_names_has_none(facts):
    assert pools_of_trial(facts, "nobody1999") == ()
