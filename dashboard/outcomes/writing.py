"""Puts a cube on disk so that at any moment either the old one or the new one is whole. It must not know figures."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dashboard.outcomes import cube as cubes
from dashboard.outcomes.cube import OLD, Cube
from dashboard.outcomes.manifest import MANIFEST_FILE, CubeError, Manifest

ASIDE = ".tmp-"


def clean(target: Path) -> None:
    """Remove what a killed import left beside `target`; put the old cube back if it died between the two renames.

    Folders of a process that still runs, and any the importer did not name, are left alone.
    Raises CubeError where `target` is something else.
    """
    if target.name in ("", ".."):
        raise CubeError(f"{target} has no name of its own to put a cube under; name the folder")
    if target.exists() and not (target / MANIFEST_FILE).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise CubeError(f"{target} is there and is no cube; choose another name, or remove it")
    for kind in (OLD, ASIDE):
        for folder in cubes.beside(target, kind):
            if _runs(folder.name.removeprefix(target.name + kind).partition("-")[0]):
                continue
            if kind == OLD and not target.exists():
                folder.rename(target)
            else:
                shutil.rmtree(folder, ignore_errors=True)


def _runs(process: str) -> bool:
    if int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # a number that is no process: nobody knows, so it stays
        return True
    return True


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Give a private folder beside `target` to work in, and remove it at the end, however it ends.

    So are folders above it that it had to make, if nothing came to stand in them.
    """
    missing = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f"{target.name}{ASIDE}{os.getpid()}-{secrets.token_hex(4)}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    except OSError as error:
        if error.errno == errno.ENOSPC and error.filename is None:
            error.filename = str(target)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            for above in missing:
                above.rmdir()


def write(cube: Cube, target: Path, work: Path) -> Manifest:
    """Write `cube` inside `work` (see `aside`), make it durable, then put it in the place of `target`."""
    new = work / "new"
    new.mkdir()
    manifest = cubes.save(cube, new)
    for path in (*new.iterdir(), new):
        _flush(path)
    old = target.with_name(f"{target.name}{OLD}{work.name.rpartition(ASIDE)[2]}")
    if target.exists():
        target.rename(old)
    new.rename(target)
    _flush(target.parent)
    shutil.rmtree(old, ignore_errors=True)
    return manifest


def _flush(path: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
