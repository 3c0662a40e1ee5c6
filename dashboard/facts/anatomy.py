"""The closed vocabulary of the location rules: levels, landmarks, measuring segments, directions.

It knows names and the proportional-cun counts, but no coordinate of any body.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SPINE: tuple[str, ...] = (
    "C7",
    *(f"T{number}" for number in range(1, 13)),
    *(f"L{number}" for number in range(1, 6)),
    "S1",
    "S2",
)
"""Spinous processes a rule may name, from the top down."""

FORAMINA: tuple[str, ...] = ("S1", "S2", "S3", "S4")
"""Posterior sacral foramina, from the top down."""

DIRECTIONS: tuple[str, ...] = ("up", "down", "front", "behind", "outer", "inner")
"""Ways to move from a place. Up and down follow the named segment; the others are the body's own axes."""

FACINGS: tuple[str, ...] = (
    "back",
    "front",
    "outer",
    "inner",
    "top",
    "under",
    "outer_back",
    "outer_front",
    "inner_back",
    "inner_front",
)
"""Sides from which a place is projected onto the skin. In the anatomical position outer is the thumb's side."""


@dataclass(frozen=True)
class LandmarkName:
    """One landmark a rule may name.

    `kind` is level, bone or surface; `paired` says that there is a left and a right one; `facing` is the side
    of the body on which it is seen.
    """

    name: str
    label: str
    kind: str
    paired: bool
    facing: str


@dataclass(frozen=True)
class Segment:
    """A stretch of the body of a known number of proportional cun (WHO 2008), from `start` to `end`.

    `start` is the end nearer the head or trunk. Where `start` is empty the segment runs across, from the midline.
    """

    name: str
    start: str
    end: str
    cun: float
    words: str


def _named(table: str) -> list[LandmarkName]:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [LandmarkName(name, label, kind, side == "pair", facing) for name, label, kind, side, facing in rows]


_TABLE = """
PSIS | posterior superior iliac spine | bone | pair | back
iliac_crest | top of the iliac crest | bone | pair | outer
ASIS | anterior superior iliac spine | bone | pair | front
sacral_hiatus | sacral hiatus | bone | mid | back
coccyx_tip | tip of the coccyx | bone | mid | back
anus | anus | surface | mid | back
inion | bony knob at the back of the skull | bone | mid | back
inion_hollow | hollow under the knob of the skull | surface | mid | back
posterior_hairline | back hairline | surface | mid | back
mastoid | mastoid process | bone | pair | outer_back
ear_apex | top of the ear | surface | pair | outer
mandible_angle | angle of the jaw | bone | pair | outer
brow_inner | inner end of the eyebrow | surface | pair | front
nose_base | base of the nose | surface | mid | front
lip_upper | edge of the upper lip | surface | mid | front
acromion | outer end of the acromion | bone | pair | top
scapula_root | inner end of the shoulder-blade spine | bone | pair | back
scapula_border | inner border of the shoulder blade | bone | pair | back
scapula_spine_mid | middle of the shoulder-blade spine | bone | pair | back
scapula_tip | lower tip of the shoulder blade | bone | pair | back
axilla_back | top of the rear armpit fold | surface | pair | back
axilla_front | top of the front armpit fold | surface | pair | front
rib11_tip | free tip of the eleventh rib | bone | pair | outer
rib12_tip | free tip of the twelfth rib | bone | pair | back
umbilicus | navel | surface | mid | front
pubic_symphysis | upper edge of the pubic bone | bone | mid | front
trochanter | greater trochanter | bone | pair | outer
gluteal_fold | middle of the buttock crease | surface | pair | back
popliteal | middle of the crease behind the knee | surface | pair | back
biceps_tendon | biceps tendon at the knee crease | surface | pair | back
knee_outer | outer side of the knee at its crease | bone | pair | outer
knee_eye | outer hollow below the kneecap | surface | pair | front
patella_apex | lower tip of the kneecap | bone | pair | front
patella_base_inner | upper inner corner of the kneecap | bone | pair | front
fibular_head | head of the fibula | bone | pair | outer
tibial_condyle | lower edge of the inner tibial condyle | bone | pair | inner
malleolus_outer | outer malleolus | bone | pair | outer
malleolus_inner | inner malleolus | bone | pair | inner
achilles | Achilles tendon at the height of the ankle | surface | pair | back
heel | back of the heel | bone | pair | back
ankle_front | middle of the front of the ankle | surface | pair | front
base_1_2 | bases of metatarsals one and two | bone | pair | top
web_1_2 | web of toes one and two | surface | pair | top
base_4_5 | bases of metatarsals four and five | bone | pair | top
web_4_5 | web of toes four and five | surface | pair | top
ball_inner | inner side of the big-toe joint | bone | pair | inner
toe5_nail | outer corner of the little toenail | surface | pair | outer
olecranon | olecranon | bone | pair | back
epicondyle_outer | outer epicondyle of the elbow | bone | pair | outer
epicondyle_inner | inner epicondyle of the elbow | bone | pair | inner
biceps_elbow | biceps tendon at the elbow crease, thumb side | surface | pair | front
elbow_front | middle of the elbow crease | surface | pair | front
wrist_front | wrist crease, palm side | surface | pair | front
wrist_back | wrist crease, back | surface | pair | back
wrist_outer | wrist, thumb side | bone | pair | outer
ulnar_head | head of the ulna | bone | pair | back
knuckle_2 | knuckle of the index finger | bone | pair | back
knuckle_3 | knuckle of the middle finger | bone | pair | back
knuckle_4 | knuckle of the ring finger | bone | pair | back
knuckle_5 | knuckle of the little finger | bone | pair | back
metacarpal_2_base | base of the second metacarpal | bone | pair | back
"""

