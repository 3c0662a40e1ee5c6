"""Patients' text can be read at about twelve: Flesch-Kincaid grade 7 at most, overall and in every section."""

import pytest

from dashboard.evidence.choices import QUESTION_KEYS
from dashboard.explain.choices import SheetChoices
from dashboard.explain.claims import Claim
from dashboard.explain.codes import ChosenPoint
from dashboard.explain.general import general
from dashboard.explain.reading_age import age, grade, syllables
from dashboard.explain.say import english
from dashboard.explain.sheet import TITLES, everything, sheet

HIGHEST, HIGHEST_SENTENCE = 7.0, 9.5
POINTS = tuple(ChosenPoint(code) for code in ("BL23", "BL25", "GB30", "GB21"))
PARTS = [name.replace("-", "_") for name in TITLES] + ["choosing", "notice"]


def sentences(part):
    """Whole sentences; the names of groups and benefits are no sentences."""
    said = [english(one.say if isinstance(one, Claim) else one) for one in everything(part)]
    return [text for text in said if text.endswith((".", "?"))]


# Counts of a pronouncing dictionary (CMU), read once; "does" and "people" are where rules fail.
@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1),
        ("needle", 2),
        ("needles", 2),
        ("acupuncture", 4),
        ("treatment", 2),
        ("doctor", 2),
        ("people", 2),
        ("does", 1),
        ("guideline", 2),
        ("emergency", 4),
        ("infection", 3),
        ("medicine", 3),
        ("serious", 3),
        ("advises", 3),
        ("advice", 2),
        ("numb", 1),
        ("urine", 2),
        ("bruise", 1),
        ("placed", 1),
        ("needed", 2),
        ("trials", 2),
        ("physiotherapy", 6),
        ("review", 2),
        ("side", 1),
        ("sterile", 2),
        ("tradition", 3),
        ("you’re", 1),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_the_grade_is_the_published_formula():
    # 0.39 * (6 words / 2 sentences) + 11.8 * (8 syllables / 6 words) - 15.59
    assert grade(["The needle is thin. It hurts.", ""]) == pytest.approx(0.39 * 3 + 11.8 * 7 / 6 - 15.59)
    assert grade([]) == 0.0
    assert age(["The needle is thin."]) == grade(["The needle is thin."]) + 5


def test_hard_prose_is_told_from_plain_prose():
    hard = "Conditional recommendations predominantly reflect heterogeneous methodological considerations."
    assert grade([hard]) > 20
    assert grade(["We do not know. It may help."]) < 2


@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_all_patient_text_together(facts, question):
    found = sentences(sheet(facts, SheetChoices(POINTS, question)))
    assert len(found) > 80
    assert grade(found) <= HIGHEST


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("question", QUESTION_KEYS)
def test_every_section(facts, question, part):
    found = sentences(getattr(sheet(facts, SheetChoices(POINTS, question)), part))
    assert found
    assert grade(found) <= HIGHEST, found


def test_no_statement_for_patients_is_hard(facts):
    hard = {
        row.key: round(grade([row.text]), 1)
        for row in facts.statements.values()
        if row.audience in ("patient", "all") and grade([row.text]) > HIGHEST_SENTENCE
    }
    assert hard == {}


def test_the_general_page(facts):
    assert grade(sentences(general(facts))) <= HIGHEST
