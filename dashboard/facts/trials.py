"""What trials did and found. It must not know how figures are pooled or shown.

Field names are the column names of `data/evidence/`; text is "" and numbers are None where unknown.
"""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts import evidence_words as words
from dashboard.facts.vocabulary import Codes, OneOf, Status, Text


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as trials name it, and the reader's question it belongs to (`none`: to no question).

    `apart` says that its trials are shown apart from the question's main evidence.
    """

    condition: Text
    label: Text
    question: Annotated[str, OneOf(words.QUESTIONS)]
    apart: bool
    note: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial, protocol or registry record; `apart_reason` says why it is kept out of the main evidence.

    Depths are the trial's as a whole, not a point's; `retention_min`, `sessions` and `weeks` are as printed.
    """

    study_id: Text
    first_author: str
    year: int | None
    title: Text
    journal: str
    doi: str
    pmid: str
    registration: str
    country: str
    condition: Text
    region: Annotated[str, OneOf(words.TRIAL_REGIONS)]
    design: str
    n_randomised: int | None
    arms: tuple[str, ...]
    acupoints_fixed: Codes
    acupoints_optional: Codes
    acupoints_used: Codes
    individualised: Annotated[str, OneOf(words.INDIVIDUALISED, empty=True)]
    needle_depth_min_mm: float | None
    needle_depth_max_mm: float | None
    needle_depth_note: str
    retention_min: str
    sessions: str
    weeks: str
    de_qi_sought: Annotated[str, OneOf(words.DE_QI, empty=True)]
    reported: Annotated[str, OneOf(words.REPORTED)]
    randomised: Annotated[str, OneOf(words.RANDOMISED)]
    apart_reason: str
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a trial; `n` is the number of people in it."""

    study_id: Text
    arm_id: Text
    arm_type: Annotated[str, OneOf(words.ARM_TYPES)]
    n: int | None
    description: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class TrialPoint:
    """A point an arm needled, with the depth in millimetres where the trial printed one for it."""

    study_id: Text
    arm_id: Text
    point: Text
    role: Annotated[str, OneOf(words.POINT_ROLES)]
    side: Annotated[str, OneOf(words.TRIAL_SIDES, empty=True)]
    depth_min_mm: float | None
    depth_max_mm: float | None
    depth_text: str
    angle: Annotated[str, OneOf(words.TRIAL_ANGLES, empty=True)]
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class TrialNeedling:
    """How an arm was needled as a whole; text cells are ranges or words as the trial prints them."""

    study_id: Text
    arm_id: Text
    needle_depth_min_mm: float | None
    needle_depth_max_mm: float | None
    depth_note: str
    retention_min: str
    sessions: str
    weeks: str
    de_qi_sought: str
    needle_gauge_mm: str
    needle_length_mm: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """One arm's figure at one time; `stat` says what kind of figure `value` is; `sd`, `se` and interval go with it."""

    study_id: Text
    arm_id: Text
    timepoint_weeks: float | None
    timepoint_label: str
    measure: Text
    stat: Annotated[str, OneOf(words.STATS)]
    n: int | None
    value: float | None
    sd: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    events: int | None
    total: int | None
    subgroup: str
    direction: Annotated[str, OneOf(words.DIRECTIONS)]
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Contrast:
    """A difference between two arms as printed, with its interval or, where none is printed, its standard error.

    `p_value` is text because papers print '<0.001'.
    """

    study_id: Text
    arm_id: Text
    comparator_arm_id: Text
    timepoint_weeks: float | None
    measure: Text
    effect: Annotated[str, OneOf(words.CONTRAST_EFFECTS)]
    value: float | None
    ci_low: float | None
    ci_high: float | None
    se: float | None
    p_value: str
    favours: Annotated[str, OneOf(words.CONTRAST_FAVOURS, empty=True)]
    note: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Adverse:
    """Harms counted in one arm: `events` out of `total` people."""

    study_id: Text
    arm_id: Text
    event: Text
    events: int | None
    total: int | None
    serious: bool
    note: str
    sources: tuple[str, ...]
    status: Status
