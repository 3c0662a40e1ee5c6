"""What kind of arm an arm is, in words. It must not know how a kind is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ArmKind:
    """A group of arms that a reader may read alike: `key` for machines, `label` for people."""

    key: str
    label: str


ACUPUNCTURE = ArmKind("acupuncture", "Acupuncture")
# Injections, lasers, threads and dry needling are not the needling a textbook means; they never share its label.
RELATED = ArmKind("related", "Another needle or point treatment")
SHAM = ArmKind("sham", "Sham")
NONE = ArmKind("none", "Waiting list or no treatment")
USUAL = ArmKind("usual", "Usual care")
ACTIVE = ArmKind("active", "Another active treatment")
UNKNOWN = ArmKind("unknown", "Not stated")
KINDS = (ACUPUNCTURE, RELATED, SHAM, NONE, USUAL, ACTIVE, UNKNOWN)
NEEDLED = (ACUPUNCTURE, RELATED)

# arm_type -> (kind, the arm in words)
ARM_TYPES: dict[str, tuple[ArmKind, str]] = {
    "acupuncture": (ACUPUNCTURE, "acupuncture"),
    "electroacupuncture": (ACUPUNCTURE, "electroacupuncture"),
    "acupuncture_superficial": (ACUPUNCTURE, "superficial acupuncture"),
    "acupuncture_multimodal": (ACUPUNCTURE, "acupuncture within a bundle of treatments"),
    "acupuncture_plus_saline_injection": (RELATED, "acupuncture with saline injection"),
    "pharmacopuncture_plus_acupuncture": (RELATED, "acupuncture with herbal injection"),
    "pharmacopuncture": (RELATED, "herbal injection at points"),
    "bee_venom_acupuncture": (RELATED, "bee venom injection at points"),
    "thread_embedding": (RELATED, "thread embedding"),
    "thread_embedding_plus_acupuncture": (RELATED, "thread embedding with acupuncture"),
    "dry_needling": (RELATED, "dry needling"),
    "auricular_acupuncture": (RELATED, "ear acupuncture"),
    "laser_acupuncture": (RELATED, "laser at points"),
    "invasive_laser": (RELATED, "laser through the needle"),
    "invasive_laser_plus_ea": (RELATED, "laser through the needle with electroacupuncture"),
    "sham_penetrating": (SHAM, "sham (needle through the skin)"),
    "sham_nonpenetrating": (SHAM, "sham (skin not pierced)"),
    "sham_unspecified": (SHAM, "sham (kind not stated)"),
    "sham_laser": (SHAM, "sham laser"),
    "sham_injection": (SHAM, "sham injection"),
    "sham_laser_plus_ea": (SHAM, "sham laser with electroacupuncture"),
    "waitlist": (NONE, "waiting list"),
    "no_treatment": (NONE, "no treatment"),
    "usual_care": (USUAL, "usual care"),
    "active_control": (ACTIVE, "other treatment"),
    "unknown": (UNKNOWN, "arm of unknown kind"),
}


def kind_of(arm_type: str) -> ArmKind:
    """Return the kind of an `arms.arm_type`. Raises ValueError with the valid types."""
    return _entry(arm_type)[0]


def words_of(arm_type: str) -> str:
    """Return an `arms.arm_type` in words. Raises ValueError with the valid types."""
    return _entry(arm_type)[1]


def _entry(arm_type: str) -> tuple[ArmKind, str]:
    try:
        return ARM_TYPES[arm_type]
    except KeyError:
        raise ValueError(f"unknown arm_type {arm_type!r}; valid: {', '.join(ARM_TYPES)}") from None
