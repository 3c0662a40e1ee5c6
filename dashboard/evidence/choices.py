"""What a reader chose on the evidence page, as one frozen value whose home is the address. It must not know facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, quote

from dashboard.evidence.questions import QUESTIONS

# Keys of `pools.csv`. The first of each is the default that the address leaves out.
COMPARISONS = ("vs_sham", "vs_no_treatment", "vs_usual_care", "vs_active")
OUTCOMES = ("pain", "pain_on_movement", "function", "responder")
WINDOWS = ("short", "intermediate", "long", "immediate")
MODELS = ("reml", "pm", "common")
ORDERS = ("year", "size", "effect")
QUESTION_KEYS = ("chronic", *(key for key in QUESTIONS if key != "chronic"))
FIELDS: Mapping[str, tuple[str, ...]] = {
    "question": QUESTION_KEYS,
    "comparison": COMPARISONS,
    "outcome": OUTCOMES,
    "window": WINDOWS,
    "model": MODELS,
    "order": ORDERS,
}
MAX_SEARCH = 2000  # characters of an address that are read at all
MAX_WITHOUT = 40
MAX_UNKNOWN = 5  # trials nobody knows that are named; a hostile address may hold hundreds
MAX_NOTES = 6


@dataclass(frozen=True)
class Choices:
    """One state of the live analysis.

    `pool` names one of several pools that answer the same choices (one a family of measures), "" for the first.
    `without` names trials the reader took out, in alphabetical order. `point` is a code whose trials are marked.
    """

    question: str = QUESTION_KEYS[0]
    comparison: str = COMPARISONS[0]
    outcome: str = OUTCOMES[0]
    window: str = WINDOWS[0]
    pool: str = ""
    model: str = MODELS[0]
    order: str = ORDERS[0]
    without: tuple[str, ...] = ()
    point: str = ""

    def to_search(self) -> str:
        """Write the query string with its `?`, or "" for the defaults; fields in a fixed order."""
        parts = [f"{f.name}={_cell(getattr(self, f.name))}" for f in fields(self) if getattr(self, f.name) != f.default]
        return "?" + "&".join(parts) if parts else ""

    @classmethod
    def from_search(
        cls, search: str | None, studies: Collection[str], pools: Collection[str], codes: Collection[str] = ()
    ) -> tuple[Choices, tuple[str, ...]]:
        """Read a query string. What it cannot use stays at its default, with one quiet note for the reader each."""
        notes: list[str] = []
        text = (search or "").lstrip("?")[:MAX_SEARCH]
        given: dict[str, list[str]] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            given.setdefault(name, []).append(value)
        values: dict[str, object] = {
            name: _one(name, given[name][-1], choices, notes) for name, choices in FIELDS.items() if name in given
        }
        if (asked_pool := given.get("pool", [""])[-1]) in pools:
            values["pool"] = asked_pool
        elif asked_pool:
            notes.append(f"The address asks for the pool “{_shown(asked_pool)}”, which is not in this atlas.")
        asked = [word.strip() for value in given.get("without", []) for word in value.split(",") if word.strip()]
        unknown = list(dict.fromkeys(word for word in asked if word not in studies))
        notes.extend(
            f"The address leaves out the trial “{_shown(word)}”, which is not in this atlas."
            for word in unknown[:MAX_UNKNOWN]
        )
        if len(unknown) > MAX_UNKNOWN:
            notes.append(f"The address leaves out {len(unknown) - MAX_UNKNOWN} more that are not in this atlas.")
        values["without"] = tuple(sorted({word for word in asked if word in studies})[:MAX_WITHOUT])
        if (code := given.get("point", [""])[-1].strip().upper()) in codes:
            values["point"] = code
        elif code:
            notes.append(f"The address marks the trials of the point “{_shown(code)}”, which is not in this atlas.")
        return cls(**values), tuple(notes[:MAX_NOTES])  # type: ignore[arg-type]


def _one(name: str, text: str, choices: tuple[str, ...], notes: list[str]) -> str:
    if text in choices:
        return text
    notes.append(
        f"The address asks for the {name} “{_shown(text)}”, which does not exist; valid: {', '.join(choices)}. "
        f"Showing {choices[0]}."
    )
    return choices[0]


def _cell(value: str | tuple[str, ...]) -> str:
    return quote(value if isinstance(value, str) else ",".join(value), safe=",")


def _shown(text: str) -> str:
    """Shorten what a note repeats of an address, which may be hostile and long."""
    return text if len(text) <= 24 else text[:24] + "…"
