"""Every fact the atlas holds, loaded once and never changed, with the joins the screens ask for.

It must not compute evidence or draw anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dashboard.facts.body import Landmark, Layer, Located, NotLocated, ZoneCorner
from dashboard.facts.clinic import ClinicMeasure
from dashboard.facts.explain import Statement
from dashboard.facts.points import (
    Caution,
    HelpSign,
    Injury,
    LocationNote,
    MeasuredDepth,
    Needling,
    Point,
    PointFrequency,
    Prescription,
)
from dashboard.facts.pools import Pool, PoolTrial
from dashboard.facts.reviews import Effect, Guideline, Measure, MeasureName, Review, SafetyRate
from dashboard.facts.schema import TABLES
from dashboard.facts.sources import ProseNumber, Source
from dashboard.facts.tables import read_table
from dashboard.facts.trials import Adverse, Arm, Condition, Contrast, Outcome, Trial, TrialNeedling, TrialPoint


@dataclass(frozen=True, slots=True)
class PointFacts:
    """One point and every row that names it, in file order."""

    point: Point
    needling: tuple[Needling, ...]
    measured_depths: tuple[MeasuredDepth, ...]
    cautions: tuple[Caution, ...]
    injuries: tuple[Injury, ...]
    location_notes: tuple[LocationNote, ...]
    trial_points: tuple[TrialPoint, ...]


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """One trial and every row that names it, in file order."""

    trial: Trial
    arms: tuple[Arm, ...]
    trial_points: tuple[TrialPoint, ...]
    trial_needling: tuple[TrialNeedling, ...]
    outcomes: tuple[Outcome, ...]
    contrasts: tuple[Contrast, ...]
    adverse: tuple[Adverse, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All tables of `data/`: read-only mappings by id where a row has one, tuples in file order elsewhere."""

    sources: Mapping[str, Source]
    prose_numbers: tuple[ProseNumber, ...]
    points: Mapping[str, Point]
    needling: tuple[Needling, ...]
    measured_depths: tuple[MeasuredDepth, ...]
    cautions: tuple[Caution, ...]
    injuries: tuple[Injury, ...]
    location_notes: tuple[LocationNote, ...]
    help_signs: tuple[HelpSign, ...]
    layers: tuple[Layer, ...]
    point_frequency: tuple[PointFrequency, ...]
    prescriptions: tuple[Prescription, ...]
    conditions: Mapping[str, Condition]
    trials: Mapping[str, Trial]
    arms: tuple[Arm, ...]
    trial_points: tuple[TrialPoint, ...]
    trial_needling: tuple[TrialNeedling, ...]
    outcomes: tuple[Outcome, ...]
    contrasts: tuple[Contrast, ...]
    adverse: tuple[Adverse, ...]
    reviews: Mapping[str, Review]
    effects: tuple[Effect, ...]
    guidelines: tuple[Guideline, ...]
    safety: tuple[SafetyRate, ...]
    measures: Mapping[str, Measure]
    measure_names: Mapping[str, MeasureName]
    clinic_measures: Mapping[str, ClinicMeasure]
    pools: Mapping[str, Pool]
    pool_trials: tuple[PoolTrial, ...]
    landmarks: tuple[Landmark, ...]
    located: tuple[Located, ...]
    zones: tuple[ZoneCorner, ...]
    not_located: tuple[NotLocated, ...]
    statements: Mapping[str, Statement]
    _by_point: Mapping[str, PointFacts] = field(init=False, repr=False, compare=False)
    _by_trial: Mapping[str, TrialFacts] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_point", _by_point(self))
        object.__setattr__(self, "_by_trial", _by_trial(self))

    def of(self, code: str) -> PointFacts:
        """Return a point with the rows that name it. Raises KeyError naming the code."""
        return self._by_point[code]

    def of_trial(self, study_id: str) -> TrialFacts:
        """Return a trial with the rows that name it. Raises KeyError naming the study."""
        return self._by_trial[study_id]


def load_facts(folder: Path) -> Facts:
    """Read every table under `folder` (the project's `data/`). Raises FactError for the first fault found."""
    tables: dict[str, Any] = {}
    for spec in TABLES:
        rows = read_table(folder, spec.file, spec.kind, spec.key)
        tables[spec.name] = MappingProxyType({getattr(row, spec.key[0]): row for row in rows}) if spec.mapped else rows
    return Facts(**tables)


def _grouped(rows: Iterable[Any], column: str) -> Mapping[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return {key: tuple(group) for key, group in groups.items()}


def _by_point(facts: Facts) -> Mapping[str, PointFacts]:
    names = ("needling", "measured_depths", "cautions", "injuries", "location_notes")
    groups = {name: _grouped(getattr(facts, name), "code") for name in names}
    groups["trial_points"] = _grouped(facts.trial_points, "point")
    return MappingProxyType(
        {
            code: PointFacts(point, **{name: group.get(code, ()) for name, group in groups.items()})
            for code, point in facts.points.items()
        }
    )


def _by_trial(facts: Facts) -> Mapping[str, TrialFacts]:
    names = ("arms", "trial_points", "trial_needling", "outcomes", "contrasts", "adverse")
    groups = {name: _grouped(getattr(facts, name), "study_id") for name in names}
    return MappingProxyType(
        {
            study_id: TrialFacts(trial, **{name: group.get(study_id, ()) for name, group in groups.items()})
            for study_id, trial in facts.trials.items()
        }
    )
