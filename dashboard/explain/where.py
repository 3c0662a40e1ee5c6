"""Where each point of the sheet lies, why it was chosen, and what students and practitioners ask about it.

It must not know how the body is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.evidence.rungs import trials_of
from dashboard.evidence.source_names import short_name
from dashboard.explain.choices import PATIENT, PRACTITIONER, STUDENT, SheetChoices
from dashboard.explain.claims import Claim, Quiz, claim, figure
from dashboard.explain.say import Say, Value
from dashboard.explain.statements import statements

if TYPE_CHECKING:
    from dashboard.explain.codes import ChosenPoint
    from dashboard.facts import Facts
    from dashboard.facts.points import Needling, Point

# area of `points.csv` -> where that is, in the plainest words
PLACES = {
    "ankle": Say("at the ankle"),
    "anteromedial thigh": Say("on the inside of the thigh"),
    "any": Say("where it hurts most when pressed"),
    "buttock": Say("in the buttock"),
    "calf": Say("on the calf"),
    "elbow": Say("at the elbow"),
    "face": Say("on the face"),
    "flank": Say("at the side of the waist"),
    "foot": Say("on the foot"),
    "foot dorsum": Say("on top of the foot"),
    "forearm": Say("on the forearm"),
    "hand": Say("on the hand"),
    "hand dorsum": Say("on the back of the hand"),
    "head": Say("on the head"),
    "heel": Say("at the heel"),
    "hip": Say("at the hip"),
    "lateral abdomen": Say("at the side of the belly"),
    "lateral arm": Say("on the outside of the arm"),
    "lateral leg": Say("on the outside of the lower leg"),
    "lateral neck": Say("on the side of the neck"),
    "lateral thigh": Say("on the outside of the thigh"),
    "lower abdomen": Say("on the lower belly"),
    "lumbar": Say("in the low back"),
    "lumbosacral": Say("in the low back, just above the tailbone"),
    "medial foot": Say("on the inside of the foot"),
    "medial leg": Say("on the inside of the lower leg"),
    "perineum": Say("below the tailbone"),
    "popliteal fossa": Say("at the back of the knee"),
    "posterior neck": Say("on the back of the neck"),
    "posterior neck/upper back": Say("where the neck meets the back"),
    "posterior thigh": Say("on the back of the thigh"),
    "sacrum": Say("on the flat bone at the base of the spine"),
    "scapula": Say("on the shoulder blade"),
    "shoulder girdle": Say("at the shoulder"),
    "shoulder top": Say("on top of the shoulder"),
    "upper back": Say("in the upper back"),
    "upper/mid back": Say("in the upper or mid back"),
}
MIDLINE, BOTH, ONE_SIDE = "midline", "bilateral", "any"
LIES = {
    MIDLINE: Say("It lies on the midline."),
    BOTH: Say("There is one on the left and one on the right; both may be used."),
    ONE_SIDE: Say("It has no fixed place."),
    "left": Say("Here it is the one on the left."),
    "right": Say("Here it is the one on the right."),
}
NONE_NEEDLED = Say("It is used by tradition. No trial of this kind of pain in our data used it.")
ONE_NEEDLED = "One trial of this kind of pain used it as part of its care."
SOME_NEEDLED = "{n} trials of this kind of pain used it as part of their care."


@dataclass(frozen=True)
class PointText:
    """One point: `name` for a heading, then sentences. `number` is its place in the reader's order, from 1."""

    number: int
    code: str
    side: str
    name: Claim
    where: tuple[Claim, ...]
    why: Claim
    more: tuple[Claim, ...]
    quiz: tuple[Quiz, ...]


@dataclass(frozen=True)
class Where:
    """The points in the reader's order, and what holds for all of them."""

    points: tuple[PointText, ...]
    common: tuple[Claim, ...]
    compared: tuple[Claim, ...]


def where(facts: Facts, choices: SheetChoices) -> Where:
    """Tell of every point on the sheet. Raises KeyError for a code the atlas does not have."""
    told = [_point(facts, choices, number, chosen) for number, chosen in enumerate(choices.points, start=1)]
    common = statements(facts, "where", choices.reader, choices.question)
    compared = () if choices.reader == PATIENT else _compared([facts.points[one.code] for one in choices.points])
    return Where(tuple(told), common, compared)


def called(point: Point, reader: str) -> str:
    """Name a point in a list: a patient meets its name first, others its code alone."""
    return f"{point.pinyin} ({point.code})" if reader == PATIENT else point.code


def _name(point: Point, reader: str) -> Say:
    names = {"code": point.code, "pinyin": point.pinyin}
    if reader == PATIENT:
        return Say("{pinyin} ({code})", names)
    return Say("{code}, {pinyin} ({english})", names | {"english": point.english})


