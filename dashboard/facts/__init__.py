"""The curated knowledge: frozen dataclasses, the one loader, and the named checks that guard the tables.

It must not know body geometry, statistics, figures or pages.
"""

from dashboard.facts.body import Landmark, Layer, Located, NotLocated, ZoneCorner
from dashboard.facts.findings import FactError, Finding
from dashboard.facts.points import (
    Caution,
    Injury,
    LocationNote,
    MeasuredDepth,
    Needling,
    Point,
    PointFrequency,
    Prescription,
)
from dashboard.facts.pools import Figures, Pool, PoolError, PoolTrial
from dashboard.facts.reviews import Effect, Guideline, Measure, MeasureName, Review, SafetyRate
from dashboard.facts.sources import ProseNumber, Source
from dashboard.facts.store import Facts, PointFacts, TrialFacts, load_facts
from dashboard.facts.trials import Adverse, Arm, Condition, Contrast, Outcome, Trial, TrialNeedling, TrialPoint

__all__ = [
    "Adverse",
    "Arm",
    "Caution",
    "Condition",
    "Contrast",
    "Effect",
    "FactError",
    "Facts",
    "Figures",
    "Finding",
    "Guideline",
    "Injury",
    "Landmark",
    "Layer",
    "Located",
    "LocationNote",
    "Measure",
    "MeasureName",
    "MeasuredDepth",
    "Needling",
    "NotLocated",
    "Outcome",
    "Point",
    "PointFacts",
    "PointFrequency",
    "Pool",
    "PoolError",
    "PoolTrial",
    "Prescription",
    "ProseNumber",
    "Review",
    "SafetyRate",
    "Source",
    "Trial",
    "TrialFacts",
    "TrialNeedling",
    "TrialPoint",
    "ZoneCorner",
    "load_facts",
]
