import pytest

from dashboard.explain.choices import SheetChoices
from dashboard.explain.claims import whole_people
from dashboard.explain.gaps import pool_words
from dashboard.explain.pool_lines import pool_lines
from dashboard.explain.research import pictures_of, research
from dashboard.explain.say import english
from tests.explain.cells import read


def told(claims):
    return [english(claim.say) for claim in claims]


def of_question(question):
    """Reported trials of a question, from the files alone."""
    labels = {row["condition"] for row in read("conditions") if row["question"] == question and row["apart"] == "no"}
    return {
        row["study_id"]
        for row in read("trials")
        if row["condition"] in labels and not row["apart_reason"] and row["reported"] == "reported"
    }


@pytest.mark.parametrize(("question", "count", "sham"), [("chronic", 32, 14), ("acute", 12, 4), ("upper", 42, 22)])
def test_how_many_trials_there_are(facts, question, count, sham):
    trials = of_question(question)
    with_sham = {row["study_id"] for row in read("arms") if row["arm_type"].startswith("sham")} & trials
    assert (len(trials), len(with_sham)) == (count, sham)
    intro = told(research(facts, SheetChoices(question=question)).intro)
    assert intro[0] == f"Our data hold {count} trials of this kind of pain."
    assert intro[1] == f"{sham} of them had a sham group."


def test_the_german_trial_as_printed(facts):
    picture = pictures_of(facts, "chronic", 100)[0]
    assert picture.trial == "Haake 2007"
    assert [(arm.kind, arm.better, arm.percent, arm.total) for arm in picture.arms] == [
        ("acupuncture", 48, 47.6, 387),
        ("sham", 44, 44.2, 387),
        ("active", 27, 27.4, 388),
    ]
    assert told(picture.gaps) == [
        "The gap between acupuncture and sham needles may be chance.",
        "More people got better with acupuncture than with other care. This is not likely to be chance alone.",
    ]
    assert english(picture.when.say) == "26 weeks after the start."
    assert (picture.sources, picture.status) == (("haake2007",), "abstract")


def test_of_a_thousand(facts):
    arms = pictures_of(facts, "chronic", 1000)[0].arms
    assert [(arm.better, arm.per) for arm in arms] == [(476, 1000), (442, 1000), (274, 1000)]


@pytest.mark.parametrize(
    ("percent", "per", "people"),
    [
        (47.6, 100, 48),
        (12.5, 100, 13),
        (12.4, 100, 12),
        (0, 100, 0),
        (100, 100, 100),
        (28.5, 1000, 285),
        (0.05, 1000, 1),
    ],
)
def test_whole_people(percent, per, people):
    assert whole_people(percent, per) == people


def test_a_small_trial_is_said_to_be_unsure(facts):
    small = next(one for one in pictures_of(facts, "chronic", 100) if one.study_id == "carlsson2001")
    assert [arm.total for arm in small.arms] == [34, 16]
    assert told(small.gaps) == [
        "The gap between acupuncture and sham care that does not pierce the skin may be chance."
    ]
    assert told(small.missing) == ["This trial had no group with other care or no care."]
    assert english(small.when.say) == "12 weeks after the start."


@pytest.mark.parametrize("question", ["chronic", "acute", "upper"])
def test_pictures_come_from_trials_of_the_question_and_sham_stands_beside(facts, question):
    trials = of_question(question)
    pictures = pictures_of(facts, question, 100)
    assert {picture.study_id for picture in pictures} <= trials
    assert len({picture.study_id for picture in pictures}) == len(pictures)
    for picture in pictures:
        kinds = [arm.kind for arm in picture.arms]
        assert kinds[0] in ("acupuncture", "related")
        assert picture.sham_beside == ("sham" in kinds)
        if not picture.sham_beside:
            assert "no sham group" in told(picture.missing)[0]


def test_a_patient_sees_those_with_sham_where_there_are_any(facts):
    patient, student = (research(facts, SheetChoices(reader=reader)) for reader in ("patient", "student"))
    assert [picture.study_id for picture in patient.pictures] == ["haake2007", "carlsson2001"]
    assert [picture.study_id for picture in student.pictures] == ["haake2007", "carlsson2001", "debar2025"]


def test_where_no_sham_can_be_drawn_it_is_said_and_pain_is_told_in_words(facts):
    found = research(facts, SheetChoices(question="upper"))
    assert [picture.study_id for picture in found.pictures] == ["eslamian2020"]
    assert "No trial with sham care in our data counts how many people had less pain." in told(found.intro)
    assert told(found.in_words)[0] == "In 2 trials, pain was 6 points lower than with sham care, on a scale up to 100."
    assert told(found.in_words)[1].endswith("This may be chance.")


def test_acute_pain_has_no_picture(facts):
    found = research(facts, SheetChoices(question="acute"))
    assert found.pictures == ()
    assert (
        told(found.in_words)[1] == "In one review, pain was 0.99 points lower than with sham care, on a scale up to 10."
    )
    assert not any("picture" in text for text in told(found.told))


def test_a_pool_that_went_worse_is_said_to_have_gone_worse(facts):
    (line,) = pool_lines(facts, "upper", "vs_active", "pain")
    assert line.better == pytest.approx(-7, abs=0.5)
    assert line.favours == "none"
    assert "about the same" in english(pool_words(facts, line).say)