def _point(facts: Facts, choices: SheetChoices, number: int, chosen: ChosenPoint) -> PointText:
    point = facts.points[chosen.code]
    row = [("points", point)]
    place = Say("It is {place}.", {"place": PLACES[point.area]})
    lies = [claim(place, row), claim(LIES[chosen.side or point.sides], row)]
    if choices.reader != PATIENT:
        lies.append(claim(Say(point.where), row))
    return PointText(
        number=number,
        code=point.code,
        side=chosen.side,
        name=claim(_name(point, choices.reader), row),
        where=tuple(lies),
        why=_why(facts, point, choices.question),
        more=_more(facts, point, choices.reader),
        quiz=_quiz(point) if choices.reader == STUDENT else (),
    )


def _why(facts: Facts, point: Point, question: str) -> Claim:
    trials = [facts.trials[study] for study in trials_of(facts, point.code, question)]
    if not trials:
        return claim(NONE_NEEDLED, [("points", point)])
    counted = figure("n", len(trials), "count", "trials", trials)
    say = Say.plural(ONE_NEEDLED, SOME_NEEDLED, len(trials))
    return claim(say, [("trials", trial) for trial in trials], [counted])


def _more(facts: Facts, point: Point, reader: str) -> tuple[Claim, ...]:
    row = [("points", point)]
    told = []
    if reader != PATIENT and point.level:
        told.append(claim(Say("Level: {level}.", {"level": point.level}), row))
    if reader != PATIENT and point.lateral_cun:
        told.append(_aside(point))
    if reader == STUDENT and point.rule:
        told.append(claim(Say("Locating rule: {rule}.", {"rule": point.rule}), row))
    if reader != PATIENT and point.tradition:
        told.append(claim(Say("Tradition: {tradition}.", {"tradition": point.tradition}), row))
    if reader == PRACTITIONER:
        for one in facts.of(point.code).needling:
            if None not in (one.depth_min, one.depth_max):
                told.append(_depth(facts, one))
            # A note says where a depth is a report that nobody should copy.
            if one.note:
                told.append(claim(Say(one.note), [("needling", one)]))
        told.extend(claim(Say(one.text), [("cautions", one)]) for one in facts.of(point.code).cautions)
    return tuple(told)


def _aside(point: Point) -> Claim:
    cun = point.lateral_cun or 0.0
    say = Say("{cun} cun from the midline.", {"cun": cun})
    return claim(say, [("points", point)], [figure("cun", cun, "printed", "points", [point], "lateral_cun")])


def _depth(facts: Facts, row: Needling) -> Claim:
    values: dict[str, Value] = {
        "source": short_name(row.sources, facts.sources),
        "low": row.depth_min or 0.0,
        "high": row.depth_max or 0.0,
        "unit": row.unit,
    }
    say = Say("{source} prints {low} to {high} {unit}.", values)
    if row.angle:
        say = Say("{source} prints {low} to {high} {unit}, {angle}.", values | {"angle": row.angle})
    ends = (("low", row.depth_min or 0.0, "depth_min"), ("high", row.depth_max or 0.0, "depth_max"))
    return claim(say, [("needling", row)], [figure(n, v, "printed", "needling", [row], c) for n, v, c in ends])


def _quiz(point: Point) -> tuple[Quiz, ...]:
    code, row = {"code": point.code}, [("points", point)]
    asked = []
    if point.level:
        answer = claim(Say("{level}", {"level": point.level}), row)
        asked.append(Quiz(Say("At which level of the spine does {code} lie?", code), answer))
    if point.lateral_cun:
        asked.append(Quiz(Say("How far from the midline is {code}?", code), _aside(point)))
    asked.append(Quiz(Say("By which landmarks do you find {code}?", code), claim(Say(point.where), row)))
    if point.innervation:
        asked.append(
            Quiz(Say("Which nerves does the textbook name at {code}?", code), claim(Say(point.innervation), row))
        )
    return tuple(asked)


def _compared(points: list[Point]) -> tuple[Claim, ...]:
    """Say of neighbours on the sheet what they share: their line beside the spine, or their level."""
    told = []
    for one, other in pairwise(points):
        both = [("points", one), ("points", other)]
        names = {"one": one.code, "other": other.code}
        if one.lateral_cun and one.lateral_cun == other.lateral_cun:
            say = Say(
                "{one} and {other} lie on one line, {cun} cun from the midline.", names | {"cun": one.lateral_cun}
            )
            told.append(claim(say, both, [figure("cun", one.lateral_cun, "printed", "points", [one], "lateral_cun")]))
        if one.level and one.level == other.level:
            say = Say("{one} and {other} lie at one level, {level}.", names | {"level": one.level})
            told.append(claim(say, both))
        elif one.level and other.level:
            say = Say("{one} lies at {level}, {other} at {next}.", names | {"level": one.level, "next": other.level})
            told.append(claim(say, both))
    return tuple(told)
