import pytest

from dashboard.evidence.questions import QUESTIONS
from dashboard.evidence.rungs import study_name
from dashboard.evidence.trial_story import NEEDLED_GROUP, SHAM_GROUP, trial_story


@pytest.fixture(scope="module")
def stories(facts):
    return {study: trial_story(facts, study) for study in facts.trials}


def test_every_trial_has_a_story_with_a_name_of_its_own(stories, facts):
    assert len({story.name for story in stories.values()}) == len(facts.trials)
    assert all(story.question in QUESTIONS.values() for story in stories.values())


def test_an_unknown_trial_is_refused(facts):
    with pytest.raises(KeyError, match="nobody1999"):
        trial_story(facts, "nobody1999")


def test_people_are_those_of_the_data(stories, facts):
    for study, story in stories.items():
        assert [(arm.line.arm_id, arm.line.n, arm.description) for arm in story.arms] == [
            (arm.arm_id, arm.n, arm.description) for arm in facts.of_trial(study).arms
        ]


@pytest.mark.parametrize(
    ("study", "belongs", "question", "planned", "sham"),
    [
        ("brinkhaus2006", True, "chronic", "", True),
        ("irnich2001", True, "upper", "", True),
        ("qin2020", False, "acute", "", True),
        ("houxi_stiffneck_protocol", True, "upper", "published plan: no result", False),
        ("nct06102798_lss", False, "acute", "registered: no result", None),
    ],
)
def test_where_a_trial_belongs(stories, study, belongs, question, planned, sham):
    story = stories[study]
    assert (story.belongs, story.question.key, story.planned) == (belongs, question, planned)
    assert sham is None or story.sham_controlled is sham
    assert story.belongs or story.apart or story.condition


def test_a_plan_has_no_figures(stories):
    assert not any(story.results.any for story in stories.values() if story.planned)


def test_every_point_row_is_listed_once_and_every_point_is_marked_once(stories, facts):
    for study, story in stories.items():
        listed = [point.code for arm in story.points for point in arm.points]
        assert sorted(listed) == sorted(row.point for row in facts.of_trial(study).trial_points)
        marked = [mark.code for mark in story.mapped]
        assert len(set(marked)) == len(marked)
        assert set(marked) == {*listed, *story.unassigned}


def test_a_menu_is_told_apart_from_what_every_patient_got(stories):
    story = stories["brinkhaus2006"]
    assert story.has_menu
    assert {mark.role for mark in story.mapped} == {"menu"}
    assert not stories["cherkin2009"].has_menu


def test_a_point_of_a_sham_arm_alone_has_no_role_of_a_needled_arm(stories):
    marks = {mark.code: mark for mark in stories["vas2012"].mapped}
    assert (marks["PC6"].role, marks["PC6"].sham) == ("", True)
    assert (marks["EX-UE7"].role, marks["EX-UE7"].sham) == ("fixed", False)
    groups = {arm.group for arm in stories["vas2012"].points}
    assert groups == {NEEDLED_GROUP, SHAM_GROUP}


def test_points_without_an_arm_are_kept_apart(stories, facts):
    story = stories["sung2020"]
    assert set(story.unassigned) == set(facts.trials["sung2020"].acupoints_used)
    assert all("arm not stated" in mark.words for mark in story.mapped)


def test_a_needled_arm_without_points_is_still_there(stories):
    (arm,) = stories["haake2007"].points
    assert (arm.group, arm.points) == (NEEDLED_GROUP, ())


def test_a_depth_anywhere_is_noticed(stories):
    assert stories["haake2007"].has_depth
    assert not stories["brinkhaus2006"].has_depth


def test_a_trial_has_one_name_on_its_own_page_and_everywhere_else(facts):
    for study, row in facts.trials.items():
        assert trial_story(facts, study).name == study_name(facts, row)
