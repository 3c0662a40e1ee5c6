from pathlib import Path

import pytest

from dashboard.evidence.cautions import REGION_MATCH
from dashboard.facts import load_facts
from dashboard.facts.checks.cautions import form_of, structures_at
from dashboard.facts.vocabulary import GENERAL_REGIONS, INJURY_REGIONS

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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Beside BL13 at T3, 35 mm.", "Beside BL14 at T4, 22.5 mm.", True),
        ("Between the third and fourth ribs.", "Between the ninth and tenth ribs.", True),
        ("At EX-B4 lies the kidney.", "At GB25 lies the kidney.", True),
        ("At BL13 lies the lung.", "At BL13 lies the kidney.", False),
    ],
)
def test_the_form_of_a_warning_forgets_codes_levels_and_figures(one, other, same):
    assert (form_of(one) == form_of(other)) is same


def test_every_region_has_a_rule_and_every_rule_a_region():
    assert set(REGION_MATCH) == set(INJURY_REGIONS)
    assert not set(INJURY_REGIONS) & set(GENERAL_REGIONS)
