"""The funnel plot: only from ten trials on, each trial at its effect and its standard error."""

from itertools import pairwise

import pytest

from dashboard.evidence.analysis_parts import SmallStudies
from dashboard.figures.funnel import Z, funnel, funnel_summary, no_funnel_reason, standard_error
from tests.figures.forest_rows_made import POINTS, RATIO, SVG, by_class, pictures, pool, reader, trial

TEN = [trial(i, -6.0 + i / 2, -6.0 + i / 2 - Z * (1 + i), -6.0 + i / 2 + Z * (1 + i)) for i in range(10)]
RATIOS = [trial(i, 1.2, 1.2 / (1.1 + i / 5), 1.2 * (1.1 + i / 5)) for i in range(12)]


@pytest.mark.parametrize("rows", [[], TEN[:9], [*TEN[:9], trial(9, 1.0, 0.0, 2.0, excluded=True)]])
def test_fewer_than_ten_trials_give_a_sentence(rows):
    assert funnel(rows, pool(-4.0, -6.0, -2.0), POINTS, None) is None
    assert "10 trials or more" in no_funnel_reason(rows)
    assert funnel_summary(rows, None) == no_funnel_reason(rows)


def test_each_trial_lies_at_its_effect_and_deeper_the_less_exact_it_is():
    assert standard_error(TEN[3].effect, POINTS) == pytest.approx(4.0)
    for svg in pictures(funnel(TEN, pool(-4.0, -6.0, -2.0), POINTS, None)):
        read = reader(svg)
        dots = {node.get("data-study"): node for node in by_class(svg, "funnel-dot")}
        assert [read(dots[row.study_id].get("cx")) for row in TEN] == pytest.approx(
            [row.effect.value for row in TEN], abs=0.2
        )
        depth = [float(dots[row.study_id].get("cy")) for row in TEN]
        steps = [after - before for before, after in pairwise(depth)]
        assert steps == pytest.approx([steps[0]] * 9, abs=0.05)
        assert {link.get("href") for link in svg.iter(f"{SVG}a")} == {f"/evidence?trial=study_{i}" for i in range(10)}


def test_ratios_have_a_logarithmic_scale():
    for svg in pictures(funnel(RATIOS, pool(1.2, 1.0, 1.4), RATIO, None)):
        read = reader(svg, logarithmic=True)
        assert {round(read(node.get("cx")), 1) for node in by_class(svg, "funnel-dot")} == {1.2}


def test_the_test_is_told_with_what_it_cannot_show():
    told = funnel_summary(TEN, SmallStudies(-1.234, -2.6, 0.2, 0.08, 10))
    assert "intercept −1.23 (−2.6 to 0.2), p = 0.080, 10 trials" in told
    assert "differ in other ways" in told
