import csv

import pytest

from dashboard.explain.codes import MAX_POINTS
from dashboard.explain.presets import PLACES, presets
from dashboard.explain.say import english
from tests.explain.cells import DATA


@pytest.fixture(scope="module")
def found(facts):
    return {preset.id: preset for preset in presets(facts)}


def test_every_condition_has_its_place(facts):
    assert {row.condition for row in facts.prescriptions} == set(PLACES)


def test_codes_stand_in_the_printed_list(found):
    with (DATA / "points/prescriptions.csv").open(encoding="utf-8", newline="") as stream:
        printed = {row["protocol_id"]: row["points"] for row in csv.DictReader(stream)}
    for preset in found.values():
        text = printed[preset.id].replace("EX-B2", "EX-B2_L").lower()
        alone = [code for code in preset.codes if code.lower() not in text]
        assert alone == [] or preset.id == "brinkhaus_2006", preset.id


def test_a_set_as_printed(found):
    preset = found["tara_art_67"]
    assert preset.codes == ("BL23", "BL25", "GB30")
    assert (preset.menu, preset.fits, preset.apart) == (False, True, None)
    assert english(preset.words) == "Molsberger 2002, for chronic LBP"
    assert preset.status == "secondary"


def test_ranges_are_written_out(found):
    codes = found["brinkhaus_2006"].codes
    assert [code for code in codes if code.startswith("BL2")] == [f"BL{number}" for number in range(20, 30)]
    assert not found["brinkhaus_2006"].fits


@pytest.mark.parametrize("name", ["brinkhaus_2006", "cho_2013", "tcmchina_lbp", "koos", "trials_2018"])
def test_a_menu_is_said_to_be_one(found, name):
    assert found[name].menu
    assert "a menu to choose from" in english(found[name].words)


def test_sets_for_other_conditions_say_so_and_come_last(found):
    apart = {name: english(preset.apart) for name, preset in found.items() if preset.apart}
    assert set(apart) == {
        "delphi_2021",
        "tcmchina_sci",
        "tara_art_98",
        "tara_art_181",
        "tara_art_182",
        "tara_art_199",
    }
    assert list(found)[-len(apart) :] == [name for name in found if name in apart]
    assert apart["tara_art_98"] == "Back and pelvic pain in pregnancy."


def test_the_points_beside_the_low_spine_are_not_those_of_the_neck(found):
    assert "EX-B2_L" in found["tcmchina_lbp"].codes
    assert found["tara_art_315"].left_out == ("EX-B2",)


def test_a_set_without_a_list_is_left_out(found):
    assert "haake_2007" not in found


def test_fitting_is_the_sheets_limit(found):
    assert {preset.fits for preset in found.values() if len(preset.codes) > MAX_POINTS} == {False}
