from dataclasses import replace

import pytest

from dashboard.evidence.stricta import NOT_REPORTED, WHOLE_TRIAL, arm_needlings

ORDER = [
    "Style",
    "Reasons for the treatment",
    "Number of needles",
    "Points",
    "Depth",
    "Response sought",
    "Stimulation",
    "Needles left in",
    "Needle",
    "Sessions",
    "Over",
    "Other components",
    "Practitioner",
    "Compared with",
]


def items(facts, study, arm):
    (found,) = [needling for needling in arm_needlings(facts.of_trial(study)) if needling.line.arm_id == arm]
    return {item.name: item for item in found.items}


def test_every_needled_arm_of_every_trial_lists_every_item_in_order(facts):
    for study in facts.trials:
        for needling in arm_needlings(facts.of_trial(study)):
            assert [item.name for item in needling.items] == ORDER, study
            assert all(item.words for item in needling.items), study
            assert needling.status


@pytest.mark.parametrize(
    ("study", "arm", "name", "words", "note"),
    [
        ("brinkhaus2006", "acupuncture", "Needles left in", "30 minutes", ""),
        ("brinkhaus2006", "acupuncture", "Response sought", "sought (de qi)", ""),
        ("brinkhaus2006", "acupuncture", "Depth", NOT_REPORTED, ""),
        ("brinkhaus2006", "acupuncture", "Over", "8 weeks", ""),
        ("pach2013", "standardized", "Depth", "10 to 20 mm; by size of the muscle", "of the arm, not of any one point"),
        ("pach2013", "standardized", "Needle", "0.20-0.30 mm thick, 20-40 mm long", ""),
        ("cherkin2009", "individualized", "Response sought", "sought (de qi)", WHOLE_TRIAL),
        ("sung2020", "at", "Points", "8 points printed for the trial, arm not stated", "points, not needles"),
        ("shin2013", "msat", "Over", "1 day", None),
    ],
)
def test_items_are_as_the_data_have_them(facts, study, arm, name, words, note):
    item = items(facts, study, arm)[name]
    assert item.words == words
    assert note is None or item.note == note


def test_the_number_of_points_is_never_the_number_of_needles(facts):
    for study in facts.trials:
        for needling in arm_needlings(facts.of_trial(study)):
            assert {item.name: item.words for item in needling.items}["Number of needles"] == NOT_REPORTED


def test_a_range_of_an_arm_with_several_points_says_whose_it_is(facts):
    for study in facts.trials:
        trial = facts.of_trial(study)
        for row in trial.trial_needling:
            points = [point for point in trial.trial_points if point.arm_id == row.arm_id]
            if row.needle_depth_min_mm is not None and len(points) > 1:
                assert items(facts, study, row.arm_id)["Depth"].note == "of the arm, not of any one point"


def test_an_arm_without_anything_is_lacking_everything_but_its_comparison(facts):
    trial = facts.of_trial("brinkhaus2006")
    bare = replace(
        trial,
        trial=replace(
            trial.trial,
            individualised="",
            sessions="",
            weeks="",
            de_qi_sought="",
            needle_depth_note="",
            acupoints_used=(),
        ),
        trial_points=(),
        trial_needling=(),
    )
    (needling,) = arm_needlings(bare)
    assert [item.name for item in needling.items if item.known] == ["Compared with"]


def test_a_sham_arm_never_takes_the_details_of_the_trial(facts):
    trial = facts.of_trial("brinkhaus2006")
    row = replace(
        trial.trial_needling[0],
        arm_id="minimal",
        retention_min="",
        sessions="",
        weeks="",
        de_qi_sought="",
        depth_note="",
    )
    needlings = arm_needlings(replace(trial, trial_needling=(row,)))
    (sham,) = [needling for needling in needlings if needling.line.arm_id == "minimal"]
    assert {item.words for item in sham.items if item.name != "Compared with"} == {NOT_REPORTED}


def test_a_trial_of_one_arm_is_said_to_have_no_other_in_our_data(facts):
    trial = facts.of_trial("pach2013")
    (needling,) = arm_needlings(replace(trial, arms=trial.arms[:1]))
    assert needling.items[-1].words == "no other arm in our data"
