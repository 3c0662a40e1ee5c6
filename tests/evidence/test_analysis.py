"""The live analysis: every pool of the data, what the reader's choices do to it, and made-up pools of many trials."""

from dataclasses import replace
from math import exp, log

import pytest

from dashboard.evidence import pooling, small_studies
from dashboard.evidence.analysis import LEAST_FOR_STEPS, MODEL_WORDS, analysis, figures_of_pool
from dashboard.evidence.choices import MODELS, ORDERS, Choices
from dashboard.evidence.pool_rows import excluded_from, members_of
from tests.evidence.made_pools import DIFFERENCES, ERRORS, OTHER_POOL, POOL, YEARS, with_counts, with_differences


def choices_of(facts, pool_id, **others):
    pool = facts.pools[pool_id]
    return Choices(pool.question, pool.comparison, pool.outcome, pool.window, pool_id, **others)


@pytest.fixture(scope="module")
def many(facts):
    return with_differences(facts)


@pytest.fixture(scope="module")
def counted(facts):
    return with_counts(facts)


def test_every_pool_of_the_data_has_an_analysis(facts):
    for pool_id, pool in facts.pools.items():
        it = analysis(facts, choices_of(facts, pool_id))
        assert it.pool is pool
        assert pool in it.families
        assert len(it.rows) == len(it.counted) == len(members_of(facts, pool))
        assert (it.pooled is None) == (len(it.rows) < 2)
        assert len(it.left_out) == len(excluded_from(facts, pool))
        assert it.messages[0] == pool.note
        assert "Only one trial" not in pool.note or len(it.rows) == 1


def test_choices_that_no_pool_answers_give_nothing(facts):
    it = analysis(facts, Choices("upper", "vs_sham", "pain_on_movement", "immediate"))
    assert (it.pool, it.axis, it.rows, it.pooled, it.families, it.messages) == (None, None, (), None, (), ())


def test_of_several_families_the_first_is_shown_unless_another_is_chosen(facts):
    plain = Choices("chronic", "vs_sham", "pain", "long")
    assert analysis(facts, plain).pool.pool_id == "chronic_sham_pain_long"
    other = analysis(facts, replace(plain, pool="chronic_sham_pain_long_sf36"))
    assert other.pool.pool_id == "chronic_sham_pain_long_sf36"
    assert other.families == analysis(facts, plain).families
    astray = analysis(facts, replace(plain, pool="upper_sham_pain_short"))
    assert astray.pool.question == "chronic"


@pytest.mark.parametrize("model", MODELS)
def test_two_trials_are_pooled_with_their_weights(facts, model):
    it = analysis(facts, choices_of(facts, "chronic_usual_function_short", model=model))
    assert [row.study_id for row in it.rows] == ["meng2003", "cherkin2009"]
    assert sum(row.weight for row in it.rows) == pytest.approx(100)
    assert it.pooled.effect.value == pytest.approx(sum(row.weight * row.effect.value for row in it.rows) / 100)
    assert it.pooled.n == sum(row.n for row in it.rows)
    assert (it.pooled.model, it.pooled.interval_words) == MODEL_WORDS[model]
    assert it.pooled.prediction is None
    assert it.pooled.why_no_prediction
    assert (it.leave_one_out, it.cumulative, it.small) == ((), (), None)
    assert "at least 10 trials" in it.small_words
    assert (pooling.TWO_TRIALS in it.messages) == (model != "common")


def test_people_are_not_added_up_where_one_trial_prints_none(facts):
    it = analysis(facts, choices_of(facts, "upper_sham_pain_short"))
    assert None in [row.n for row in it.rows]
    assert it.pooled.n is None


def test_with_one_trial_left_nothing_is_pooled_and_with_none_nothing_is_lost(facts):
    asked = choices_of(facts, "chronic_usual_function_short")
    one = analysis(facts, replace(asked, without=("cherkin2009",)))
    assert [(row.study_id, row.excluded, row.weight) for row in one.rows] == [
        ("meng2003", False, None),
        ("cherkin2009", True, None),
    ]
    assert (one.pooled, one.small, one.small_words) == (None, None, "")
    none = analysis(facts, replace(asked, without=("cherkin2009", "meng2003")))
    assert none.counted == ()
    assert all(row.excluded for row in none.rows)
    assert (none.pooled, none.leave_one_out, none.cumulative) == (None, (), ())
    assert none.messages == (none.pool.note,)


