from pathlib import Path

import pytest

from dashboard.facts import load_facts
from dashboard.facts.checks.cautions import structures_at

DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture(scope="module")
def points():
    return load_facts(DATA).points


@pytest.mark.parametrize(
    ("code", "structures"),
    [
        ("GB21", ("lung",)),
        ("SI15", ("lung",)),
        ("BL13", ("lung",)),
        ("BL41", ("lung",)),
        ("BL20", ("lung", "kidney")),
        ("BL50", ("lung", "kidney")),
        ("BL23", ("kidney",)),
        ("BL52", ("kidney",)),
        ("EX-B4", ("kidney",)),
        ("BL25", ()),
        ("GV4", ("spinal_canal",)),
        ("EX-B2_T", ("spinal_canal",)),
        ("EX-B8", ("spinal_canal",)),
        ("BL27", ()),
        ("BL40", ()),
        ("LI4", ()),
        ("ASHI", ()),
    ],
)
def test_structures_by_level_and_distance(points, code, structures):
    assert structures_at(points[code]) == structures
