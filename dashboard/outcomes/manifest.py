"""What a cube says of itself, in its folder: written down, read back, and proven to be what an import could have said.

It must not know the tables of a cube.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

SCHEMA = 1
MANIFEST_FILE = "manifest.json"
COUNTS = ("rows_good", "rows_bad", "episodes", "without_start", "adverse_good", "adverse_bad")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class CubeError(ValueError):
    """A folder that is no whole cube, or two cubes that may not be added; one sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a cube says of itself. Counts are of the imports it was made from, and add up when cubes are merged.

    `months` are the first and last month in which a treatment began. `without_start` counts pairs of an episode and a
    measure that have scores but no baseline: they are in no figure. `rules` and `facts` are fingerprints of the rules
    and of the measures and points the rows were checked against. `content` is the hash of both tables.
    """

    created: str
    engine: str
    rows_good: int
    rows_bad: int
    episodes: int
    without_start: int
    adverse_good: int
    adverse_bad: int
    months: tuple[str, str]
    rules: str
    facts: str
    demo: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)
    schema: int = SCHEMA
    content: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""


def added(first: Manifest, second: Manifest) -> Manifest:
    """Return the manifest of two cubes that are added up."""
    months = [month for month in (*first.months, *second.months) if month]
    return replace(
        first,
        created=max(first.created, second.created),
        engine=first.engine if first.engine == second.engine else f"{first.engine}; {second.engine}",
        months=(min(months, default=""), max(months, default="")),
        **{name: getattr(first, name) + getattr(second, name) for name in COUNTS},
    )


def read(folder: Path) -> Manifest:
    """Read the manifest of a cube. Raises CubeError where it is none, or was changed."""
    try:
        found = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
    except FileNotFoundError as error:
        raise CubeError(f"{folder} is no cube: it has no {MANIFEST_FILE}") from error
    except (OSError, ValueError) as error:
        raise CubeError(f"{folder}: {MANIFEST_FILE} cannot be read") from error
    names = {part.name for part in fields(Manifest)}
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or set(found) | {"seal"} != names:
        raise CubeError(f"{folder}: {MANIFEST_FILE} is not of schema {SCHEMA}; import the rows again")
    if not _plausible(found):
        raise CubeError(f"{folder}: {MANIFEST_FILE} says what no import could have written; import the rows again")
    if found.get("seal") and found["seal"] != _seal(found):
        raise CubeError(f"{folder}: {MANIFEST_FILE} was changed after it was written; import the rows again")
    return Manifest(**{**found, "months": tuple(found["months"])})


def _plausible(found: Mapping[str, Any]) -> bool:
    """Tell whether the parts of a manifest are of their types, and its counts and months possible."""
    texts = (found[name] for name in ("created", "engine", "rules", "facts", "content"))
    counts, months = [found[name] for name in COUNTS], found["months"]
    return (
        all(isinstance(text, str) for text in (*texts, found.get("seal", "")))
        and all(type(count) is int and count >= 0 for count in counts)
        and max(found["episodes"], found["without_start"]) <= found["rows_good"]
        and isinstance(months, list)
        and len(months) == 2
        and all(isinstance(month, str) and MONTH.fullmatch(month) for month in months)
        and months[0] <= months[1]
        and isinstance(found["demo"], bool)
        and isinstance(found["parameters"], dict)
        and isinstance(found["files"], dict)
    )


def _seal(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of all of a manifest but its seal."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def save(manifest: Manifest, folder: Path) -> None:
    """Write a manifest, with a seal unless it is of the invented clinic."""
    words = asdict(manifest)
    del words["seal"]
    if not manifest.demo:
        words["seal"] = _seal(words)
    text = json.dumps(words, indent=2, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST_FILE).write_text(text + "\n", "utf-8")
