"""What is missing is said with numbers that the tables bear out, and is left out where it is not so."""

import re
from dataclasses import replace

import pytest

from dashboard.evidence import gaps
from dashboard.evidence.missing import has_figures, missing, prints_depth
from dashboard.evidence.points_used import naming, trials_for
from dashboard.evidence.questions import QUESTIONS


def findings(facts, key, analysed=()):
    return {finding.key: finding for finding in missing(facts, key, frozenset(analysed)).findings}


@pytest.mark.parametrize("key", QUESTIONS)
def test_each_list_is_as_long_as_its_sentence_says(facts, key):
    found, total = findings(facts, key), len(trials_for(facts, key))
    told = {name: re.search(rf"(\d+|All|None)(?: of)? {total} reported", f.text) for name, f in found.items()}
    for name in ("sham", "no-figures", "no-points", "harms"):
        number = {"All": total, "None": 0}.get(told[name][1]) if not told[name][1].isdigit() else int(told[name][1])
        assert len(found[name].items) == number, name
    with_depth = 0 if told["no-depth"][1] == "None" else int(told["no-depth"][1])
    assert len(found["no-depth"].items) == total - with_depth


@pytest.mark.parametrize("key", QUESTIONS)
def test_numbers_are_those_of_the_tables(facts, key):
    found = findings(facts, key)
    studies = {trial.trial.study_id for trial in trials_for(facts, key)}
    shams = {arm.study_id for arm in facts.arms if arm.arm_type.startswith("sham")} & studies
    figures = {row.study_id for row in (*facts.outcomes, *facts.contrasts)} & studies
    harms = {row.study_id for row in facts.adverse} & studies
    assert len(found["sham"].items) == len(shams)
    assert f"; {len(shams & figures)} of these" in found["sham"].text
    assert len(found["no-figures"].items) == len(studies - figures)
    assert len(found["harms"].items) == len(harms)
    assert len(found["no-points"].items) == len(naming(facts, key).nowhere)


def test_side_effects_are_counted_in_the_table_and_a_note_may_tell_of_more(facts):
    text = findings(facts, "chronic")["harms"].text
    assert "have side effects counted in the table of harms." in text
    assert "a note on the trial may tell of harm" in text
    assert any(
        trial.trial.study_id == "cnslbp150_sham_cn" and not trial.adverse for trial in trials_for(facts, "chronic")
    )


def test_how_closely_the_trials_were_read(facts):
    statuses = [trial.trial.status for trial in trials_for(facts, "chronic")]
    full, abstract = statuses.count("full_text"), statuses.count("abstract")
    text = findings(facts, "chronic")["reading"].text
    assert text.startswith(f"{full or 'None'} of {len(statuses)} reported trials ")
    assert f"read in full, {abstract} in the abstract, {len(statuses) - full - abstract} in another work." in text
    read = {key: replace(row, status="full_text") for key, row in facts.trials.items()}
    assert "reading" not in findings(replace(facts, trials=read), "chronic")


def test_without_a_review_against_sham_it_says_so_and_still_counts_the_trials(facts):
    without = replace(facts, effects=tuple(row for row in facts.effects if row.comparison != "vs_sham"))
    text = findings(without, "chronic")["sham"].text
    assert text.startswith(gaps.missing_sham(without, "chronic"))
    assert "14 of 32 reported trials have a sham arm" in text


def test_reviews_against_sham_are_counted_once_each(facts):
    reviews = {
        row.review_id
        for row in facts.effects
        if (row.condition, row.comparison, row.outcome) == ("acute_lbp", "vs_sham", "pain")
    }
    assert findings(facts, "acute")["sham"].text.startswith(f"{len(reviews)} reviews in our data pooled")


def test_trials_in_no_analysis(facts):
    with_figures = [trial.trial.study_id for trial in trials_for(facts, "chronic") if has_figures(trial)]
    none = findings(facts, "chronic")["not-analysed"]
    assert none.text.startswith(f"None of {len(with_figures)} reported trials with figures stands in")
    assert len(none.items) == len(with_figures)
    some = findings(facts, "chronic", with_figures[1:])["not-analysed"]
    assert some.text.startswith(f"Of {len(with_figures)} reported trials with figures, 1 has none")
    assert len(some.items) == 1
    assert "not-analysed" not in findings(facts, "chronic", with_figures)


def test_plans_have_their_name_year_registration_and_link(facts):
    plans = findings(facts, "upper")["plans"]
    assert plans.text.startswith("1 published plan and 3 registry records without a report in our data.")
    assert len(plans.items) == 4
    assert all(item.link for item in plans.items)
    record = next(item for item in plans.items if item.name == "NCT01674387")
    assert record.detail == "registered: no result; year not stated; 60 people planned"
    assert record.link.url == "https://clinicaltrials.gov/study/NCT01674387"


def test_a_plan_is_no_reported_trial(facts):
    plans = {item.name for item in findings(facts, "chronic")["plans"].items}
    for name, finding in findings(facts, "chronic").items():
        if name != "plans":
            assert plans.isdisjoint(item.name for item in finding.items), name


@pytest.mark.parametrize(
    ("study", "printed"),
    [
        ("pach2013", True),  # by point
        ("haake2007", True),  # by arm and for the trial
        ("cherkin2009", True),  # by arm alone
        ("vas2012", False),  # in cun
        ("yeung2003", False),  # by what the patient felt
    ],
)
def test_a_depth_counts_in_millimetres_only(facts, study, printed):
    assert prints_depth(facts.of_trial(study)) is printed


@pytest.mark.parametrize("other", ["trial_points", "trial_needling"])
def test_a_depth_of_the_sham_alone_is_none(facts, other):
    trial = facts.of_trial("pach2013")
    row = replace(trial.trial, needle_depth_min_mm=None, needle_depth_max_mm=None)
    here_only = replace(trial, trial=row, **{other: ()})
    shams = tuple(replace(arm, arm_type="sham_penetrating") for arm in trial.arms)
    assert prints_depth(here_only)
    assert not prints_depth(replace(here_only, arms=shams))


def test_the_upper_back_is_told_for_its_question_only(facts):
    assert findings(facts, "upper")["upper-back"].text == gaps.upper_back(facts)
    assert "upper-back" not in findings(facts, "chronic")


def test_what_is_not_missing_is_left_out(facts):
    plans = {key: row for key, row in facts.trials.items() if row.reported == "reported"}
    assert "plans" not in findings(replace(facts, trials=plans), "chronic")


def test_without_any_trial_it_says_only_that(facts):
    assert [f.text for f in missing(replace(facts, trials={}), "acute", ()).findings] == [
        "No reported trial in our data is about acute low back pain."
    ]
