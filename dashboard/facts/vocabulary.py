"""The closed lists of words the tables may use, each in its one home.

It must not know any row: what a particular point, trial or review says stays in `data/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class OneOf:
    """A cell that must hold one of `values`; `empty` says whether unknown (an empty cell) is allowed."""

    values: tuple[str, ...]
    empty: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to print after 'valid:'."""
        return (*self.values, "(empty)") if self.empty else self.values


@dataclass(frozen=True, slots=True)
class Filled:
    """A text cell that may not be empty."""


@dataclass(frozen=True, slots=True)
class SplitAt:
    """A cell of several parts kept apart by `separator` (without one of these: by a semicolon)."""

    separator: str


# How we know a row, and how a reader is told.
STATUS_WORDS: Mapping[str, str] = {
    "full_text": "read in the full text",
    "abstract": "read in the abstract",
    "secondary": "seen in another work",
    "textbook": "from a textbook",
    "curator": "our own anatomy note, no source",
}
STATUSES = tuple(STATUS_WORDS)
UNITS = ("cun", "mm")
ANGLES = ("perpendicular", "oblique", "transverse", "superficial", "perpendicular/oblique")
CHANNELS = ("LU", "LI", "ST", "SP", "HT", "SI", "BL", "KI", "PC", "TE", "GB", "LR", "GV", "CV", "EX")
REGIONS = ("upper", "mid", "lower", "buttock", "distal")
ROLES = ("local", "adjacent", "distal")
SIDEDNESS = ("midline", "bilateral", "any")
CAUTION_KINDS = (
    "lung",
    "kidney",
    "spinal_canal",
    "vertebral_artery",
    "vessel",
    "nerve",
    "abdomen",
    "pelvis",
    "joint",
    "pregnancy",
    "infection",
)
SEVERITIES = ("grave", "serious", "note")
URGENCIES = ("emergency", "urgent", "soon")
NOTE_KINDS = ("misprint", "position", "name", "depth", "angle")
# Where an injury names no point: counts of the whole literature and rules of anatomy, which belong to no point ...
GENERAL_REGIONS = (
    "reviews",
    "all treatments counted",
    "back from T10 up, side of the chest from rib 9 up, top of the shoulder",
)
# ... and places that a rule (`dashboard/evidence/cautions.py`) turns into points. A region may also name points.
INJURY_REGIONS = (
    "top of the shoulder",
    "neck and shoulder",
    "neck",
    "back",
    "chest",
    "beside the mid neck",
    "neck, C2 to C5",
    "beside the neck",
    "beside the lumbar spine",
    "beside the lumbar and neck spine",
    "lumbar",
    "flank",
    "behind the knee, around BL40",
)
DEPTH_MEASURES = (
    "skin_to_pleura",
    "skin_to_thoracic_cavity",
    "skin_to_rib",
    "skin_to_dura",
    "danger_depth",
    "safe_depth",
    "recommended_maximum",
    "effective_depth",
    "needle_tip_depth",
    "distance_to_vessel",
    "muscle_thickness",
    "change_in_depth",
    "bony_landmark",
    "bony_backdrop_rate",
    "textbook_maximum",
    "qualitative",
)
BODIES = ("female", "male")
ZONES = ("lung", "kidney", "spinal_canal", "upper_neck")
BODY_SIDES = ("left", "right", "mid")
SOURCE_KINDS = (
    "standard",
    "textbook",
    "trial",
    "protocol",
    "registry",
    "thesis",
    "review",
    "guideline",
    "consensus",
    "safety study",
    "measurement study",
    "literature count",
    "imaging",
    "cadaver",
    "anatomy",
    "case_report",
    "letter",
    "dataset",
    "web page",
)
# What became of a work after it was published.
SOURCE_MARKS = ("retracted", "superseded", "corrected")
LAYER_REGIONS = (
    "lung",
    "kidney",
    "paraspinal",
    "midline",
    "shoulder_top",
    "scapula",
    "neck",
    "neck_midline",
    "sacrum",
    "coccyx",
    "buttock",
    "shoulder",
    "limb",
    "hand_foot",
    "flank",
    "abdomen",
    "head",
)
SHAPES = ("sheet", "oval", "block")
TISSUES = ("skin", "fat", "muscle", "ligament", "bone", "cavity", "care")

Text = Annotated[str, Filled()]
Codes = Annotated[tuple[str, ...], SplitAt(" ")]
Status = Annotated[str, OneOf(STATUSES)]
