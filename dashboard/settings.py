"""The environment, read once into one frozen value. Nothing else in the project looks at `os.environ`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """An environment variable holds a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """Where the app listens and where its files are."""

    host: str = "127.0.0.1"
    port: int = 8050
    data: Path = ROOT / "data"
    assets: Path = ROOT / "assets"
    cube: Path | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read `HOST`, `PORT`, `BACKMAP_DATA` and `BACKMAP_CUBE`.

        Raises `SettingsError` naming the variable and its valid values.
        """
        environ = os.environ if environ is None else environ
        return cls(
            host=environ.get("HOST") or cls.host,
            port=_port(environ.get("PORT") or str(cls.port)),
            data=_folder("BACKMAP_DATA", environ.get("BACKMAP_DATA") or str(cls.data)),
            cube=_cube(environ.get("BACKMAP_CUBE")),
        )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise SettingsError(f"PORT is {text!r}; it must be a whole number from 1 to 65535")
    return int(text)


def _cube(text: str | None) -> Path | None:
    """Return the cube's folder; None where none is named. Whether it is a whole cube is found out when it is read."""
    if not text:
        return None
    path = Path(text)
    if path.is_file():
        raise SettingsError(
            f"BACKMAP_CUBE is {text!r}, a file; it must be the folder of a cube, made by "
            "`python -m dashboard.outcomes import FILE --to CUBE`. A file of rows is never opened here"
        )
    return path


def _folder(name: str, text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise SettingsError(f"{name} is {text!r}, which is not a folder; leave it unset to use the project's own data")
    return path
