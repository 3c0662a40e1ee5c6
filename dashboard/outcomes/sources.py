"""Row files of any kind -> one relation of cells with a row number, in DuckDB. It must not judge a cell.

The number of a row is its file's place and its line; of Parquet, which has no lines, its row.
"""

from __future__ import annotations

import glob
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.outcomes.columns import header_fault
from dashboard.outcomes.engine import Engine, first_line
from dashboard.outcomes.lines import FileError, is_parquet
from dashboard.outcomes.reading import batches

if TYPE_CHECKING:
    import ibis.expr.types as ir

LINE_BITS = 40
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL")
MAY_BE_NUMBERS = ("sessions", "week", "score")


@dataclass(frozen=True)
class Source:
    """One file: its path, its place among the files, the type of each column in it, and the relation that has it."""

    path: Path
    place: int
    types: dict[str, str]
    relation: str


def load(engine: Engine, name: str, paths: list[Path], wanted: tuple[str, ...], told: Callable[[str], None]) -> None:
    """Make a view `name` of all files: row, problem and the wanted columns. Raises FileError for an unreadable file.

    Text files are read once; Parquet stays where it is.
    """
    sources = []
    for place, path in enumerate(paths):
        told(f"reading {path.name}")
        load_one = _parquet if is_parquet(path) else _text
        sources.append(load_one(engine, f"{name}_{place}", path, place, wanted))
    kinds = {column: _common(column, sources) for column in wanted}
    parts = [_select(source, kinds) for source in sources]
    engine.sql(f"CREATE TEMP VIEW {name} AS {' UNION ALL '.join(parts)}")


def _common(column: str, sources: list[Source]) -> str:
    """Return the type all files share for a column that may be numbers, else text."""
    kinds = {source.types[column] for source in sources}
    kind = kinds.pop()
    return kind if not kinds and column in MAY_BE_NUMBERS and kind.startswith(NUMBERS) else "VARCHAR"


def _select(source: Source, kinds: dict[str, str]) -> str:
    cells = [
        f'"{name}"' if source.types[name] == kind else f'CAST("{name}" AS {kind}) AS "{name}"'
        for name, kind in kinds.items()
    ]
    return f"SELECT line + {source.place << LINE_BITS} AS row, problem, {', '.join(cells)} FROM {source.relation}"


def _text(engine: Engine, name: str, path: Path, place: int, wanted: tuple[str, ...]) -> Source:
    """Split a text file into a Parquet file in the engine's own folder: it is small, and equal cells are read once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("line", pa.int64()), ("problem", pa.int64()), *((column, pa.string()) for column in wanted)])
    split = engine.handed(name)
    with pq.ParquetWriter(split, schema) as writer:
        for part in batches(path, wanted):
            writer.write_table(part.cast(schema))
    engine.sql(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet('{_read(split)}')")
    return Source(path, place, dict.fromkeys(wanted, "VARCHAR"), name)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _read(path: Path) -> str:
    """Return a path as DuckDB's reader takes it: signs of its patterns, in brackets, stand for themselves."""
    return _quoted(Path(glob.escape(str(path))))


def _parquet(engine: Engine, name: str, path: Path, place: int, wanted: tuple[str, ...]) -> Source:
    quoted = _read(path)
    try:
        rows = engine.connection.con.execute(f"DESCRIBE SELECT * FROM read_parquet('{quoted}')").fetchall()
        names = [row[0].strip().lower() for row in rows]  # as of a text file
        if fault := header_fault(names, wanted):
            raise FileError(f"{path}: {fault}")
        types = {name: row[1] for name, row in zip(names, rows, strict=True)}
        written = {name: row[0].replace('"', '""') for name, row in zip(names, rows, strict=True)}
        cells = ", ".join(f'"{written[column]}" AS "{column}"' for column in wanted)
        engine.sql(
            f"CREATE TEMP VIEW {name} AS SELECT file_row_number + 1 AS line, 0::BIGINT AS problem, {cells} "
            f"FROM read_parquet('{quoted}', file_row_number = true)"
        )
    except FileError:
        raise
    except Exception as error:  # DuckDB raises many kinds, all meaning the same here
        raise FileError(f"{path}: the Parquet file cannot be read: {first_line(error)}") from error
    return Source(path, place, types, name)


def staged(reader: Engine, engine: Engine, name: str) -> ir.Table:
    """Hand the relation `name` to an engine outside this process; DuckDB keeps its view."""
    if engine.local:
        return engine.named(name)
    reader.sql(f"COPY (SELECT * FROM {name}) TO '{_quoted(engine.handed(name))}' (FORMAT parquet)")
    return engine.received(name)
