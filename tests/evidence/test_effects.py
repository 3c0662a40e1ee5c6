import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence import effects
from dashboard.evidence.effects import Count, Estimate, Group, NotComputable

METAFOR = json.loads((Path(__file__).parent / "metafor" / "effects.json").read_text(encoding="utf-8"))
OF_MEANS = {"MD": effects.mean_difference, "SMD": effects.hedges_g}
OF_COUNTS = {"RR": effects.risk_ratio, "OR": effects.odds_ratio, "RD": effects.risk_difference}

groups = st.builds(Group, st.integers(2, 500), st.floats(-100, 100), st.floats(0.5, 50))


@st.composite
def a_count(draw):
    total = draw(st.integers(1, 400))
    return Count(draw(st.integers(0, total)), total)


def rows(of, measures):
    return [
        (measure, row, reference)
        for measure in measures
        for row, reference in zip(METAFOR[of], METAFOR[measure], strict=True)
    ]


def pair_of_groups(row):
    return Group(row["n1i"], row["m1i"], row["sd1i"]), Group(row["n2i"], row["m2i"], row["sd2i"])


def pair_of_counts(row):
    return Count(row["ai"], row["n1i"]), Count(row["ci"], row["n2i"])


def agrees(estimate, reference):
    assert estimate.value == pytest.approx(reference["value"], rel=1e-9, abs=1e-9)
    assert estimate.se**2 == pytest.approx(reference["variance"], rel=1e-9, abs=1e-12)


class TestAgainstMetafor:
    def test_the_reference_says_which_versions_made_it(self):
        assert METAFOR["versions"]["metafor"]
        assert METAFOR["versions"]["R"].startswith("R version")

    @pytest.mark.parametrize(("measure", "row", "reference"), rows("means", OF_MEANS))
    def test_effects_of_means(self, measure, row, reference):
        estimate = OF_MEANS[measure](*pair_of_groups(row))
        agrees(estimate, reference)
        assert estimate.measure == measure

    @pytest.mark.parametrize(("measure", "row", "reference"), rows("counts", OF_COUNTS))
    def test_effects_of_counts(self, measure, row, reference):
        a, b = pair_of_counts(row)
        estimate = OF_COUNTS[measure](a, b)
        agrees(estimate, reference)
        assert estimate.measure == measure
        empty = 0 in (a.events, a.total - a.events, b.events, b.total - b.events)
        assert estimate.note == (effects.EMPTY_CELL if empty else "")

    @pytest.mark.parametrize(
        ("row", "reference"), list(zip(METAFOR["alike"], METAFOR["alike_RD"], strict=True)), ids=["none", "all"]
    )
    def test_a_difference_exists_where_all_are_alike_and_a_ratio_does_not(self, row, reference):
        a, b = pair_of_counts(row)
        agrees(effects.risk_difference(a, b), reference)
        for ratio in (effects.risk_ratio, effects.odds_ratio):
            with pytest.raises(NotComputable, match=r"(nobody|everybody) in .*, so a ratio says nothing"):
                ratio(a, b)


