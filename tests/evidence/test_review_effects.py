"""Published reviews as panels: one outcome and one scale each, the common sign, nothing that only stands beside."""

import csv
import re
from pathlib import Path

import pytest

from dashboard.evidence import pooled, questions
from dashboard.evidence.review_effects import FAMILIES, NO_STATED_SCALE, review_effects

EFFECTS = Path(__file__).resolve().parents[2] / "data" / "evidence" / "effects.csv"


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_every_figure_that_answers_is_drawn_or_listed_with_a_reason_once(facts, question):
    shown = review_effects(facts, question)
    drawn = sum(len(panel.rows) for panel in shown.panels)
    assert drawn + len(shown.not_drawn) == sum(len(g.effects) for g in pooled.effect_groups(facts, question))
    assert all(row.reason for row in shown.not_drawn)
    assert all(panel.scale.outcome in FAMILIES for panel in shown.panels)


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_sham_comes_first_then_the_newest(facts, question):
    for panel in review_effects(facts, question).panels:
        order = list(pooled.COMPARISONS)
        places = [(order.index(row.comparison), -row.year) for row in panel.rows]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("acute", ["Pain, mean difference, points of 100"]),
        (
            "chronic",
            [
                "Pain, standardised mean difference, standard deviations",
                "Pain, mean difference, points of 100",
                "Function, standardised mean difference, standard deviations",
                "Function, mean difference",
                "Function, mean difference, points of 24",
            ],
        ),
        (
            "upper",
            [
                "Pain, standardised mean difference, standard deviations",
                "Pain, mean difference, points of 100",
                "Pain, mean difference",
                "Function, mean difference",
                "Function, standardised mean difference, standard deviations",
            ],
        ),
    ],
)
def test_pain_comes_first_and_one_panel_holds_all_pain_of_known_range(facts, question, titles):
    assert [panel.scale.title for panel in review_effects(facts, question).panels] == titles


def test_pain_is_brought_to_points_of_100_and_says_how_it_is_printed(facts):
    with EFFECTS.open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    common = [p for key in questions.QUESTIONS for p in review_effects(facts, key).panels if p.scale.common]
    assert len(common) == len(questions.QUESTIONS)
    for row in (row for panel in common for row in panel.rows):
        figures = {
            tuple(
                float(cell[name]) * (1 if "0-100" in cell["scale"] else 10)
                for name in ("estimate", "ci_low", "ci_high")
            )
            for cell in cells
            if cell["review_id"] == row.review_id and "0-10" in cell["scale"] and cell["ci_low"]
        }
        assert any((row.value, row.low, row.high) == pytest.approx(three) for three in figures)
        assert not row.turned
        printed = row.value if "0-100" in row.printed_on else row.value / 10
        assert row.printed_on.startswith(f"printed −{abs(round(printed, 6)):g}")
        assert ("scale not stated, taken as" in row.printed_on) == ("taken as" in row.printed)


@pytest.mark.parametrize(
    ("question", "review", "told"),
    [
        ("acute", "Yuan 2015", "printed −0.99 on VAS 0-10 cm"),
        ("acute", "Lee 2013", "printed −9.38, scale not stated, taken as 0-100"),
        ("acute", "Lin 2024", "printed −1.17, scale not stated, taken as 0-10"),
    ],
)
def test_a_row_says_what_the_review_prints(facts, question, review, told):
    (panel,) = review_effects(facts, question).panels
    (row,) = (row for row in panel.rows if row.review == review)
    assert row.printed_on == told
    assert row.printed.endswith(told.partition(", " if "taken" in told else " on ")[2])


def test_a_questionnaire_that_is_only_assumed_is_said_to_be(facts):
    rows = [row for key in questions.QUESTIONS for p in review_effects(facts, key).panels for row in p.rows]
    assert {row.printed_on for row in rows if "RMDQ" in row.printed} == {"scale not stated, taken as RMDQ"}
    assert all(row.printed_on == "" for row in rows if row.printed.startswith("standardised"))


def test_no_smallest_change_is_drawn_where_no_row_is_on_a_stated_scale(facts):
    panels = {panel.key: panel for panel in review_effects(facts, "chronic").panels}
    assumed = panels["function-md-rmdq"]
    assert all("taken as" in row.printed for row in assumed.rows)
    assert (assumed.axis.important, assumed.axis.important_words) == (None, NO_STATED_SCALE)
    mixed = panels["pain-md-points-of-100"]
    assert {"taken as" in row.printed_on for row in mixed.rows} == {True, False}
    assert mixed.axis.important == pytest.approx(15.0)


def test_a_result_printed_on_two_scales_is_drawn_twice_and_counted_once(facts):
    shown = review_effects(facts, "chronic")
    rows = [row for panel in shown.panels for row in panel.rows]
    again = [row for row in rows if row.repeats]
    assert [(row.review, row.value, row.repeats) for row in again] == [
        ("Mu 2020", -0.47, "the same result in standard deviations")
    ]
    assert len(shown.counted) == len(rows) - 1


def test_signs_are_turned_so_that_minus_favours_acupuncture(facts):
    panels = [panel for panel in review_effects(facts, "chronic").panels if not panel.scale.common]
    rows = [row for panel in panels for row in panel.rows]
    turned = [row for row in rows if row.turned]
    signed = {(e.review_id, e.signed_estimate) for e in facts.effects}
    assert turned
    assert all((row.review_id, row.value) in signed for row in rows)
    assert all(row.value < 0 and "−" not in row.printed.split("(")[0] for row in turned)


@pytest.mark.parametrize("question", questions.QUESTIONS)
def test_a_figure_that_is_not_drawn_keeps_what_stands_behind_it(facts, question):
    effects = {(pooled.OUTCOMES[e.outcome], e.k_trials, e.n_participants, e.note) for e in facts.effects}
    for row in review_effects(facts, question).not_drawn:
        assert (row.outcome, row.trials, row.people, row.note) in effects
        assert row.certainty


def test_certainty_is_words_and_marks(facts):
    rows = [row for key in questions.QUESTIONS for panel in review_effects(facts, key).panels for row in panel.rows]
    assert {(row.certainty, row.marks) for row in rows} == {("moderate", 3), ("low", 2), ("certainty not stated", 0)}


def test_an_unknown_question_is_refused(facts):
    with pytest.raises(ValueError, match="knee"):
        review_effects(facts, "knee")


def test_panels_have_keys_of_their_own(facts):
    for key in questions.QUESTIONS:
        keys = [panel.key for panel in review_effects(facts, key).panels]
        assert len(keys) == len(set(keys))
        assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in keys)
