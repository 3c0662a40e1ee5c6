import math

import pytest

from dashboard.evidence import effects, printed_arms, scales
from dashboard.evidence.effects import Count, Group, NotComputable
from dashboard.evidence.printed_arms import ArmFigure, count_of, group_of, together
from dashboard.facts import evidence_words
from tests.evidence.outcome_rows import VAS, measure, outcome

RMDQ = measure(measure="rmdq", domain="function", scale_max=24.0)
BODILY_PAIN = measure(measure="sf36_bp", scale_max=100.0)
WALK = measure(measure="joa", domain="function", scale_min=None, scale_max=None)
WITH_SPREADS = ("mean_sd", "mean_se", "mean_ci", "change_mean_sd", "change_mean_se", "change_mean_ci")


@pytest.mark.parametrize(
    ("cells", "name", "mean", "sd", "form", "how"),
    [
        ({"stat": "mean_sd", "n": 30, "value": 1.43, "sd": 0.82}, measure(), 14.3, 8.2, "level", "means and SDs"),
        (
            {"stat": "mean_sd", "n": 30, "value": 53.6, "sd": 20.0, "direction": "higher_better"},
            BODILY_PAIN,
            46.4,
            20.0,
            "level",
            "means and SDs of the arms",
        ),
        (
            {"stat": "mean_sd", "n": 9, "value": 6.0, "sd": 2.0},
            measure(scale_min=1.0, scale_max=11.0),
            50,
            20,
            "level",
            "",
        ),
        (
            {"stat": "mean_se", "n": 1753, "value": 38.3, "se": 0.4},
            VAS,
            38.3,
            0.4 * math.sqrt(1753),
            "level",
            f"means of the arms; SDs from the printed standard errors; {printed_arms.ROUGH}",
        ),
        ({"stat": "mean_se", "n": 25, "value": 40.0, "se": 2.25}, VAS, 40, 11.25, "level", "printed standard errors"),
        (
            {"stat": "mean_ci", "n": 98, "value": 8.1, "ci_low": 7.1, "ci_high": 9.1},
            RMDQ,
            33.75,
            effects.sd_from_interval(7.1, 9.1, 98) / 0.24,
            "level",
            "means of the arms; SDs from the printed 95 % intervals",
        ),
        (
            {"stat": "change_mean_sd", "n": 24, "value": -4.1, "sd": 3.9},
            RMDQ,
            -4.1 / 0.24,
            3.9 / 0.24,
            "change",
            "changes from the start and their SDs",
        ),
        ({"stat": "change_mean_se", "n": 16, "value": -16.2, "se": 1.25}, VAS, -16.2, 5, "change", "standard errors"),
        (
            {
                "stat": "change_mean_ci",
                "n": 51,
                "value": 24.22,
                "ci_low": 16.5,
                "ci_high": 31.9,
                "direction": "higher_better",
            },
            VAS,
            -24.22,
            effects.sd_from_interval(16.5, 31.9, 51),
            "change",
            "changes from the start; SDs from the printed 95 % intervals",
        ),
    ],
)
def test_every_printed_form_gives_a_group(cells, name, mean, sd, form, how):
    figure = group_of(outcome(**cells), name)
    assert figure.group.n == cells["n"]
    assert figure.group.mean == pytest.approx(mean)
    assert figure.group.sd == pytest.approx(sd)
    assert figure.form == form
    assert how in figure.how


def test_an_interval_a_little_off_its_value_is_said():
    row = outcome(stat="mean_ci", n=40, value=21.7, ci_low=13.9, ci_high=30.0)
    assert group_of(row, VAS).how.endswith(effects.A_LITTLE_OFF)


def test_people_named_for_this_very_figure_may_stand_in_but_never_replace():
    row = outcome(stat="mean_sd", sd=12.0)
    assert group_of(row, VAS, n=33).group == Group(33, 40.0, 12.0)
    assert group_of(outcome(stat="mean_sd", sd=12.0, n=31), VAS, n=33).group.n == 31


GOOD = {"stat": "mean_sd", "n": 30, "sd": 12.0}
GOOD_CHANGE = {"stat": "change_mean_sd", "n": 30, "value": -20.0, "sd": 12.0}
GOOD_INTERVAL = {"stat": "mean_ci", "n": 30, "ci_low": 35.0, "ci_high": 45.0}


