"""What to expect in a session: what trials of the question print, and plain words. It must not know results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import median
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import ACUPUNCTURE, kind_of
from dashboard.evidence.points_used import trials_for
from dashboard.explain.choices import SheetChoices
from dashboard.explain.claims import Claim, claim, figure
from dashboard.explain.say import Say
from dashboard.explain.statements import statements

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.trials import Trial

# One number, or two ends; anything else ("10 (+5 if partial response)") is no plain figure.
PRINTED = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?")
VISITS = "In {trials} trials, people came for {least} to {most} visits. The middle number was {middle}."
MINUTES = (
    "In {trials} trials, the needles stayed in for {least} to {most} minutes. The middle time was {middle} minutes."
)


def session(facts: Facts, choices: SheetChoices) -> tuple[Claim, ...]:
    """Say what happens, how often and for how long, from the trials of the question that needled with acupuncture."""
    trials = [trial.trial for trial in trials_for(facts, choices.question) if _needled(trial.arms)]
    ranges = [_range(trials, "sessions", VISITS), _range(trials, "retention_min", MINUTES)]
    told = statements(facts, "expect", choices.reader, choices.question)
    return (*told, *(one for one in ranges if one))


def ends(cell: str) -> tuple[float, float] | None:
    """Read `12` or `10-15` as two ends, and None for any other cell."""
    found = PRINTED.fullmatch(cell)
    return (float(found[1]), float(found[2] or found[1])) if found else None


def _range(trials: Iterable[Trial], column: str, text: str) -> Claim | None:
    read = [(trial, found) for trial in trials if (found := ends(getattr(trial, column)))]
    if len(read) < 2:
        return None
    rows = [trial for trial, _ in read]
    values = {
        "trials": len(rows),
        "least": min(low for _, (low, _) in read),
        "most": max(high for _, (_, high) in read),
        "middle": median((low + high) / 2 for _, (low, high) in read),
    }
    rules = {"trials": "count", "least": "least", "most": "most", "middle": "middle"}
    figures = [figure(name, values[name], rule, "trials", rows, column) for name, rule in rules.items()]
    return claim(Say(text, values), [("trials", row) for row in rows], figures)


def _needled(arms: Iterable) -> bool:
    return any(kind_of(arm.arm_type) is ACUPUNCTURE for arm in arms)
