"""One import: read, check, report, add up, write aside, put in place. It must not know how any of these is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.outcomes import adding, packing, rules, sifting, widening
from dashboard.outcomes import cube as cubes
from dashboard.outcomes.columns import ADVERSE, GROUPS, OTHER_GROUP, ROWS, bad_group
from dashboard.outcomes.cube import Manifest
from dashboard.outcomes.engine import DUCKDB, Engine, connected
from dashboard.outcomes.lines import FileError
from dashboard.outcomes.months import name_of, serials
from dashboard.outcomes.reading import BATCH, batches
from dashboard.outcomes.report import Report, faults_of
from dashboard.outcomes.sources import load, staged
from dashboard.outcomes.tables import adverse_table, outcomes_table
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

    Raises FileError, EngineError, CubeError or NoGoodRowError: nothing was written, an older cube still stands.
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
        keep = self.engine.keep
        raw = staged(self.reader, self.engine, "raw_rows")
        self.told("checking rows")
        parts, lookups = self._lookups(raw)
        sifted = sifting.sifted(raw, lookups)
        shares = widening.shared_out(self.engine.fetch(sifting.slots(raw, lookups))["slot"].to_pylist())
        self.told("bringing episodes together")
        wide = [
            _Wide(keep(f"episodes_{number}", widening.widened(sifted, slots)), slots)
            for number, slots in enumerate(shares)
        ]
        rows, totals = self._count(raw), self._totals(wide)
        unsound, unsound_rows = None, 0
        if totals["scores"] < rows:
            unsound = keep("unsound", sifting.unsound(sifted))
            unsound_rows = self._count(unsound)
        repeated = totals["scores"] + unsound_rows < rows
        wide, late = self._without_late(sifting.sound(sifted), wide, repeated=repeated)
        found = wide[0].table
        adverse = self._adverse(found)
        self._report(raw, unsound, lookups, late, adverse)
        totals = totals if late is None else self._totals(wide)
        if not totals["scores"]:
            raise NoGoodRowError(f"none of {rows:,} rows is good; nothing was written")
        self.told("adding up")
        manifest = self._manifest(totals, rows, adverse)
        if self.request.dry_run:
            return None
        points = keep("points", adding.points_of_sets(parts, lookups.spelt["points"]))
        groups = keep("clinic_groups", self._clinic_groups(lookups.spelt["clinic"]))
        cells = [
            keep(f"cells_{number}", adding.cells(one.table, one.slots, self.scales)) for number, one in enumerate(wide)
        ]
        outcomes = self.engine.fetch(adding.outcomes(adding.united(cells), points, groups))
        sizes = self.engine.fetch(adding.group_sizes(found, points, groups))
        events = self.engine.fetch(adding.events(adverse.good, found, points, groups)) if adverse else None
        return cubes.build(outcomes_table(outcomes, self.scales), adverse_table(sizes, events), manifest)

    def _lookups(self, raw: ir.Table) -> tuple[ir.Table, sifting.Lookups]:
        """Return the parts of the lists of points, and a number for every spelling in the rows."""
        keep, table = self.engine.keep, self.engine.table
        clinics = keep("clinics", rules.clinics(raw))
        parts = keep("parts", rules.point_parts(raw, table("codes", {"code": list(self.scales.codes)})))
        sets = keep("sets", rules.point_sets(parts))
        for spellings, most, what in (
            (clinics, packing.MOST_CLINICS, "clinics"),
            (sets, packing.MOST_SETS, "combinations of points"),
        ):
            if self._count(spellings) >= most:
                raise FileError(f"the files name more than {most - 1:,} {what}; import them in parts, then merge")
        months = keep("months", rules.months(raw, table("days", serials())))
        words = {name: table(f"words_{name}", sifting.word_columns(name)) for name in sifting.WORDS}
        measures = table("measures", sifting.measure_columns(self.scales))
        return parts, sifting.Lookups({"clinic": clinics, "month": months, "points": sets}, words, measures)

    def _without_late(
        self, sound: ir.Table, wide: list[_Wide], *, repeated: bool
    ) -> tuple[list[_Wide], ir.Table | None]:
        """Leave out the rows that are bad only beside others, and widen their episodes once more."""
        found = wide[0].table
        conflicts, ill_named = widening.conflicting(found), widening.ill_named(found)
        if not repeated and not self._count(conflicts) and not self._count(ill_named):
            return wide, None
        repeats = self.engine.keep("repeats", sifting.repeating(sound)) if repeated else conflicts
        late = self.engine.keep("late", sifting.late_faults(sound, conflicts, repeats, ill_named))
        touched = late.select("episode").distinct()
        good = sound.semi_join(touched, "episode").anti_join(late, "row")
        mended = []
        for number, one in enumerate(wide):
            again = widening.widened(good, one.slots)
            kept = one.table.anti_join(touched, "episode").union(again)
            mended.append(_Wide(self.engine.keep(f"sound_episodes_{number}", kept), one.slots))
        return mended, late

    def _totals(self, wide: list[_Wide]) -> dict[str, int]:
        """Add up what the tables say of their rows; all of them have the same episodes."""
        each = [self.engine.fetch(widening.totals(one.table, one.slots)).to_pylist()[0] for one in wide]
        return each[0] | {name: sum(one[name] for one in each) for name in ("scores", "without_start")}

    def _adverse(self, found: ir.Table) -> _Adverse | None:
        if not self.request.adverse:
            return None
        raw = staged(self.reader, self.engine, "raw_adverse")
        checked = self.engine.keep("checked_adverse", adding.checked_adverse(raw, found))
        good = checked.filter(checked.faults == 0)
        count = self._count(checked)
        return _Adverse(raw, checked, good, self._count(good), count - self._count(good))

    def _report(
        self,
        raw: ir.Table,
        unsound: ir.Table | None,
        lookups: sifting.Lookups,
        late: ir.Table | None,
        adverse: _Adverse | None,
    ) -> None:
        self.told("reporting bad rows")
        parts = [] if late is None else [late.select("row", "faults")]
        if unsound is not None:
            parts.append(sifting.faulty(raw, unsound, lookups))
        words, rows = self.scales.words(), iter(())
        if parts:
            rows = self._cells(raw, self.engine.keep("faulty", adding.united(parts)))
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

    def _count(self, table: ir.Table) -> int:
        return self.engine.fetch(table.aggregate(n=table.count()))["n"][0].as_py()

    def _manifest(self, totals: dict[str, int], rows: int, adverse: _Adverse | None) -> Manifest:
        return Manifest(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            engine=self.engine.name,
            rows_good=totals["scores"],
            rows_bad=rows - totals["scores"],
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
class _Wide:
    """A table of all episodes with the columns of some slots."""

    table: ir.Table
    slots: tuple[int, ...]


@dataclass(frozen=True)
class _Adverse:
    """The adverse events of an import, checked."""

    raw: ir.Table
    checked: ir.Table
    good: ir.Table
    rows_good: int
    rows_bad: int
