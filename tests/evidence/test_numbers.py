import pytest

from dashboard.evidence import numbers


@pytest.mark.parametrize(("value", "text"), [(-2.50, "−2.5"), (10.0, "10"), (0.003, "0.003"), (63, "63")])
def test_plain(value, text):
    assert numbers.plain(value) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(10, 20, "10 to 20 mm"), (20, 20, "20 mm"), (5, None, "from 5 mm"), (None, 60, "up to 60 mm"), (None, None, "")],
)
def test_span(low, high, text):
    assert numbers.span(low, high, "mm") == text


@pytest.mark.parametrize(
    ("weeks", "label", "text"),
    [
        (0, "baseline", "start"),
        (0, "", "start"),
        (0, "right after the session", "right after the session"),
        (0.003, "", "within the hour"),
        (0.57, "", "day 4"),
        (8, "", "week 8"),
        (1.4, "", "week 1.4"),
        (None, "after session 2", "after session 2"),
        (None, "", "time not stated"),
    ],
)
def test_when(weeks, label, text):
    assert numbers.when(weeks, label) == text


@pytest.mark.parametrize(("low", "high", "text"), [(-5.8, 8.4, "−5.8 to 8.4"), (None, 3, ""), (3, None, "")])
def test_interval(low, high, text):
    assert numbers.interval(low, high) == text


@pytest.mark.parametrize(("number", "text"), [(0, "no trial"), (1, "1 trial"), (2, "2 trials")])
def test_count(number, text):
    assert numbers.count(number, "trial") == text


@pytest.mark.parametrize(
    ("weeks", "text"),
    [(0, "the same day"), (0.0, "the same day"), (0.004, "within the hour"), (8, "week 8"), (None, "time not stated")],
)
def test_a_difference_is_never_at_the_start(weeks, text):
    assert numbers.when_compared(weeks) == text
