import re

import pytest

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain.advice import guideline_section, red_flags
from dashboard.explain.choices import READERS, SECTIONS, SheetChoices
from dashboard.explain.codes import ChosenPoint
from dashboard.explain.general import general
from dashboard.explain.risks import EVENTS, NEAR, SERIOUS, risks
from dashboard.explain.say import english
from dashboard.explain.session import ends, session
from dashboard.explain.sheet import ABOUT, TITLES, sheet
from dashboard.explain.where import LIES, PLACES, where
from tests.explain.cells import numbers, read

POINTS = (ChosenPoint("BL23"), ChosenPoint("BL25", "left"), ChosenPoint("GB30"))


def told(claims):
    return [english(claim.say) for claim in claims]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_every_section_has_something_to_say(facts, question, reader):
    found = sheet(facts, SheetChoices(POINTS, question, reader))
    for section in SECTIONS:
        part = getattr(found, section.replace("-", "_"))
        # Only what to ask differs: students ask themselves.
        assert part or (section, reader) == ("questions", "student")
    assert found.notice
    assert found.title == ABOUT[question]


def test_a_section_left_out_is_left_out(facts):
    found = sheet(facts, SheetChoices(POINTS, include=("risks",)))
    assert found.risks
    assert (found.where, found.research, found.benefits, found.guidelines) == (None,) * 4
    assert (found.expect, found.how, found.ask_first, found.red_flags, found.questions) == ((),) * 5
    assert "This is not medical advice. It does not take the place of a talk with your doctor." in told(found.notice)


def test_titles_and_words_cover_what_the_data_name(facts):
    assert set(TITLES) == set(SECTIONS)
    assert set(ABOUT) == set(QUESTION_KEYS)
    assert {row.area for row in facts.points.values()} == set(PLACES)
    assert {row.sides for row in facts.points.values()} <= set(LIES)


def test_points_in_the_readers_order(facts):
    found = where(facts, SheetChoices(POINTS)).points
    assert [(one.number, one.code, one.side) for one in found] == [
        (1, "BL23", ""),
        (2, "BL25", "left"),
        (3, "GB30", ""),
    ]
    assert told(found[1].where) == ["It is in the low back.", "Here it is the one on the left."]
    assert english(found[0].why.say) == "9 trials of this kind of pain used it as part of their care."


def test_a_point_no_trial_needled_is_there_by_tradition(facts):
    (found,) = where(facts, SheetChoices((ChosenPoint("LU5"),))).points
    assert english(found.why.say).startswith("It is used by tradition. No trial")


def test_students_can_test_themselves(facts):
    found = where(facts, SheetChoices(POINTS, reader="student"))
    asked = {english(quiz.ask): english(quiz.answer.say) for quiz in found.points[0].quiz}
    assert asked["At which level of the spine does BL23 lie?"] == facts.points["BL23"].level == "L2"
    assert asked["How far from the midline is BL23?"] == "1.5 cun from the midline."
    assert told(found.compared) == [
        "BL23 and BL25 lie on one line, 1.5 cun from the midline.",
        "BL23 lies at L2, BL25 at L4.",
    ]
    assert all(one.quiz == () for one in where(facts, SheetChoices(POINTS)).points)


def test_practitioners_see_depths_with_their_sources_and_what_to_mind(facts):
    more = told(where(facts, SheetChoices(POINTS, reader="practitioner")).points[0].more)
    assert any(text.endswith(" prints 10 to 20 mm, perpendicular.") for text in more)
    assert facts.of("BL23").cautions[0].text in more
    assert not any(" prints " in text for text in told(where(facts, SheetChoices(POINTS)).points[0].more))


@pytest.mark.parametrize(
    ("cell", "found"),
    [("12", (12, 12)), ("10-15", (10, 15)), ("3.3", (3.3, 3.3)), ("", None), ("up to 10", None), ("10 (+5)", None)],
)
def test_what_counts_as_a_plain_figure(cell, found):
    assert ends(cell) == found


def test_visits_and_minutes_of_chronic_pain(facts):
    labels = {row["condition"] for row in read("conditions") if row["question"] == "chronic" and row["apart"] == "no"}
    needled = {
        row["study_id"]
        for row in read("arms")
        if row["arm_type"] in ("acupuncture", "electroacupuncture", "acupuncture_superficial", "acupuncture_multimodal")
    }
    rows = [
        row
        for row in read("trials")
        if row["condition"] in labels
        and not row["apart_reason"]
        and row["reported"] == "reported"
        and row["study_id"] in needled
    ]
    minutes = [numbers(row["retention_min"]) for row in rows if row["retention_min"]]
    assert len(minutes) == 12
    said = told(session(facts, SheetChoices()))
    assert said[-1] == ("In 12 trials, the needles stayed in for 10 to 30 minutes. The middle time was 22.5 minutes.")
    assert (min(map(min, minutes)), max(map(max, minutes))) == (10, 30)


