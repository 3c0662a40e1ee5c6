import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.evidence import effects, printed_arms, printed_effects, scales
from dashboard.evidence.effects import Count, Group, NotComputable
from dashboard.evidence.printed_effects import ArmFigure, estimate_of_contrast, worked_from_counts, worked_from_groups
from dashboard.facts import evidence_words
from dashboard.facts.trials import Contrast
from tests.evidence.outcome_rows import VAS, measure

NRS = measure(measure="nrs_pain_0_10")
RMDQ = measure(measure="rmdq", domain="function", scale_max=24.0)
HFAQ = measure(measure="hfaq", domain="function", scale_max=100.0)
RESPONDERS = measure(measure="responder_pct", domain="responder", scale_max=100.0)
# Of the measures in `contrasts.csv` these are better when higher; their labels or their outcome rows say so.
HIGHER_BETTER = ("hfaq", "sf36_bp", "sf36_pcs", "sf36_mcs", "responder_pct", "responder50_pct")


def contrast(**cells):
    row = {
        "study_id": "trial",
        "arm_id": "acu",
        "comparator_arm_id": "sham",
        "timepoint_weeks": 8.0,
        "measure": "vas_pain_0_100",
        "effect": "mean_difference",
        "value": -12.0,
        "ci_low": -20.0,
        "ci_high": -4.0,
        "se": None,
        "p_value": "",
        "favours": "arm",
        "note": "",
        "sources": ("trial",),
        "status": "abstract",
    }
    return Contrast(**{**row, **cells})


def figures(value, low, high):
    return {"value": value, "ci_low": low, "ci_high": high}


@pytest.mark.parametrize(
    ("effect", "printed", "favours", "name", "lower", "measure_name", "shown", "how"),
    [
        (
            "mean_difference",
            (-1.56, -1.87, -1.25),
            "arm",
            NRS,
            True,
            "MD",
            (-15.6, -18.7, -12.5),
            "difference of means",
        ),
        ("mean_difference", (1.9, -4.2, 8.0), "none", HFAQ, False, "MD", (-1.9, -8.0, 4.2), "difference of means"),
        (
            "mean_difference",
            (-5.0, -9.0, -1.0),
            "comparator",
            HFAQ,
            False,
            "MD",
            (5.0, 1.0, 9.0),
            "difference of means",
        ),
        ("mean_difference", (5.0, 1.0, 9.0), "comparator", VAS, True, "MD", (5.0, 1.0, 9.0), "difference of means"),
        (
            "adjusted_mean_difference",
            (-1.0, -1.9, -0.1),
            "arm",
            RMDQ,
            True,
            "MD",
            (-1 / 0.24, -1.9 / 0.24, -0.1 / 0.24),
            "adjusted difference of means",
        ),
        (
            "change_difference",
            (-16, -21.5, -10.5),
            "arm",
            VAS,
            True,
            "MD",
            (-16, -21.5, -10.5),
            "change from the start",
        ),
        ("improvement_difference", (5.1, -3.7, 13.9), "none", VAS, True, "MD", (-5.1, -13.9, 3.7), "improvement"),
        ("improvement_difference", (8.5, 1.7, 15.3), "arm", HFAQ, False, "MD", (-8.5, -15.3, -1.7), "improvement"),
        (
            "adjusted_improvement_difference",
            (11.2, 5.7, 16.7),
            "arm",
            VAS,
            True,
            "MD",
            (-11.2, -16.7, -5.7),
            "adjusted difference in improvement",
        ),
        (
            "risk_difference_pct",
            (16.0, 1.6, 30.4),
            "arm",
            RESPONDERS,
            False,
            "RD",
            (0.16, 0.016, 0.304),
            "share of people",
        ),
        (
            "adjusted_relative_risk",
            (1.25, 1.0, 1.5625),
            "arm",
            RESPONDERS,
            False,
            "RR",
            (1.25, 1.0, 1.5625),
            "adjusted relative risk",
        ),
    ],
)
def test_every_printed_difference_is_turned_for_the_arm(
    effect, printed, favours, name, lower, measure_name, shown, how
):
    row = contrast(effect=effect, favours=favours, **figures(*printed))
    worked = estimate_of_contrast(row, name, lower_is_better=lower)
    assert worked.estimate.measure == measure_name
    assert worked.estimate.interval() == pytest.approx(shown)
    ratio = measure_name == "RR"
    assert worked.ends == pytest.approx(tuple(math.log(end) if ratio else end for end in shown[1:]))
    assert how in worked.how
    assert worked.how.startswith("the printed ")
    assert worked.n is None


