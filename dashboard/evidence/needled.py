"""How one arm of a trial needled one point: role in the prescription and depth. It must not know other trials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import ArmKind
from dashboard.evidence.numbers import span

if TYPE_CHECKING:
    from dashboard.evidence.comparisons import ArmLine
    from dashboard.facts import TrialFacts
    from dashboard.facts.trials import TrialPoint

ROLES = {
    "fixed": "every patient of the arm",
    "menu": "one of a menu: not every patient got it",
    "optional": "added where the practitioner saw fit",
}
# Words by which a depth cell says that it was printed for the arm and not for this point.
ARM_WIDE = ("for all points", "for the whole set", "for most points", "by place", "by site")
POINT, EVERY, ARM, NOT_PRINTED = "this point", "every point of this arm", "the whole arm, not this point alone", ""


@dataclass(frozen=True)
class NeedledArm:
    """One arm that needled the point.

    `depth` is as printed ("" where nothing was); `depth_of` says whether it was printed for this point, for every point
    of the arm, or as a range of the whole arm.
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
    depth, depth_of = _depth(row, trial)
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


def _depth(row: TrialPoint, trial: TrialFacts) -> tuple[str, str]:
    """Return the depth in words and whose it is."""
    words = _said_once(span(row.depth_min_mm, row.depth_max_mm, "mm"), row)
    if words:
        if any(mark in row.depth_text.lower() for mark in ARM_WIDE):
            return words, ARM
        return words, EVERY if _same_for_all(row, trial) else POINT
    arm = next((needling for needling in trial.trial_needling if needling.arm_id == row.arm_id), None)
    whole = span(arm.needle_depth_min_mm, arm.needle_depth_max_mm, "mm") if arm else ""
    return (whole, ARM) if whole else ("", NOT_PRINTED)


def _same_for_all(row: TrialPoint, trial: TrialFacts) -> bool:
    """Tell whether several points of the arm share one depth: it was then printed once, for all of them."""
    arm = [other for other in trial.trial_points if other.arm_id == row.arm_id]
    return len(arm) > 1 and len({(o.depth_min_mm, o.depth_max_mm, o.depth_text) for o in arm}) == 1


def _said_once(printed: str, row: TrialPoint) -> str:
    """Join the millimetres and the source's words, leaving out what only repeats the millimetres."""
    bare = printed.replace(" to ", "-")
    if printed and row.depth_text.startswith(bare):
        return f"{printed}{row.depth_text.removeprefix(bare)}"
    return "; ".join(part for part in (printed, row.depth_text) if part)
