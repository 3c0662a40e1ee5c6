"""The reader's language: catalogues of translations, and how a page asks them. It must not know what a page says."""

from __future__ import annotations

from dashboard.language.marks import N_ as N_
