"""Which files make up the data, which dataclass reads each, and what makes a row unique.

It must not know how files are read or what the facts are used for.
"""

from dataclasses import dataclass

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
from dashboard.facts.sources import ProseNumber, Source
from dashboard.facts.trials import Adverse, Arm, Condition, Contrast, Outcome, Trial, TrialNeedling, TrialPoint


@dataclass(frozen=True, slots=True)
class Spec:
    """One table: its name on `Facts`, its file, its dataclass and its key columns (none: whole rows must differ).

    `mapped` tables have one key column and appear on `Facts` as a mapping by it.
    """

    name: str
    file: str
    kind: type
    key: tuple[str, ...] = ()
    mapped: bool = False


TABLES = (
    Spec("sources", "sources.csv", Source, ("source_id",), mapped=True),
    Spec("prose_numbers", "prose_numbers.csv", ProseNumber, ("file", "subject", "number")),
    Spec("points", "points/points.csv", Point, ("code",), mapped=True),
    Spec("needling", "points/needling.csv", Needling),
    Spec("measured_depths", "points/measured_depths.csv", MeasuredDepth),
    Spec("cautions", "points/cautions.csv", Caution),
    Spec("help_signs", "points/help_signs.csv", HelpSign),
    Spec("injuries", "points/injuries.csv", Injury),
    Spec("location_notes", "points/location_notes.csv", LocationNote),
    Spec("layers", "points/layers.csv", Layer, ("region", "order")),
    Spec("point_frequency", "points/point_frequency.csv", PointFrequency),
    Spec("prescriptions", "points/prescriptions.csv", Prescription, ("protocol_id",)),
    Spec("conditions", "evidence/conditions.csv", Condition, ("condition",), mapped=True),
    Spec("trials", "evidence/trials.csv", Trial, ("study_id",), mapped=True),
    Spec("arms", "evidence/arms.csv", Arm, ("study_id", "arm_id")),
    Spec("trial_points", "evidence/trial_points.csv", TrialPoint),
    Spec("trial_needling", "evidence/trial_needling.csv", TrialNeedling, ("study_id", "arm_id", "source")),
    Spec("outcomes", "evidence/outcomes.csv", Outcome),
    Spec("contrasts", "evidence/contrasts.csv", Contrast),
    Spec("adverse", "evidence/adverse.csv", Adverse),
    Spec("reviews", "evidence/reviews.csv", Review, ("review_id",), mapped=True),
    Spec("effects", "evidence/effects.csv", Effect),
    Spec("guidelines", "evidence/guidelines.csv", Guideline, ("guideline_id",)),
    Spec("safety", "evidence/safety.csv", SafetyRate, ("safety_id",)),
    Spec("measures", "evidence/measures.csv", Measure, ("measure_id",), mapped=True),
    Spec("measure_names", "evidence/measure_names.csv", MeasureName, ("measure",), mapped=True),
    Spec("clinic_measures", "outcomes/clinic_measures.csv", ClinicMeasure, ("measure",), mapped=True),
    Spec("pools", "evidence/pools.csv", Pool, ("pool_id",), mapped=True),
    Spec("pool_trials", "evidence/pool_trials.csv", PoolTrial, ("pool_id", "study_id", "part", "arm_ids")),
    Spec("landmarks", "body/landmarks.csv", Landmark, ("body", "landmark", "side")),
    Spec("located", "body/located.csv", Located, ("body", "code", "side")),
    Spec("zones", "body/zones.csv", ZoneCorner, ("body", "zone", "side", "seq")),
    Spec("not_located", "body/not_located.csv", NotLocated, ("code",)),
    Spec("statements", "explain/statements.csv", Statement, ("key",), mapped=True),
)