@pytest.mark.parametrize(
    ("cells", "name", "lower", "value", "se", "how"),
    [
        ({"value": -2.4, "se": 0.55, "favours": "arm"}, RMDQ, True, -10.0, 0.55 / 0.24, ""),
        ({"value": -2.4, "se": 1.25, "favours": "none"}, RMDQ, True, -10.0, 1.25 / 0.24, ""),
        ({"value": 8.0, "se": 2.5, "favours": "arm"}, HFAQ, False, -8.0, 2.5, ""),
        ({"value": 8.0, "se": 0.3, "favours": "comparator"}, VAS, True, 8.0, 0.3, f"; {printed_arms.ROUGH}"),
    ],
)
def test_a_printed_standard_error_is_taken_as_it_is(cells, name, lower, value, se, how):
    row = contrast(effect="adjusted_mean_difference", ci_low=None, ci_high=None, **cells)
    worked = estimate_of_contrast(row, name, lower_is_better=lower)
    assert (worked.estimate.value, worked.estimate.se) == pytest.approx((value, se))
    assert worked.ends is None
    assert worked.how == f"the printed adjusted difference of means and its standard error{how}"


def test_an_interval_a_little_off_its_value_is_said():
    row = contrast(effect="improvement_difference", **figures(21.7, 13.9, 30.0))
    worked = estimate_of_contrast(row, VAS, lower_is_better=True)
    assert worked.how.endswith(effects.A_LITTLE_OFF)
    assert worked.ends == (-30.0, -13.9)
    assert worked.ends != pytest.approx(worked.estimate.interval()[1:])
    assert worked.estimate.note == effects.A_LITTLE_OFF


@pytest.mark.parametrize(
    ("cells", "name", "lower", "reason"),
    [
        ({"effect": "median_difference"}, VAS, True, "a difference of medians"),
        ({"effect": "hazard_ratio"}, VAS, True, "a hazard ratio"),
        ({"effect": "percent_reduction"}, VAS, True, "a fall in per cent"),
        ({"effect": "treatment_effect"}, VAS, True, "does not say what its treatment effect"),
        ({"value": None}, VAS, True, "only the interval"),
        ({"ci_low": None}, VAS, True, "without an interval"),
        ({"ci_high": None}, VAS, True, "without an interval"),
        ({"ci_low": -4.0, "ci_high": -20.0}, VAS, True, "from low to high"),
        ({"ci_high": 4.0}, VAS, True, "not centred"),
        ({"ci_low": None}, VAS, True, "without an interval or a standard error"),
        ({"ci_low": None, "ci_high": None, "se": 0.0}, VAS, True, "not above zero"),
        ({"ci_low": None, "ci_high": None, "se": 2.0, "favours": "none"}, VAS, True, "contradict"),
        ({"ci_low": None, "ci_high": None, "se": 8.0, "favours": ""}, VAS, True, "does not say which arm"),
        ({"effect": "risk_difference_pct", "ci_low": None, "se": 8.0}, RESPONDERS, False, "without an interval"),
        ({"favours": ""}, VAS, True, "does not say which arm"),
        ({"favours": "comparator"}, VAS, True, "contradict"),
        ({"favours": "arm"}, VAS, False, "contradict"),
        ({"favours": "none"}, VAS, True, "contradict"),
        ({"effect": "improvement_difference"}, VAS, True, "contradict"),
        ({}, measure(scale_max=None), True, "range of the scale"),
        ({}, measure(measure="daily_pain_pct"), True, "a share"),
        ({}, measure(measure=scales.OVER_TIME[0], scale_max=100.0), True, "several weeks"),
        ({}, NRS, True, "larger than its scale"),
        ({"effect": "risk_difference_pct", **figures(16.0, 1.6, 30.4)}, RESPONDERS, True, "fared worse"),
        ({"effect": "adjusted_relative_risk", **figures(1.33, 1.04, 1.7)}, RESPONDERS, True, "fared worse"),
        ({"effect": "adjusted_relative_risk", **figures(0.8, 0.64, 1.0)}, RESPONDERS, False, "contradict"),
        ({"effect": "adjusted_relative_risk", **figures(0.5, 0.0, 1.0)}, RESPONDERS, False, "not above zero"),
    ],
)
def test_every_refusal_says_why(cells, name, lower, reason):
    with pytest.raises(NotComputable, match=reason):
        estimate_of_contrast(contrast(**cells), name, lower_is_better=lower)


def test_every_kind_of_difference_is_read_in_one_way_or_refused():
    kinds = [
        *printed_effects.DIFFERENCES,
        *printed_effects.IMPROVEMENTS,
        *printed_effects.SHARES,
        *printed_effects.NO_ESTIMATE,
    ]
    assert sorted(kinds) == sorted(evidence_words.CONTRAST_EFFECTS)


