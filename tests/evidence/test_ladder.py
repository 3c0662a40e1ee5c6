from dataclasses import replace

import pytest

from dashboard.evidence.kinds import NEEDLED, SHAM, kind_of
from dashboard.evidence.ladder import WHOLE, ladder, ladders
from dashboard.evidence.needled import ARM, EVERY, POINT
from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import trials_of

CODES = ("BL23", "BL40", "GB21", "SI3", "EX-B8", "BL13", "ST36")
CASES = [(code, question) for code in CODES for question in QUESTIONS]


def rung(facts, code, question, study):
    it = ladder(facts, code, question)
    return next(r for r in it.trials + it.apart + it.registered + it.elsewhere if r.study_id == study)


@pytest.mark.parametrize(("code", "question"), CASES)
def test_a_trial_stands_on_one_rung_and_plans_never_count(facts, code, question):
    it = ladder(facts, code, question)
    ids = [r.study_id for group in (it.trials, it.registered, it.apart, it.elsewhere) for r in group]
    assert len(ids) == len(set(ids))
    assert all(not r.planned and not r.apart for r in it.trials)
    assert all(r.planned and not r.apart for r in it.registered)
    assert all(r.apart for r in it.apart + it.elsewhere)
    assert it.n_reported == len(it.trials)
    assert it.n_registered == len(it.registered)


@pytest.mark.parametrize(("code", "question"), CASES)
def test_counts_agree_with_the_tables(facts, code, question):
    needled = {
        row.study_id
        for row in facts.trial_points
        if row.point == code
        and kind_of(next(a for a in facts.of_trial(row.study_id).arms if a.arm_id == row.arm_id).arm_type) in NEEDLED
    }
    counted = {
        study
        for study in needled
        if (trial := facts.trials[study]).reported == "reported"
        and not trial.apart_reason
        and (condition := facts.conditions[trial.condition]).question == question
        and not condition.apart
    }
    it = ladder(facts, code, question)
    assert {r.study_id for r in it.trials} == counted == set(trials_of(facts, code, question))
    shams = {s for s in counted if any(kind_of(a.arm_type) is SHAM for a in facts.of_trial(s).arms)}
    assert it.n_sham == len(shams)


@pytest.mark.parametrize(("code", "question"), CASES)
def test_newest_first(facts, code, question):
    years = [r.year or 0 for r in ladder(facts, code, question).trials]
    assert years == sorted(years, reverse=True)


def test_a_point_that_only_a_sham_arm_pierced_is_no_trial_of_it(facts):
    for row in facts.trial_points:
        arms = {arm.arm_id: kind_of(arm.arm_type) for arm in facts.of_trial(row.study_id).arms}
        if arms[row.arm_id] is SHAM and row.point in facts.points:
            for question in QUESTIONS:
                for r in ladder(facts, row.point, question).trials:
                    assert all(arm.kind is not SHAM for arm in r.needled)


@pytest.mark.parametrize(
    ("code", "question", "text"),
    [
        ("BL13", "upper", "No reported trial in our data needled this point for upper back and neck pain."),
        ("BL23", "acute", "No reported trial in our data needled this point for acute low back pain."),
        ("GB21", "upper", "All of them treated the neck."),
        ("BL23", "chronic", "with a sham arm"),
    ],
)
def test_the_summary_says_what_there_is_or_is_not(facts, code, question, text):
    assert text in ladder(facts, code, question).summary


@pytest.mark.parametrize(
    ("code", "question", "text"),
    [
        (
            "BL52",
            "chronic",
            "1 gave it to every patient of an arm, and in 1 it is one of a menu or optional, so not every patient got",
        ),
        ("EX-B8", "chronic", "there it is one of a menu or optional, so not every patient got it."),
        ("BL23", "chronic", "9 reported trials needled this point"),
    ],
)
def test_a_menu_is_not_counted_as_given_to_every_patient(facts, code, question, text):
    it = ladder(facts, code, question)
    assert text in it.summary
    menus = sum({arm.role for arm in rung.needled} <= {"menu", "optional"} for rung in it.trials)
    assert it.n_reported - it.n_every_patient == menus > 0


