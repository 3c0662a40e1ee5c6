import pytest

from dashboard.evidence import pooled
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import evidence_words


def figures(facts, question, **options):
    return {
        (group.comparison, group.outcome, effect.review_id, effect.figure): effect
        for group in pooled.effect_groups(facts, question, **options)
        for effect in group.effects
    }


def test_every_word_of_the_tables_is_known(facts):
    assert set(pooled.COMPARISONS) == set(evidence_words.COMPARISONS)
    assert {row.outcome for row in facts.effects} <= set(pooled.OUTCOMES)
    assert set(pooled.TIMES) == {*evidence_words.TIMEPOINTS, ""}
    assert set(pooled.ADVICE) == set(evidence_words.RECOMMENDATIONS)
    assert set(pooled.FAVOURS) == set(evidence_words.EFFECT_FAVOURS)
    assert set(pooled.MEASURES) == set(evidence_words.EFFECT_MEASURES)


def test_no_effect_is_lost_or_invented(facts):
    shown = {
        (effect.review_id, effect.signed)
        for question in QUESTIONS
        for related in (False, True)
        for effect in figures(facts, question, related=related).values()
    }
    assert shown == {
        (row.review_id, (row.signed_estimate, row.signed_ci_low, row.signed_ci_high))
        for row in facts.effects
        if row.condition != "disease_related_pain_mixed"
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_sham_leads_and_answers_come_before_what_stands_beside(facts, question):
    groups = pooled.effect_groups(facts, question)
    assert (groups[0].comparison, groups[0].outcome) == ("vs_sham", "pain")
    for group in groups:
        beside = [bool(effect.beside) for effect in group.effects]
        assert beside == sorted(beside)


def test_one_question_never_answers_for_another(facts):
    def answers(question):
        return {(key, e.signed) for key, e in figures(facts, question).items() if not e.beside}

    assert not answers("acute") & answers("chronic")
    assert not answers("chronic") & answers("upper")


@pytest.mark.parametrize(
    ("question", "review", "text"),
    [
        ("chronic", "mu2020", "mean difference −10.26 (−17.11 to −3.4)"),
        ("chronic", "manheimer2005", "standardised mean difference 0.54 (0.35 to 0.73)"),
        ("acute", "lee2013", "mean difference −9.38 (−17 to −1.76)"),
        ("upper", "trinh2016", "standardised mean difference −0.23 (no interval)"),
    ],
)
def test_figures_are_as_printed(facts, question, review, text):
    assert text in [effect.figure for key, effect in figures(facts, question).items() if key[2] == review]


def test_other_diseases_and_other_needles_are_kept_from_the_answers(facts):
    assert not {"yang2017aur", "liu2015dn", "ji2015", "zhang2024preg"} & {
        key[2] for question in QUESTIONS for key in figures(facts, question)
    }


@pytest.mark.parametrize("question", ["acute", "chronic"])
def test_guidelines_for_and_against_stand_side_by_side(facts, question):
    stances = {a.stance for a in pooled.advice(facts, question) if not a.beside}
    assert {"for", "against"} <= stances


def test_nice_of_2016_speaks_to_both_low_back_questions_and_not_to_the_neck(facts):
    heard = {q for q in QUESTIONS if any(a.guideline_id == "nice_ng59" for a in pooled.advice(facts, q))}
    assert heard == {"acute", "chronic"}


def test_a_superseded_guideline_stands_beside(facts):
    old = next(a for a in pooled.advice(facts, "chronic") if a.guideline_id == "nice_cg88")
    assert old.beside.startswith("Superseded")


def test_reviews_without_a_figure_are_named(facts):
    assert "Furlan 2005" in {row.review for row in pooled.unpooled(facts, "acute")}
    assert "Mu 2020" not in {row.review for row in pooled.unpooled(facts, "chronic")}
