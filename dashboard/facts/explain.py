"""The sentences of the patient sheet that no table of figures gives: ours, each with what it rests on.

It must not know the sheet, nor work out a figure: no number stands in these sentences.
"""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts.vocabulary import OneOf, Status, Text

SECTIONS = (
    "where",
    "expect",
    "how",
    "research",
    "benefits",
    "risks",
    "guidelines",
    "ask-first",
    "red-flags",
    "questions",
    "practitioner",
    "notice",
)
AUDIENCES = ("patient", "student", "practitioner", "all")
STATEMENT_QUESTIONS = ("acute", "chronic", "upper", "all")


@dataclass(frozen=True, slots=True)
class Statement:
    """One plain sentence or two; `facts` names the rows it rests on, as `dashboard.facts.row_names` writes them."""

    key: Text
    section: Annotated[str, OneOf(SECTIONS)]
    audience: Annotated[str, OneOf(AUDIENCES)]
    question: Annotated[str, OneOf(STATEMENT_QUESTIONS)]
    text: Text
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    status: Status
    note: str
