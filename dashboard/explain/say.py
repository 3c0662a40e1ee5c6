"""A whole sentence with named fields, so that a page can say it in the reader's language. It must not know facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from types import MappingProxyType
from typing import Union

from dashboard.evidence.numbers import plain

Value = Union[str, int, float, "Say"]
COUNT = "n"


@dataclass(frozen=True)
class Say:
    """One sentence: `text` is its English and its message id, `values` fill its `{fields}`.

    Text among the values is data and stays as it is; numbers are written the reader's way; a `Say` among them is
    translated first. With `n`, `text` is the singular and `many` the plural, and `{n}` is the number.
    Raises ValueError where fields and values do not match.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    many: str = ""
    n: int | None = None

    def __post_init__(self) -> None:
        given = dict(self.values) | ({} if self.n is None else {COUNT: self.n})
        asked = _fields(self.text) | _fields(self.many)
        if asked != set(given) - ({COUNT} - asked):
            raise ValueError(f"{self.text!r} asks for {sorted(asked)} and is given {sorted(given)}")
        if bool(self.many) != (self.n is not None):
            raise ValueError(f"{self.text!r}: a plural needs both its text and its number")
        object.__setattr__(self, "values", MappingProxyType(given))

    @classmethod
    def plural(cls, one: str, many: str, n: int, values: Mapping[str, Value] | None = None) -> Say:
        """Make a sentence that depends on a number; `{n}` may stand in both texts."""
        return cls(one, values or {}, many, n)


def english(say: Say) -> str:
    """Write a sentence in English: what a page shows without a translation, and what tests read."""
    text = say.text if say.n in (None, 1) else say.many
    return text.format(**{name: _written(value) for name, value in say.values.items()}) if say.values else text


def messages(say: Say) -> tuple[tuple[str, str], ...]:
    """Return the message ids of a sentence and of the sentences in it: pairs of text and plural ("" without)."""
    inner = (found for value in say.values.values() if isinstance(value, Say) for found in messages(value))
    return ((say.text, say.many), *inner)


def _written(value: Value) -> str:
    if isinstance(value, Say):
        return english(value)
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else plain(value)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
