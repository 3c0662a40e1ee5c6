import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.evidence.comparisons import arm_lines
from dashboard.evidence.points_used import trials_for
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of
from dashboard.evidence.trial_responders import randomised_by_arm, trial_responders

DATA = Path(__file__).resolve().parents[2] / "data" / "evidence"


def table(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counted_in(row):
    """Whether a row has both numbers of a count that the source printed."""
    return (
        bool(row["events"] and row["total"])
        and "ount worked out" not in row["note"]
        and "ounts worked" not in row["note"]
    )


def every(found):
    return [one for sort in (found.named, found.other, found.local) for one in sort]


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_every_count_and_per_cent_is_the_one_in_the_table(facts, question):
    labels = {row["measure"]: row["label"] for row in table("measure_names.csv")}
    ids = {trial.trial.study_id for trial in trials_for(facts, question)}
    arms = {(study, line.arm_id): line.label for study in ids for line in arm_lines(facts.of_trial(study))}
    printed = sorted(
        (
            row["study_id"], labels[row["measure"]], arms[row["study_id"], row["arm_id"]],
            *((row["events"], row["total"]) if counted_in(row) else ("", "")), float(row["value"]),
        )
        for row in table("outcomes.csv")
        if row["study_id"] in ids and row["stat"] in ("proportion", "percent_unclear") and not row["subgroup"]
    )  # fmt: skip
    shown = sorted(
        (
            one.study_id, one.measure, arm.arm,
            "" if arm.better is None else str(arm.better), "" if arm.counted is None else str(arm.counted), arm.percent,
        )
        for one in every(trial_responders(facts, question))
        for arm in one.arms
    )  # fmt: skip
    assert shown == printed
    assert shown


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_no_people_are_made_from_a_per_cent(facts, question):
    for one in every(trial_responders(facts, question)):
        for arm in one.arms:
            if arm.better is None:
                assert arm.cases is None
                assert "no count printed" in arm.words()
            elif arm.cases:
                assert (arm.cases.better, arm.cases.counted) == (arm.better, arm.counted)


def test_a_count_that_was_worked_out_from_a_per_cent_is_not_shown_as_one(facts):
    one = next(one for one in trial_responders(facts, "upper").local if one.study_id == "liwd2013")
    assert [arm.words("") for arm in one.arms] == [
        "85 % of 40 as printed; no count printed",
        "100 % of 40 as printed; no count printed",
    ]


@pytest.mark.parametrize(
    ("question", "sort", "study", "arm", "cases"),
    [
        ("chronic", "named", "carlsson2001", "acupuncture_combined", (16, 34, 34, 0, 16, 16)),
        ("chronic", "named", "carlsson2001", "mock_tens", (2, 16, 16, 0, 2, 2)),
        ("upper", "named", "eslamian2020", "ea", (20, 25, 25, 0, 20, 20)),
        ("acute", "local", "dynamicqi_als", "ret10", (34, 36, 40, 4, 34, 38)),
        ("acute", "local", "dynamicqi_als", "celecoxib", (27, 34, 40, 6, 27, 33)),
    ],
)
def test_best_and_worst_case_as_worked_out_by_hand(facts, question, sort, study, arm, cases):
    one = next(one for one in getattr(trial_responders(facts, question), sort) if one.study_id == study)
    label = next(line.label for line in arm_lines(facts.of_trial(study)) if line.arm_id == arm)
    found = next(share for share in one.times[0].arms if share.arm == label).cases
    assert (found.better, found.counted, found.randomised, found.lost, found.worst, found.best) == cases


def test_local_criteria_and_other_counts_never_stand_among_responders(facts):
    for question in QUESTIONS:
        found = trial_responders(facts, question)
        named, local = ({one.measure for one in sort} for sort in (found.named, found.local))
        assert all(measure.endswith("(local criteria)") for measure in local)
        assert not any(
            "local criteria" in measure or "Relapse" in measure or "blinding" in measure for measure in named
        )
        domains = {name.label: name.domain for name in facts.measure_names.values()}
        assert {domains[measure] for measure in named} <= {"responder"}


def test_each_trial_says_what_it_counted_as_better_and_says_it_once(facts):
    for question in QUESTIONS:
        for one in every(trial_responders(facts, question)):
            assert one.definition
    carlsson = next(o for o in trial_responders(facts, "chronic").named if o.study_id == "carlsson2001")
    assert carlsson.definition.startswith("Improved in the view of an independent observer")
    assert carlsson.definition.count("Per cent worked out from the printed counts.") == 1


def test_without_a_note_the_measure_stands_for_the_definition(facts):
    bare = replace(facts, outcomes=tuple(replace(row, note="") for row in facts.outcomes))
    one = next(one for one in trial_responders(bare, "upper").named if one.study_id == "eslamian2020")
    assert (
        one.definition
        == "Responders (per cent; by the trial's own threshold); our data have no more on how it was counted."
    )


@pytest.mark.parametrize(
    ("study", "arms", "known"),
    [
        ("carlsson2001", ("acupuncture_combined", "mock_tens"), True),
        ("carlsson2001", ("acupuncture_combined", "manual"), False),
        ("debar2025", ("standard", "usual_care"), False),
        ("zhouwc2016", ("acutuina", "tuina"), False),
        ("haake2007", ("verum", "sham"), True),
    ],
    ids=["the arms add up", "arms that overlap", "numbers not printed", "worked out, not printed", "all arms add up"],
)
def test_a_number_counts_as_randomised_only_where_it_is_printed_and_adds_up(facts, study, arms, known):
    found = randomised_by_arm(facts.of_trial(study), arms)
    assert set(found) == (set(arms) if known else set())


def test_more_people_counted_than_randomised_give_no_cases(facts):
    odd = replace(
        facts,
        outcomes=tuple(
            replace(row, total=60) if row.study_id == "eslamian2020" and row.total else row for row in facts.outcomes
        ),
    )
    one = next(one for one in trial_responders(odd, "upper").named if one.study_id == "eslamian2020")
    assert [arm.cases for arm in one.arms] == [None, None]
    assert "not known" in one.arms[0].words()


def test_a_point_keeps_only_its_trials(facts):
    found = trial_responders(facts, "upper", "GB21")
    assert {one.study_id for one in every(found)} <= set(trials_of(facts, "GB21", "upper"))
    assert found.n_trials == len(trials_of(facts, "GB21", "upper"))
