import pytest

from dashboard.facts.checks.codes import CHANNEL_LENGTHS, fault_of


def test_who_numbers_361_points():
    assert sum(CHANNEL_LENGTHS.values()) == 361


@pytest.mark.parametrize("code", ["BL1", "BL67", "GV28", "CV24", "LU11", "TE23", "EX-B2", "EX-B2_L", "ASHI"])
def test_sound_codes(code):
    assert fault_of(code) is None


@pytest.mark.parametrize(
    ("code", "problem", "choice"),
    [
        ("BL68", "ends at BL67", "BL1 to BL67"),
        ("GV29", "ends at GV28", "GV1 to GV28"),
        ("UB23", "no channel is called UB", "BL"),
        ("SJ5", "no channel is called SJ", "TE"),
        ("BL023", "neither", "EX-B2"),
        ("BL0", "neither", "EX-B2"),
        ("bl23", "neither", "EX-B2"),
        ("Du4", "neither", "EX-B2"),
        ("EX-B12", "neither", "EX-B2"),
        ("BL23 ", "neither", "EX-B2"),
        ("", "neither", "EX-B2"),
    ],
)
def test_unsound_codes_name_the_choices(code, problem, choice):
    said, valid = fault_of(code)
    assert problem in said
    assert choice in valid
