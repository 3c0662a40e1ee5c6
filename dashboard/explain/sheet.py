"""Everything a patient sheet shows, in order. It must not know how it is drawn, printed or translated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.questions import QUESTIONS
from dashboard.explain import advice
from dashboard.explain.advice import Guidelines
from dashboard.explain.benefits import Benefits, benefits
from dashboard.explain.choices import SheetChoices
from dashboard.explain.claims import Claim, Figure
from dashboard.explain.research import Research, research
from dashboard.explain.risks import Risks, risks
from dashboard.explain.say import Say
from dashboard.explain.session import session
from dashboard.explain.statements import statements
from dashboard.explain.where import Where, called, where

if TYPE_CHECKING:
    from dashboard.facts import Facts

TITLES = {
    "where": Say("Where the points are"),
    "expect": Say("What to expect"),
    "how": Say("How it may work"),
    "research": Say("What trials found"),
    "benefits": Say("What may get better"),
    "risks": Say("What can go wrong"),
    "guidelines": Say("What experts advise"),
    "ask-first": Say("Ask your doctor first if"),
    "red-flags": Say("Get help if"),
    "questions": Say("What to ask"),
}
ABOUT = {
    "chronic": Say("Acupuncture for low back pain that lasts"),
    "acute": Say("Acupuncture for new low back pain"),
    "upper": Say("Acupuncture for pain of the upper back and neck"),
}
EMPTY = Say("Choose points to see where they are.")


@dataclass(frozen=True)
class Sheet:
    """One sheet. A section that was left out is None or empty; `choosing` and `notice` are always there.

    `called` pairs each chosen code with what the reader calls the point.
    """

    choices: SheetChoices
    called: tuple[tuple[str, str], ...]
    title: Say
    question: Say
    where: Where | None
    expect: tuple[Claim, ...]
    how: tuple[Claim, ...]
    research: Research | None
    benefits: Benefits | None
    risks: Risks | None
    guidelines: Guidelines | None
    ask_first: tuple[Claim, ...]
    red_flags: tuple[Claim, ...]
    questions: tuple[Claim, ...]
    choosing: tuple[Claim, ...]
    notice: tuple[Claim, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence of the sheet that rests on rows or on our own wording, in order."""
        return tuple(found for found in everything(self) if isinstance(found, Claim))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every number of the sheet with the cells it came from."""
        return tuple(one for claim in self.claims for one in claim.figures)


def sheet(facts: Facts, choices: SheetChoices) -> Sheet:
    """Write the sheet of a reader's choices. Takes some tens of milliseconds. Raises KeyError for an unknown point."""
    left_in = set(choices.include)

    def wanted(section: str) -> bool:
        return section in left_in

    return Sheet(
        choices=choices,
        called=tuple((one.code, called(facts.points[one.code], choices.reader)) for one in choices.points),
        title=ABOUT[choices.question],
        question=Say(QUESTIONS[choices.question].label),
        where=where(facts, choices) if wanted("where") else None,
        expect=session(facts, choices) if wanted("expect") else (),
        how=statements(facts, "how", choices.reader, choices.question) if wanted("how") else (),
        research=research(facts, choices) if wanted("research") else None,
        benefits=benefits(facts, choices.question, choices.reader) if wanted("benefits") else None,
        risks=risks(facts, choices) if wanted("risks") else None,
        guidelines=advice.guideline_section(facts, choices) if wanted("guidelines") else None,
        ask_first=advice.ask_first(facts, choices) if wanted("ask-first") else (),
        red_flags=advice.red_flags(facts, choices) if wanted("red-flags") else (),
        questions=advice.questions_to_ask(facts, choices) if wanted("questions") else (),
        choosing=advice.choosing(facts, choices),
        notice=advice.notice(facts, choices),
    )


def everything(part: object) -> Iterator[Claim | Say]:
    """Yield every sentence inside a part of the sheet, in order; a claim stands for its own sentence."""
    if isinstance(part, Claim | Say):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from everything(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from everything(getattr(part, field.name))