LANDMARKS: Mapping[str, LandmarkName] = MappingProxyType(
    {
        landmark.name: landmark
        for landmark in [
            *(LandmarkName(f"SP_{level}", level, "level", False, "back") for level in SPINE),
            *(LandmarkName(f"foramen_{level}", f"{level} foramen", "level", True, "back") for level in FORAMINA),
            *_named(_TABLE),
        ]
    }
)
"""Every landmark a rule or `data/body/landmarks.csv` may name."""

SEGMENTS: Mapping[str, Segment] = MappingProxyType(
    {
        segment.name: segment
        for segment in [
            Segment("scapulae", "", "scapula_border", 3, "midline to the inner border of the shoulder blade"),
            Segment("head", "", "mastoid", 4.5, "midline to the mastoid process"),
            Segment("neck", "posterior_hairline", "SP_C7", 3, "back hairline to C7"),
            Segment("belly", "umbilicus", "pubic_symphysis", 5, "navel to pubic bone"),
            Segment("upper_arm", "axilla_front", "elbow_front", 9, "armpit fold to elbow crease"),
            Segment("forearm_front", "elbow_front", "wrist_front", 12, "elbow crease to wrist crease"),
            Segment("forearm_back", "olecranon", "wrist_back", 12, "elbow to wrist crease, back"),
            Segment("thigh", "trochanter", "knee_outer", 19, "greater trochanter to knee crease"),
            Segment("thigh_back", "gluteal_fold", "popliteal", 14, "buttock crease to knee crease"),
            Segment("lower_leg", "knee_outer", "malleolus_outer", 16, "knee crease to outer malleolus"),
            Segment("calf", "popliteal", "achilles", 16, "knee crease to the height of the outer malleolus"),
            Segment("shin", "knee_eye", "ankle_front", 16, "outer hollow of the kneecap to the front of the ankle"),
            Segment("tibia", "patella_apex", "malleolus_inner", 15, "lower tip of the kneecap to inner malleolus"),
        ]
    }
)
"""The stretches in which rules count cun: each part of the body has its own, never one for all."""
