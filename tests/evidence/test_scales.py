import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.evidence import scales
from dashboard.evidence.scales import Scale
from dashboard.facts import evidence_words
from tests.evidence.outcome_rows import VAS, measure, outcome

ends = st.floats(-1000, 1000, allow_nan=False)


@st.composite
def a_scale(draw):
    low, high = sorted((draw(ends), draw(ends)))
    assume(high - low > 1e-3)
    return Scale(low, high, draw(st.booleans()))


def values_of(scale):
    return st.floats(scale.low, scale.high, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        (63, Scale(0, 100, False), 63),
        (7.17, Scale(0, 10, False), 71.7),
        (64, Scale(0, 100, True), 36),
        (9, Scale(0, 33, False), 100 * 9 / 33),
        (6, Scale(1, 11, False), 50),
    ],
)
def test_to_100(value, scale, expected):
    assert scales.to_100(value, scale) == pytest.approx(expected)


@given(st.data())
def test_stays_within_0_and_100(data):
    scale = data.draw(a_scale())
    assert 0 <= scales.to_100(data.draw(values_of(scale)), scale) <= 100


@given(st.data())
def test_keeps_order_where_lower_is_better_and_turns_it_where_higher_is(data):
    scale = data.draw(a_scale())
    low, high = sorted((data.draw(values_of(scale)), data.draw(values_of(scale))))
    placed = [scales.to_100(value, scale) for value in (low, high)]
    assert placed == sorted(placed, reverse=scale.higher_is_better)


@given(st.data())
def test_is_linear(data):
    scale = data.draw(a_scale())
    a, b = data.draw(values_of(scale)), data.draw(values_of(scale))
    between = scales.to_100(min(max((a + b) / 2, scale.low), scale.high), scale)
    assert between == pytest.approx((scales.to_100(a, scale) + scales.to_100(b, scale)) / 2, abs=1e-6)


@given(st.data())
def test_the_two_directions_mirror(data):
    scale = data.draw(a_scale())
    value = data.draw(values_of(scale))
    other = Scale(scale.low, scale.high, not scale.higher_is_better)
    assert scales.to_100(value, scale) + scales.to_100(value, other) == pytest.approx(100)


@given(st.data())
def test_a_change_is_the_difference_of_two_levels(data):
    scale = data.draw(a_scale())
    before, after = data.draw(values_of(scale)), data.draw(values_of(scale))
    change = scales.change_to_100(after - before, scale)
    assert change == pytest.approx(scales.to_100(after, scale) - scales.to_100(before, scale), abs=1e-6)


@given(st.data())
def test_an_interval_holds_the_value_it_held(data):
    scale = data.draw(a_scale())
    low, value, high = sorted(data.draw(values_of(scale)) for _ in range(3))
    placed = scales.interval_to_100(low, high, scale)
    assert placed[0] - 1e-9 <= scales.to_100(value, scale) <= placed[1] + 1e-9


def test_an_overshooting_interval_is_cut_at_the_end_of_the_scale():
    assert scales.interval_to_100(-3, 18.8, Scale(0, 100, False)) == pytest.approx((0, 18.8))


@pytest.mark.parametrize("value", [-0.1, 10.1])
def test_a_value_off_its_scale_is_refused(value):
    with pytest.raises(ValueError, match="outside its scale of 0 to 10"):
        scales.to_100(value, Scale(0, 10, False))


def test_a_scale_without_length_is_refused():
    with pytest.raises(ValueError, match="lower to its higher end"):
        Scale(10, 10, False)


@pytest.mark.parametrize("stat", evidence_words.STATS)
def test_every_stat_is_a_level_a_change_or_has_a_reason(stat):
    assert scales.figure_kind(stat)
    assert bool(scales.form_of(stat)) != bool(scales.why_not(outcome(stat=stat), VAS))


@pytest.mark.parametrize(
    ("cells", "name", "reason"),
    [
        ({}, VAS, ""),
        ({"stat": "change_mean_sd", "value": -28.7}, VAS, ""),
        ({"stat": "percent_change", "value": 43.0}, VAS, "percentage"),
        ({"stat": "proportion"}, VAS, "share of patients"),
        ({"value": None}, VAS, "no value"),
        ({"value": 140.0}, VAS, "outside its scale"),
        ({"stat": "change_mean_only", "value": -140.0}, VAS, "larger than its scale"),
        ({"direction": "uncertain"}, VAS, "range or the direction"),
        ({}, measure(scale_max=None), "range or the direction"),
        ({}, measure(domain="function"), "not a measure of pain"),
        ({"measure": "days_nrs_le4_pct"}, measure(scale_max=100.0), "a share"),
        ({"measure": "vas_pain_auc_mean_wk1_8_0_100"}, VAS, "several weeks"),
    ],
)
def test_why_not(cells, name, reason):
    told = scales.why_not(outcome(**cells), name)
    assert reason in told
    assert bool(told) == bool(reason)
