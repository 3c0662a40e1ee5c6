from pathlib import Path

import pytest

from dashboard.settings import ROOT, Settings, SettingsError


def test_an_empty_environment_gives_the_defaults():
    assert Settings.from_environment({}) == Settings(host="127.0.0.1", port=8050, data=ROOT / "data")


def test_the_environment_is_read(tmp_path):
    settings = Settings.from_environment({"HOST": "0.0.0.0", "PORT": "9000", "BACKMAP_DATA": str(tmp_path)})
    assert (settings.host, settings.port, settings.data) == ("0.0.0.0", 9000, Path(tmp_path))


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "80.5", "٣"])
def test_a_bad_port_names_itself_and_the_valid_range(port):
    with pytest.raises(SettingsError, match=r"PORT is .* 1 to 65535"):
        Settings.from_environment({"PORT": port})


def test_a_missing_data_folder_is_named():
    with pytest.raises(SettingsError, match="BACKMAP_DATA is '/no/such/folder'"):
        Settings.from_environment({"BACKMAP_DATA": "/no/such/folder"})


def test_a_cube_is_a_folder_named_by_its_setting(tmp_path):
    assert Settings.from_environment({}).cube is Settings.from_environment({"BACKMAP_CUBE": ""}).cube is None
    assert Settings.from_environment({"BACKMAP_CUBE": str(tmp_path)}).cube == tmp_path


@pytest.mark.parametrize("name", ["rows.csv", "rows.csv.gz", "outcomes.parquet"])
def test_a_file_of_rows_is_refused_unopened(tmp_path, name):
    path = tmp_path / name
    path.write_text("episode,clinic\nsecret,1\n", "utf-8")
    with pytest.raises(SettingsError, match=r"BACKMAP_CUBE .* a file.*A file of rows is never opened here") as caught:
        Settings.from_environment({"BACKMAP_CUBE": str(path)})
    assert "--to CUBE" in str(caught.value)
    assert "secret" not in str(caught.value)
