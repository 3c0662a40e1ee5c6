"""One import: read, check, report, add up, write aside, put in place. It must not know how any of these is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.outcomes import adding, rules
from dashboard.outcomes import cube as cubes
from dashboard.outcomes.checking import Checked, check
from dashboard.outcomes.columns import ADVERSE, GROUPS, OTHER_GROUP, ROWS, bad_group
from dashboard.outcomes.engine import DUCKDB, Engine, connected
from dashboard.outcomes.lines import FileError
from dashboard.outcomes.manifest import Manifest
from dashboard.outcomes.months import name_of
from dashboard.outcomes.reading import BATCH, batches
from dashboard.outcomes.report import Report, faults_of
from dashboard.outcomes.sources import load, staged
from dashboard.outcomes.tables import adverse_table, outcomes_table
from dashboard.outcomes.widening import united
from dashboard.outcomes.writing import aside, clean, write

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from dashboard.outcomes.cube import Cube
    from dashboard.outcomes.scales import Scales


class NoGoodRowError(ValueError):
    """Files without a single good row; one sentence."""


@dataclass(frozen=True)
class Request:
    """What to import and where to. `dry_run` only reports; `add` adds to the cube that is there."""

    files: tuple[Path, ...]
    to: Path
    adverse: tuple[Path, ...] = ()
    engine: str = DUCKDB
    groups: Path | None = None
    dry_run: bool = False
    add: bool = False
    demo: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)


def run(
    request: Request, scales: Scales, report: Report, told: Callable[[str], None] = lambda step: None
) -> Cube | None:
    """Import. Return the cube as written, or None after a dry run.

    Raises FileError, EngineError, CubeError, TooManyError or NoGoodRowError: nothing was written, an older cube still
    stands.
    """
    clean(request.to)
    older = cubes.read(request.to) if request.add and request.to.exists() else None
    groups = _groups(request.groups)
    with aside(request.to) as work, connected(DUCKDB, work) as reader:
        load(reader, "raw_rows", list(request.files), tuple(ROWS), told)
        if request.adverse:
            load(reader, "raw_adverse", list(request.adverse), tuple(ADVERSE), told)
        if request.engine == DUCKDB:
            made = _Import(request, scales, report, told, groups, reader, reader).cube()
        else:
            told("connecting")
            with connected(request.engine, work) as engine:
                made = _Import(request, scales, report, told, groups, reader, engine).cube()
        if request.dry_run:
            return None
        told("writing")
        whole = cubes.merge(older, made) if older else made
        write(whole, request.to, work)
        return whole


def _groups(path: Path | None) -> dict[str, str] | None:
    """Read which clinic is shown under which name. Raises FileError for the first fault."""
    if path is None:
        return None
    groups: dict[str, str] = {}
    for batch in batches(path, tuple(GROUPS)):
        for line, problem, clinic, group in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if problem or bad_group(clinic) or bad_group(group):
                raise FileError(f"{path}:{line}: a line is a clinic and the name of its group, both of A-Z a-z 0-9 _ -")
            if groups.setdefault(clinic, group) != group:
                raise FileError(f"{path}:{line}: the clinic {clinic} is in two groups")
    return groups


@dataclass
class _Import:
    """The steps of one import, which share their tables."""

    request: Request
    scales: Scales
    report: Report
    told: Callable[[str], None]
    groups: dict[str, str] | None
    reader: Engine
    engine: Engine

    def cube(self) -> Cube | None:
        """Check, report and add up all rows; None where only the report is wanted."""
        raw = staged(self.reader, self.engine, "raw_rows")
        checked = check(raw, self.engine, self.scales, self.told)
        adverse = self._adverse(checked.found)
        self._report(raw, checked, adverse)
        if not checked.totals["rows"]:
            raise NoGoodRowError(f"none of {checked.rows:,} rows is good; nothing was written")
        if self.request.dry_run:
            return None
        self.told("adding up")
        keep, fetch = self.engine.keep, self.engine.fetch
        points = keep("points", adding.points_of_sets(checked.parts, checked.lookups.spelt["points"]))
        groups = keep("clinic_groups", self._clinic_groups(checked.lookups.spelt["clinic"]))
        cells = [
            keep(f"cells_{number}", adding.cells(one.table, one.slots, self.scales))
            for number, one in enumerate(checked.wide)
        ]
        outcomes = fetch(adding.outcomes(united(cells), points, groups))
        sizes = fetch(adding.group_sizes(checked.found, points, groups))
        events = fetch(adding.events(adverse.good, checked.found, points, groups)) if adverse else None
        manifest = self._manifest(checked, adverse)
        return cubes.build(outcomes_table(outcomes, self.scales), adverse_table(sizes, events), manifest)

    def _adverse(self, found: ir.Table) -> _Adverse | None:
        if not self.request.adverse:
            return None
        raw = staged(self.reader, self.engine, "raw_adverse")
        checked = self.engine.keep("checked_adverse", adding.checked_adverse(raw, found))
        good = checked.filter(checked.faults == 0)
        count, good_count = self.engine.count(checked), self.engine.count(good)
        return _Adverse(raw, checked, good, good_count, count - good_count)

    def _report(self, raw: ir.Table, checked: Checked, adverse: _Adverse | None) -> None:
        self.told("reporting bad rows")
        words = self.scales.words()
        rows = iter(()) if checked.faulty is None else self._cells(raw, checked.faulty)
        found = faults_of(rows, list(self.request.files), rules.ROW_RULES, words)
        if adverse:
            bad = adverse.checked.filter(adverse.checked.faults != 0).select("row", "faults")
            files = list(self.request.adverse)
            found = chain(found, faults_of(self._cells(adverse.raw, bad), files, rules.ADVERSE_RULES, words))
        self.report.take(found)

    def _cells(self, raw: ir.Table, faulty: ir.Table) -> Iterator[Mapping[str, object]]:
        """Fetch the cells of faulty rows, in the order of the files."""
        for batch in self.engine.stream(raw.join(faulty, "row").order_by("row"), BATCH):
            yield from batch.to_pylist()

    def _manifest(self, checked: Checked, adverse: _Adverse | None) -> Manifest:
        totals = checked.totals
        return Manifest(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            engine=self.engine.name,
            rows_good=totals["rows"],
            rows_bad=checked.rows - totals["rows"],
            episodes=totals["episodes"],
            without_start=totals["without_start"],
            adverse_good=adverse.rows_good if adverse else 0,
            adverse_bad=adverse.rows_bad if adverse else 0,
            months=(name_of(totals["first"]), name_of(totals["last"])),
            rules=rules.fingerprint(),
            facts=self.scales.fingerprint(),
            demo=self.request.demo,
            parameters=dict(self.request.parameters),
        )

    def _clinic_groups(self, clinics: ir.Table) -> ir.Table:
        """Return clinic_no and clinic_group: the clinic itself, or as the file of groups says."""
        import ibis

        if self.groups is None:
            return clinics.select("clinic_no", clinic_group=clinics.clinic)
        names = {"name": list(self.groups), "group": list(self.groups.values())}
        named = self.engine.table("named_groups", names)
        joined = clinics.left_join(named, clinics.clinic == named.name)
        return joined.select("clinic_no", clinic_group=ibis.coalesce(joined.group, ibis.literal(OTHER_GROUP)))


@dataclass(frozen=True)
class _Adverse:
    """The adverse events of an import, checked."""

    raw: ir.Table
    checked: ir.Table
    good: ir.Table
    rows_good: int
    rows_bad: int
