"""A cube: counts and sums over patients, in two tables and a manifest, that add up without knowing a patient.

It must not know rows, engines or how anything is shown; pyarrow is imported only when a cube is made or read.
"""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.outcomes import manifest as manifests
from dashboard.outcomes.manifest import CubeError, Manifest

if TYPE_CHECKING:
    import pyarrow as pa

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
OUTCOMES_FILE, ADVERSE_FILE = "outcomes.parquet", "adverse.parquet"

JOINED = 1 << 20  # words of a column that are joined at a time
OLD = ".old-"  # the end of the name of a cube that makes room for a new one
TWICE = "the cubes hold the same figures; adding them would count every patient twice"


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

    def __eq__(self, other: object) -> bool:
        """Two cubes are equal when they hold the same figures, whatever made them."""
        return isinstance(other, Cube) and content_hash(self) == content_hash(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def was_watched(self) -> bool:
        """Whether any episode came with a file of adverse events, be it an empty one."""
        import pyarrow.compute as pc

        return bool(pc.any(pc.greater(self.adverse["watched"], 0)).as_py())


def content_hash(cube: Cube) -> str:
    """Return the SHA-256 of both tables, in hexadecimal; it does not depend on how Parquet lays them out."""
    digest = hashlib.sha256()
    for table in (cube.outcomes, cube.adverse):
        for name in table.column_names:
            digest.update(f"{name} {len(table)}\n".encode())
            for part in _text(table[name]) if is_text(name) else (table[name].to_numpy().astype("<i8").tobytes(),):
                digest.update(part)
    return digest.hexdigest()


def _text(words: pa.ChunkedArray) -> Iterator[bytes]:
    """Yield a column of text, a word a line, in parts that Arrow can join."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for first in range(0, len(words), JOINED):
        part = words.slice(first, JOINED).combine_chunks()
        lines = pa.ListArray.from_arrays(pa.array([0, len(part)], pa.int32()), part)
        yield (b"\n" if first else b"") + pc.binary_join(lines, "\n")[0].as_py().encode()


def is_text(column: str) -> bool:
    """Tell whether a column of either table holds text; all others hold 64-bit integers."""
    return column in {*KEY, *ADVERSE_KEY} - {"week"}


def build(outcomes: pa.Table, adverse: pa.Table, manifest: Manifest) -> Cube:
    """Make a cube of two tables in any order of rows and columns; sort, cast, and write its content hash down."""
    cube = Cube(
        _sorted(outcomes, KEY, STATISTICS),
        _sorted(adverse, ADVERSE_KEY, ADVERSE_STATISTICS),
        manifest,
    )
    return replace(cube, manifest=replace(manifest, content=content_hash(cube)))


def merge(first: Cube, second: Cube) -> Cube:
    """Add two cubes that share no episode.

    Raises CubeError where their rules or facts differ, one is invented, or both hold the same figures.
    """
    for name, what in (("rules", "rules"), ("facts", "measures and points"), ("demo", "kinds (one is the demo)")):
        if getattr(first.manifest, name) != getattr(second.manifest, name):
            raise CubeError(f"the cubes were made by different {what}; import their rows again, then merge")
    if first.manifest.content == second.manifest.content:
        raise CubeError(TWICE)
    outcomes = start_counted(added(first.outcomes, second.outcomes, KEY, STATISTICS))
    adverse = added(first.adverse, second.adverse, ADVERSE_KEY, ADVERSE_STATISTICS)
    return build(outcomes, adverse, manifests.added(first.manifest, second.manifest))


def merge_all(several: Sequence[Cube]) -> Cube:
    """Add cubes of which no two share an episode. Raises CubeError as `merge` does, for any two of them."""
    if len({one.manifest.content for one in several}) < len(several):
        raise CubeError(TWICE)
    return reduce(merge, several)


def _sorted(table: pa.Table, key: tuple[str, ...], statistics: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa

    table = table.select([*key, *statistics]).cast(_schema(key, statistics))
    if any(column.null_count for column in table.columns):
        raise CubeError("a table of the cube has empty cells")
    return table.sort_by([(name, "ascending") for name in key]).combine_chunks() if len(table) else pa.table(table)


def _schema(key: tuple[str, ...], statistics: tuple[str, ...]) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, pa.string() if is_text(name) else pa.int64()) for name in (*key, *statistics)])


def added(first: pa.Table, second: pa.Table, key: tuple[str, ...], statistics: tuple[str, ...]) -> pa.Table:
    """Add two tables key by key."""
    import pyarrow as pa

    rows = pa.concat_tables([first, second]).group_by(list(key))
    sums = rows.aggregate([(name, "sum") for name in statistics])
    return sums.select([*key, *(f"{name}_sum" for name in statistics)]).rename_columns([*key, *statistics])


def start_counted(outcomes: pa.Table) -> pa.Table:
    """Give every row the episodes of its cell's week 0: one of the cubes may have no row at a later week."""
    import pyarrow.compute as pc

    cell = [name for name in KEY if name != "week"]
    starts = outcomes.filter(pc.equal(outcomes["week"], 0)).select([*cell, "followed"])
    starts = starts.rename_columns([*cell, "episodes"])
    return outcomes.drop_columns(["episodes"]).join(starts, cell, join_type="left outer")


def read(folder: Path) -> Cube:
    """Read a cube and prove it whole. Raises CubeError for anything but a whole cube of this schema."""
    import pyarrow.parquet as pq

    folder = standing(Path(folder))
    manifest = manifests.read(folder)
    if set(manifest.files) != {OUTCOMES_FILE, ADVERSE_FILE}:
        raise CubeError(f"{folder}: the manifest does not name the two tables of a cube")
    for name, expected in manifest.files.items():
        if _hash_of(folder / name) != expected:
            raise CubeError(f"{folder}: {name} is not the file its manifest describes")
    tables = [pq.read_table(folder / name, partitioning=None) for name in (OUTCOMES_FILE, ADVERSE_FILE)]
    for table, (key, statistics) in zip(tables, ((KEY, STATISTICS), (ADVERSE_KEY, ADVERSE_STATISTICS)), strict=True):
        if not table.schema.equals(_schema(key, statistics)):
            raise CubeError(f"{folder}: a table does not have the columns of a cube")
    cube = Cube(*tables, manifest)
    if content_hash(cube) != manifest.content or _episodes(cube) != manifest.episodes:
        raise CubeError(f"{folder}: the figures are not those of the manifest")
    return cube


def _episodes(cube: Cube) -> int:
    """Count episodes as the table of adverse events does, which has each of them once at ANY_POINT."""
    import pyarrow.compute as pc

    once = pc.and_(pc.equal(cube.adverse["event"], ANY_EVENT), pc.equal(cube.adverse["point"], ANY_POINT))
    return pc.sum(cube.adverse.filter(once)["episodes"]).as_py() or 0


def standing(folder: Path) -> Path:
    """Return where the cube stands: an import killed while it put a new one in its place leaves the old one beside."""
    others = [] if folder.exists() else beside(folder, OLD)
    return others[0] if others else folder


def beside(folder: Path, kind: str) -> list[Path]:
    """Return the folders of `kind` an import made beside a cube, by name: `<cube><kind><process>-<8 hex digits>`.

    Any other name, however like it, is somebody else's.
    """
    made = re.compile(re.escape(folder.name + kind) + r"[0-9]+-[0-9a-f]{8}")
    found = folder.parent.glob(f"{glob.escape(folder.name + kind)}*")
    return sorted(path for path in found if made.fullmatch(path.name) and path.is_dir())


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CubeError(f"{path.parent}: {path.name} cannot be read") from error


def save(cube: Cube, folder: Path) -> Manifest:
    """Write a cube's files into an empty folder that exists; `writing` makes that safe. Return the manifest."""
    import pyarrow.parquet as pq

    for name, table in ((OUTCOMES_FILE, cube.outcomes), (ADVERSE_FILE, cube.adverse)):
        pq.write_table(table, folder / name, compression="zstd")
    files = {name: _hash_of(folder / name) for name in (OUTCOMES_FILE, ADVERSE_FILE)}
    manifest = replace(cube.manifest, content=cube.manifest.content or content_hash(cube), files=files)
    manifests.save(manifest, folder)
    return manifest