def test_a_trial_of_elsewhere_that_is_taken_out_changes_nothing(facts):
    asked = choices_of(facts, "chronic_usual_function_short")
    assert analysis(facts, replace(asked, without=("haake2007",))).rows == analysis(facts, asked).rows


class TestQuestionsAreNeverMixed:
    """No chart mixes questions: whoever tries to is refused."""

    def mixed(self, facts, study, pool_id):
        (row, *_) = [row for row in facts.pool_trials if row.study_id == study and row.part == "member"]
        return replace(facts, pool_trials=(*facts.pool_trials, replace(row, pool_id=pool_id)))

    @pytest.mark.parametrize(
        ("study", "pool_id", "said"),
        [
            ("white2004", "chronic_sham_pain_short", ("question upper", "question chronic")),
            ("shin2013", "chronic_active_pain_short", ("question acute", "question chronic")),
            ("brinkhaus2006", "upper_sham_pain_short", ("question chronic", "question upper")),
        ],
    )
    def test_a_trial_of_another_question_is_refused_by_name(self, facts, study, pool_id, said):
        mixed = self.mixed(facts, study, pool_id)
        with pytest.raises(ValueError, match=f"{study} answers the {said[0]}, the pool {pool_id} the {said[1]}"):
            analysis(mixed, choices_of(facts, pool_id))

    def test_taking_it_out_does_not_let_it_in(self, facts):
        mixed = self.mixed(facts, "white2004", "chronic_sham_pain_short")
        with pytest.raises(ValueError, match="of its own question only"):
            analysis(mixed, choices_of(facts, "chronic_sham_pain_short", without=("white2004",)))

    def test_a_pool_that_changes_its_question_is_refused(self, facts):
        pool = replace(facts.pools["upper_sham_pain_short"], question="acute")
        with pytest.raises(ValueError, match="question upper, the pool upper_sham_pain_short the question acute"):
            figures_of_pool(facts, pool)

    def test_a_trial_whose_condition_belongs_to_no_question_is_refused(self, facts):
        conditions = {name: replace(row, question="none") for name, row in facts.conditions.items()}
        with pytest.raises(ValueError, match="question none"):
            analysis(replace(facts, conditions=conditions), Choices())


def test_a_member_that_is_not_computable_is_left_out_with_the_reason(facts):
    bare = tuple(replace(row, se=None) if row.study_id == "cherkin2009" else row for row in facts.contrasts)
    it = analysis(replace(facts, contrasts=bare), choices_of(facts, "chronic_usual_function_short"))
    assert [row.study_id for row in it.rows] == ["meng2003"]
    assert it.pooled is None
    (refused,) = [left for left in it.left_out if not left.computable]
    assert (refused.study_id, refused.reason) == (
        "cherkin2009",
        "Not computable: the difference is printed without an interval or a standard error.",
    )


@pytest.mark.parametrize("order", ORDERS)
def test_rows_come_in_the_order_that_is_asked_for(many, order):
    asked = choices_of(many, POOL, order=order)
    rows = analysis(many, asked).rows
    if order == "effect":
        assert [row.effect.value for row in rows] == sorted(DIFFERENCES)
    elif order == "year":
        known = sorted(year for year in YEARS if year is not None)
        assert [row.year for row in rows] == [*known, None]
    else:
        assert [row.name for row in rows] == sorted(row.name for row in rows)
    plain = {row.study_id: row for row in analysis(many, choices_of(many, POOL)).rows}
    assert {row.study_id: row for row in rows} == plain


def test_the_largest_trial_comes_first_and_unknown_sizes_last(facts):
    rows = analysis(facts, choices_of(facts, "chronic_usual_function_short", order="size")).rows
    assert [row.study_id for row in rows] == ["cherkin2009", "meng2003"]
    rows = analysis(facts, choices_of(facts, "chronic_none_pain_short", order="size")).rows
    assert [(row.study_id, row.n) for row in rows] == [("zaringhalam2010", 40), ("brinkhaus2006", None)]


