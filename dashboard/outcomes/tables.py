"""What an engine returns -> the two tables of a cube, numbers turned back into words. It must not compute figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.outcomes.columns import AGE_BANDS, EVENTS, QUESTIONS, SEXES, YES_NO
from dashboard.outcomes.cube import (
    ADVERSE_KEY,
    ADVERSE_STATISTICS,
    ANY_EVENT,
    GROUP_KEY,
    added,
    is_text,
    start_counted,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from dashboard.outcomes.scales import Scales

WORDS = {"question": QUESTIONS, "age_band": AGE_BANDS, "sex": SEXES, "event": EVENTS, "serious": YES_NO}


def outcomes_table(rows: pa.Table, scales: Scales) -> pa.Table:
    """Return the outcomes of a cube, with `episodes`."""
    import pyarrow as pa

    rows = _worded(rows, {**WORDS, "measure": scales.measures})
    return start_counted(rows.append_column("episodes", pa.array([0] * len(rows), pa.int64())))


def adverse_table(sizes: pa.Table, events: pa.Table | None) -> pa.Table:
    """Return the adverse events of a cube from the size of each group and its events (None: nobody wrote them down)."""
    import pyarrow as pa

    groups = _worded(sizes, WORDS)
    nothing = pa.array([0] * len(groups), pa.int64())
    anything = pa.array([ANY_EVENT] * len(groups), pa.string())
    watched = nothing if events is None else groups["episodes"]
    first = pa.table(
        {
            **{name: groups[name] for name in GROUP_KEY},
            "event": anything,
            "serious": anything,
            "episodes": groups["episodes"],
            "watched": watched,
            "episodes_with_event": nothing,
            "events": nothing,
        }
    )
    if events is None or not len(events):
        return first
    zeros = pa.array([0] * len(events), pa.int64())
    second = _worded(events, WORDS).append_column("episodes", zeros).append_column("watched", zeros)
    return added(first, second.select(first.column_names), ADVERSE_KEY, ADVERSE_STATISTICS)


def _worded(rows: pa.Table, words: dict[str, tuple[str, ...]]) -> pa.Table:
    """Turn the number of a word into the word; a missing number is any event."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name in rows.column_names:
        column = rows[name]
        if name in words:
            column = pc.fill_null(pc.take(pa.array(words[name]), column.combine_chunks()), ANY_EVENT)
        elif not is_text(name):
            column = column.cast(pa.int64())
        else:
            column = column.cast(pa.string())
        rows = rows.set_column(rows.column_names.index(name), name, column)
    return rows
