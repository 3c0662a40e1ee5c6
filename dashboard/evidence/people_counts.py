"""People counted in the arms of a trial: better, counted, randomised, with the best and the worst case for the rest.

It must not know where the counts come from. No count is made from a per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import SHAM
from dashboard.evidence.numbers import plain

if TYPE_CHECKING:
    from dashboard.evidence.kinds import ArmKind


@dataclass(frozen=True)
class Cases:
    """Counts of one arm: `better` of `counted` people, of `randomised`; 0 <= worst <= best <= randomised.

    In the worst case none of those not counted got better, in the best case all did. Raises ValueError for counts that
    cannot be so.
    """

    better: int
    counted: int
    randomised: int

    def __post_init__(self) -> None:
        if not 0 <= self.better <= self.counted <= self.randomised or not self.randomised:
            raise ValueError(
                f"{self.better} better of {self.counted} counted of {self.randomised} randomised: each must be no more "
                "than the next, and somebody randomised"
            )

    @property
    def lost(self) -> int:
        """People randomised and not counted."""
        return self.randomised - self.counted

    @property
    def worst(self) -> int:
        """People better if none of the lost got better."""
        return self.better

    @property
    def best(self) -> int:
        """People better if all of the lost got better."""
        return self.better + self.lost

    def words(self, event: str = "better") -> str:
        """Say it: `16 of 34 better; everyone randomised is counted`, or `between 85 and 87 of 91 better: ...`."""
        what = f" {event}" if event else ""
        if not self.lost:
            return f"{self.better} of {self.randomised}{what}; everyone randomised is counted"
        counted = f"{self.better} of {self.counted} counted, {self.lost} not counted"
        return f"between {self.worst} and {self.best} of {self.randomised}{what}: {counted}"


@dataclass(frozen=True)
class ArmShare:
    """One arm at one time. `cases` is None where counts or the number randomised are not known.

    `better` and `counted` are as printed, None where not; `percent` is the printed share, of `percent_of` people.
    `randomised` are the people randomised to the arm, None where not known to be that.
    """

    arm: str
    kind: ArmKind
    cases: Cases | None
    better: int | None
    counted: int | None
    percent: float | None
    percent_of: int | None
    randomised: int | None
    status: str
    sources: tuple[str, ...]

    def words(self, event: str = "better") -> str:
        """Say what is known, and what is not; `event` is what was counted, in a word, or ""."""
        if self.cases:
            return self.cases.words(event)
        if self.better is not None and self.counted is not None:
            return f"{self.better} of {self.counted} counted; number randomised to this arm not known"
        of = f" of {self.percent_of}" if self.percent_of is not None else ""
        return "not reported" if self.percent is None else f"{plain(self.percent)} %{of} as printed; no count printed"


@dataclass(frozen=True)
class SharesAtTime:
    """The arms of a trial at one time, acupuncture first."""

    when: str
    arms: tuple[ArmShare, ...]


@dataclass(frozen=True)
class Counted:
    """One thing counted in people in one trial; `definition` is how the trial's record defines it, never empty."""

    study_id: str
    study: str
    measure: str
    definition: str
    times: tuple[SharesAtTime, ...]

    @property
    def arms(self) -> tuple[ArmShare, ...]:
        """Every arm at every time."""
        return tuple(arm for time in self.times for arm in time.arms)

    @property
    def has_sham(self) -> bool:
        """Whether a sham arm is among the arms."""
        return any(arm.kind is SHAM for arm in self.arms)
