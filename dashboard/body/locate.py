"""Runs a location rule over the landmarks of one body and puts the result on the skin.

Everything is done for the left half, for stacks of draws (D, 3) in cm; the right half is its mirror image. It must
not know which point a rule belongs to, nor how landmarks were found.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from dashboard.body.projection import onto_skin, outward
from dashboard.body.skin import Hits, Skin
from dashboard.facts import rules
from dashboard.facts.anatomy import LANDMARKS, SEGMENTS
from dashboard.facts.rule_facts import is_paired, next_process, representative
from dashboard.facts.rules import Place, Rule

# "The lower edge of a spinous process" is taken as this share of the gap to the next tip: an assumption.
BELOW_SHARE = 0.45
# A hollow beside a landmark: sources give no distance. This many cun in each named direction, by eye.
HOLLOW_CUN = 0.4


@dataclass(frozen=True)
class Ground:
    """What rules are run on: a skin and every landmark as draws (D, 3).

    `hollow_sd_cm` is the error of a hollow's unstated distance; 0 for the nominal places.
    """

    skin: Skin
    places: Mapping[str, np.ndarray]
    hollow_sd_cm: float = 0.0
    seed: int = 0
    count: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(next(iter(self.places.values()))))

    def cun(self, name: str) -> np.ndarray:
        """Return the length (D, 1) of one cun in a segment, in cm."""
        segment = SEGMENTS[name]
        end = self.places[segment.end]
        span = np.linalg.norm(end - self.places[segment.start], axis=1) if segment.start else np.abs(end[:, 0])
        return (span / segment.cun)[:, None]

    def direction(self, name: str, segment: str) -> np.ndarray:
        """Return unit vectors (D, 3) of a direction; up and down follow a segment that runs along the body."""
        if name in ("up", "down"):
            ends = SEGMENTS[segment]
            up = self.places[ends.start] - self.places[ends.end] if ends.start else np.array([[0.0, 1.0, 0.0]])
            up = up / np.linalg.norm(up, axis=1, keepdims=True)
            return np.broadcast_to(up if name == "up" else -up, (self.count, 3))
        facing = {"behind": "back"}.get(name, name)
        return np.broadcast_to(outward(facing), (self.count, 3))


def place(ground: Ground, rule: Place) -> np.ndarray:
    """Return where a rule leads (D, 3), in cm, before it is put on the skin."""
    return _STEPS[type(rule)](ground, rule)


def located(ground: Ground, rule: Rule) -> Hits:
    """Return where a rule leads on the skin: D hits of the left half, or of the midline."""
    side = outward(facing_of(rule))
    goal = rule.place if isinstance(rule, rules.Facing) else rule
    places = place(ground, goal)
    if not is_paired(rule):
        places = places * [0, 1, 1]
    return onto_skin(ground.skin, places, side)


def facing_of(rule: Rule) -> str:
    """Return the side from which a rule is put on the skin: its own, or that of the landmark it begins with."""
    if isinstance(rule, rules.Facing):
        return rule.facing
    if isinstance(rule, rules.Landmark):
        return LANDMARKS[rule.name].facing
    if isinstance(rule, rules.Along):
        return LANDMARKS[SEGMENTS[rule.segment].end].facing
    if isinstance(rule, rules.Between | rules.Both):
        return facing_of(rule.first)
    if isinstance(rule, rules.Cross):
        return facing_of(rule.line)
    if isinstance(rule, rules.Lateral | rules.Moved | rules.Hollow | rules.Midline):
        return facing_of(rule.place)
    return "back"


def _landmark(ground: Ground, rule: rules.Landmark) -> np.ndarray:
    return ground.places[rule.name]


def _level(ground: Ground, rule: rules.Level) -> np.ndarray:
    return ground.places[f"SP_{rule.level}"]


def _below(ground: Ground, rule: rules.Below) -> np.ndarray:
    tip, following = ground.places[f"SP_{rule.level}"], ground.places[f"SP_{next_process(rule.level)}"]
    return tip + BELOW_SHARE * (following - tip)


def _foramen(ground: Ground, rule: rules.Foramen) -> np.ndarray:
    return ground.places[f"foramen_{rule.level}"]


def _each(ground: Ground, rule: rules.Each) -> np.ndarray:
    return place(ground, representative(rule))


def _along(ground: Ground, rule: rules.Along) -> np.ndarray:
    segment = SEGMENTS[rule.segment]
    start, end = ground.places[segment.start], ground.places[segment.end]
    return start + rule.cun / segment.cun * (end - start)


def _between(ground: Ground, rule: rules.Between) -> np.ndarray:
    first, second = place(ground, rule.first), place(ground, rule.second)
    return first + float(rule.share) * (second - first)


def _cross(ground: Ground, rule: rules.Cross) -> np.ndarray:
    crossed = place(ground, rule.line).copy()
    crossed[:, 1] = place(ground, rule.height)[:, 1]
    return crossed


def _midline(ground: Ground, rule: rules.Midline) -> np.ndarray:
    return place(ground, rule.place) * [0, 1, 1]


def _hollow(ground: Ground, rule: rules.Hollow) -> np.ndarray:
    step = sum(ground.direction(name, rule.segment) for name in rule.directions) * HOLLOW_CUN
    found = place(ground, rule.place) + step * ground.cun(rule.segment)
    if ground.hollow_sd_cm:
        # The seed comes from the rule's text: the same hollow errs alike wherever it is used.
        generator = np.random.default_rng([ground.seed, zlib.crc32(str(rule).encode())])
        found = found + generator.normal(0, ground.hollow_sd_cm, found.shape)
    return found


def _first(ground: Ground, rule: rules.Both) -> np.ndarray:
    return place(ground, rule.first)


def _lateral(ground: Ground, rule: rules.Lateral) -> np.ndarray:
    moved = place(ground, rule.place).copy()
    moved[:, 0] = (rule.cun * ground.cun(rule.segment))[:, 0]
    return moved


def _moved(ground: Ground, rule: rules.Moved) -> np.ndarray:
    step = ground.direction(rule.direction, rule.segment) * ground.cun(rule.segment)
    return place(ground, rule.place) + rule.cun * step


def _facing(ground: Ground, rule: rules.Facing) -> np.ndarray:
    return onto_skin(ground.skin, place(ground, rule.place), outward(rule.facing)).points


_STEPS: Mapping[type, Callable[[Ground, Place], np.ndarray]] = {
    rules.Landmark: _landmark,
    rules.Level: _level,
    rules.Below: _below,
    rules.Foramen: _foramen,
    rules.Each: _each,
    rules.Along: _along,
    rules.Between: _between,
    rules.Cross: _cross,
    rules.Midline: _midline,
    rules.Hollow: _hollow,
    rules.Both: _first,
    rules.Lateral: _lateral,
    rules.Moved: _moved,
    rules.Facing: _facing,
}
