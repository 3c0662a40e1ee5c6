"""The rule language of `data/points/points.csv`: text that locates a point, parsed into frozen dataclasses.

It knows words and cun but no coordinates, and never evaluates text as code.

A rule is a place, then any number of moves:

    level(L4)                     the midline at the L4 spinous process
    below(L2)                     the midline in the gap under the L2 spinous process
    foramen(S2)                   over the second sacral foramen
    each(T1, T12)                 the gap under every process from T1 to T12
    along(calf, 8)                8 cun down a measuring segment (see `anatomy.SEGMENTS`)
    between(a, b, 1/3)            one third of the way from place a to place b
    cross(a, b)                   at the height of place a, straight above or below place b
    midline(a)                    the midline at the height and depth of place a
    hollow(a, calf, front, down)  the hollow beside place a, in the named directions (one twice: twice as far)
    both(a, b)                    two places under one code
    acromion                      a landmark by its name

    ... lateral(1.5)              1.5 cun from the midline, counted across the back (or `lateral(1.3, head)`)
    ... up(3, tibia)              3 cun, counted in the segment; also down, front, behind, outer, inner
    ... facing(outer_back)        projected onto the skin from that side
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from dashboard.facts.anatomy import DIRECTIONS

MAX_CUN = 20.0


class RuleError(ValueError):
    """A rule that cannot be read; the message says what is wrong and names the valid choices."""


def _number(value: float) -> str:
    return f"{value:g}"


@dataclass(frozen=True)
class Landmark:
    """The landmark itself."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Level:
    """The midline at a spinous process."""

    level: str

    def __str__(self) -> str:
        return f"level({self.level})"


@dataclass(frozen=True)
class Below:
    """The midline in the gap under a spinous process."""

    level: str

    def __str__(self) -> str:
        return f"below({self.level})"


@dataclass(frozen=True)
class Foramen:
    """Over a posterior sacral foramen."""

    level: str

    def __str__(self) -> str:
        return f"foramen({self.level})"


@dataclass(frozen=True)
class Each:
    """The gaps under every spinous process from `first` to `last`."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"each({self.first}, {self.last})"


@dataclass(frozen=True)
class Along:
    """A number of cun along a measuring segment, from its start."""

    segment: str
    cun: float

    def __str__(self) -> str:
        return f"along({self.segment}, {_number(self.cun)})"


@dataclass(frozen=True)
class Between:
    """A share of the way from one place to another."""

    first: Place
    second: Place
    share: Fraction

    def __str__(self) -> str:
        return f"between({self.first}, {self.second}, {self.share})"


@dataclass(frozen=True)
class Cross:
    """At the height of one place and on the vertical line through another."""

    height: Place
    line: Place

    def __str__(self) -> str:
        return f"cross({self.height}, {self.line})"


@dataclass(frozen=True)
class Midline:
    """The midline at the height and depth of a place."""

    place: Place

    def __str__(self) -> str:
        return f"midline({self.place})"


@dataclass(frozen=True)
class Hollow:
    """The hollow beside a place. No source gives its distance: `locate` takes a small fixed step and says so."""

    place: Place
    segment: str
    directions: tuple[str, ...]

    def __str__(self) -> str:
        return f"hollow({self.place}, {self.segment}, {', '.join(self.directions)})"


@dataclass(frozen=True)
class Both:
    """Two places under one code; the first stands for both."""

    first: Place
    second: Place

    def __str__(self) -> str:
        return f"both({self.first}, {self.second})"


@dataclass(frozen=True)
class Lateral:
    """At the height of a place, a number of cun from the midline, counted in a segment that runs across."""

    place: Place
    cun: float
    segment: str = "scapulae"

    def __str__(self) -> str:
        across = "" if self.segment == "scapulae" else f", {self.segment}"
        return f"{self.place} lateral({_number(self.cun)}{across})"


@dataclass(frozen=True)
class Moved:
    """A number of cun away from a place, counted in a segment."""

    place: Place
    direction: str
    cun: float
    segment: str

    def __str__(self) -> str:
        return f"{self.place} {self.direction}({_number(self.cun)}, {self.segment})"


@dataclass(frozen=True)
class Facing:
    """A place projected onto the skin from a side."""

    place: Place
    facing: str

    def __str__(self) -> str:
        return f"{self.place} facing({self.facing})"


Base = Landmark | Level | Below | Foramen | Each | Along | Between | Cross | Midline | Hollow | Both
Place = Base | Lateral | Moved | Facing
Rule = Place

PLACE_VERBS: tuple[str, ...] = (
    "level",
    "below",
    "foramen",
    "each",
    "along",
    "between",
    "cross",
    "midline",
    "hollow",
    "both",
)
MOVE_VERBS: tuple[str, ...] = ("lateral", *DIRECTIONS, "facing")


def parse_rule(text: str) -> Rule:
    """Read one rule. `str()` of the result is its canonical text. Raises `RuleError`."""
    from dashboard.facts.rule_reader import RuleReader

    return RuleReader(text).whole_rule()
