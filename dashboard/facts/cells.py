"""Turns the text of one cell into the value a dataclass field declares, or says what was expected.

It must not know files or rows: those belong to `tables`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from dashboard.facts.vocabulary import Filled, OneOf, SplitAt

WHOLE = re.compile(r"-?(0|[1-9][0-9]*)", re.ASCII)
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
SEPARATOR = ";"


class CellError(ValueError):
    """A cell that cannot be read: what was expected, and the choices where they are a closed list."""

    def __init__(self, problem: str, valid: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.valid = valid


@dataclass(frozen=True, slots=True)
class Converter:
    """The field a column fills and the function that reads its cells (raises CellError)."""

    field: str
    read: Callable[[str], Any]


@cache
def converters(kind: type) -> dict[str, Converter]:
    """Return a converter per CSV column of the dataclass `kind`; the column `source` fills the field `sources`."""
    hints = get_type_hints(kind, include_extras=True)
    columns = {field.name: "source" if field.name == "sources" else field.name for field in fields(kind)}
    return {column: Converter(name, _reader(hints[name])) for name, column in columns.items()}


def _reader(hint: Any) -> Callable[[str], Any]:  # noqa: ANN401 - a type form, which has no narrower name
    if get_origin(hint) is Annotated:
        rule = get_args(hint)[1]
        return {OneOf: _one_of, Filled: lambda _: _filled, SplitAt: _several}[type(rule)](rule)
    choices = get_args(hint)
    if get_origin(hint) is tuple:
        return _several(SplitAt(SEPARATOR))
    if NoneType in choices:
        return _optional({int: _int, float: _float}[choices[0]])
    return {str: str, int: _int, float: _float, bool: _bool}[hint]


def _one_of(rule: OneOf) -> Callable[[str], str]:
    allowed = frozenset((*rule.values, "") if rule.empty else rule.values)

    def read(cell: str) -> str:
        if cell not in allowed:
            raise CellError("not one of the words for this column", rule.choices)
        return cell

    return read


def _optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda cell: read(cell) if cell else None


def _filled(cell: str) -> str:
    if not cell.strip():
        raise CellError("may not be empty")
    return cell


def _int(cell: str) -> int:
    if not WHOLE.fullmatch(cell):
        raise CellError("expected a whole number such as 12")
    return int(cell)


def _float(cell: str) -> float:
    if not DECIMAL.fullmatch(cell):
        raise CellError("expected a number such as 12 or 1.5")
    return float(cell)


def _bool(cell: str) -> bool:
    if cell not in {"yes", "no"}:
        raise CellError("expected yes or no", ("yes", "no"))
    return cell == "yes"


def _several(rule: SplitAt) -> Callable[[str], tuple[str, ...]]:
    """Read `a;b` as its parts; an empty cell has none."""

    def read(cell: str) -> tuple[str, ...]:
        if not cell:
            return ()
        found = tuple(part.strip() for part in cell.split(rule.separator))
        if "" in found:
            raise CellError(f"an empty part beside a {rule.separator!r}")
        if len(set(found)) < len(found):
            raise CellError("the same part twice")
        return found

    return read
