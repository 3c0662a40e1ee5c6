"""The sentences of `data/explain/` by section, reader and question. It must not know figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.explain.claims import Claim
from dashboard.explain.say import Say

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.explain import Statement

EVERYONE = "all"


def statements(facts: Facts, section: str, reader: str, question: str = EVERYONE) -> tuple[Claim, ...]:
    """Return the sentences of a section for a reader, in file order; those of one question only for that question."""
    return tuple(
        said(row)
        for row in facts.statements.values()
        if row.section == section and row.audience in (reader, EVERYONE) and row.question in (question, EVERYONE)
    )


def said(row: Statement) -> Claim:
    """Tie a sentence to the rows it names; its status is its own."""
    return Claim(Say(row.text), (f"statements:{row.key}", *row.facts), (), row.sources, row.status)
