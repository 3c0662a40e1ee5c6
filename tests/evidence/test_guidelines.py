import pytest

from dashboard.evidence import guidelines
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import evidence_words


def test_every_word_of_the_table_is_known():
    assert set(guidelines.ADVICE) == set(evidence_words.RECOMMENDATIONS)


@pytest.mark.parametrize("question", ["acute", "chronic"])
def test_guidelines_for_and_against_stand_side_by_side(facts, question):
    stances = {a.stance for a in guidelines.advice(facts, question) if not a.beside}
    assert {"for", "against"} <= stances


def test_nice_of_2016_speaks_to_both_low_back_questions_and_not_to_the_neck(facts):
    heard = {q for q in QUESTIONS if any(a.guideline_id == "nice_ng59" for a in guidelines.advice(facts, q))}
    assert heard == {"acute", "chronic"}


def test_a_superseded_guideline_stands_beside(facts):
    old = next(a for a in guidelines.advice(facts, "chronic") if a.guideline_id == "nice_cg88")
    assert old.beside.startswith("Superseded")
