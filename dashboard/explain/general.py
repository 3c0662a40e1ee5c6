"""What the general page about acupuncture says: does it help, how, what to expect, benefits, risks, whom to ask.

It is made of the same claims as a patient sheet without points, for each question. It must not know the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.questions import QUESTIONS
from dashboard.explain import advice
from dashboard.explain.advice import Guidelines, guideline_section
from dashboard.explain.benefits import PAIN, SHOWN, Benefits, Verdict, benefits
from dashboard.explain.choices import SheetChoices
from dashboard.explain.claims import Claim, claim
from dashboard.explain.research import Research, research
from dashboard.explain.risks import Risks, risks
from dashboard.explain.say import Say
from dashboard.explain.session import session
from dashboard.explain.statements import statements

if TYPE_CHECKING:
    from dashboard.facts import Facts

# (gain shown over sham, over what else) in the shortest words
BOTH, NONE, NEITHER = "usual care and none", "none", "neither"
SHORT = {
    (True, BOTH): Say(
        "In the studies we count, pain was less than with sham care, and less than with usual care or none."
    ),
    (True, NONE): Say(
        "In the studies we count, pain was less than with sham care, and less than with no treatment. "
        "For usual care, studies do not agree or are missing."
    ),
    (True, NEITHER): Say(
        "In the studies we count, pain was less than with sham care. "
        "For usual care or none, studies do not agree or are missing."
    ),
    (False, BOTH): Say(
        "In the studies we count, pain was less than with usual care or none. "
        "For sham care, studies do not agree or are missing."
    ),
    (False, NONE): Say(
        "In the studies we count, pain was less than with no treatment. "
        "For sham care and usual care, studies do not agree or are missing."
    ),
    (False, NEITHER): Say("Studies do not agree, or are missing, on whether pain gets less."),
}
ENOUGH = 2  # works; one alone makes no short answer
NOT_FOR_ALL = Say("What holds for many people need not hold for you.")


@dataclass(frozen=True)
class Answer:
    """Does it help with one kind of pain: `short` first, then benefits, research and guidelines."""

    key: str
    question: Say
    short: Claim
    benefits: Benefits
    research: Research
    guidelines: Guidelines
    expect: tuple[Claim, ...]


@dataclass(frozen=True)
class General:
    """The whole page. `considerations` are who should ask first; `choosing` and `notice` as on a sheet."""

    answers: tuple[Answer, ...]
    caveat: Say
    how: tuple[Claim, ...]
    risks: Risks
    considerations: tuple[Claim, ...]
    red_flags: tuple[Claim, ...]
    questions: tuple[Claim, ...]
    choosing: tuple[Claim, ...]
    notice: tuple[Claim, ...]


def general(facts: Facts) -> General:
    """Write the page in the words of a patient sheet: acute and chronic low back pain, upper back and neck."""
    plain = SheetChoices()
    return General(
        answers=tuple(_answer(facts, key) for key in QUESTIONS),
        caveat=NOT_FOR_ALL,
        how=statements(facts, "how", plain.reader),
        risks=risks(facts, plain),
        considerations=advice.ask_first(facts, plain),
        red_flags=advice.red_flags(facts, plain),
        questions=advice.questions_to_ask(facts, plain),
        choosing=advice.choosing(facts, plain),
        notice=advice.notice(facts, plain),
    )


def _answer(facts: Facts, key: str) -> Answer:
    choices = SheetChoices(question=key)
    found = benefits(facts, key, choices.reader)
    return Answer(
        key=key,
        question=Say(QUESTIONS[key].label),
        short=short_answer(found),
        benefits=found,
        research=research(facts, choices),
        guidelines=guideline_section(facts, choices),
        expect=session(facts, choices),
    )


def short_answer(found: Benefits) -> Claim:
    """Say in a line what the verdicts on pain come to."""
    pain = next(one for one in found.benefits if one.key == PAIN)
    asked = ("vs_sham", "vs_no_treatment", "vs_usual_care")
    sham, none, usual = ([one for one in pain.verdicts if one.comparison == name] for name in asked)
    heads = [verdict.head for verdict in (*sham, *none, *usual)]
    other = (BOTH if _all_shown(usual) else NONE) if _all_shown(none) else NEITHER
    said = claim(SHORT[_all_shown(sham), other])
    rows = tuple(dict.fromkeys(row for head in heads for row in head.rows))
    sources = tuple(dict.fromkeys(source for head in heads for source in head.sources))
    return Claim(said.say, rows, (), sources, "curator")


def _all_shown(verdicts: list[Verdict]) -> bool:
    """Say whether all verdicts agree on a gain and more than one work stands behind them."""
    return sum(one.works for one in verdicts) >= ENOUGH and all(one.stance == SHOWN for one in verdicts)
