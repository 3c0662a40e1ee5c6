"""The steps from a point to guidelines, counted anew from the tables."""

import csv
import re

import pytest

from dashboard.evidence.analysis import analysis
from dashboard.evidence.choices import Choices
from dashboard.evidence.ladder import ladder
from dashboard.evidence.ladder_steps import ladder_steps, pool_steps
from dashboard.evidence.questions import EFFECT_PLACES, ODD_REVIEWS, QUESTIONS
from tests.conftest import ROOT

BRACKET = re.compile(r" \((from a menu|as an option)\)$")
CODES = ("BL23", "BL40", "GB21", "SI3", "EX-B8", "BL13", "LI4", "ST36")


def rows(name):
    with (ROOT / "data" / "evidence" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def choices_at(facts, url):
    path, _, fragment = url.partition("#")
    assert path.startswith("/evidence")
    choices, notes = Choices.from_search(path.partition("?")[2], facts.trials, facts.pools, facts.points)
    assert not notes
    return choices, fragment


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_analyses_of_a_point_are_those_its_trials_stand_in(facts, question):
    own = {row["pool_id"] for row in rows("pools") if row["question"] == question}
    members = [row for row in rows("pool_trials") if row["part"] == "member" and row["pool_id"] in own]
    for code in facts.points:
        it = ladder(facts, code, question)
        needled = {rung.study_id for rung in it.trials}
        steps = pool_steps(facts, it)
        found = {choices_at(facts, step.url)[0].pool: step for step in steps}
        wanted = {row["pool_id"] for row in members if row["study_id"] in needled}
        assert (set(found), len(steps)) == (wanted, len(wanted)), code
        for pool, step in found.items():
            inside = [row["study_id"] for row in members if row["pool_id"] == pool]
            assert (len(step.here), step.n) == (len(needled & set(inside)), len(inside))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_step_leads_to_the_analysis_with_its_trials_marked(facts, code, question):
    for step in pool_steps(facts, ladder(facts, code, question)):
        choices, fragment = choices_at(facts, step.url)
        assert (choices.question, choices.point, fragment) == (question, code, "analysis")
        it = analysis(facts, choices)
        assert it.pool.pool_id == choices.pool
        assert {row.name for row in it.rows if row.marked} == {BRACKET.sub("", name) for name in step.here}
        assert len(it.rows) + sum(not left.computable for left in it.left_out) == step.n


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_words_count_what_the_tables_hold(facts, code, question):
    it = ladder(facts, code, question)
    steps = ladder_steps(facts, it)
    with_figures = {row["study_id"] for name in ("outcomes", "contrasts") for row in rows(name)}
    here = sum(rung.study_id in with_figures for rung in it.trials)
    if it.trials:
        trials, figures, without = re.match(
            r"(\d+) reported trials? needled this point: (\d+|none) with figures in our data, (\d+|none) without\.$",
            steps.trials,
        ).groups()
        assert (int(trials), figures) == (len(it.trials), str(here or "none"))
        assert without == str(len(it.trials) - here or "none")
    else:
        assert steps.trials == "No reported trial needled this point for this question."
        assert not steps.pools
    assert bool(steps.no_pool) != bool(steps.pools)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_upper_steps_lead_to_their_parts_of_the_page_of_the_question(facts, question):
    steps = ladder_steps(facts, ladder(facts, "BL23", question))
    for url, part in ((steps.reviews_url, "reviews"), (steps.guidelines_url, "guidelines")):
        choices, fragment = choices_at(facts, url)
        assert (choices.question, fragment) == (question, part)
    sham = re.search(r"(\d+|none) of them against sham", steps.reviews)
    places = {row["condition"]: EFFECT_PLACES[row["condition"]] for row in rows("effects")}
    figures = [
        row
        for row in rows("effects")
        if question in places[row["condition"]].questions
        and not places[row["condition"]].beside
        and row["review_id"] not in ODD_REVIEWS
        and not row["same_as"]
    ]
    if figures:
        assert steps.reviews.startswith(f"{len(figures)} pooled figure")
        assert sham[1] == str(sum(row["comparison"] == "vs_sham" for row in figures) or "none")
    else:
        assert steps.reviews == f"No review in our data pooled figures for {QUESTIONS[question].phrase}."


def test_what_no_analysis_touches_says_so(facts):
    untouched = [
        it
        for code in facts.points
        for question in QUESTIONS
        if not pool_steps(facts, it := ladder(facts, code, question))
    ]
    said = {bool(it.trials): ladder_steps(facts, it).no_pool for it in untouched}
    assert said[False] == "So no analysis of ours touches this point."
    assert said[True] == "None of them stands in an analysis of ours."


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_trial_that_gave_the_point_to_no_whole_arm_says_how_it_gave_it(facts, question):
    told = {}
    for code in facts.points:
        it = ladder(facts, code, question)
        roles = {rung.name: {arm.role for arm in rung.needled} for rung in it.trials}
        for step in pool_steps(facts, it):
            for name in step.here:
                given, how = roles[BRACKET.sub("", name)], BRACKET.search(name)
                wanted = "" if "fixed" in given else "from a menu" if "menu" in given else "as an option"
                assert (how[1] if how else "") == wanted, (code, name)
                told[wanted] = name
    assert question != "chronic" or any(name == "Brinkhaus 2006 (from a menu)" for name in told.values())
