import pytest

from dashboard.evidence import pooled
from dashboard.evidence.questions import QUESTIONS
from dashboard.facts import evidence_words

STANDINGS = (pooled.ANSWERS, pooled.WIDER, pooled.RELATED)


def figures(facts, question, standing=pooled.ANSWERS):
    return {
        (group.comparison, group.outcome, effect.review_id, effect.figure): effect
        for group in pooled.effect_groups(facts, question, standing)
        for effect in group.effects
    }


def test_every_word_of_the_tables_is_known(facts):
    assert set(pooled.COMPARISONS) == set(evidence_words.COMPARISONS)
    assert {row.outcome for row in facts.effects} <= set(pooled.OUTCOMES)
    assert set(pooled.TIMES) == {*evidence_words.TIMEPOINTS, ""}
    assert set(pooled.FAVOURS) == set(evidence_words.EFFECT_FAVOURS)
    assert set(pooled.MEASURES) == set(evidence_words.EFFECT_MEASURES)


def test_no_effect_is_lost_or_invented(facts):
    shown = {
        (effect.review_id, effect.signed)
        for question in QUESTIONS
        for standing in STANDINGS
        for effect in figures(facts, question, standing).values()
    }
    assert shown == {
        (row.review_id, (row.signed_estimate, row.signed_ci_low, row.signed_ci_high))
        for row in facts.effects
        if row.condition != "disease_related_pain_mixed"
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_sham_leads_and_only_answers_are_in_the_main_list(facts, question):
    groups = pooled.effect_groups(facts, question)
    assert (groups[0].comparison, groups[0].outcome) == ("vs_sham", "pain")
    assert [effect for group in groups for effect in group.effects if effect.beside] == []


@pytest.mark.parametrize(
    ("question", "wider"),
    [
        ("acute", set()),
        ("chronic", {"huang2021", "macpherson2017", "vickers2012", "vickers2018", "yu2023who", "yuan2016"}),
        ("upper", {"huang2021", "macpherson2017", "vickers2012", "vickers2018", "yuan2016"}),
    ],
)
def test_reviews_of_wider_groups_stand_in_a_list_of_their_own_with_the_reason(facts, question, wider):
    found = figures(facts, question, pooled.WIDER)
    assert {effect.review_id for effect in found.values()} == wider
    assert all(effect.beside for effect in found.values())
    assert not (wider - {"yu2023who"}) & {effect.review_id for effect in figures(facts, question).values()}


def test_a_figure_stands_in_one_list_only(facts):
    for question in QUESTIONS:
        lists = [{(key, e.signed) for key, e in figures(facts, question, standing).items()} for standing in STANDINGS]
        assert sum(map(len, lists)) == len(set().union(*lists))


def test_one_question_never_answers_for_another(facts):
    counted = [{(key, e.signed) for key, e in figures(facts, question).items()} for question in QUESTIONS]
    assert sum(map(len, counted)) == len(set().union(*counted))


@pytest.mark.parametrize(
    ("review", "figure", "aligned"),
    [
        (
            "manheimer2005",
            "standardised mean difference 0.54 (0.35 to 0.73)",
            "with minus in favour of acupuncture, −0.54 (−0.73 to −0.35)",
        ),
        ("yuan2015", "standardised mean difference −0.47 (−0.77 to −0.17)", ""),
    ],
)
def test_opposite_signs_are_said_and_brought_to_one(facts, review, figure, aligned):
    group = pooled.effect_groups(facts, "chronic")[0]
    found = next(effect for effect in group.effects if effect.review_id == review)
    assert (found.figure, found.aligned, found.verdict) == (figure, aligned, "favours acupuncture")
    assert found.statement.startswith(figure)
    assert found.statement.endswith(f"{aligned}; favours acupuncture" if aligned else "; favours acupuncture")
    assert group.signs == pooled.SIGNS_DIFFER


def test_a_group_with_one_sign_has_no_warning(facts):
    assert pooled.effect_groups(facts, "acute")[0].signs == ""


@pytest.mark.parametrize("standing", STANDINGS)
def test_no_list_drops_interval_scale_or_remark(facts, standing):
    shown = {(e.figure, e.scale, e.details) for q in QUESTIONS for e in figures(facts, q, standing).values() if e.note}
    assert all(figure.endswith(")") for figure, _, _ in shown)
    assert all(details[-1] for _, _, details in shown)
    navarro = [e for e in figures(facts, "upper", pooled.RELATED).values() if e.review_id == "navarro2020dn"]
    assert any("not stated, taken as 0-10" in e.statement and e.note in e.details for e in navarro)


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


def test_reviews_without_a_figure_are_named(facts):
    assert "Furlan 2005" in {row.review for row in pooled.unpooled(facts, "acute")}
    assert "Mu 2020" not in {row.review for row in pooled.unpooled(facts, "chronic")}
