"""How one arm of a trial needled one point: role in the prescription and depth. It must not know other trials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import ArmKind
from dashboard.evidence.numbers import span

if TYPE_CHECKING:
    from dashboard.evidence.comparisons import ArmLine
    from dashboard.facts import TrialFacts
    from dashboard.facts.trials import TrialNeedling, TrialPoint

ROLES = {
    "fixed": "every patient of the arm",
    "menu": "one of a menu: not every patient got it",
    "optional": "added where the practitioner saw fit",
}
# The words by which a depth cell says that it was printed for the arm and not for this point.
ARM_WIDE = ("arm level", "trial-wide", "whole arm", "all points", "by site", "depending on the site")
POINT, ARM, NOT_PRINTED = "this point", "the whole arm, not this point alone", ""


@dataclass(frozen=True)
class NeedledArm:
    """One arm that needled the point.

    `depth` is as printed ("" where nothing was); `depth_of` says whether it was printed for this point or for the arm.
    """

    arm_id: str
    label: str
    kind: ArmKind
    n: int | None
    role: str
    role_words: str
    side: str
    angle: str
    depth: str
    depth_of: str
    note: str


def needled_arm(row: TrialPoint, line: ArmLine, trial: TrialFacts) -> NeedledArm:
    """Put one trial_points row in words; the arm's own depth range stands in where the point has none, and says so."""
    depth, depth_of = _depth(row, next((n for n in trial.trial_needling if n.arm_id == row.arm_id), None))
    return NeedledArm(
        arm_id=line.arm_id,
        label=line.label,
        kind=line.kind,
        n=line.n,
        role=row.role,
        role_words=ROLES[row.role],
        side=row.side,
        angle=row.angle,
        depth=depth,
        depth_of=depth_of,
        note=row.note,
    )


def _depth(row: TrialPoint, arm: TrialNeedling | None) -> tuple[str, str]:
    """Return the depth in words and whose it is."""
    printed = span(row.depth_min_mm, row.depth_max_mm, "mm")
    words = _said_once(printed, row.depth_text)
    if words:
        return words, ARM if any(mark in row.depth_text.lower() for mark in ARM_WIDE) else POINT
    if arm is None:
        return "", NOT_PRINTED
    whole = span(arm.needle_depth_min_mm, arm.needle_depth_max_mm, "mm")
    return (whole, ARM) if whole else ("", NOT_PRINTED)


def _said_once(printed: str, words: str) -> str:
    """Join the millimetres and the source's words, leaving out words that only repeat the millimetres."""
    same = words.replace("–", "-").replace("-", " to ") == printed
    return "; ".join(part for part in (printed, "" if same else words) if part)
