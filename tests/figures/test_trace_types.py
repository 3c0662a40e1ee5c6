"""The browser is given plotly's basic bundle, which silently draws any trace it does not know as a scatter."""

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.evidence.outcome_series import outcome_series
from dashboard.evidence.questions import QUESTIONS
from dashboard.figures.outcomes_over_time import outcomes_over_time

BASIC = {"scatter", "bar", "pie"}
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_trace_is_in_the_basic_bundle(facts, question):
    types = {
        trace["type"]
        for code in facts.points
        for trace in outcomes_over_time(outcome_series(facts, code, question))["data"]
    }
    assert types <= BASIC


@pytest.mark.parametrize("package", ["dashboard.figures.outcomes_over_time", "dashboard.evidence.ladder"])
@pytest.mark.parametrize("heavy", ["plotly", "dash", "pandas", "numpy"])
def test_drawing_imports_nothing_heavy(package, heavy):
    code = f"import sys, {package}; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
