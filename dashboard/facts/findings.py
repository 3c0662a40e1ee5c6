"""How a fault in the data is named: file, row, column, value, what is wrong and what would be right.

It must not know any table.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    `row` is the line an editor shows (the header is line 1); 0 means the whole file. `valid` lists the choices, if any.
    """

    file: str
    row: int
    column: str
    value: str
    problem: str
    valid: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        cell = f" {self.column} {self.value!r}" if self.column else ""
        choices = f"; valid: {', '.join(self.valid)}" if self.valid else ""
        return f"{place}{cell} — {self.problem}{choices}"


class FactError(ValueError):
    """A table cannot be read as it stands; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
