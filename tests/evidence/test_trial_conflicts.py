from dataclasses import replace

import pytest

from dashboard.evidence.trial_conflicts import marked, trial_conflicts


def words(facts, study):
    return [conflict.words for conflict in trial_conflicts(facts, study)]


@pytest.mark.parametrize(
    ("study", "part"),
    [
        ("haake2007", "1117 analysed of 1802, which conflicts"),
        ("haake2007", "Sessions: 10 (+5 if partial response) for the trial, 10 for the arm"),
        ("cherkin2001", "one of the two is a misprint"),
        ("kong2020", 'the source shows "10-16"; read as 10.16'),
        ("pach2013", "yet its scores fall while patients improve"),
        ("irnich2001", "Table 3 has 16.32 and 6.93"),
        ("birch1998", "Arm sizes conflict"),
        ("guerreirodasilva2004", "read here as a rise of 0.3"),
        ("gu2019", "printed as 76.6 %, while 23 of 30 is 76.7 %"),
        ("itoh2004", "9 + 9 + 9 = 27, while 35 were randomised"),
        ("zhao2024", "differ by 9.92; the abstract prints 9.93"),
        ("sterling2015", "which prints 54 weeks for the 12-month visit"),
    ],
)
def test_what_the_data_know_to_disagree_is_told(facts, study, part):
    assert any(part in told for told in words(facts, study)), words(facts, study)


@pytest.mark.parametrize("study", ["thomas2006", "houxi_stiffneck_protocol", "lund2006"])
def test_a_trial_without_such_notes_has_none(facts, study):
    assert words(facts, study) == []


def test_each_is_told_once_with_where_it_was_read(facts):
    for study in facts.trials:
        told = trial_conflicts(facts, study)
        assert len({conflict.words for conflict in told}) == len(told)
        assert all(conflict.sources and conflict.status and conflict.about for conflict in told)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Twice a week. The abstract contradicts itself: 3 of 4. Followed up.",
            "The abstract contradicts itself: 3 of 4.",
        ),
        ("Twice a week for 4 weeks. P values only.", ""),
        ("", ""),
    ],
)
def test_only_the_sentences_that_disagree_are_kept(note, expected):
    assert marked(note) == expected


def test_rounding_is_no_conflict(facts):
    trial = facts.of_trial("guerreirodasilva2004")
    shares = [row for row in trial.outcomes if row.events is not None]
    assert [(row.value, row.events, row.total) for row in shares] == [(78.0, 21, 27), (15.0, 5, 34)]
    assert not any("while 21 of 27" in told or "while 5 of 34" in told for told in words(facts, "guerreirodasilva2004"))


def test_a_share_off_by_more_than_rounding_is_a_conflict(facts):
    rows = tuple(
        replace(row, value=79.0) if row.study_id == "guerreirodasilva2004" and row.events == 21 else row
        for row in facts.outcomes
    )
    told = words(replace(facts, outcomes=rows), "guerreirodasilva2004")
    assert any("printed as 79 %, while 21 of 27 is 77.8 %" in one for one in told)
