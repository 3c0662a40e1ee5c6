"""How often harm was seen, rates per patients and per treatments apart, and what lies under the points chosen.

It must not draw, and never turns published cases into a rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.harms import one_in, rate_of
from dashboard.explain.choices import PATIENT, SheetChoices
from dashboard.explain.claims import Claim, claim, figure, whole_people
from dashboard.explain.say import Say
from dashboard.explain.statements import statements
from dashboard.explain.where import called

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.facts import Facts
    from dashboard.facts.points import Caution
    from dashboard.facts.reviews import SafetyRate

PEOPLE, VISITS = "patients", "treatments"
# `safety.csv` says which rates are told in plain words and which stand in a summary.
TOLD = frozenset({"patient", "summary"})
SOME = {
    PEOPLE: "{event}: about one in {many} people.",
    VISITS: "{event}: about one in {many} visits.",
}
NONE_SEEN = {PEOPLE: "{event}: none among {total} people.", VISITS: "{event}: none in {total} visits."}
# event of `safety.csv` -> the plainest words; any other event is named as there
EVENTS = {
    "any adverse effect": Say("Any side effect"),
    "adverse effect that needed treatment": Say("A side effect that needed care"),
    "bleeding or bruise (haematoma)": Say("A bruise or a bleed"),
    "pain": Say("Pain as a side effect"),
    "pneumothorax": Say("A hole in the lung"),
    "serious adverse event (pooled)": Say("Serious harm, by a review of many studies"),
    "serious adverse event": Say("Serious harm, by one study"),
    "any minor adverse event": Say("A small side effect"),
}
# kind of caution -> what the points on the sheet lie close to, and what is said of them in pregnancy
NEAR = {
    "lung": "The lung is close to {codes}.",
    "kidney": "The kidney is close to {codes}.",
    "spinal_canal": "The spinal cord or its nerves are close to {codes}.",
    "vertebral_artery": "An artery to the brain is close to {codes}.",
    "abdomen": "The belly is close to {codes}.",
    "pelvis": "The organs low in the belly are close to {codes}.",
    "nerve": "A large nerve is close to {codes}.",
    "vessel": "A large blood vessel is close to {codes}.",
    "joint": "A joint is close to {codes}: clean skin matters more there.",
    "infection": "Clean skin matters more than elsewhere at {codes}.",
    "pregnancy": "In pregnancy, some sources advise against needles at {codes}.",
}
NOT_WATCHED = {
    PEOPLE: Say("How many people were watched is not in our data."),
    VISITS: Say("How many visits were watched is not in our data."),
}
SERIOUS = ("grave", "serious")


@dataclass(frozen=True)
class Rate:
    """One rate; `marked` people or visits of `per` are filled in a picture, None where fewer than one."""

    event: Say
    denominator: str
    marked: int | None
    per: int
    claim: Claim
    counted: Claim


@dataclass(frozen=True)
class Risks:
    """Rates per patients, rates per treatments, and what lies close to the points; the two rates never mix."""

    people: tuple[Rate, ...]
    visits: tuple[Rate, ...]
    near: tuple[Claim, ...]
    told: tuple[Claim, ...]


def risks(facts: Facts, choices: SheetChoices) -> Risks:
    """Collect the rates told in plain words and the cautions of the points on the sheet."""
    rates = [_rate(row, choices) for row in facts.safety if TOLD & set(row.shown) and rate_of(row) is not None]
    return Risks(
        people=tuple(rate for rate in rates if rate.denominator == PEOPLE),
        visits=tuple(rate for rate in rates if rate.denominator == VISITS),
        near=tuple(_near(facts, choices)),
        told=statements(facts, "risks", choices.reader, choices.question),
    )


def _rate(row: SafetyRate, choices: SheetChoices) -> Rate:
    rate = rate_of(row) or 0.0
    cells = [("safety", row)]
    event = EVENTS.get(row.event, Say(row.event)) if choices.reader == PATIENT else Say(row.event)
    if rate == 0:
        say = Say(NONE_SEEN[row.denominator], {"event": event, "total": row.n or 0})
        told = claim(say, cells, [figure("total", row.n or 0, "printed", "safety", [row], "n")])
    else:
        many = one_in(rate)
        column = "rate_per_10000" if row.rate_per_10000 is not None else "events"
        counted = figure("many", many, "one in", "safety", [row], column)
        told = claim(Say(SOME[row.denominator], {"event": event, "many": many}), cells, [counted])
    marked = whole_people(rate / 100, choices.per) or None
    return Rate(event, row.denominator, marked, choices.per, told, _counted(row))


def _counted(row: SafetyRate) -> Claim:
    """Say how many were watched, or that this is not known."""
    if not row.n:
        return claim(NOT_WATCHED[row.denominator], [("safety", row)])
    text = "{total} people were watched." if row.denominator == PEOPLE else "{total} visits were watched."
    watched = figure("total", row.n, "printed", "safety", [row], "n")
    return claim(Say(text, {"total": row.n}), [("safety", row)], [watched])


def _near(facts: Facts, choices: SheetChoices) -> Iterable[Claim]:
    codes = [point.code for point in choices.points]
    for kind, text in NEAR.items():
        rows: list[Caution] = [
            row for code in codes for row in facts.of(code).cautions if row.kind == kind and row.severity in SERIOUS
        ]
        named = ", ".join(called(facts.points[code], choices.reader) for code in dict.fromkeys(r.code for r in rows))
        if rows:
            yield claim(Say(text, {"codes": named}), [("cautions", row) for row in rows])
