"""What the page shows, as one frozen value whose only home is the address bar.

The browser's half of the same rules is `assets/js/view.js`; it is driven by `SCHEMA`, so the valid choices are
written once, here. This module knows nothing of Dash.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, quote

from dashboard.language.languages import CODES

# The first choice of each field is its default, which the address leaves out.
QUESTIONS = ("chronic", "acute", "upper")
READERS = ("practitioner", "student", "patient")
BODIES = ("female", "male")
VIEWS = (
    "back",
    "back-whole",
    "front",
    "side",
    "head",
    "hand-back",
    "hand-palm",
    "foot-top",
    "foot-inner",
    "foot-outer",
)
LAYERS = ("levels", "landmarks", "cun", "channels", "trials", "halo", "zones")
DEFAULT_LAYERS = ("levels",)
MAX_COMPARED = 3
MAX_SEARCH = 2000  # characters of an address that are read at all

# The address calls the reader `as`, which no field of Python can be called. Addresses of old say `reader`.
READER_FIELD = "as"
LANGUAGE_FIELD = "lang"
FORMERLY = {"reader": READER_FIELD}
# Keyed as the address calls them.
CHOICES = {"question": QUESTIONS, READER_FIELD: READERS, "body": BODIES, "view": VIEWS, LANGUAGE_FIELD: CODES}


@dataclass(frozen=True)
class View:
    """One state of the map page; equal views have equal addresses."""

    question: str = QUESTIONS[0]
    reader: str = READERS[0]
    body: str = BODIES[0]
    view: str = VIEWS[0]
    layers: tuple[str, ...] = DEFAULT_LAYERS
    point: str = ""
    compare: tuple[str, ...] = ()
    lang: str = CODES[0]

    def to_search(self) -> str:
        """Write the query string with its `?`, or "" for the default view; fields in a fixed order."""
        given = ((f.name, getattr(self, f.name)) for f in fields(self) if getattr(self, f.name) != f.default)
        parts = [f"{FORMERLY.get(name, name)}={_cell(value)}" for name, value in given]
        return "?" + "&".join(parts) if parts else ""

    @classmethod
    def from_search(cls, search: str | None, codes: Collection[str]) -> tuple[View, tuple[str, ...]]:
        """Read a query string. What it cannot use stays at its default, with one quiet note for the reader each."""
        notes: list[str] = []
        given = _given(search)
        values: dict[str, object] = {}
        for name, choices in CHOICES.items():
            if name in given:
                values[_attribute(name)] = _one(name, given[name], choices, notes)
        if given.get("point"):
            values["point"] = _code(given["point"], codes, notes)
        if "layers" in given:
            values["layers"] = _many("layer", given["layers"], LAYERS, notes)
        if "compare" in given:
            found = (_code(c, codes, notes) for c in _split(given["compare"]))
            picked = tuple(dict.fromkeys(c for c in found if c))
            if len(picked) > MAX_COMPARED:
                notes.append(
                    f"At most {MAX_COMPARED} points can be compared. Leaving out {', '.join(picked[MAX_COMPARED:])}."
                )
            values["compare"] = picked[:MAX_COMPARED]
        return cls(**values), tuple(notes)  # type: ignore[arg-type]


def reader_of(search: str | None) -> str:
    """Read for whom a page is, from any query string; the default where it does not say or says what does not exist."""
    asked = _given(search).get(READER_FIELD, "")
    return asked if asked in READERS else READERS[0]


def language_of(search: str | None) -> str:
    """Read in which language a page is wanted, from any query string; English where it does not say."""
    asked = _given(search).get(LANGUAGE_FIELD, "")
    return asked if asked in CODES else CODES[0]


def schema() -> dict[str, object]:
    """Give the rules above as JSON for the browser."""
    return {
        "choices": {name: list(choices) for name, choices in CHOICES.items()},
        "order": [FORMERLY.get(f.name, f.name) for f in fields(View)],
        "formerly": FORMERLY,
        "layers": list(LAYERS),
        "defaultLayers": list(DEFAULT_LAYERS),
        "maxCompared": MAX_COMPARED,
        "maxSearch": MAX_SEARCH,
    }


def _given(search: str | None) -> dict[str, str]:
    """Split a query string into fields under their names of today; a name of old gives way to today's."""
    given = dict(parse_qsl((search or "").lstrip("?")[:MAX_SEARCH], keep_blank_values=True))
    return {name: given[old] for old, name in FORMERLY.items() if old in given} | {
        name: value for name, value in given.items() if name not in FORMERLY
    }


def _attribute(name: str) -> str:
    """Give the attribute of `View` that holds a field of the address."""
    return "reader" if name == READER_FIELD else name


def _called(name: str) -> str:
    """Call a field of the address as a note does."""
    return "language" if name == LANGUAGE_FIELD else _attribute(name)


def _cell(value: str | tuple[str, ...]) -> str:
    return quote(value if isinstance(value, str) else ",".join(value) or "none", safe=",")


def _split(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _shown(text: str) -> str:
    """Shorten what a note repeats of an address, which may be hostile and long."""
    return text if len(text) <= 24 else text[:24] + "…"


def _one(name: str, text: str, choices: tuple[str, ...], notes: list[str]) -> str:
    if text in choices:
        return text
    notes.append(
        f"The address asks for the {_called(name)} “{_shown(text)}”, which does not exist. Showing {choices[0]}."
    )
    return choices[0]


def _many(name: str, text: str, choices: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    words = [] if text == "none" else _split(text)
    notes.extend(
        f"The address asks for the {name} “{_shown(w)}”, which does not exist." for w in words if w not in choices
    )
    return tuple(c for c in choices if c in words)


def _code(text: str, codes: Collection[str], notes: list[str]) -> str:
    code = text.strip().upper()
    if code in codes:
        return code
    notes.append(f"The address asks for the point “{_shown(text)}”, which is not in this atlas.")
    return ""
