"""The languages there are: English, and one for each catalogue. It must not load a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "catalogs"
FILE = "LC_MESSAGES/backmap.po"
ENGLISH = "en"
# What a page's `lang` says where the code of the catalogue does not say enough.
TAGS = {"zh": "zh-Hans"}
# Each language as it calls itself.
NAMES = {"en": "English", "es": "Español", "zh": "简体中文"}


@dataclass(frozen=True)
class Language:
    """One language: `code` in the address and of the catalogue's folder, `tag` for HTML, `name` in its own words."""

    code: str
    tag: str
    name: str

    @property
    def catalogue(self) -> Path:
        """The file of its translations; English has none."""
        return FOLDER / self.code / FILE


def _found() -> dict[str, Language]:
    codes = [ENGLISH, *sorted(path.parent.parent.name for path in FOLDER.glob(f"*/{FILE}"))]
    return {code: Language(code, TAGS.get(code, code), NAMES.get(code, code)) for code in codes}


LANGUAGES = _found()
CODES = tuple(LANGUAGES)
