from types import SimpleNamespace

import pytest

from dashboard.evidence.readings import reading
from tests.evidence.outcome_rows import VAS, measure, outcome

BODILY_PAIN = measure(measure="sf36_bp", scale_max=100.0)
CM = measure(measure="vas_pain_0_10")


@pytest.mark.parametrize(
    ("cells", "name", "expected"),
    [
        ({"value": 27.4, "ci_low": 21.2, "ci_high": 33.7}, VAS, (27.4, 21.2, 33.7)),
        ({"value": 3.83, "sd": 2.04}, CM, (38.3, None, None)),
        ({"value": 64.0, "direction": "higher_better", "ci_low": 60.0, "ci_high": 70.0}, BODILY_PAIN, (36, 30, 40)),
        ({"value": -2.3, "stat": "change_mean_ci", "ci_low": -2.6, "ci_high": -1.9}, CM, (-23, -26, -19)),
        (
            {"value": 24.2, "stat": "change_mean_ci", "direction": "higher_better", "ci_low": 16.0, "ci_high": 32.0},
            VAS,
            (-24.2, -32, -16),
        ),
        ({"value": 9.4, "ci_low": -3.0, "ci_high": 18.8}, VAS, (9.4, 0, 18.8)),
    ],
    ids=["level", "spread is no interval", "turned round", "change", "improvement", "cut at the end of the scale"],
)
def test_a_reading(cells, name, expected):
    row = outcome(measure=name.measure, **cells)
    found = reading(SimpleNamespace(measure_names={name.measure: name}), row)
    assert (found.value, found.low, found.high) == pytest.approx(expected)


@pytest.mark.parametrize("cells", [{"value": None}, {"timepoint_weeks": None}, {"direction": "uncertain"}])
def test_a_row_without_a_place_is_refused(cells):
    with pytest.raises(ValueError, match="trial acu vas_pain_0_100"):
        reading(SimpleNamespace(measure_names={VAS.measure: VAS}), outcome(**cells))
