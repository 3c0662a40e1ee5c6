"""What a parsed rule says about itself: the landmarks it uses, its level, its distance from the midline.

It knows no coordinates; a body is not needed to answer.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from dashboard.facts import rules
from dashboard.facts.anatomy import LANDMARKS, SEGMENTS, SPINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.facts.rules import Place, Rule

PLACES = (
    rules.Landmark,
    rules.Level,
    rules.Below,
    rules.Foramen,
    rules.Each,
    rules.Along,
    rules.Between,
    rules.Cross,
    rules.Midline,
    rules.Hollow,
    rules.Both,
    rules.Lateral,
    rules.Moved,
    rules.Facing,
)


def walk(rule: Rule) -> Iterator[Place]:
    """Yield the rule and every place inside it, outermost first."""
    yield rule
    for field in fields(rule):
        value = getattr(rule, field.name)
        if isinstance(value, PLACES):
            yield from walk(value)


def next_process(level: str) -> str:
    """Return the spinous process under `level`."""
    return SPINE[SPINE.index(level) + 1]


def levels_between(first: str, last: str) -> tuple[str, ...]:
    """Every spinous level from `first` to `last`, both included."""
    return SPINE[SPINE.index(first) : SPINE.index(last) + 1]


def _segment_uses(name: str) -> tuple[str, ...]:
    segment = SEGMENTS[name]
    return tuple(end for end in (segment.start, segment.end) if end)


def _own_uses(place: Place) -> tuple[str, ...]:
    if isinstance(place, rules.Landmark):
        return (place.name,)
    if isinstance(place, rules.Level):
        return (f"SP_{place.level}",)
    if isinstance(place, rules.Below):
        return (f"SP_{place.level}", f"SP_{next_process(place.level)}")
    if isinstance(place, rules.Foramen):
        return (f"foramen_{place.level}",)
    if isinstance(place, rules.Each):
        return tuple(f"SP_{level}" for level in (*levels_between(place.first, place.last), next_process(place.last)))
    if isinstance(place, rules.Along | rules.Hollow | rules.Lateral | rules.Moved):
        return _segment_uses(place.segment)
    return ()


def uses(rule: Rule) -> tuple[str, ...]:
    """Names of the landmarks the rule rests on, each once, outermost place first."""
    return tuple(dict.fromkeys(name for place in walk(rule) for name in _own_uses(place)))


def level_of(rule: Rule) -> str:
    """Return the level the rule sits on: `L2`, `S2`, a span such as `T1-T12`, or empty where it names none.

    Only moves that keep the height are looked through.
    """
    if isinstance(rule, rules.Lateral | rules.Facing | rules.Midline):
        return level_of(rule.place)
    if isinstance(rule, rules.Level | rules.Below | rules.Foramen):
        return rule.level
    return f"{rule.first}-{rule.last}" if isinstance(rule, rules.Each) else ""


def lateral_of(rule: Rule) -> float | None:
    """Cun from the midline: 0 on it, the number a `lateral` gives, None where the rule gives none."""
    if isinstance(rule, rules.Lateral):
        return rule.cun
    if isinstance(rule, rules.Facing):
        return lateral_of(rule.place)
    if isinstance(rule, rules.Midline):
        return 0.0
    return None if is_paired(rule) else 0.0


def is_paired(rule: Rule) -> bool:
    """Say whether the rule gives a left and a right place (else one on the midline)."""
    if isinstance(rule, rules.Lateral):
        return True
    if isinstance(rule, rules.Midline | rules.Level | rules.Below | rules.Each):
        return False
    if isinstance(rule, rules.Landmark):
        return LANDMARKS[rule.name].paired
    if isinstance(rule, rules.Foramen):
        return True
    if isinstance(rule, rules.Along):
        return is_paired(rules.Landmark(SEGMENTS[rule.segment].end))
    if isinstance(rule, rules.Cross):
        return is_paired(rule.line)
    if isinstance(rule, rules.Moved) and rule.direction in ("outer", "inner"):
        return True
    return any(is_paired(value) for value in vars(rule).values() if isinstance(value, PLACES))


def expand(rule: Rule) -> tuple[tuple[str, Rule], ...]:
    """Return the single places of a rule, as (label, rule): one for most, one per level for `each`, two for `both`."""
    if isinstance(rule, rules.Each):
        return tuple((level, rules.Below(level)) for level in levels_between(rule.first, rule.last))
    if isinstance(rule, rules.Both):
        return (("1", rule.first), ("2", rule.second))
    if isinstance(rule, rules.Lateral | rules.Moved | rules.Facing):
        return tuple((label, replace(rule, place=inner)) for label, inner in expand(rule.place))
    return (("", rule),)


def representative(rule: Rule) -> Rule:
    """Return the one place that stands for the rule: the middle level of `each`, the first of `both`."""
    places = expand(rule)
    return places[(len(places) - 1) // 2 if places[0][0] in SPINE else 0][1]