def test_people_and_visits_are_kept_apart(facts):
    found = risks(facts, SheetChoices(POINTS))
    assert {rate.denominator for rate in found.people} == {"patients"}
    assert {rate.denominator for rate in found.visits} == {"treatments"}
    assert english(found.people[0].claim.say) == "Any side effect: about one in 11 people."
    assert (found.people[0].marked, found.people[0].per) == (9, 100)
    assert "Serious harm, by one study: none in 31,822 visits." in told(rate.claim for rate in found.visits)
    assert told(found.near) == [
        "The kidney is close to Shènshù (BL23).",
        "A large nerve is close to Shènshù (BL23), Dàchángshù (BL25), Huántiào (GB30).",
        "Clean skin matters more than elsewhere at Shènshù (BL23), Dàchángshù (BL25).",
        "In pregnancy, some sources advise against needles at Shènshù (BL23), Dàchángshù (BL25).",
    ]


def test_no_kind_of_caution_that_is_serious_is_passed_over(facts):
    serious = {row.kind for code in facts.points for row in facts.of(code).cautions if row.severity in SERIOUS}
    assert serious == set(NEAR)


@pytest.mark.parametrize("rates", ["people", "visits"])
def test_every_rate_says_how_many_were_watched_or_that_this_is_not_known(facts, rates):
    for rate in getattr(risks(facts, SheetChoices(POINTS)), rates):
        (name,) = rate.claim.rows
        row = next(row for row in facts.safety if name == f"safety:{row.safety_id}")
        words = "were watched." if row.n else "were watched is not in our data."
        assert english(rate.counted.say).endswith(words)


@pytest.mark.parametrize("code", ["GB21", "LI4", "SP6", "CV3", "CV4", "BL67"])
def test_points_that_sources_leave_out_in_pregnancy_are_named(facts, code):
    assert any(one.startswith("In pregnancy") for one in told(risks(facts, SheetChoices((ChosenPoint(code),))).near))


def test_events_have_plain_words(facts):
    shown = {row.event for row in facts.safety if {"patient", "summary"} & set(row.shown)}
    assert shown == set(EVENTS)


def test_the_lung_is_named_over_the_lung(facts):
    points = (ChosenPoint("GB21"), ChosenPoint("BL13"))
    assert "The lung is close to Jiānjǐng (GB21), Fèishù (BL13)." in told(risks(facts, SheetChoices(points)).near)
    trade = told(risks(facts, SheetChoices(points, reader="practitioner")).near)
    assert "The lung is close to GB21, BL13." in trade


@pytest.mark.parametrize(
    ("question", "stances"), [("chronic", {"for", "against", "neither"}), ("acute", {"for", "against"})]
)
def test_guidelines_against_stand_beside_those_in_favour(facts, question, stances):
    found = guideline_section(facts, SheetChoices(question=question))
    assert {one.stance for one in found.advised} == stances
    assert "They do not agree: some are in favour and some are against." in told(found.told)
    assert all(one.beside is None and one.summary is None for one in found.advised)


def test_guidelines_of_the_neck_have_no_one_against(facts):
    found = guideline_section(facts, SheetChoices(question="upper"))
    assert {one.stance for one in found.advised} == {"for"}
    assert not any("They do not agree:" in text for text in told(found.told))


@pytest.mark.parametrize("reader", READERS)
def test_every_sign_of_harm_is_told_to_every_reader(facts, reader):
    rests = {row for claim in red_flags(facts, SheetChoices(reader=reader)) for row in claim.rows}
    assert {f"help_signs:{row.kind}|{row.urgency}" for row in facts.help_signs} <= rests


def test_the_general_page_answers_each_question(facts):
    found = general(facts)
    assert [answer.key for answer in found.answers] == list(QUESTION_KEYS)
    short = {answer.key: english(answer.short.say) for answer in found.answers}
    assert short["chronic"].endswith("For sham care and usual care, studies do not agree or are missing.")
    assert short["acute"].startswith("In the studies we count, pain was less than with sham care.")
    assert short["upper"] == "Studies do not agree, or are missing, on whether pain gets less."
    assert all(answer.short.rows for answer in found.answers)
    assert found.considerations
    assert found.red_flags


def test_patients_are_neither_promised_a_cure_nor_scared(facts):
    loaded = re.compile(r"\b(cures?d?|heals?|miracle|proven|guarantee\w*|deadly|horr\w+|terrifying|safe)\b", re.I)
    for question in QUESTION_KEYS:
        text = " ".join(told(sheet(facts, SheetChoices(POINTS, question)).claims))
        assert not loaded.findall(text)