@pytest.mark.parametrize(
    ("regions", "roles", "text"),
    [
        (["upper back"], "fixed", "it gave it to every patient of an arm. It treated the upper back itself."),
        (["neck and upper back"], "menu", "not every patient got it. It treated neck and upper back together."),
        (["neck", "neck"], "fixed", "all gave it to every patient of an arm. All of them treated the neck."),
        (["neck", "upper back", "neck and upper back"], "menu", "1 of them treated the upper back itself, 1 neck and"),
        (["neck", "neck and upper back"], "menu", "in all of them it is one of a menu or optional"),
    ],
)
def test_the_summary_tells_upper_back_from_neck_and_from_both(facts, regions, roles, text):
    it = ladder(facts, "GB21", "upper")
    model = it.trials[0]
    needled = (replace(model.needled[0], role=roles),)
    trials = tuple(replace(model, region=region, needled=needled) for region in regions)
    assert text in replace(it, trials=trials).summary


def test_wider_groups_are_no_answer_of_a_ladder(facts):
    it = ladder(facts, "BL23", "chronic")
    assert [e for group in it.effects for e in group.effects if e.beside] == []
    assert {e.review for group in it.wider_effects for e in group.effects} >= {"Huang 2021", "Vickers 2018"}


def test_every_ladder_says_that_trials_test_whole_prescriptions(facts):
    assert ladder(facts, "BL13", "upper").caution == WHOLE


@pytest.mark.parametrize(
    ("code", "question", "study", "depth", "of"),
    [
        ("GB21", "upper", "wu_gb21", "20 mm", POINT),
        ("BL23", "chronic", "pach2013", "10 to 20 mm", EVERY),
        ("BL23", "chronic", "cho2013", "5 to 20 mm", ARM),
        ("BL23", "chronic", "cherkin2009", "10 to 30 mm", ARM),
        ("BL24", "chronic", "carlsson2001", "20 to 30 mm", ARM),
        ("GB21", "upper", "david1998", "", ""),
    ],
)
def test_a_depth_says_whose_it_is(facts, code, question, study, depth, of):
    arm = rung(facts, code, question, study).needled[0]
    assert arm.depth.startswith(depth)
    assert bool(arm.depth) == bool(depth)
    assert arm.depth_of == of


@pytest.mark.parametrize("study", ["brinkhaus2006", "cho2013"])
def test_a_menu_is_said_to_be_one(facts, study):
    arms = rung(facts, "BL23", "chronic", study).needled
    assert {arm.role_words for arm in arms} == {"one of a menu: not every patient got it"}


def test_sham_comes_before_other_comparators(facts):
    kinds = [c.against.key for c in rung(facts, "BL23", "chronic", "brinkhaus2006").comparisons]
    assert kinds[0] == "sham"
    assert set(kinds) == {"sham", "none"}


@pytest.mark.parametrize(
    ("code", "question", "study", "words"),
    [
        (
            "BL23",
            "chronic",
            "brinkhaus2006",
            "Acupuncture against sham (needle through the skin), Pain (VAS 0-100), week 8: "
            "difference in improvement 5.1 (interval −3.7 to 13.9); no clear difference.",
        ),
        (
            "BL23",
            "chronic",
            "brinkhaus2006",
            "Acupuncture against waiting list, Pain (VAS 0-100), week 8: "
            "difference in improvement 21.7 (interval 13.9 to 30); better with acupuncture.",
        ),
    ],
)
def test_a_comparison_in_words(facts, code, question, study, words):
    assert words in [c.words for c in rung(facts, code, question, study).comparisons]


def test_a_sham_at_the_very_point_is_flagged(facts):
    assert rung(facts, "GB21", "upper", "takakura2023").sham_here
    assert not rung(facts, "BL23", "chronic", "brinkhaus2006").sham_here


def test_arms_needled_alike_are_flagged(facts):
    assert rung(facts, "GB21", "upper", "fast_acu_neck").same_in_all
    assert not rung(facts, "BL23", "chronic", "brinkhaus2006").same_in_all


@pytest.mark.parametrize(("code", "question"), CASES)
def test_no_two_arms_of_a_trial_share_a_label(facts, code, question):
    for r in ladder(facts, code, question).trials:
        assert len({arm.label for arm in r.arms}) == len(r.arms)


def test_an_unknown_point_or_question_is_refused(facts):
    with pytest.raises(KeyError, match="XX1"):
        ladder(facts, "XX1", "acute")
    with pytest.raises(ValueError, match="valid: chronic, acute, upper"):
        ladder(facts, "BL23", "knee")


@pytest.mark.parametrize("question", QUESTIONS)
def test_all_ladders_of_a_question_are_each_points_ladder(facts, question):
    together = ladders(facts, question)
    assert list(together) == list(facts.points)
    for code in CODES:
        assert together[code] == ladder(facts, code, question)
