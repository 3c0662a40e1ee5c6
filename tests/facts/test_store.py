from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from dashboard.facts import FactError, Facts, load_facts
from dashboard.facts.schema import TABLES

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def facts():
    return load_facts(DATA)


def test_facts_has_one_field_per_table():
    public = [field.name for field in fields(Facts) if not field.name.startswith("_")]
    assert sorted(public) == sorted(spec.name for spec in TABLES)


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_every_row_of_a_file_is_there(facts, spec):
    rows = getattr(facts, spec.name)
    values = tuple(rows.values()) if spec.mapped else rows
    assert values
    assert all(type(row) is spec.kind for row in values)
    if spec.mapped:
        assert all(getattr(row, spec.key[0]) == key for key, row in rows.items())


def test_points_keep_file_order(facts):
    assert list(facts.points)[:3] == ["GV1", "GV2", "GV3"]
    assert len(facts.points) == 136


@pytest.mark.parametrize("spec", [spec for spec in TABLES if spec.mapped], ids=lambda spec: spec.name)
def test_mappings_are_read_only(facts, spec):
    with pytest.raises(TypeError):
        getattr(facts, spec.name)["new"] = None


@pytest.mark.parametrize("spec", [spec for spec in TABLES if not spec.mapped], ids=lambda spec: spec.name)
def test_the_rest_are_tuples(facts, spec):
    assert type(getattr(facts, spec.name)) is tuple


def test_nothing_can_be_set(facts):
    with pytest.raises(FrozenInstanceError):
        facts.cautions = ()
    with pytest.raises(FrozenInstanceError):
        facts.points["BL23"].level = "L3"
    with pytest.raises(FrozenInstanceError):
        facts.of("BL23").cautions = ()


def test_of_gathers_every_row_of_a_point(facts):
    found = facts.of("BL23")
    assert found.point is facts.points["BL23"]
    for name in ("needling", "measured_depths", "cautions", "injuries", "location_notes"):
        assert getattr(found, name) == tuple(row for row in getattr(facts, name) if row.code == "BL23")
    assert found.trial_points == tuple(row for row in facts.trial_points if row.point == "BL23")
    assert found.trial_points


def test_of_is_worked_out_once(facts):
    assert facts.of("BL23") is facts.of("BL23")


def test_of_names_an_unknown_code(facts):
    with pytest.raises(KeyError, match="BL99"):
        facts.of("BL99")


def test_of_trial_gathers_every_row_of_a_trial(facts):
    found = facts.of_trial("haake2007")
    assert [arm.arm_id for arm in found.arms] == ["verum", "sham", "conventional"]
    for name in ("trial_points", "trial_needling", "outcomes", "contrasts", "adverse"):
        assert getattr(found, name) == tuple(row for row in getattr(facts, name) if row.study_id == "haake2007")


def test_several_sources_become_a_tuple(facts):
    assert facts.points["GV1"].sources == ("who2008", "cam1999", "wu2015")


def test_unknown_numbers_are_none_and_p_values_stay_text(facts):
    assert facts.points["BL40"].lateral_cun is None
    assert "<0.001" in {row.p_value for row in facts.contrasts}


def test_a_folder_without_tables_says_which_file_is_missing(tmp_path):
    with pytest.raises(FactError, match="the file is missing"):
        load_facts(tmp_path)
