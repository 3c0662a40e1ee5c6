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
        ("pach2013", ["acupuncture: standardized", "acupuncture: individualized"]),
    ],
)
def test_arm_labels(facts, study, labels):
    assert [line.label for line in comparisons.arm_lines(facts.of_trial(study))] == labels


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
