"""What reviews, guidelines and safety studies say, and what outcome measures mean. It must not know single trials.

Field names are the column names of `data/evidence/`; text is "" and numbers are None where unknown.
"""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts import evidence_words as words
from dashboard.facts.vocabulary import OneOf, Status, Text


@dataclass(frozen=True, slots=True)
class Review:
    """A published review."""

    review_id: Text
    first_author: str
    year: int | None
    title: Text
    journal: str
    type: Annotated[str, OneOf(words.REVIEW_TYPES)]
    condition: Text
    region: Text
    n_trials: int | None
    n_participants: int | None
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Effect:
    """A review's pooled effect as printed; the `signed_` figures are turned so that negative favours acupuncture.

    `same_as` is the scale of the row whose result this one repeats on another scale: such a row is not counted.
    """

    review_id: Text
    condition: Annotated[str, OneOf(words.EFFECT_CONDITIONS)]
    comparison: Annotated[str, OneOf(words.COMPARISONS)]
    outcome: Text
    timepoint: Annotated[str, OneOf(words.TIMEPOINTS, empty=True)]
    timepoint_detail: str
    effect_measure: Annotated[str, OneOf(words.EFFECT_MEASURES)]
    scale: str
    same_as: str
    estimate: float | None
    ci_low: float | None
    ci_high: float | None
    signed_estimate: float | None
    signed_ci_low: float | None
    signed_ci_high: float | None
    k_trials: int | None
    n_participants: int | None
    i2: float | None
    certainty: Annotated[str, OneOf(words.CERTAINTIES, empty=True)]
    favours: Annotated[str, OneOf(words.EFFECT_FAVOURS)]
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Guideline:
    """One recommendation of one body."""

    guideline_id: Text
    organisation: Text
    country: str
    year: int | None
    condition: Annotated[str, OneOf(words.GUIDELINE_CONDITIONS)]
    recommendation: Annotated[str, OneOf(words.RECOMMENDATIONS)]
    summary: Text
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class SafetyRate:
    """How often a harm was seen per 10,000 of `denominator`; denominators are never mixed.

    `shown` says where it is lifted out of its table: `summary`, `picture` (safety page), `patient` (plain words).
    """

    safety_id: Text
    event: Text
    denominator: Annotated[str, OneOf(words.DENOMINATORS)]
    n: int | None
    events: int | None
    rate_per_10000: float | None
    ci_low: float | None
    ci_high: float | None
    shown: tuple[str, ...]
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Measure:
    """An outcome measure: its range and the smallest change that matters to patients, in its own units."""

    measure_id: Text
    name: Text
    domain: Annotated[str, OneOf(words.DOMAINS)]
    min: float | None
    max: float | None
    direction: Annotated[str, OneOf(words.MEASURE_DIRECTIONS)]
    mcid_absolute: float | None
    mcid_percent: float | None
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class MeasureName:
    """How outcomes name a measure, and the printed scale behind that name."""

    measure: Text
    measure_id: str
    label: Text
    domain: Annotated[str, OneOf(words.DOMAINS)]
    scale_min: float | None
    scale_max: float | None