class TestManyTrials:
    @pytest.mark.parametrize("model", MODELS)
    def test_the_pooled_line_is_that_of_the_figures(self, many, model):
        it = analysis(many, choices_of(many, POOL, model=model))
        expected = pooling.pool(DIFFERENCES, [se**2 for se in ERRORS], model)
        assert it.pooled.effect.value == pytest.approx(expected.value)
        assert (it.pooled.effect.low, it.pooled.effect.high) == pytest.approx((expected.low, expected.high))
        assert (it.pooled.k, it.pooled.n) == (12, 12 * 100)
        if model == "common":
            assert it.pooled.prediction is None
            assert it.pooled.why_no_prediction == pooling.ONE_EFFECT
            assert it.pooled.heterogeneity.tau2 is None
        else:
            assert it.pooled.prediction == pytest.approx(expected.prediction)
            assert it.pooled.prediction[0] < it.pooled.effect.low < it.pooled.effect.high < it.pooled.prediction[1]
            assert it.pooled.heterogeneity.tau2 == pytest.approx(expected.tau2)

    @pytest.mark.parametrize("model", MODELS)
    def test_leaving_one_out_is_taking_it_out(self, many, model):
        asked = choices_of(many, POOL, model=model)
        it = analysis(many, asked)
        by_name = {row.name: row.study_id for row in it.rows}
        assert {step.name for step in it.leave_one_out} == set(by_name)
        for step in it.leave_one_out:
            without = analysis(many, replace(asked, without=(by_name[step.name],))).pooled
            assert step.k == without.k == 11
            assert (step.effect.value, step.effect.low, step.effect.high) == pytest.approx(
                (without.effect.value, without.effect.low, without.effect.high)
            )

    def test_cumulating_goes_by_year_and_ends_at_the_pooled_line(self, many):
        for order in ORDERS:
            it = analysis(many, choices_of(many, POOL, order=order))
            assert [step.k for step in it.cumulative] == list(range(1, 13))
            years = {row.name: row.year for row in it.rows}
            told = [years[step.name] for step in it.cumulative]
            assert told == [*sorted(year for year in YEARS if year), None]
            last = it.cumulative[-1].effect
            assert (last.value, last.low, last.high) == pytest.approx(
                (it.pooled.effect.value, it.pooled.effect.low, it.pooled.effect.high)
            )
            first = next(row for row in it.rows if row.name == it.cumulative[0].name)
            assert it.cumulative[0].effect.value == pytest.approx(first.effect.value)

    def test_small_trials_are_tested_from_ten_trials_on(self, facts, many):
        it = analysis(many, choices_of(many, POOL))
        said = small_studies.egger(DIFFERENCES, [se**2 for se in ERRORS])
        assert (it.small.intercept, it.small.low, it.small.high, it.small.p) == pytest.approx(
            (said.intercept, said.low, said.high, said.p)
        )
        assert (it.small.k, it.small_words) == (12, "")
        assert it.small.high < 0  # the made-up small trials found more
        for k in (9, 10):
            fewer = analysis(with_differences(facts, k=k), choices_of(facts, POOL))
            assert (fewer.small is None) == (k < small_studies.LEAST)
            assert bool(fewer.small_words) == (k < small_studies.LEAST)

    def test_taking_trials_out_until_too_few_are_left_to_test(self, many):
        asked = choices_of(many, POOL, without=tuple(f"made_{at:02d}" for at in range(3)))
        it = analysis(many, asked)
        assert (len(it.rows), len(it.counted), it.pooled.k) == (12, 9, 9)
        assert it.small is None
        assert "at least 10 trials; here are 9" in it.small_words
        assert sum(row.weight for row in it.counted) == pytest.approx(100)
        assert all(row.weight is None for row in it.rows if row.excluded)

    def test_steps_need_three_trials(self, facts):
        for k in (2, LEAST_FOR_STEPS):
            it = analysis(with_differences(facts, k=k), choices_of(facts, POOL))
            assert bool(it.leave_one_out) == bool(it.cumulative) == (k >= LEAST_FOR_STEPS)
            assert (it.pooled.prediction is None) == (k < LEAST_FOR_STEPS)

    def test_trials_that_agree_say_that_this_is_no_certainty(self, facts):
        alike = with_differences(facts, k=10, values=(-8.0,) * 10, errors=(2.5,) * 10)
        it = analysis(alike, choices_of(facts, POOL))
        assert pooling.NO_WIDTH in it.messages
        assert it.small is None
        assert it.small_words == small_studies.ALIKE
        assert it.pooled.effect.low == it.pooled.effect.high == -8.0

    def test_the_funnel_of_the_rows_stands_about_the_pooled_value(self, many):
        it = analysis(many, choices_of(many, POOL, model="common"))
        points = small_studies.funnel(DIFFERENCES, [se**2 for se in ERRORS], it.pooled.effect.value)
        assert sorted(value for value, _ in points.points) == pytest.approx(sorted(row.effect.value for row in it.rows))
        assert points.foot == max(ERRORS)
        assert points.low < it.pooled.effect.value < points.high


