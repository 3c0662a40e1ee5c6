import pytest

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain.benefits import (
    FUNCTION,
    MEDICATION,
    MIXED,
    NO_DATA,
    NOT_SHOWN,
    PAIN,
    REVIEWS,
    SHOWN,
    TRIALS,
    UNCLEAR,
    WORSE_THAN,
    _together,
    benefits,
)
from dashboard.explain.pool_lines import BETTER, UNSURE, WORSE
from dashboard.explain.say import english
from tests.explain.cells import read


def verdict(facts, question, key, comparison, reader="patient"):
    found = next(one for one in benefits(facts, question, reader).benefits if one.key == key)
    return next(one for one in found.verdicts if one.comparison == comparison)


def told(claims):
    return [english(claim.say) for claim in claims]


@pytest.mark.parametrize(
    ("stances", "together"),
    [
        ([], NO_DATA),
        ([BETTER], SHOWN),
        ([BETTER, BETTER], SHOWN),
        ([BETTER, UNSURE], UNCLEAR),
        ([BETTER, WORSE], UNCLEAR),
        ([MIXED], UNCLEAR),
        ([MIXED, UNSURE], UNCLEAR),
        ([UNSURE], NOT_SHOWN),
        ([UNSURE, WORSE], NOT_SHOWN),
        ([WORSE], WORSE_THAN),
    ],
)
def test_what_works_come_to(stances, together):
    assert _together(stances) == together


@pytest.mark.parametrize(
    ("question", "key", "comparison", "stance"),
    [
        ("chronic", PAIN, "vs_sham", UNCLEAR),
        ("chronic", PAIN, "vs_no_treatment", SHOWN),
        ("chronic", PAIN, "vs_usual_care", UNCLEAR),
        ("chronic", PAIN, "vs_active", UNCLEAR),
        ("chronic", FUNCTION, "vs_sham", NOT_SHOWN),
        ("chronic", FUNCTION, "vs_usual_care", SHOWN),
        ("chronic", MEDICATION, "vs_sham", NO_DATA),
        ("acute", PAIN, "vs_sham", SHOWN),
        ("acute", FUNCTION, "vs_sham", NO_DATA),
        ("acute", MEDICATION, "vs_sham", UNCLEAR),
        ("upper", PAIN, "vs_sham", UNCLEAR),
        ("upper", FUNCTION, "vs_active", NOT_SHOWN),
    ],
)
def test_verdicts(facts, question, key, comparison, stance):
    assert verdict(facts, question, key, comparison).stance == stance


def head(found):
    return english(found.head.say)


def test_one_work_alone_does_not_show_a_gain(facts):
    found = verdict(facts, "chronic", PAIN, "vs_active")
    assert (found.stance, found.works) == (UNCLEAR, 1)
    assert head(found) == "Not clear: just one study or review found a gain."


def test_a_trial_that_prints_no_gain_at_another_time_is_no_plain_gain(facts):
    printed = {row["timepoint_weeks"]: row["favours"] for row in read("contrasts") if row["study_id"] == "thomas2006"}
    assert printed == {"52": "none", "104": "arm"}
    found = verdict(facts, "chronic", PAIN, "vs_usual_care")
    assert head(found) == "Not clear: some found a gain only at some times or on some scales."
    assert told(found.counts)[1] == (
        "2 trials found less pain than with usual care only at some times or on some scales."
    )


def test_a_trial_in_none_of_our_sums_is_counted_where_it_prints_a_difference(facts):
    found = verdict(facts, "chronic", PAIN, "vs_sham")
    assert any("kong2020" in row for row in found.head.rows)
    assert "One trial found no clear gain over sham care." in told(found.counts)


def test_a_sum_that_is_not_sure_is_said_in_the_verdict(facts):
    found = verdict(facts, "chronic", PAIN, "vs_no_treatment", "practitioner")
    assert "20.5 points of 100 better (−4.2 to 45.2)" in told(found.findings)[-1]
    assert head(found) == "Shown: all that we count agree, but our own sum of trials is not sure."


