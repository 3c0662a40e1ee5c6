"""A cube: counts and sums over patients, in two tables and a manifest, that add up without knowing a patient.

It must not know rows, engines or how anything is shown; pyarrow is imported only when a cube is made or read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = 1
ANY_POINT = "*"
BINS = 10

# Text, except `week` (int64). `point` is a code of the atlas, or ANY_POINT, where each episode counts once.
KEY = ("point", "question", "measure", "week", "age_band", "sex", "clinic_group")
SUMS = ("score_sum", "score_sq", "change_sum", "change_sq")
RESPONDERS = ("better_30", "better_50", "better_important")
BIN_COLUMNS = tuple(f"bin_{number}" for number in range(BINS))
# All int64. Scores are in hundredths of a scale point, so squares are in ten-thousandths: sums stay exact.
STATISTICS = ("episodes", "followed", *SUMS, *RESPONDERS, *BIN_COLUMNS)

GROUP_KEY = ("point", "question", "age_band", "sex", "clinic_group")
# One row per group, `event` and `serious` ANY_EVENT: its episodes. One more per kind of event that happened.
ANY_EVENT = "*"
ADVERSE_KEY = (*GROUP_KEY, "event", "serious")
ADVERSE_STATISTICS = ("episodes", "watched", "episodes_with_event", "events")
OUTCOMES_FILE, ADVERSE_FILE, MANIFEST_FILE = "outcomes.parquet", "adverse.parquet", "manifest.json"


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


@dataclass(frozen=True)
class Cube:
    """Two pyarrow tables, sorted by key, no key twice, no nulls.

    `outcomes` has the columns KEY + STATISTICS: one row per key at which at least one episode was measured.
    `followed` counts episodes that have a baseline of the measure and a score at that week; week 0 is the baseline.
    `episodes` is the number with a baseline in that very cell, at week 0 and repeated at its later weeks. A cell that
    nobody was followed in at a later week has no row there, so **the denominator of any group of cells, at any week, is
    the sum of `episodes` over their rows of week 0**. change = score - baseline. A responder improved by 30 or 50 per
    cent of a baseline above 0 (in the measure's better direction), or by the smallest change that matters
    (`better_important`; always 0 where the measure has none). `bin_0`..`bin_9` split the measure's range in ten equal
    parts, the last one closed; they add up to `followed`.

    `adverse` has the columns ADVERSE_KEY + ADVERSE_STATISTICS. Rows with event ANY_EVENT hold the group's `episodes`
    and how many of them were `watched` (came with a file of adverse events: the denominator), `episodes_with_event`
    (with any event) and all `events`; rows of one event and `serious` (yes or no) hold only the last two.
    """

    outcomes: pa.Table
    adverse: pa.Table
    manifest: Manifest
