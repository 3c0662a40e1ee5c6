"""The region of the body a point's cross-section shows, and the layers of that region.

It must not know how layers are drawn. A region is chosen by rule from a point's area, level and distance from the
midline, never by hand for one picture.
"""

from dashboard.facts.points import Point

REGION_WORDS: dict[str, str] = {
    "lung": "back and shoulder over the lung",
    "kidney": "back over the kidney",
    "paraspinal": "beside the lumbar spine",
    "midline": "midline of the spine",
    "shoulder_top": "top of the shoulder",
    "scapula": "shoulder blade",
    "neck": "side of the back of the neck",
    "neck_midline": "midline below the skull",
    "sacrum": "sacrum",
    "coccyx": "beside the coccyx",
    "buttock": "buttock",
    "shoulder": "shoulder joint",
    "limb": "arm or leg",
    "hand_foot": "hand, foot or ankle",
    "flank": "flank",
    "abdomen": "front of the belly",
    "head": "head",
}
BY_AREA: dict[str, str] = {
    "perineum": "coccyx",
    "sacrum": "sacrum",
    "lumbosacral": "midline",
    "shoulder top": "shoulder_top",
    "shoulder girdle": "shoulder",
    "scapula": "scapula",
    "lateral neck": "neck",
    "buttock": "buttock",
    "hip": "buttock",
    "flank": "flank",
    "lateral abdomen": "flank",
    "lower abdomen": "abdomen",
    "head": "head",
    "face": "head",
}
EXTREMITIES = ("hand", "foot", "ankle", "heel")
LIMBS = ("thigh", "leg", "calf", "popliteal", "forearm", "elbow", "arm")
# Of the shoulder girdle, these two lie on its top, where the lung reaches up.
ON_TOP_OF_THE_SHOULDER = frozenset({"TE15", "LI16"})
KIDNEY_LEVELS = frozenset({"L1", "L2", "L3"})
# Nearer than this to the midline a lumbar needle meets the spine, not the kidney.
BESIDE_SPINE_CUN = 1.0


def region_of(point: Point) -> str | None:
    """Choose the region of a point, a key of `REGION_WORDS`; None for a point without a fixed place.

    Raises ValueError for an area that no rule covers.
    """
    if point.sides == "any":
        return None
    on_midline = point.lateral_cun == 0
    if point.level == "coccyx":
        return "coccyx"
    if point.code in ON_TOP_OF_THE_SHOULDER:
        return "shoulder_top"
    if point.area.startswith("posterior neck"):
        # At C7 the chest begins: beside the midline lies the top of the lung, no longer the vertebral artery.
        if point.level == "C7":
            return "midline" if on_midline else "lung"
        return "neck_midline" if on_midline else "neck"
    if point.area in ("upper back", "upper/mid back"):
        return "midline" if on_midline else "lung"
    if point.area == "lumbar":
        return _lumbar(point)
    if point.area in BY_AREA:
        return BY_AREA[point.area]
    if any(word in point.area for word in EXTREMITIES):
        return "hand_foot"
    if any(word in point.area for word in LIMBS):
        return "limb"
    raise ValueError(f"{point.code}: no cross-section for area {point.area!r}; valid: {', '.join(BY_AREA)}, ...")


def _lumbar(point: Point) -> str:
    if point.lateral_cun == 0:
        return "midline"
    over_kidney = point.level in KIDNEY_LEVELS and (point.lateral_cun or 0) >= BESIDE_SPINE_CUN
    return "kidney" if over_kidney else "paraspinal"
