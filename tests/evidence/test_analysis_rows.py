"""Rows of a forest plot: effects worked out again here, by hand, from the cells of the tables."""

import csv
from dataclasses import replace
from math import exp, log, sqrt
from pathlib import Path

import pytest

from dashboard.evidence.analysis import figures_of_pool
from dashboard.evidence.analysis_rows import OF_THE_ARMS, on_shown_scale, shown, worked
from dashboard.evidence.effects import Estimate, NotComputable
from dashboard.evidence.pool_rows import members_of

EVIDENCE = Path(__file__).resolve().parents[2] / "data" / "evidence"
Z = 1.959963984540054


def table(name):
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def only(rows):
    (row,) = rows
    return row


def cells(pool_id, study):
    """Give the cells of a member, of its scale (size in points) and of the figures it names."""
    member = only(
        row
        for row in table("pool_trials.csv")
        if (row["pool_id"], row["study_id"], row["part"]) == (pool_id, study, "member")
    )
    scale = only(row for row in table("measure_names.csv") if row["measure"] == member["measure"])
    size = float(scale["scale_max"]) - float(scale["scale_min"])
    asked = {name: member[name] for name in ("study_id", "measure", "timepoint_weeks")}
    if member["basis"] == "contrast":
        asked |= {"arm_id": member["arm_ids"], "comparator_arm_id": member["comparator_ids"], "effect": member["stat"]}
        return size, only(row for row in table("contrasts.csv") if asked.items() <= row.items())
    sides = [
        only(
            row
            for row in table("outcomes.csv")
            if (asked | {"arm_id": member[side], "stat": member["stat"], "subgroup": ""}).items() <= row.items()
        )
        for side in ("arm_ids", "comparator_ids")
    ]
    return size, sides


def row_of(facts, pool_id, study):
    rows, _ = figures_of_pool(facts, facts.pools[pool_id])
    return only(row for row, _ in rows if row.study_id == study)


# The sign that turns the printed figure so that minus favours acupuncture, read in the tables by eye.
@pytest.mark.parametrize(
    ("pool_id", "study", "sign"),
    [
        ("chronic_sham_pain_short", "brinkhaus2006", -1),
        ("chronic_sham_pain_intermediate", "brinkhaus2006", 1),
        ("chronic_sham_pain_long_sf36", "brinkhaus2006", -1),
        ("chronic_sham_function_long", "brinkhaus2006", -1),
        ("chronic_none_pain_short", "brinkhaus2006", -1),
        ("chronic_usual_pain_long_sf36", "thomas2006", -1),
        ("chronic_usual_function_intermediate", "debar2025", 1),
        ("acute_active_pain_immediate", "shin2013", 1),
        ("upper_sham_motion_short", "irnich2001", -1),
        ("upper_sham_motion_short", "vas2006", -1),
        ("upper_sham_pain_short", "white2004", -1),
        ("upper_sham_pain_short", "zhao2024", 1),
        ("upper_sham_function_short", "ho2017", 1),
        ("upper_usual_function_long", "macpherson2015", -1),
        ("upper_active_pain_short", "cho2014", 1),
    ],
)
def test_a_printed_difference_with_its_interval(facts, pool_id, study, sign):
    size, printed = cells(pool_id, study)
    value, *ends = (sign * float(printed[name]) * 100 / size for name in ("value", "ci_low", "ci_high"))
    effect = row_of(facts, pool_id, study).effect
    assert (effect.value, effect.low, effect.high) == pytest.approx((value, min(ends), max(ends)))


def test_the_printed_ends_are_shown_while_pooling_goes_by_the_standard_error(facts):
    rows, _ = figures_of_pool(facts, facts.pools["upper_sham_pain_short"])
    row, estimate = only(both for both in rows if both[0].study_id == "white2004")
    assert (row.effect.low, row.effect.high) == pytest.approx((-11.3, -1.4))
    assert (shown(estimate).low, shown(estimate).high) != pytest.approx((-11.3, -1.4))
    assert estimate.se == pytest.approx((11.3 - 1.4) / (2 * Z))


@pytest.mark.parametrize("pool_id", ["chronic_usual_function_short", "chronic_usual_function_long"])
def test_a_printed_difference_with_its_standard_error(facts, pool_id):
    size, printed = cells(pool_id, "cherkin2009")
    value, se = (float(printed[name]) * 100 / size for name in ("value", "se"))
    row = row_of(facts, pool_id, "cherkin2009")
    assert (row.effect.value, row.effect.low, row.effect.high) == pytest.approx((value, value - Z * se, value + Z * se))
    assert row.printed == f"difference {printed['value'].replace('-', '−')} (SE {printed['se']})"


@pytest.mark.parametrize(
    ("pool_id", "study"),
    [
        ("chronic_none_pain_short", "zaringhalam2010"),
        ("chronic_active_pain_short", "zaringhalam2010"),
        ("chronic_usual_function_short", "meng2003"),
        ("acute_active_pain_short", "shin2013"),
        ("acute_active_function_intermediate", "shin2013"),
    ],
)
def test_two_arms_with_their_standard_deviations(facts, pool_id, study):
    size, (arm, other) = cells(pool_id, study)
    value = (float(arm["value"]) - float(other["value"])) * 100 / size
    half = Z * sqrt(sum(float(one["sd"]) ** 2 / int(one["n"]) for one in (arm, other))) * 100 / size
    row = row_of(facts, pool_id, study)
    assert (row.effect.value, row.effect.low, row.effect.high) == pytest.approx((value, value - half, value + half))
    assert row.n == int(arm["n"]) + int(other["n"])
    assert OF_THE_ARMS not in row.how


