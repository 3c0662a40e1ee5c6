"""Every named check passes on the project's own data."""

from pathlib import Path

import pytest

from dashboard.facts.checks import CHECKS
from dashboard.facts.records import load_records

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def records():
    return load_records(DATA)


@pytest.mark.parametrize("name", CHECKS)
def test_check(name, records):
    tally = CHECKS[name](records)
    assert not tally.findings, "\n".join(map(str, tally.findings[:20]))
    assert tally.checked > 0, f"{name} looked at nothing"
