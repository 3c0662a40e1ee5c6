"""Figures in words: a tau2 in full, however large or small."""

import pytest

from dashboard.evidence.analysis_parts import Heterogeneity
from dashboard.figures.forest_words import differ_words, tau_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not known"),
        (0.0, "0"),
        (0.00004, "under 0.001"),
        (0.0123, "0.0123"),
        (18.24, "18.2"),
        (99.96, "100"),
        (228113.4, "228,000"),
        (1234.0, "1,230"),
    ],
)
def test_tau2_is_written_in_full_with_three_digits_that_count(value, words):
    assert tau_words(value) == words


def test_how_much_trials_differ_has_no_powers_of_ten():
    told = differ_words(Heterogeneity(8.9, 1, 0.003, 88.8, 51.0, 100.0, 198.4, 24.2, 228113.4))
    assert "τ² 198 (24.2 to 228,000)" in told
