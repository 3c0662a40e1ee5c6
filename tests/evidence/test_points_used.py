"""Points are counted once per trial, for reported trials that answer the question, and nothing else is added."""

from dataclasses import replace

import pytest

from dashboard.evidence.points_used import (
    NOT_BY_USE,
    SURVEYED,
    Naming,
    naming,
    points_used,
    surveys,
    trials_for,
)
from dashboard.evidence.questions import QUESTIONS, place_of_trial
from dashboard.evidence.rungs import PLANNED, rungs, trials_of


@pytest.fixture(scope="module")
def used(facts):
    return {key: points_used(facts, key) for key in QUESTIONS}


def by_code(used):
    return {use.code: use for use in used.uses}


@pytest.mark.parametrize("key", QUESTIONS)
def test_each_point_has_the_trials_that_its_own_panel_counts(facts, used, key):
    found = {code: use.trials for code, use in by_code(used[key]).items()}
    assert found == {code: len(trials_of(facts, code, key)) for code in facts.points if trials_of(facts, code, key)}


@pytest.mark.parametrize("key", QUESTIONS)
def test_the_most_needled_come_first_and_ties_keep_the_order_of_the_file(facts, used, key):
    place = {code: number for number, code in enumerate(facts.points)}
    order = [(-use.trials, place[use.code]) for use in used[key].uses]
    assert order == sorted(order)


@pytest.mark.parametrize("key", QUESTIONS)
def test_parts_never_exceed_their_whole(used, key):
    for use in used[key].uses:
        assert 0 <= use.every_patient <= use.trials
        assert 0 <= use.sham_controlled <= use.trials <= len(used[key].naming.by_arm)
        assert use.chosen + use.every_patient == use.trials


def test_the_roles_of_a_point_as_the_table_has_them(facts, used):
    # Counted from the rows themselves, without the words a trial is put in.
    studies = set(trials_of(facts, "BL23", "chronic"))
    rows = [row for row in facts.of("BL23").trial_points if row.study_id in studies]
    arms = {(arm.study_id, arm.arm_id): arm.arm_type for arm in facts.arms}
    fixed = {r.study_id for r in rows if r.role == "fixed" and "sham" not in arms[r.study_id, r.arm_id]}
    shams = {arm.study_id for arm in facts.arms if arm.study_id in studies and arm.arm_type.startswith("sham")}
    use = by_code(used["chronic"])["BL23"]
    assert (use.trials, use.every_patient, use.sham_controlled) == (len(studies), len(fixed), len(shams))
    assert 0 < use.every_patient < use.trials


def test_a_point_from_a_menu_is_not_what_every_patient_got(facts):
    rows = tuple(replace(row, role="menu") for row in facts.trial_points)
    menus = points_used(replace(facts, trial_points=rows), "chronic").uses
    assert menus
    assert {use.every_patient for use in menus} == {0}


def test_a_point_of_a_sham_arm_is_not_counted(facts):
    arms = tuple(replace(arm, arm_type="sham_penetrating") for arm in facts.arms)
    shams = points_used(replace(facts, arms=arms), "upper")
    assert (shams.uses, shams.outside, shams.naming.by_arm) == ((), (), ())


def test_a_trial_set_apart_is_not_counted(facts):
    trials = {key: replace(row, apart_reason="another needle") for key, row in facts.trials.items()}
    apart = points_used(replace(facts, trials=trials), "chronic")
    assert (apart.uses, apart.naming.reported, apart.n_planned) == ((), 0, 0)


@pytest.mark.parametrize("key", QUESTIONS)
def test_plans_stand_apart(facts, used, key):
    plans = trials_for(facts, key, planned=True)
    assert used[key].n_planned == len(plans) > 0
    assert {trial.trial.reported for trial in plans} <= set(PLANNED)
    for code in used[key].only_planned:
        assert trials_of(facts, code, key) == ()
        assert any(rung.planned and not rung.apart for rung in rungs(facts, code, key))
    for use in used[key].uses:
        assert use.planned <= len(plans)


def test_when_every_trial_is_a_plan_nothing_is_counted(facts):
    trials = {key: replace(row, reported="protocol") for key, row in facts.trials.items()}
    planned = points_used(replace(facts, trials=trials), "chronic")
    assert planned.uses == planned.outside == ()
    assert "BL23" in planned.only_planned


@pytest.mark.parametrize("key", QUESTIONS)
def test_the_denominator_is_every_reported_trial_of_the_question(facts, used, key):
    places = [(row, place_of_trial(facts, row)) for row in facts.trials.values()]
    mine = {row.study_id for row, p in places if key in p.questions and not p.beside and row.reported == "reported"}
    found = used[key].naming
    assert found.reported == len(mine)
    assert sorted(found.by_arm + found.as_a_whole + found.nowhere) == sorted(mine)


def test_where_trials_name_their_points(facts):
    found = naming(facts, "upper")
    assert "ho2017" in found.as_a_whole  # four points, in the trial's own columns only
    assert "wu_gb21" in found.by_arm
    for study in found.nowhere:
        row = facts.trials[study]
        assert row.acupoints_fixed + row.acupoints_optional + row.acupoints_used == ()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("ab", "", ""), "2 of 2 reported trials name their points arm by arm and are counted."),
        (
            ("a", "b", "cd"),
            "1 of 4 reported trials name their points arm by arm and are counted. 1 more gives one list for the whole "
            "trial, which is not counted by point. For 2 no point is named in what we read of them.",
        ),
        (
            ("", "bc", ""),
            "0 of 2 reported trials name their points arm by arm and are counted. 2 more give one list for the whole "
            "trial, which is not counted by point.",
        ),
    ],
)
def test_naming_in_words(parts, words):
    assert Naming(*(tuple(part) for part in parts)).words == words


def test_points_that_the_atlas_lacks_are_told(facts, used):
    for key in QUESTIONS:
        assert {point.code for point in used[key].outside}.isdisjoint(facts.points)
    assert ("EX-HN3", 1) in {(point.code, point.trials) for point in used["acute"].outside}


def test_a_tender_spot_has_no_place(used):
    uses = by_code(used["upper"])
    assert not uses["ASHI"].placed
    assert uses["GB21"].placed


def test_every_count_of_the_literature_has_its_place(facts):
    assert {row.condition for row in facts.point_frequency} == set(SURVEYED)
    assert {row.source_id for row in facts.point_frequency} >= NOT_BY_USE


def test_counts_of_the_literature_stay_as_printed_and_apart(facts):
    neck, *others = surveys(facts, "upper")
    assert neck.found[0].codes == ("GB21",)
    assert neck.found[0].figure == "4 of 5 trials"
    assert neck.total == "5 trials"
    assert neck.sources == ("tara",)
    assert all(survey.beside for survey in others)
    rows = [row for row in facts.point_frequency if row.condition == "neck"]
    assert [found.codes for found in neck.found] == [(row.point,) for row in rows]


def test_a_pair_is_one_entry_and_a_ranking_by_effect_is_none(facts):
    found = surveys(facts, "chronic")
    assert any(entry.codes == ("BL23", "BL40") for survey in found for entry in survey.found)
    assert not any("effect" in survey.note and "not for how often" in survey.note for survey in found)
    order = [bool(survey.beside) for survey in found]
    assert order == sorted(order)


def test_an_unknown_question_is_named(facts):
    with pytest.raises(ValueError, match="hips"):
        points_used(facts, "hips")
