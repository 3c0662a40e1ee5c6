from dataclasses import replace

import pytest

from dashboard.evidence import comparisons
from dashboard.facts import evidence_words


def test_every_kind_of_difference_has_words():
    assert set(comparisons.EFFECTS) == set(evidence_words.CONTRAST_EFFECTS)


@pytest.mark.parametrize(
    ("study", "labels"),
    [
        ("brinkhaus2006", ["acupuncture", "sham (needle through the skin)", "waiting list"]),
        (
            "pach2013",
            [
                "acupuncture: Set points on both sides",
                "acupuncture: Points chosen by Chinese-medicine diagnosis",
            ],
        ),
        (
            "zhao2024",
            [
                "acupuncture: Points that were more sensitive to pressure",
                "acupuncture: Points that were less sensitive to pressure",
                "sham (kind not stated)",
                "waiting list",
            ],
        ),
        ("zhang2017", ["electroacupuncture", "other treatment: Medium-frequency electrotherapy"]),
    ],
)
def test_arm_labels(facts, study, labels):
    assert [line.label for line in comparisons.arm_lines(facts.of_trial(study))] == labels


@pytest.mark.parametrize(
    ("description", "label"),
    [
        ("", "acupuncture: hsa"),
        ("Points far from the pain", "acupuncture: Points far from the pain"),
        ("x" * 60, f"acupuncture: {'x' * 60}"),
        ("Points far from the pain, needled one by one while the patient moves the neck", "Points far from the pain"),
        ("Points far from the pain (the hand, the foot and the leg below the knee alike)", "Points far from the pain"),
        (
            "Points far from the pain; n is half of the 120 people who were randomised in all",
            "Points far from the pain",
        ),
        # A list is not broken off as if it were whole.
        (
            "BL24, lumbar EX-B2, entry of the superior gluteal nerve and BL40 on the sore side",
            "BL24, lumbar EX-B2, entry of the superior gluteal nerve…",
        ),
        (
            "Facet joint, transverse process, entry of the superior gluteal nerve, BL40",
            "Facet joint, transverse process, entry",
        ),
        ("x" * 61, f"acupuncture: {'x' * 60}…"),
    ],
)
def test_a_label_is_told_from_the_description_and_only_without_one_from_the_id(facts, description, label):
    trial = facts.of_trial("pach2013")
    arms = (replace(trial.arms[0], arm_id="hsa", description=description), replace(trial.arms[1], description="Other"))
    told = comparisons.arm_lines(replace(trial, arms=arms))[0].label
    assert label in told
    assert len(told) <= len("acupuncture: ") + comparisons.LABEL_LENGTH + 1
    assert not told.endswith((" …", ",…"))


def test_arms_that_begin_alike_are_told_apart(facts):
    trial = facts.of_trial("pach2013")
    long = "Needles left in for a while, at the points that hurt most, {} a current through them"
    arms = tuple(
        replace(arm, description=long.format(how)) for arm, how in zip(trial.arms, ("with", "without"), strict=True)
    )
    assert [line.label for line in comparisons.arm_lines(replace(trial, arms=arms))] == [
        f"acupuncture: {arm.description}" for arm in arms
    ]
    same = tuple(replace(arm, description="The same") for arm in trial.arms)
    assert [line.label for line in comparisons.arm_lines(replace(trial, arms=same))] == [
        "acupuncture: standardized",
        "acupuncture: individualized",
    ]


def test_an_id_stands_in_no_label_where_there_is_a_description(facts):
    short = {"hsa", "lsa", "bfb", "mfe", "lido", "roundsharp", "ea squat"}
    labels = [line.label for study in facts.trials for line in comparisons.arm_lines(facts.of_trial(study))]
    assert short.isdisjoint(label.partition(": ")[2] for label in labels)
    assert all(len(label) <= 110 for label in labels)


def test_a_difference_at_week_0_is_dated_the_same_day_and_no_start(facts):
    told = comparisons.comparisons(facts, facts.of_trial("irnich2002"))
    assert [c.when for c in told] == ["the same day"] * 2
    assert all(", the same day: " in c.words for c in told)


def test_no_two_arms_of_any_trial_share_a_label(facts):
    for study in facts.trials:
        labels = [line.label for line in comparisons.arm_lines(facts.of_trial(study))]
        assert len(labels) == len(set(labels)), study


@pytest.mark.parametrize(
    ("favours", "verdict"),
    [
        ("arm", "better with acupuncture"),
        ("comparator", "better with sham (needle through the skin)"),
        ("none", "no clear difference"),
        ("", comparisons.NO_VERDICT),
    ],
)
def test_the_direction_follows_the_favours_cell_and_not_the_sign(facts, favours, verdict):
    row = next(r for r in facts.of_trial("brinkhaus2006").contrasts if r.comparator_arm_id == "minimal")
    for value in (row.value, -row.value):
        trial = replace(facts.of_trial("brinkhaus2006"), contrasts=(replace(row, favours=favours, value=value),))
        assert comparisons.comparisons(facts, trial)[0].verdict == verdict


def test_a_difference_without_a_value_or_an_interval_says_so(facts):
    trial = facts.of_trial("brinkhaus2006")
    bare = replace(trial.contrasts[0], value=None, ci_low=None, ci_high=None)
    assert comparisons.comparisons(facts, replace(trial, contrasts=(bare,)))[0].figure == (
        "not printed (no interval printed)"
    )


def test_all_differences_of_all_trials_can_be_said(facts):
    told = [c for study in facts.trials for c in comparisons.comparisons(facts, facts.of_trial(study))]
    assert len(told) == len(facts.contrasts)
    assert all(c.words.endswith(".") for c in told)


def test_a_difference_without_a_direction_is_given_as_printed_and_never_read_from_its_sign(facts):
    trial = facts.of_trial("cherkin2009")
    bare = tuple(replace(row, favours="", se=None) for row in trial.contrasts)
    told = comparisons.comparisons(facts, replace(trial, contrasts=bare))
    assert told
    assert all(c.words.endswith("(no interval printed); figure as printed, no better arm named.") for c in told)


def test_a_standard_error_is_said_where_it_is_printed_instead_of_an_interval(facts):
    told = [c.figure for c in comparisons.comparisons(facts, facts.of_trial("cherkin2009"))]
    assert len(told) == 12
    assert "−2.38 (standard error 0.56)" in told
