"""Facts whose texts try to be markup. It knows the columns that pages show and no page."""

from dataclasses import replace

MARK = "<b id='hostile'>&\""
HOSTILE = {
    "points": ("pinyin", "hanzi", "english", "where", "tradition", "innervation", "segment"),
    "needling": ("note", "direction"),
    "measured_depths": ("note", "population", "structure"),
    "cautions": ("text",),
    "injuries": ("note", "event"),
    "location_notes": ("text",),
    "help_signs": ("text",),
    "trials": ("title", "note", "country"),
    "arms": ("description",),
    "trial_points": ("note",),
    "outcomes": ("note", "timepoint_label"),
    "contrasts": ("note",),
    "effects": ("note",),
    "guidelines": ("organisation", "summary", "note"),
    "reviews": ("title", "note"),
    "safety": ("event", "note"),
    "sources": ("title", "authors", "container", "note"),
    "not_located": ("reason",),
}


def spoil(facts):
    """A copy of the facts in which each known text of `HOSTILE` ends with its own name and the mark."""
    return replace(facts, **{table: _spoiled(getattr(facts, table), table, names) for table, names in HOSTILE.items()})


def _spoiled(rows, table, names):
    mapped = hasattr(rows, "items")
    anew = [
        # What is unknown stays so.
        replace(row, **{name: f"{text} {table}.{name}{MARK}" for name in names if (text := getattr(row, name))})
        for row in (rows.values() if mapped else rows)
    ]
    return dict(zip(rows, anew, strict=True)) if mapped else tuple(anew)