@pytest.mark.parametrize(
    ("pool_id", "study"),
    [
        ("chronic_sham_responder_short", "carlsson2001"),
        ("chronic_sham_responder_intermediate_observer", "carlsson2001"),
        ("upper_active_responder_intermediate", "eslamian2020"),
    ],
)
def test_two_counts(facts, pool_id, study):
    _, sides = cells(pool_id, study)
    (a, n), (b, m) = ((int(side["events"]), int(side["total"])) for side in sides)
    middle, half = log(a / n / (b / m)), Z * sqrt(1 / a - 1 / n + 1 / b - 1 / m)
    row = row_of(facts, pool_id, study)
    assert (row.effect.value, row.effect.low, row.effect.high) == pytest.approx(
        (exp(middle), exp(middle - half), exp(middle + half))
    )
    assert (row.n, row.printed) == (n + m, f"{a} of {n} against {b} of {m}")


def test_shares_are_shown_in_percentage_points_and_printed_ratios_as_ratios(facts):
    _, printed = cells("chronic_sham_responder_intermediate", "haake2007")
    effect = row_of(facts, "chronic_sham_responder_intermediate", "haake2007").effect
    figures = tuple(float(printed[name]) for name in ("value", "ci_low", "ci_high"))
    assert (effect.value, effect.low, effect.high) == pytest.approx(figures)
    _, printed = cells("chronic_usual_responder_intermediate", "debar2025")
    effect = row_of(facts, "chronic_usual_responder_intermediate", "debar2025").effect
    figures = tuple(float(printed[name]) for name in ("value", "ci_low", "ci_high"))
    assert (effect.value, effect.low, effect.high) == pytest.approx(figures)


def test_a_printed_relative_risk_is_not_called_a_difference(facts):
    row = row_of(facts, "chronic_usual_responder_intermediate", "debar2025")
    assert row.printed == "relative risk 1.33 (1.04 to 1.7)"


def test_a_number_of_people_that_were_analysed_is_not_said_to_be_of_those_randomised(facts):
    arms = {row["arm_id"]: row for row in table("arms.csv") if row["study_id"] == "brinkhaus2006"}
    assert all("number analysed" in arms[arm]["description"] for arm in ("acupuncture", "minimal"))
    for pool in facts.pools.values():
        for row, _ in figures_of_pool(facts, pool)[0]:
            if row.study_id == "brinkhaus2006" and row.n is not None:
                assert "randomised" not in row.how
                assert "those analysed" in row.note


def test_a_printed_difference_counts_the_people_of_its_arms_and_says_so(facts):
    people = {(row["study_id"], row["arm_id"]): row["n"] for row in table("arms.csv")}
    row = row_of(facts, "chronic_usual_function_short", "cherkin2009")
    assert row.n == sum(int(people["cherkin2009", arm]) for arm in ("standardized", "usual_care"))
    assert row.how.endswith(f"; {OF_THE_ARMS}")


def test_where_an_arm_does_not_print_its_people_none_are_shown(facts):
    assert "" in {row["n"] for row in table("arms.csv") if row["study_id"] == "debar2025"}
    row = row_of(facts, "chronic_usual_function_intermediate", "debar2025")
    assert row.n is None
    assert OF_THE_ARMS not in row.how


def test_every_member_of_every_pool_gives_a_row_in_words(facts):
    for pool in facts.pools.values():
        rows, left = figures_of_pool(facts, pool)
        assert [row.study_id for row, _ in rows] == [member.study_id for member in members_of(facts, pool)]
        assert all(one.computable and one.reason for one in left)
        for row, estimate in rows:
            assert row.effect.low < row.effect.value < row.effect.high
            assert row.effect.value == shown(estimate).value
            assert all((row.name, row.arm, row.comparator, row.measure, row.when, row.printed, row.how, row.sources))
            assert row.sham == (pool.comparison == "vs_sham")
            assert (row.weight, row.excluded) == (None, False)


def test_an_interval_of_the_source_is_given_as_the_source_gives_it(facts):
    assert row_of(facts, "upper_sham_pain_short", "white2004").printed == "difference 6.3 (1.4 to 11.3, p = 0.01)"
    assert row_of(facts, "acute_active_pain_immediate", "shin2013").printed == (
        "difference −3.12 (−3.98 to −2.26, p <0.0001)"
    )


@pytest.mark.parametrize(
    ("effect", "figure", "expected"), [("MD", -2.5, -2.5), ("SMD", 0.4, 0.4), ("RD", 0.125, 12.5), ("RR", 0.0, 1.0)]
)
def test_pooled_figures_come_to_the_scale_that_is_shown(effect, figure, expected):
    assert on_shown_scale(effect, figure, figure) == (expected, expected)
    assert shown(Estimate(figure, 0.1, effect)).value == expected


def test_a_figure_that_allows_no_effect_is_refused(facts):
    pool = facts.pools["upper_sham_pain_short"]
    bare = replace(facts, contrasts=tuple(replace(row, ci_low=None, ci_high=None) for row in facts.contrasts))
    with pytest.raises(NotComputable, match="without an interval or a standard error"):
        worked(bare, pool, members_of(bare, pool)[0])
