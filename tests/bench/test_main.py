from bench.__main__ import PARTS, main


def test_an_unknown_part_names_the_known_ones_and_measures_nothing(capsys):
    assert main(["clicks", "nonsense"]) == 2
    said = capsys.readouterr().err
    assert "nonsense" in said
    assert all(part in said for part in PARTS)