class TestRatios:
    def test_ratios_are_pooled_as_logarithms_and_shown_as_ratios(self, counted):
        it = analysis(counted, choices_of(counted, OTHER_POOL, model="common"))
        middle = sum(row.weight * log(row.effect.value) for row in it.rows) / 100
        assert it.pooled.effect.value == pytest.approx(exp(middle))
        assert it.pooled.effect.low * it.pooled.effect.high == pytest.approx(it.pooled.effect.value**2)
        assert it.axis.logarithmic
        assert it.small is not None

    def test_every_step_and_the_prediction_are_ratios(self, counted):
        it = analysis(counted, choices_of(counted, OTHER_POOL))
        assert 0 < it.pooled.prediction[0] < it.pooled.effect.value < it.pooled.prediction[1]
        for step in (*it.leave_one_out, *it.cumulative):
            assert 0 < step.effect.low < step.effect.value < step.effect.high
        assert it.cumulative[-1].effect.value == pytest.approx(it.pooled.effect.value)

    def test_an_empty_cell_is_said(self, counted):
        it = analysis(counted, choices_of(counted, OTHER_POOL))
        assert [row.study_id for row in it.rows if "half a person" in row.how] == ["made_11"]


@pytest.mark.parametrize(
    ("values", "errors", "caution", "warning"),
    [
        ((-6.0, -6.1), (2.0, 2.0), "two trials: this interval may be too narrow", ""),
        ((-6.0, -6.0), (2.0, 2.0), "two trials: this interval may be too narrow", ""),
        ((-2.0, -7.0), (2.0, 2.0), "two trials: this interval says little", ""),
        (
            (-2.0, -22.0),
            (2.0, 2.0),
            "two trials: this interval says little",
            "The two trials disagree widely (I² 98 %)",
        ),
        ((-6.0, -6.1, -6.2), (2.0,) * 3, "this interval may be too narrow", ""),
        ((-2.0, -22.0, -40.0), (2.0,) * 3, "", ""),
    ],
)
def test_a_weak_interval_carries_its_caution_and_two_that_disagree_a_warning(facts, values, errors, caution, warning):
    made = with_differences(facts, k=len(values), values=values, errors=errors)
    line = analysis(made, choices_of(facts, POOL)).pooled
    assert line.caution == caution
    assert line.warning == (f"{warning}: the pooled figure says little." if warning else "")


def test_a_caution_stands_wherever_the_arithmetic_notes_one(facts):
    lines = {key: analysis(facts, choices_of(facts, key)) for key in facts.pools}
    pooled = {key: it for key, it in lines.items() if it.pooled}
    assert pooled
    for key, it in pooled.items():
        noted = {pooling.TWO_TRIALS, pooling.NARROW, pooling.NO_WIDTH} & {*it.messages}
        assert bool(it.pooled.caution) == bool(noted), key
    assert lines["upper_sham_motion_short"].pooled.warning.startswith("The two trials disagree widely (I² 89 %)")
    assert not analysis(facts, choices_of(facts, "upper_sham_pain_short", model="common")).pooled.caution