@given(
    st.sampled_from([*printed_effects.DIFFERENCES, *printed_effects.IMPROVEMENTS]),
    st.floats(-9, 9),
    st.floats(0.5, 9),
    st.booleans(),
)
def test_the_same_difference_seen_from_the_other_arm_is_turned(effect, value, half, lower):
    def seen(sign):
        low, high = sorted((sign * value - half, sign * value + half))
        taken = []
        for favours in ("none",) if low <= 0 <= high else ("arm", "comparator"):
            row = contrast(effect=effect, favours=favours, **figures(sign * value, low, high))
            with suppress(NotComputable):
                taken.append(estimate_of_contrast(row, NRS, lower_is_better=lower).estimate)
        (estimate,) = taken
        return estimate

    assert seen(1).value == pytest.approx(seen(-1).negated().value)
    assert seen(1).se == pytest.approx(half * 10 / 1.959963984540054)


@pytest.mark.parametrize("measure_name", ["MD", "SMD"])
def test_two_arms_are_worked_out_and_said(measure_name):
    arm = ArmFigure(Group(30, 20.0, 12.0), "level", "means and SDs of the arms")
    other = ArmFigure(Group(31, 30.0, 11.0), "level", "means and SDs of the arms")
    worked = worked_from_groups(arm, other, measure_name)
    assert worked.estimate.measure == measure_name
    assert worked.estimate.value < 0
    assert worked.how == "means and SDs of the arms"
    assert worked.n == 61


def test_a_level_is_not_set_against_a_change():
    level, change = (ArmFigure(Group(20, 40.0, 12.0), form, "") for form in ("level", "change"))
    with pytest.raises(NotComputable, match="the other's a change"):
        worked_from_groups(level, change, "MD")


@pytest.mark.parametrize("measure_name", ["RR", "OR", "RD"])
def test_two_counts_are_worked_out_and_an_empty_cell_is_said(measure_name):
    worked = worked_from_counts(Count(16, 34), Count(0, 16), measure_name)
    assert worked.estimate.measure == measure_name
    assert worked.estimate.value > 0
    assert worked.how == f"counts of people in the arms; {effects.EMPTY_CELL}"
    assert worked.n == 50


def test_an_unknown_measure_lists_the_valid_ones():
    figure = ArmFigure(Group(20, 40.0, 12.0), "level", "")
    with pytest.raises(ValueError, match="choose from MD, SMD"):
        worked_from_groups(figure, figure, "RR")
    with pytest.raises(ValueError, match="choose from RR, OR, RD"):
        worked_from_counts(Count(1, 2), Count(1, 3), "MD")


class TestTheData:
    def test_no_printed_direction_is_contradicted(self, facts):
        assert printed_effects.CONTRADICTS not in {_reason(facts, row) for row in facts.contrasts}

    def test_the_favoured_arm_is_the_one_the_effect_favours(self, facts):
        for row in facts.contrasts:
            if row.favours == "none" or _reason(facts, row):
                continue
            effect = _worked(facts, row).estimate
            favouring = effect.value if effect.measure in ("RD", "RR") else -effect.value
            assert (favouring > 0) == (row.favours == "arm"), row

    def test_the_arms_figures_bear_out_the_sign_where_no_arm_is_favoured(self, facts):
        borne_out = 0
        for row in facts.contrasts:
            if row.favours != "none" or row.effect in printed_effects.SHARES or _reason(facts, row):
                continue
            effect = _worked(facts, row).estimate
            for difference in _between_arms(facts, row):
                assert math.copysign(1, difference) == math.copysign(1, effect.value), row
                borne_out += 1
        assert borne_out >= 10

    def test_most_differences_can_be_used_and_some_cannot(self, facts):
        used = sum(not _reason(facts, row) for row in facts.contrasts)
        assert 0.5 < used / len(facts.contrasts) < 1


def _worked(facts, row):
    lower = row.measure not in HIGHER_BETTER
    return estimate_of_contrast(row, facts.measure_names[row.measure], lower_is_better=lower)


def _reason(facts, row):
    try:
        _worked(facts, row)
    except NotComputable as refused:
        return refused.reason
    return ""


def _between_arms(facts, row):
    """Yield arm minus comparator on points of 100 (minus is better) for each kind of figure both arms print."""
    printed = {}
    for figure in facts.outcomes:
        if (figure.study_id, figure.measure, figure.timepoint_weeks, figure.subgroup) == (
            row.study_id,
            row.measure,
            row.timepoint_weeks,
            "",
        ):
            form = scales.form_of(figure.stat)
            scale = scales.scale_of(figure, facts.measure_names[figure.measure])
            turn = scales.to_100 if form == scales.LEVEL else scales.change_to_100
            printed.setdefault(form, {})[figure.arm_id] = turn(figure.value, scale)
    for arms in printed.values():
        if {row.arm_id, row.comparator_arm_id} <= set(arms):
            yield arms[row.arm_id] - arms[row.comparator_arm_id]