class TestRules:
    @given(groups, groups, st.sampled_from(sorted(OF_MEANS)))
    def test_swapping_arms_turns_the_sign(self, a, b, measure):
        there, back = OF_MEANS[measure](a, b), OF_MEANS[measure](b, a)
        assert back.value == pytest.approx(there.negated().value)
        assert back.se == pytest.approx(there.se)

    @given(a_count(), a_count(), st.sampled_from(sorted(OF_COUNTS)))
    def test_swapping_counts_turns_the_sign(self, a, b, measure):
        try:
            there = OF_COUNTS[measure](a, b)
        except NotComputable:
            with pytest.raises(NotComputable):
                OF_COUNTS[measure](b, a)
            return
        back = OF_COUNTS[measure](b, a)
        assert back.value == pytest.approx(there.negated().value)
        assert back.se == pytest.approx(there.se)

    @given(groups, groups, st.floats(0.1, 20))
    def test_a_finer_scale_scales_the_difference_and_leaves_sds_alone(self, a, b, factor):
        fine = a.scaled(factor), b.scaled(factor)
        expected = effects.mean_difference(a, b).scaled(factor)
        assert effects.mean_difference(*fine).value == pytest.approx(expected.value, abs=1e-6)
        assert effects.mean_difference(*fine).se == pytest.approx(expected.se)
        assert effects.hedges_g(*fine).value == pytest.approx(effects.hedges_g(a, b).value, abs=1e-9)

    @given(groups, groups, st.floats(-50, 50), st.floats(1, 200))
    def test_levels_brought_to_100_differ_by_points_of_100(self, a, b, low, width):
        high = low + width
        placed = effects.mean_difference(a.rescaled(low, high), b.rescaled(low, high))
        assert placed.value == pytest.approx(100 * (a.mean - b.mean) / (high - low), abs=1e-6)
        assert placed.se == pytest.approx(100 * effects.mean_difference(a, b).se / (high - low))

    @given(st.floats(-50, 50), st.floats(0.01, 20), st.floats(0.5, 0.999), st.none() | st.integers(1, 500))
    def test_an_interval_gives_back_its_standard_error(self, value, se, level, df):
        low, high = value - se, value + se
        told = effects.se_from_interval(low, high, level, df)
        wider = effects.se_from_interval(value - 2 * se, value + 2 * se, level, df)
        assert wider == pytest.approx(2 * told)
        if df is None:
            assert Estimate(value, told, "MD").interval(level) == pytest.approx((value, low, high))

    @given(st.floats(-5, 5), st.floats(0.01, 2), st.sampled_from(effects.MEASURES))
    def test_interval_to_se_and_back(self, value, se, measure):
        shown = Estimate(value, se, measure).interval()
        assert shown[1] < shown[0] < shown[2]
        low, high = (math.log(end) if measure in effects.RATIOS else end for end in shown[1:])
        assert effects.se_from_interval(low, high) == pytest.approx(se)


class TestTogether:
    @given(st.lists(st.integers(1, 40), min_size=2, max_size=5), st.integers(0, 2**32 - 1))
    def test_arms_together_are_all_their_people(self, sizes, seed):
        chance = np.random.default_rng(seed)
        people = [chance.normal(chance.normal(40, 20), 15, size) for size in sizes]
        arms = [Group(len(arm), float(arm.mean()), float(arm.std(ddof=1)) if len(arm) > 1 else 0.0) for arm in people]
        both = effects.combine(arms)
        raw = np.concatenate(people)
        assert both.n == len(raw)
        assert both.mean == pytest.approx(raw.mean())
        assert both.sd == pytest.approx(raw.std(ddof=1))

    def test_one_arm_stays_as_it_is(self):
        assert effects.combine([Group(30, 1.5, 2.0)]) == Group(30, 1.5, 2.0)

    def test_counts_add_up(self):
        assert effects.combine_counts([Count(3, 10), Count(0, 12)]) == Count(3, 22)

    @pytest.mark.parametrize("together", [effects.combine, effects.combine_counts])
    def test_nothing_cannot_be_combined(self, together):
        with pytest.raises(ValueError, match="to combine"):
            together([])


class TestSpreads:
    def test_sd_from_se(self):
        assert effects.sd_from_se(0.4, 1753) == pytest.approx(0.4 * math.sqrt(1753))

    # Student's t at 97.5 % from R's qt(0.975, c(1, 9, 47)).
    @pytest.mark.parametrize(("n", "t"), [(2, 12.7062047361747), (10, 2.26215716279820), (48, 2.01174051372977)])
    def test_the_interval_of_a_mean_uses_students_t(self, n, t):
        assert effects.sd_from_interval(10 - t, 10 + t, n) == pytest.approx(math.sqrt(n), rel=1e-9)

    @given(st.integers(2, 40), st.integers(0, 2**32 - 1))
    def test_the_interval_of_a_sample_gives_back_its_sd(self, n, seed):
        raw = np.random.default_rng(seed).normal(50, 10, n)
        sd = float(raw.std(ddof=1))
        half = sd / math.sqrt(n) / effects.se_from_interval(-1, 1, df=n - 1)
        assert effects.sd_from_interval(raw.mean() - half, raw.mean() + half, n) == pytest.approx(sd)

    def test_the_interval_of_a_difference_uses_the_normal_quantile(self):
        assert effects.se_from_interval(-1.959963984540054, 1.959963984540054) == pytest.approx(1)

    @pytest.mark.parametrize(
        ("call", "reason"),
        [
            (lambda: effects.sd_from_se(0.0, 20), "not above zero"),
            (lambda: effects.sd_from_interval(1, 2, 1), "fewer than two people"),
            (lambda: effects.sd_from_interval(2, 1, 20), "from low to high"),
            (lambda: effects.se_from_interval(3, 3), "from low to high"),
            (lambda: effects.mean_difference(Group(5, 1, 0), Group(5, 2, 0)), "no spread"),
            (lambda: effects.hedges_g(Group(5, 1, 0), Group(5, 2, 0)), "no spread"),
            (lambda: effects.hedges_g(Group(1, 1, 0), Group(2, 2, 1)), "too few people"),
        ],
    )
    def test_what_cannot_be_worked_out_says_why(self, call, reason):
        with pytest.raises(NotComputable, match=reason) as refused:
            call()
        assert refused.value.reason == str(refused.value)


