from dataclasses import replace

import pytest

from dashboard.evidence.rungs import LONGEST_NAME, NECK_AND_UPPER_BACK, region_words, study_name


def test_no_two_trials_share_a_name_and_none_is_nameless(facts):
    names = [study_name(facts, trial) for trial in facts.trials.values()]
    assert sorted(names) == sorted(set(names))
    assert [name for name in names if "not stated" in name.lower()] == []


@pytest.mark.parametrize(
    ("study", "name"),
    [
        ("brinkhaus2006", "Brinkhaus 2006"),
        ("nct02260284_yaotong", "NCT02260284"),
        ("trials2019_3776_korea", "Korean acupuncture trial protocol 2019"),
        ("laser_pmc4606147", "Laser acupuncture for low back pain"),
        ("cerezo2016pain", "Cerezo-Tellez 2016 (Pain)"),
        ("cerezo2016jmmt", "Cerezo-Tellez 2016 (J Man Manip Ther)"),
    ],
)
def test_study_names(facts, study, name):
    assert study_name(facts, facts.trials[study]) == name


def test_a_title_that_names_a_trial_is_cut_and_dated(facts):
    trial = replace(facts.trials["brinkhaus2006"], first_author="", registration="", title="needling the back " * 9)
    name = study_name(facts, trial)
    assert name.startswith("Needling the back")
    assert name.endswith("… 2006")
    assert len(name.removesuffix(" 2006")) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("study", "region"), [("eslamian2020", NECK_AND_UPPER_BACK), ("zhouwc2016", "upper back"), ("wu_gb21", "neck")]
)
def test_the_upper_back_is_named_alone_only_where_it_was_treated_alone(facts, study, region):
    assert region_words(facts.trials[study]) == region


def test_trials_of_one_surname_and_year_are_told_apart_whatever_their_initials(facts):
    names = {study_name(facts, row) for row in facts.trials.values() if row.first_author in ("Witt", "Witt CM")}
    assert {"Witt 2006 (Am J Epidemiol)", "Witt 2006 (Pain)"} <= names
