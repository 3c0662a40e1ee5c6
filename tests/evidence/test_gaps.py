from dataclasses import replace

from dashboard.evidence import gaps


def test_a_missing_sham_comparison_is_said(facts):
    without = replace(facts, effects=tuple(row for row in facts.effects if row.comparison != "vs_sham"))
    assert gaps.missing_sham(without, "upper") == (
        "No review in our data pooled acupuncture against sham for pain in upper back and neck pain."
    )
    assert gaps.missing_sham(facts, "upper") == ""


def test_the_upper_back_itself_is_told_from_the_neck_and_from_both_together(facts):
    assert gaps.upper_back(facts) == (
        "Most trials of this question treated the neck: 5 reported trials treated the upper back itself, and none of "
        "them has a sham arm with pain figures in our data. 3 more treated neck and upper back together."
    )


def test_without_upper_back_trials_it_says_so(facts):
    trials = {key: row for key, row in facts.trials.items() if row.region != "upper_back"}
    assert gaps.upper_back(replace(facts, trials=trials)) == (
        "Most trials of this question treated the neck: no reported trial treated the upper back itself."
    )
