"""The reader's language: catalogues of translations, and how a page asks them. It must not know what a page says."""

from __future__ import annotations

from dashboard.language.languages import CODES, ENGLISH, LANGUAGES, Language
from dashboard.language.marks import N_
from dashboard.language.translator import Translator, translator

__all__ = ["CODES", "ENGLISH", "LANGUAGES", "N_", "Language", "Translator", "translator"]
