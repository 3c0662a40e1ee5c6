"""Reads the text of one location rule: a tokenizer and a recursive descent, nothing more.

It must not know what a rule is for; the meaning is in `rules`, the vocabulary in `anatomy`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from dashboard.facts import rules
from dashboard.facts.anatomy import DIRECTIONS, FACINGS, FORAMINA, LANDMARKS, SEGMENTS, SPINE
from dashboard.facts.rules import MAX_CUN, MOVE_VERBS, PLACE_VERBS, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"\s*(?:(?P<word>[A-Za-z][A-Za-z0-9_]*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>[(),/]))")
_MAX_DEPTH = 12


def _choices(names: Iterable[str]) -> str:
    return ", ".join(names)


class RuleReader:
    """One pass over one rule's text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self._tokens(text)
        self.at = 0
        self.depth = 0

    def _tokens(self, text: str) -> list[tuple[str, str]]:
        tokens, at, end = [], 0, len(text.rstrip())
        while at < end:
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._error(f"unexpected {text[at:].lstrip()[0]!r} at character {at + 1}")
            tokens.append((str(match.lastgroup), match.group().strip()))
            at = match.end()
        return tokens

    def _error(self, problem: str) -> RuleError:
        return RuleError(f"rule {self.text!r}: {problem}")

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "the end of the rule")

    def _take(self, kind: str, value: str = "") -> str:
        found_kind, found = self._peek()
        if found_kind != kind or (value and found != value):
            raise self._error(f"expected {value or 'a ' + kind}, found {found}")
        self.at += 1
        return found

    def _one_of(self, what: str, names: Iterable[str]) -> str:
        word, names = self._take("word"), tuple(names)
        if word not in names:
            raise self._error(f"{word!r} is not {what}; choose from: {_choices(names)}")
        return word

    def whole_rule(self) -> rules.Rule:
        """Read the rule to its end; complain when something is left over."""
        place = self.place()
        if self._peek()[0] != "end":
            raise self._error(f"unexpected {self._peek()[1]!r}; after a place come moves: {_choices(MOVE_VERBS)}")
        return place

    def place(self) -> rules.Place:
        """Read a base place and the moves that follow it."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self._error(f"places nested more than {_MAX_DEPTH} deep")
        place: rules.Place = self._base()
        while self._peek()[0] == "word":
            place = self._move(place)
        self.depth -= 1
        return place

    def _base(self) -> rules.Base:
        word = self._take("word")
        if word in LANDMARKS:
            return rules.Landmark(word)
        if word not in PLACE_VERBS:
            raise self._error(
                f"{word!r} is neither a verb nor a landmark; verbs: {_choices(PLACE_VERBS)}; "
                f"landmarks: {_choices(LANDMARKS)}"
            )
        self._take("sign", "(")
        base = getattr(self, f"_{word}")()
        self._take("sign", ")")
        return base

    def _move(self, place: rules.Place) -> rules.Place:
        verb = self._one_of("a move", MOVE_VERBS)
        self._take("sign", "(")
        if verb == "facing":
            moved: rules.Place = rules.Facing(place, self._one_of("a facing", FACINGS))
        elif verb == "lateral":
            moved = rules.Lateral(place, self._cun(), self._across())
        else:
            cun = self._cun()
            self._comma()
            moved = rules.Moved(place, verb, cun, self._segment())
        self._take("sign", ")")
        return moved

    def _across(self) -> str:
        if self._peek()[1] != ",":
            return "scapulae"
        self._comma()
        return self._one_of("a segment that runs across", (s.name for s in SEGMENTS.values() if not s.start))

    def _segment(self) -> str:
        return self._one_of("a segment", SEGMENTS)

    def _comma(self) -> None:
        self._take("sign", ",")

    def _cun(self) -> float:
        cun = float(self._take("number"))
        if not 0 < cun <= MAX_CUN:
            raise self._error(f"{cun:g} cun is outside 0 to {MAX_CUN:g}")
        return cun

    def _spine(self, last: str = "S2") -> str:
        return self._one_of("a spinous level here", SPINE[: SPINE.index(last) + 1])

    def _level(self) -> rules.Level:
        return rules.Level(self._spine())

    def _below(self) -> rules.Below:
        return rules.Below(self._spine(last="L5"))

    def _foramen(self) -> rules.Foramen:
        return rules.Foramen(self._one_of("a sacral foramen", FORAMINA))

    def _each(self) -> rules.Each:
        first = self._spine(last="L5")
        self._comma()
        last = self._spine(last="L5")
        if SPINE.index(first) >= SPINE.index(last):
            raise self._error(f"each({first}, {last}) must run downward")
        return rules.Each(first, last)

    def _along(self) -> rules.Along:
        name = self._one_of("a segment that runs along", (s.name for s in SEGMENTS.values() if s.start))
        self._comma()
        cun = self._cun()
        if cun > SEGMENTS[name].cun:
            raise self._error(f"segment {name} is {SEGMENTS[name].cun:g} cun long, not {cun:g}")
        return rules.Along(name, cun)

    def _between(self) -> rules.Between:
        first, second = self._two_places()
        self._comma()
        over = int(self._whole())
        self._take("sign", "/")
        under = int(self._whole())
        if not 0 < over < under:
            raise self._error(f"share {over}/{under} must lie between 0 and 1")
        return rules.Between(first, second, Fraction(over, under))

    def _whole(self) -> str:
        number = self._take("number")
        if "." in number:
            raise self._error(f"a share is written with whole numbers, like 1/3, not {number}")
        return number

    def _two_places(self) -> tuple[rules.Place, rules.Place]:
        first = self.place()
        self._comma()
        return first, self.place()

    def _cross(self) -> rules.Cross:
        return rules.Cross(*self._two_places())

    def _both(self) -> rules.Both:
        return rules.Both(*self._two_places())

    def _midline(self) -> rules.Midline:
        return rules.Midline(self.place())

    def _hollow(self) -> rules.Hollow:
        place = self.place()
        self._comma()
        segment = self._segment()
        directions = []
        while self._peek()[1] == ",":
            self._comma()
            directions.append(self._one_of("a direction", DIRECTIONS))
        if not directions:
            raise self._error(f"hollow needs a direction: {_choices(DIRECTIONS)}")
        return rules.Hollow(place, segment, tuple(directions))
