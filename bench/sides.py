"""The two pages that are compared, as a browser sees them: when each can be used and where its points are.

This is the one place that knows names inside the app's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import floor
from bench.server import OURS, BenchError, Server, serving, wait_until_polished

FACT_FILES = ("points", "compare", "chronic", "acute", "upper")


@dataclass(frozen=True)
class Side:
    """One page under measurement. The three last fields are JavaScript expressions."""

    name: str
    server: Server
    # A point can be pressed and will answer, now or as soon as its facts are there.
    pressable: str
    # The facts are there too: whatever is pressed is shown at once.
    usable: str
    # An array of [code, element] for every visible point.
    points: str


@dataclass(frozen=True)
class Sides:
    """Ours and the floor, both running, and where our release's files stand."""

    ours: Side
    floor: Side
    root: str

    @property
    def both(self) -> tuple[Side, Side]:
        """Ours first."""
        return self.ours, self.floor


@contextmanager
def running(workers: int = 2) -> Iterator[Sides]:
    """Start our server, wait for its best compression, make the floor of it and start that too."""
    with serving(OURS, workers) as server, TemporaryDirectory() as folder:
        root = floor.root_of(server.ask("/", encoding="identity").body.decode())
        if not wait_until_polished(server, [f"{root}/facts/{name}.json" for name in FACT_FILES]):
            raise BenchError("the server did not finish its compression in time")
        floor.write(server, Path(folder))
        with serving(f"bench.floor_app:make({folder!r})", workers) as floor_server:
            yield Sides(_ours(server), _floor(floor_server), root)


def _ours(server: Server) -> Side:
    drawn = "Boolean(window.backmap?.dots?.all.length)"
    loaded = "performance.getEntriesByType('resource').filter((r) => r.name.includes('/facts/')).length >= 2"
    return Side(
        "ours",
        server,
        pressable=drawn,
        usable=f"{drawn} && {loaded} && Boolean(window.backmap.evidence?.())",
        points="window.backmap.dots.all.map(({ code, node }) => [code, node])",
    )


def _floor(server: Server) -> Side:
    return Side(
        "floor",
        server,
        pressable="Boolean(window.floorReady)",
        usable="Boolean(window.floorReady)",
        points="[...document.querySelectorAll('.spot')].map((node) => [node.dataset.code, node])",
    )
