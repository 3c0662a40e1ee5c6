"""What a reader chose on the outcomes page, as one frozen value whose home is the address. It must not know a cube."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, quote

# The reader's question -> the question of a clinic's row file.
CLINIC_QUESTIONS = {"chronic": "chronic_lbp", "acute": "acute_lbp", "upper": "upper_back_neck"}
QUESTIONS = tuple(CLINIC_QUESTIONS)
RECORDS = ("", "clinic", "demo")
DIMENSIONS = ("", "age_band", "sex", "clinic_group")
MAX_SEARCH = 2000  # characters of an address that are read at all
MAX_WEEK = 260


@dataclass(frozen=True)
class OutcomeChoices:
    """One state of the page.

    `point` is a code or "" for any. `records` asks for the clinic's own records, for the invented ones, or ("") for
    the clinic's where there are any. `measure` "" is the first there is, `by` a way to split, `week` -1 the last week.
    """

    question: str = QUESTIONS[0]
    point: str = ""
    records: str = ""
    measure: str = ""
    by: str = ""
    week: int = -1

    def to_search(self) -> str:
        """Write the query string with its `?`, or "" for the defaults; fields in a fixed order."""
        parts = [
            f"{f.name}={quote(str(getattr(self, f.name)))}" for f in fields(self) if getattr(self, f.name) != f.default
        ]
        return "?" + "&".join(parts) if parts else ""

    @classmethod
    def from_search(
        cls, search: str | None, codes: Collection[str], measures: Collection[str]
    ) -> tuple[OutcomeChoices, tuple[str, ...]]:
        """Read a query string. What it cannot use stays at its default, with one quiet note for the reader each."""
        notes: list[str] = []
        given = dict(parse_qsl((search or "").lstrip("?")[:MAX_SEARCH], keep_blank_values=True))
        values: dict[str, object] = {}
        choices = {"question": QUESTIONS, "records": RECORDS, "by": DIMENSIONS, "measure": ("", *measures)}
        for name, valid in choices.items():
            if name in given:
                values[name] = _one(name, given[name], valid, notes)
        if code := given.get("point", "").strip().upper():
            values["point"] = _one("point", code, ("", *codes), notes, listed=False)
        if "week" in given:
            values["week"] = _week(given["week"], notes)
        return cls(**values), tuple(notes)  # type: ignore[arg-type]


def _one(name: str, text: str, valid: tuple[str, ...], notes: list[str], *, listed: bool = True) -> str:
    if text in valid:
        return text
    choices = f"; valid: {', '.join(word for word in valid if word)}" if listed else ""
    notes.append(f"The address asks for the {name} “{_shown(text)}”, which does not exist{choices}.")
    return valid[0]


def _week(text: str, notes: list[str]) -> int:
    if text.isascii() and text.isdigit() and int(text) <= MAX_WEEK:
        return int(text)
    notes.append(f"The address asks for week “{_shown(text)}”; valid: a whole number from 0 to {MAX_WEEK}.")
    return -1


def _shown(text: str) -> str:
    """Shorten what a note repeats of an address, which may be hostile and long; no page may hold control signs."""
    short = text if len(text) <= 24 else text[:24] + "…"
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in short)
