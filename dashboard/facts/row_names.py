"""Names for single rows, so that a sentence can say which rows it rests on: `safety:witt2009_1`.

A name is a table of `Facts`, a colon, and what tells the row apart, joined by bars:
`outcomes:haake2007|verum|26|responder_pct|proportion||`. It must not know what a row says.
"""

from collections.abc import Iterable, Mapping
from typing import Any

BAR = "|"
# What tells the rows of a table apart. Wider than the keys in `schema`, as some tables have none.
TELLING: Mapping[str, tuple[str, ...]] = {
    "sources": ("source_id",),
    "points": ("code",),
    "needling": ("code", "sources", "angle", "depth_min", "depth_max", "unit", "direction"),
    "cautions": ("code", "kind", "severity", "sources"),
    "help_signs": ("kind", "urgency"),
    "prescriptions": ("protocol_id",),
    "conditions": ("condition",),
    "trials": ("study_id",),
    "arms": ("study_id", "arm_id"),
    "outcomes": ("study_id", "arm_id", "timepoint_weeks", "measure", "stat", "subgroup", "timepoint_label"),
    "contrasts": ("study_id", "arm_id", "comparator_arm_id", "timepoint_weeks", "measure", "effect", "value"),
    "reviews": ("review_id",),
    "effects": (
        "review_id",
        "condition",
        "comparison",
        "outcome",
        "timepoint",
        "timepoint_detail",
        "effect_measure",
        "estimate",
    ),
    "guidelines": ("guideline_id",),
    "safety": ("safety_id",),
    "measures": ("measure_id",),
    "pools": ("pool_id",),
    "statements": ("key",),
}


def row_name(table: str, row: object) -> str:
    """Name a row of a table of `Facts`. Raises ValueError for a table whose rows have no names."""
    if table not in TELLING:
        raise ValueError(f"no names for the rows of {table!r}; valid: {', '.join(TELLING)}")
    return f"{table}:" + BAR.join(_part(getattr(row, column)) for column in TELLING[table])


def names_of(table: str, rows: Iterable[object]) -> dict[str, tuple[Any, ...]]:
    """Return the rows of one table by their names; a few rows share one (two warnings from one source)."""
    found: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        name = row_name(table, row)
        found[name] = (*found.get(name, ()), row)
    return found


def table_of(name: str) -> str:
    """Return the table that a name speaks of; it need not exist."""
    return name.partition(":")[0]


def _part(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return "+".join(value) if isinstance(value, tuple) else str(value)
