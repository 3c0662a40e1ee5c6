"""Connections to what runs the expression: DuckDB in this process, or any engine that Ibis reaches by an address.

It must not know what is computed. Nothing heavy is imported before a connection is asked for.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

DUCKDB, SPARK = "duckdb://", "spark://"
PROCESSORS = os.cpu_count() or 1
MEMORY_SHARE, MOST_MEMORY, LEAST_MEMORY = 0.5, 4 << 30, 512 << 20


class EngineError(ValueError):
    """An engine that cannot be reached or cannot do what is asked; one sentence."""


@contextmanager
def quiet() -> Iterator[None]:
    """Silence what engines and Ibis warn each other of (deprecated calls between them): it is theirs to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@dataclass(frozen=True)
class Engine:
    """One connection. `name` is the engine and its version; `local` that rows stay in this process.

    What another engine must see is handed over as Parquet files in `work`, a folder both can read.
    """

    connection: Any
    name: str
    local: bool
    work: Path

    def keep(self, name: str, expression: ir.Table, *, groups: bool = False) -> ir.Table:
        """Work out an expression once and return it as a table. `name` is new.

        `groups` says that it makes about as many groups as a clinic has episodes.
        """
        if not self.local:
            # A file, not the engine's cache: its plan would grow with every step, and take longer than the work.
            with quiet():
                self.connection.to_parquet(expression, str(self.handed(name).resolve()))
            return self.received(name)
        # One thread more than processors makes DuckDB cut many groups finer, into parts that fit the fast memory.
        self.sql(f"SET threads = {PROCESSORS + groups}")
        # Ibis' own create_table copies the table once more.
        self.sql(f"CREATE TEMP TABLE {name} AS {self._text(expression)}")
        return self.named(name)

    def named(self, name: str) -> ir.Table:
        """Return a table or view of DuckDB."""
        with quiet():
            return self.connection.table(name)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Work out an expression and bring it here."""
        import pyarrow as pa

        return pa.Table.from_batches(*self._fetched(expression))

    def count(self, table: ir.Table) -> int:
        """Return the number of rows."""
        return self.fetch(table.aggregate(n=table.count()))["n"][0].as_py()

    def stream(self, expression: ir.Table, size: int) -> Iterator[pa.RecordBatch]:
        """Work out an expression and bring it here in parts of `size` rows."""
        return self._fetched(expression, size)[0]

    def _fetched(self, expression: ir.Table, size: int = 1 << 16) -> tuple[Iterator[pa.RecordBatch], pa.Schema]:
        if self.local:
            reader = self.connection.con.sql(self._text(expression)).to_arrow_reader(size)
            return reader, reader.schema
        with quiet():
            table = expression.to_pyarrow()
        return iter(table.to_batches(max_chunksize=size)), table.schema

    def _text(self, expression: ir.Table) -> str:
        """Write an expression in DuckDB's words. Ibis writes whole numbers without their type, which sums widen."""
        import ibis

        schema = expression.schema()
        whole = ", ".join(f'CAST("{column}" AS BIGINT) AS "{column}"' for column in schema if schema[column].is_int64())
        cells = f"* REPLACE ({whole})" if whole else "*"
        return f"SELECT {cells} FROM ({ibis.to_sql(expression, dialect='duckdb')})"

    def table(self, name: str, columns: dict[str, list]) -> ir.Table:
        """Give the engine a small table."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.table(columns)
        if self.local:
            self.connection.con.register("handed", table)
            self.sql(f"CREATE TEMP TABLE {name} AS SELECT * FROM handed")
            self.connection.con.unregister("handed")
            return self.named(name)
        pq.write_table(table, self.handed(name))
        return self.received(name)

    def handed(self, name: str) -> Path:
        """Return the file by which a table is handed to another engine."""
        folder = self.work / "staged"
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder / f"{name}.parquet"

    def received(self, name: str) -> ir.Table:
        """Return a table that was handed over, under a name that no other import uses."""
        path = re.sub(r"[*?\[\]{}]", r"\\\g<0>", str(self.handed(name).resolve()))  # Spark's readers take patterns
        with quiet():
            return self.connection.read_parquet(path, table_name=f"backmap_{name}_{self.work.name.rpartition('-')[2]}")

    def sql(self, text: str) -> None:
        """Run a statement of DuckDB."""
        self.connection.con.execute(text)


@contextmanager
def connected(address: str, work: Path) -> Iterator[Engine]:
    """Connect; spill into `work`, which the caller removes. Raises EngineError where there is no such engine."""
    import ibis

    if address == DUCKDB:
        yield _duckdb(work)
        return
    try:
        with quiet():
            connection = _spark(address) if address.startswith(SPARK) else ibis.connect(address)
    except Exception as error:  # every driver raises its own kind
        raise EngineError(f"the engine {address!r} cannot be reached: {first_line(error)}") from error
    try:
        yield Engine(connection, f"{connection.name} {connection.version}", local=False, work=work)
    finally:
        connection.disconnect()


def _spark(master: str) -> Any:  # noqa: ANN401 - a backend of Ibis
    """Connect to a Spark cluster by its master's address; Spark's own files and variables set everything else."""
    import ibis
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("backmap")
    session = builder.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    return ibis.pyspark.connect(session)


def _duckdb(work: Path) -> Engine:
    import ibis

    spill = work / "spill"
    spill.mkdir(exist_ok=True)
    connection = ibis.duckdb.connect(
        memory_limit=f"{_memory() >> 20}MB", temp_directory=str(spill), preserve_insertion_order=False
    )
    connection.con.execute("SET enable_progress_bar = false")  # it would be printed among the bad rows
    return Engine(connection, f"duckdb {connection.version}", local=True, work=work)


def _memory() -> int:
    """Return the bytes that DuckDB may hold before it spills: half the machine's, within bounds."""
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows
        size = MOST_MEMORY
    return max(LEAST_MEMORY, min(MOST_MEMORY, int(size * MEMORY_SHARE)))


def first_line(error: BaseException) -> str:
    """Return the first line of an error, for one sentence on the screen."""
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
