import pytest

from dashboard.evidence import questions
from dashboard.facts import evidence_words
from dashboard.state import QUESTIONS


def test_the_questions_are_those_of_the_address():
    assert set(questions.QUESTIONS) == set(QUESTIONS)


@pytest.mark.parametrize("key", ["", "none", "neck"])
def test_an_unknown_question_names_the_valid_ones(key):
    with pytest.raises(ValueError, match="valid: chronic, acute, upper"):
        questions.question(key)


def test_every_effect_has_a_place(facts):
    assert {row.condition for row in facts.effects} == set(questions.EFFECT_PLACES)


def test_every_review_has_a_place(facts):
    assert {row.condition for row in facts.reviews.values()} == set(questions.REVIEW_PLACES)


def test_every_guideline_has_a_place(facts):
    assert {row.condition for row in facts.guidelines} == set(questions.GUIDELINE_PLACES)


def test_works_set_apart_by_their_needle_exist(facts):
    assert set(questions.ODD_REVIEWS) <= set(facts.reviews)
    assert set(questions.ODD_GUIDELINES) <= {row.guideline_id for row in facts.guidelines}


def test_every_dry_needling_or_ear_review_is_set_apart(facts):
    odd = {
        key
        for key, row in facts.reviews.items()
        if any(word in row.note for word in ("Dry needling", "Ear ", "no needles"))
    }
    assert odd == set(questions.ODD_REVIEWS)


@pytest.mark.parametrize("table", [questions.EFFECT_PLACES, questions.GUIDELINE_PLACES, questions.REVIEW_PLACES])
def test_a_place_names_real_questions_and_only_what_stands_beside_is_wider(table):
    for place in table.values():
        assert set(place.questions) <= set(questions.QUESTIONS)
        assert place.beside or not place.wider


@pytest.mark.parametrize("region", evidence_words.TRIAL_REGIONS)
def test_every_region_touches_a_question(region):
    assert questions.REGION_QUESTIONS[region]


@pytest.mark.parametrize(
    ("study", "expected", "apart"),
    [
        ("haake2007", ("chronic",), False),
        ("lee2012", ("chronic",), True),
        ("glazov2014", ("chronic",), True),
        ("park2023", ("chronic",), True),
        ("szczurko2007", ("chronic",), True),
        ("vas2012", ("acute",), False),
        ("johnston2021", ("acute",), True),
        ("vas2006", ("upper",), False),
        ("csr_warm_wjam", ("upper",), True),
        ("sterling2015", ("upper",), True),
        ("tu2024", (), False),
        ("elden2005", (), False),
        ("qin2020", (), False),
    ],
)
def test_where_a_trial_belongs(facts, study, expected, apart):
    place = questions.place_of_trial(facts, facts.trials[study])
    assert place.questions == expected
    assert bool(place.beside) == apart


@pytest.mark.parametrize(
    ("study", "expected"),
    [("tu2024", ("acute", "chronic")), ("elden2005", ("acute", "chronic")), ("haake2007", ())],
)
def test_a_trial_of_no_question_stands_beside_those_of_its_region(facts, study, expected):
    place = questions.neighbours_of_trial(facts, facts.trials[study])
    assert place.questions == expected
    assert bool(place.beside) == bool(expected)


def test_a_trial_is_placed_once(facts):
    for trial in facts.trials.values():
        own, beside = questions.place_of_trial(facts, trial), questions.neighbours_of_trial(facts, trial)
        assert bool(own.questions) != bool(beside.questions)


def test_what_stands_beside_two_questions_says_nothing_that_is_untrue_of_one():
    for table in (questions.EFFECT_PLACES, questions.GUIDELINE_PLACES, questions.REVIEW_PLACES):
        for condition, place in table.items():
            if set(place.questions) - set(questions.LOW_BACK):
                assert "low back" not in place.beside, condition