@pytest.mark.parametrize(
    ("cells", "name", "reason"),
    [
        ({**GOOD, "n": None}, VAS, "the number of people behind this figure is not printed"),
        ({**GOOD, "n": 1}, VAS, "fewer than two people"),
        ({**GOOD, "sd": None}, VAS, "no standard deviation"),
        ({**GOOD, "sd": 0.0}, VAS, "standard deviation is not above zero"),
        ({**GOOD, "stat": "mean_se"}, VAS, "no standard deviation"),
        ({**GOOD, "stat": "mean_se", "se": 0.0}, VAS, "standard error is not above zero"),
        ({**GOOD_INTERVAL, "ci_low": None}, VAS, "no standard deviation"),
        ({**GOOD_INTERVAL, "ci_high": 60.0}, VAS, "not centred"),
        ({**GOOD_INTERVAL, "ci_low": 45.0, "ci_high": 35.0}, VAS, "from low to high"),
        ({**GOOD, "value": None}, VAS, "no value printed"),
        ({**GOOD, "value": 101.0}, VAS, "lies outside its scale"),
        ({**GOOD_CHANGE, "value": -101.0}, VAS, "larger than its scale"),
        ({**GOOD, "direction": "uncertain"}, VAS, "direction of the scale is not known"),
        (GOOD, WALK, "range of the scale is not known"),
        ({**GOOD, "subgroup": "pain_gt_5y"}, VAS, "a part of the trial's people"),
        ({**GOOD, "measure": "days_nrs_le4_pct"}, measure(scale_max=100.0), "a share"),
        ({**GOOD, "measure": "vas_pain_auc_mean_wk1_8_0_100"}, VAS, "several weeks"),
        ({**GOOD, "stat": "mean_only"}, VAS, "no standard deviation"),
        ({**GOOD, "stat": "adjusted_mean_only"}, VAS, "no standard deviation"),
        ({**GOOD, "stat": "change_mean_only"}, VAS, "no standard deviation"),
        ({**GOOD, "stat": "median_only"}, VAS, "a median is printed"),
        ({**GOOD, "stat": "change_median_only"}, VAS, "a median change is printed"),
        ({**GOOD, "stat": "percent_change"}, VAS, "unknown base"),
        ({**GOOD, "stat": "percent_unclear"}, VAS, "leaves open"),
        ({**GOOD, "stat": "unspecified"}, VAS, "does not say what kind"),
        ({**GOOD, "stat": "proportion"}, VAS, "a share of patients"),
    ],
)
def test_every_refusal_of_a_group_says_why(cells, name, reason):
    with pytest.raises(NotComputable, match=reason):
        group_of(outcome(**cells), name)


@pytest.mark.parametrize("stat", evidence_words.STATS)
def test_every_stat_gives_a_group_or_a_reason(stat):
    row = outcome(stat=stat, n=30, sd=12.0, se=2.25, ci_low=35.0, ci_high=45.0)
    if stat in WITH_SPREADS:
        assert group_of(row, VAS).form == scales.form_of(stat)
    else:
        with pytest.raises(NotComputable):
            group_of(row, VAS)


RESPONDERS = {
    "measure": "responder_pct",
    "stat": "proportion",
    "value": 47.1,
    "events": 16,
    "total": 34,
    "direction": "higher_better",
}


def test_a_count_is_of_people_who_got_better():
    assert count_of(outcome(**RESPONDERS)) == Count(16, 34)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"stat": "mean_only"}, "not a count of people"),
        ({"events": None}, "only a per cent"),
        ({"total": None}, "number of people behind this figure is not printed"),
        ({"total": None, "n": 34}, "number of people behind this figure is not printed"),
        ({"total": 15}, "larger than its total"),
        ({"direction": "lower_better"}, "fared worse"),
        ({"direction": "uncertain"}, "which way is better"),
        ({"subgroup": "women"}, "a part of the trial's people"),
    ],
)
def test_every_refusal_of_a_count_says_why(cells, reason):
    with pytest.raises(NotComputable, match=reason):
        count_of(outcome(**{**RESPONDERS, **cells}))


def test_arms_of_one_kind_are_taken_together_and_it_is_said():
    a, b = (ArmFigure(Group(n, 40.0 + n, 12.0), "level", "means and SDs of the arms") for n in (20, 30))
    both = together([a, b])
    assert both.group == effects.combine([a.group, b.group])
    assert both.how == "means and SDs of the arms; 2 arms taken together"
    assert together([a]) is a


def test_a_level_is_not_taken_together_with_a_change():
    level, change = (ArmFigure(Group(20, 40.0, 12.0), form, "") for form in ("level", "change"))
    with pytest.raises(NotComputable, match="the other's a change"):
        together([level, change])