def test_a_result_on_two_scales_is_one_figure(facts):
    rows = [row for row in read("effects") if row["review_id"] == "mu2020" and row["outcome"] == "function"]
    assert [bool(row["same_as"]) for row in rows] == [False, True]
    lines = told(verdict(facts, "chronic", FUNCTION, "vs_usual_care", "practitioner").findings)
    assert [line[:14] for line in lines if line.startswith("Mu 2020")] == ["Mu 2020: 9.78 "]


def test_conflicting_results_are_shown_as_conflicting(facts):
    found = verdict(facts, "upper", PAIN, "vs_sham")
    assert english(found.head.say) == "Not clear: findings do not agree."
    assert told(found.counts)[:2] == [
        "3 reviews found less pain than with sham care.",
        "One review found no clear gain over sham care.",
    ]
    assert told(found.counts)[-1] == "One trial found no clear gain over sham care."


def test_a_review_is_counted_once_however_many_figures_it_has(facts):
    rows = [row for row in read("effects") if row["condition"] == "chronic_lbp"]
    asked = [row for row in rows if (row["comparison"], row["outcome"]) == ("vs_no_treatment", "pain")]
    assert len(asked) == 3
    assert len({row["review_id"] for row in asked}) == 2
    assert told(verdict(facts, "chronic", PAIN, "vs_no_treatment").counts)[0] == (
        "2 reviews found less pain than with no treatment."
    )


@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_sham_stands_first_and_is_named_even_where_nothing_is_known(facts, question):
    for benefit in benefits(facts, question).benefits:
        assert benefit.verdicts[0].comparison == "vs_sham"


@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_no_verdict_rests_on_another_question(facts, question):
    conditions = {
        "chronic": {"chronic_lbp"},
        "acute": {"acute_lbp"},
        "upper": {"chronic_neck_pain", "neck_pain"},
    }[question]
    for benefit in benefits(facts, question, "practitioner").benefits:
        for one in benefit.verdicts:
            effects = [row.split("|") for row in one.head.rows if row.startswith("effects:")]
            assert {parts[1] for parts in effects} <= conditions
            pools = [row for row in one.head.rows if row.startswith("pools:")]
            assert all(row.startswith(f"pools:{question}_") for row in pools)


def test_what_the_cochrane_review_lacks_here_is_said(facts):
    pain = benefits(facts, "chronic").benefits[0]
    assert "Its figures against sham needles are not in our data." in told(pain.told)
    assert not any("Cochrane" in text for text in told(benefits(facts, "acute").benefits[0].told))


def test_a_size_is_told_only_on_a_printed_scale(facts):
    sizes = told(verdict(facts, "chronic", PAIN, "vs_usual_care").findings)
    assert sizes == [
        "In one review, pain was 10.26 points lower than with usual care, on a scale up to 100.",
        "How sure the review is: low certainty.",
    ]


def test_practitioners_get_every_figure(facts):
    lines = told(verdict(facts, "chronic", PAIN, "vs_sham", "practitioner").findings)
    assert lines[1].startswith("Yuan 2015: −0.47 (−0.77 to −0.17) on SMD")
    assert lines[2].startswith("From our data (Brinkhaus 2006): 5.1 points of 100 better (−3.7 to 13.9).")


def test_tablets_are_one_count(facts):
    found = verdict(facts, "acute", MEDICATION, "vs_sham")
    assert told(found.findings) == [
        "Kennedy 2008, pain tablets on average with acupuncture: 1.",
        "Kennedy 2008, pain tablets on average with sham care that does not pierce the skin: 4.2.",
    ]


def test_reviews_and_trials_have_the_same_words():
    assert REVIEWS.keys() == TRIALS.keys()
    assert TRIALS[PAIN, BETTER] == (
        "One trial found less pain than with {other}.",
        "{n} trials found less pain than with {other}.",
    )
