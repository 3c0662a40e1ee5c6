"""What does not agree in a trial: sources against each other, misprints, counts that do not add up.

It must not judge which is right. Words come from the notes in the data; sums are only set beside what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.comparisons import arm_lines
from dashboard.evidence.numbers import plain

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts

# How our notes say that something does not agree, is misprinted or was read with doubt.
MARKS = re.compile(
    r"conflict|disagree|contradict|misprint|garbled|does not hold|do not bear out|does not add|not (?:quite )?centred"
    r"|ambiguous|uncertain|unclear|could be an SE|without saying what it is|likely a standard error|no label"
    r"|which way this difference runs|wrong sign|do not pool|slipped|arm sizes? conflict|, yet |as both"
    r"|review table,? (?:which )?prints|Cochrane(?: table)? has|Cochrane: \d|data set has|Table \d has"
    r"|; the paper (?:has|prints)|abstract prints|abstract begins with|; the abstract has|lack denominators|but not"
    r"|add up to|mixes the points|cannot be coded|may be the same|maybe the same|count one|to be confirmed"
    r"|same back pain value|but \d+ an arm",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"(])")
NEEDLING_WORDS = {"retention_min": "minutes with the needle in", "sessions": "sessions", "weeks": "weeks"}


@dataclass(frozen=True)
class Conflict:
    """One thing that does not agree: what it is about, our words, and where it was read."""

    about: str
    words: str
    sources: tuple[str, ...]
    status: str


def trial_conflicts(facts: Facts, study_id: str) -> tuple[Conflict, ...]:
    """List what does not agree in one trial, each once. Raises KeyError for an unknown study."""
    trial = facts.of_trial(study_id)
    found = [*_of_trial(trial), *_counts(trial), *_needling(trial), *_of_figures(facts, trial), *_shares(facts, trial)]
    return tuple({conflict.words: conflict for conflict in reversed(found)}.values())[::-1]


def marked(note: str) -> str:
    """Return the sentences of a note that tell of something that does not agree, in order."""
    return " ".join(sentence for sentence in SENTENCE.split(note) if MARKS.search(sentence))


def _of_trial(trial: TrialFacts) -> Iterator[Conflict]:
    row = trial.trial
    if words := marked(row.note):
        yield Conflict("the trial", words, row.sources, row.status)


def _counts(trial: TrialFacts) -> Iterator[Conflict]:
    """Set the sum of the arms beside the number randomised where every arm has a number."""
    row, people = trial.trial, [arm.n for arm in trial.arms]
    known = [n for n in people if n is not None]
    if not row.n_randomised or len(known) < len(people) or sum(known) == row.n_randomised:
        return
    listed = " + ".join(str(n) for n in known)
    words = (
        f"The arms in our data add up to {listed} = {sum(known)}, while {row.n_randomised} were randomised. "
        "An arm's number may be of those analysed, or an arm may be counted in two ways: its description says so."
    )
    yield Conflict("people", words, row.sources, row.status)


def _needling(trial: TrialFacts) -> Iterator[Conflict]:
    """Set what the trial prints for its needling beside what is printed for an arm."""
    labels = {line.arm_id: line.label for line in arm_lines(trial)}
    for needling in trial.trial_needling:
        for name, words in NEEDLING_WORDS.items():
            whole, arm = getattr(trial.trial, name), getattr(needling, name)
            if whole and arm and whole != arm:
                text = f"{words.capitalize()}: {whole} for the trial, {arm} for the arm ({labels[needling.arm_id]})."
                yield Conflict("needling", text, needling.sources, needling.status)


def _of_figures(facts: Facts, trial: TrialFacts) -> Iterator[Conflict]:
    for row in (*trial.outcomes, *trial.contrasts):
        if words := marked(row.note):
            yield Conflict(facts.measure_names[row.measure].label, words, row.sources, row.status)
    for row in (*trial.adverse, *trial.trial_points):
        if words := marked(row.note):
            about = row.event if hasattr(row, "event") else f"point {row.point}"
            yield Conflict(about, words, row.sources, row.status)


def _shares(facts: Facts, trial: TrialFacts) -> Iterator[Conflict]:
    """Set a printed per cent beside its own counts where rounding to the printed digits does not explain the gap."""
    labels = {line.arm_id: line.label for line in arm_lines(trial)}
    for row in trial.outcomes:
        if row.stat != "proportion" or row.events is None or not row.total or row.value is None:
            continue
        share, printed = 100 * row.events / row.total, plain(row.value)
        unit = 10.0 ** -len(printed.split(".")[1]) if "." in printed else 1.0
        if abs(share - row.value) > unit / 2 + 1e-9:
            words = (
                f"{labels[row.arm_id]}: printed as {printed} %, "
                f"while {row.events} of {row.total} is {plain(round(share, 1))} %."
            )
            yield Conflict(facts.measure_names[row.measure].label, words, row.sources, row.status)
