from dataclasses import replace

from dashboard.evidence import gaps


def test_a_missing_sham_comparison_is_said(facts):
    without = replace(facts, effects=tuple(row for row in facts.effects if row.comparison != "vs_sham"))
    assert gaps.missing_sham(without, "upper") == (
        "No review in our data pooled acupuncture against sham for pain in upper back and neck pain."
    )
    assert gaps.missing_sham(facts, "upper") == ""


def test_the_upper_back_itself_is_told_from_the_neck(facts):
    told = gaps.upper_back(facts)
    assert "treated the upper back itself" in told
    assert "none of them has a sham arm with pain figures" in told


def test_without_upper_back_trials_it_says_so(facts):
    trials = {key: row for key, row in facts.trials.items() if row.region != "upper_back"}
    assert "no reported trial treated the upper back itself" in gaps.upper_back(replace(facts, trials=trials))
