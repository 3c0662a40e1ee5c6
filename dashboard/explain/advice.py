"""What guidelines say, who should ask first, when to get help, and what to ask. It must not know results of trials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import guidelines
from dashboard.explain.choices import PATIENT, SheetChoices
from dashboard.explain.claims import Claim, claim
from dashboard.explain.say import Say
from dashboard.explain.statements import statements

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Guideline

FOR, AGAINST, NEITHER = "for", "against", "neither"
# recommendation -> what the body says, in one plain sentence
ADVICE = {
    "for_strong": "{who}, {year}: in favour.",
    "for_weak": "{who}, {year}: it may be tried.",
    "no_rec": "{who}, {year}: gives no advice.",
    "against": "{who}, {year}: advises against it.",
}
STANCES = {"for_strong": FOR, "for_weak": FOR, "no_rec": NEITHER, "against": AGAINST}
BOTH = Say("They do not agree: some are in favour and some are against.")
NONE_KNOWN = Say("Our data have no advice of experts for this kind of pain.")


@dataclass(frozen=True)
class Advised:
    """One guideline: `stance` is for, against or neither.

    `summary` is None for a patient; `beside` says why it does not answer the question itself, None where it does.
    """

    stance: str
    claim: Claim
    summary: Claim | None
    beside: Say | None


@dataclass(frozen=True)
class Guidelines:
    """Guidelines for and against side by side, and whether they agree."""

    advised: tuple[Advised, ...]
    told: tuple[Claim, ...]


def guideline_section(facts: Facts, choices: SheetChoices) -> Guidelines:
    """Return the guidelines of a question; a patient sees those that answer it, others also those beside it."""
    rows = {row.guideline_id: row for row in facts.guidelines}
    found = [
        (rows[one.guideline_id], one.beside)
        for one in guidelines.advice(facts, choices.question)
        if not (one.beside and choices.reader == PATIENT)
    ]
    told = list(statements(facts, "guidelines", choices.reader, choices.question))
    answering = [row for row, beside in found if not beside]
    if {FOR, AGAINST} <= {STANCES[row.recommendation] for row in answering}:
        told.append(claim(BOTH, [("guidelines", row) for row in answering]))
    return Guidelines(
        tuple(_advised(row, beside, choices.reader) for row, beside in found), tuple(told or [claim(NONE_KNOWN)])
    )


def ask_first(facts: Facts, choices: SheetChoices) -> tuple[Claim, ...]:
    """Return who should ask a doctor first."""
    return statements(facts, "ask-first", choices.reader, choices.question)


def red_flags(facts: Facts, choices: SheetChoices) -> tuple[Claim, ...]:
    """Return the signs that need help: of back pain itself, then after needles.

    Patients read the latter in our plainest words; others as the safety page has them.
    """
    told = statements(facts, "red-flags", choices.reader, choices.question)
    if choices.reader == PATIENT:
        return told
    return (*told, *(claim(Say(row.text), [("help_signs", row)]) for row in facts.help_signs))


def questions_to_ask(facts: Facts, choices: SheetChoices) -> tuple[Claim, ...]:
    """Return what to ask before the first needle."""
    return statements(facts, "questions", choices.reader, choices.question)


def choosing(facts: Facts, choices: SheetChoices) -> tuple[Claim, ...]:
    """Return whom to choose and what to keep doing."""
    return statements(facts, "practitioner", choices.reader, choices.question)


def notice(facts: Facts, choices: SheetChoices) -> tuple[Claim, ...]:
    """Return what the sheet is not; it stands on every sheet."""
    return statements(facts, "notice", choices.reader, choices.question)


def _advised(row: Guideline, beside: str, reader: str) -> Advised:
    cells = [("guidelines", row)]
    # A year is part of a name, not an amount: it is written without a thousands sign.
    say = Say(ADVICE[row.recommendation], {"who": row.organisation, "year": str(row.year or "")})
    told = claim(say, cells)
    summary = None if reader == PATIENT else claim(Say(row.summary), cells)
    return Advised(STANCES[row.recommendation], told, summary, Say(beside) if beside else None)