class TestCentred:
    @pytest.mark.parametrize(
        ("printed", "ratio"),
        [
            ((-16.0, -21.3, -10.6), False),
            ((-1.3, -2.6, -0.03), False),
            ((8.47, 5.05, 11.87), False),
            ((-5.0, -9.0, -0.8), False),
            ((7.0, 2.0, 11.0), False),
            ((1.33, 1.04, 1.7), True),
            ((1.49, 1.19, 1.86), True),
        ],
    )
    def test_rounding_is_let_pass(self, printed, ratio):
        assert effects.centred(*printed, ratio=ratio) == ""

    @pytest.mark.parametrize("printed", [(21.7, 13.9, 30.0), (20.2, 13.4, 26.7)])
    def test_a_little_off_is_said(self, printed):
        assert effects.centred(*printed) == effects.A_LITTLE_OFF

    @pytest.mark.parametrize(
        ("printed", "ratio", "reason"),
        [
            ((-6.89, -9.23, -3.54), False, "not centred"),
            ((1.56, 1.11, 2.36), False, "not centred"),
            ((2.0, 1.2, 3.6), False, "not centred"),
            ((1.33, 0.96, 1.7), True, "not centred"),
            ((1.2, 0.0, 2.4), True, "not above zero"),
            ((1.0, 2.0, 0.0), False, "from low to high"),
        ],
    )
    def test_more_is_refused(self, printed, ratio, reason):
        with pytest.raises(NotComputable, match=reason):
            effects.centred(*printed, ratio=ratio)

    @given(st.floats(-100, 100), st.floats(1, 40), st.integers(0, 3))
    def test_no_rounding_of_a_centred_interval_is_refused(self, value, half, decimals):
        printed = [round(figure, decimals) for figure in (value, value - half, value + half)]
        if printed[1] < printed[2]:
            assert effects.centred(*printed) in ("", effects.A_LITTLE_OFF)


class TestEstimate:
    def test_ratios_are_shown_back_from_the_logarithm(self):
        value, low, high = Estimate(math.log(2), 0.1, "OR").interval()
        assert value == pytest.approx(2)
        assert math.log(high) - math.log(2) == pytest.approx(math.log(2) - math.log(low))

    def test_a_ratio_seen_from_the_other_arm_is_its_inverse(self):
        there = Estimate(math.log(1.33), 0.12, "RR", "a note")
        assert there.negated().interval()[0] == pytest.approx(1 / 1.33)
        assert there.negated().note == "a note"

    @pytest.mark.parametrize(
        ("call", "told"),
        [
            (lambda: Estimate(1, 1, "HR"), "choose from MD, SMD, RR, OR, RD"),
            (lambda: Estimate(1, 0, "MD"), "above 0"),
            (lambda: Estimate(math.nan, 1, "MD"), "needs a value"),
            (lambda: Estimate(1, 1, "MD").interval(1.0), "between 0 and 1"),
            (lambda: Estimate(1, 1, "SMD").scaled(10), "only MD and RD"),
            (lambda: Estimate(1, 1, "MD").scaled(-1), "by more than 0"),
            (lambda: effects.se_from_interval(0, 1, 95), "between 0 and 1"),
            (lambda: Group(0, 1, 1), "n of 1 or more"),
            (lambda: Group(9, 1, -1), "SD of 0 or more"),
            (lambda: Count(5, 4), "between 0 and a total"),
            (lambda: Count(0, 0), "total of 1 or more"),
        ],
    )
    def test_impossible_figures_are_errors(self, call, told):
        with pytest.raises(ValueError, match=told) as error:
            call()
        assert not isinstance(error.value, NotComputable)
