"""Reads a catalogue of translations as translators write it (.po), so that nobody has to compile one first.

It must not know what is translated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path
from types import MappingProxyType

Forms = tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Translations by message id; a text that depends on a number has several forms, of which `form(n)` is the place.

    What is fuzzy or empty is not in it: the English is shown then.
    """

    texts: Mapping[str, Forms]
    form: Callable[[int], int]


def read(path: Path) -> Catalogue:
    """Read one file. Raises FileNotFoundError where there is none, ValueError where it is broken."""
    # Imported here: English needs none of it.
    from babel.messages.pofile import PoFileError, read_po

    with path.open("rb") as stream:
        try:
            catalog = read_po(stream, abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{path}: {error}") from error
    texts: dict[str, Forms] = {}
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if all(forms):
            texts[one] = forms
    return Catalogue(MappingProxyType(texts), c2py(catalog.plural_expr))
