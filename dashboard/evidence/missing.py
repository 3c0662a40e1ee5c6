"""What the evidence for a question lacks, finding by finding, each with its numbers and the trials behind it.

It must not know how a pooled figure comes about: it is told which trials stand in an analysis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence.gaps import missing_sham, upper_back
from dashboard.evidence.kinds import NEEDLED, SHAM, kind_of
from dashboard.evidence.links import Link, link
from dashboard.evidence.numbers import count
from dashboard.evidence.points_used import naming, trials_for
from dashboard.evidence.pooled import effect_groups
from dashboard.evidence.questions import Question, question
from dashboard.evidence.rungs import PLANNED, study_name

if TYPE_CHECKING:
    from dashboard.facts import Facts, TrialFacts

REPORTED = "reported trial"


@dataclass(frozen=True)
class Item:
    """One trial, plan or registry record behind a finding; `detail` is "" where there is nothing to add."""

    study_id: str
    name: str
    detail: str
    link: Link | None


@dataclass(frozen=True)
class Finding:
    """One thing that is missing: `text` in sentences with numbers, `items` behind it, newest first, under `heading`.

    `key` serves as a part of an id.
    """

    key: str
    text: str
    heading: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Missing:
    """What is missing for a question, the sham comparison first."""

    question: Question
    reported: int
    findings: tuple[Finding, ...]


def missing(facts: Facts, question_key: str, analysed: Collection[str]) -> Missing:
    """Collect the findings of a question; one that is not so is left out.

    `analysed` holds the ids of the trials with a figure in an analysis of ours, whatever the outcome and the time.
    Raises ValueError for an unknown question.
    """
    asked = question(question_key)
    trials = trials_for(facts, question_key)
    if not trials:
        return Missing(asked, 0, (Finding("none", f"No reported trial in our data is about {asked.phrase}."),))
    found = [
        _sham(facts, question_key, trials),
        Finding("upper-back", upper_back(facts)) if question_key == "upper" else None,
        _reading(trials),
        _no_figures(facts, trials),
        _not_analysed(facts, trials, analysed),
        _plans(facts, question_key),
        _no_points(facts, question_key),
        _no_depth(facts, trials),
        _harms(facts, trials),
    ]
    return Missing(asked, len(trials), tuple(finding for finding in found if finding))


def has_figures(trial: TrialFacts) -> bool:
    """Say whether any outcome of an arm or any difference between arms is in the data."""
    return bool(trial.outcomes or trial.contrasts)


def prints_depth(trial: TrialFacts) -> bool:
    """Say whether a depth in millimetres is in the data: of a point, of an arm that is no control, or of the trial."""
    arms = {arm.arm_id for arm in trial.arms if kind_of(arm.arm_type) in NEEDLED}
    points = [(row.depth_min_mm, row.depth_max_mm) for row in trial.trial_points if row.arm_id in arms]
    whole = [(row.needle_depth_min_mm, row.needle_depth_max_mm) for row in trial.trial_needling if row.arm_id in arms]
    own = [(trial.trial.needle_depth_min_mm, trial.trial.needle_depth_max_mm)]
    return any(end is not None for ends in (*points, *whole, *own) for end in ends)


def _sham(facts: Facts, question_key: str, trials: Collection[TrialFacts]) -> Finding:
    shams = [trial for trial in trials if any(kind_of(arm.arm_type) is SHAM for arm in trial.arms)]
    reviews = {
        effect.review_id
        for group in effect_groups(facts, question_key)
        if (group.comparison, group.outcome) == ("vs_sham", "pain")
        for effect in group.effects
    }
    pooled = f"{count(len(reviews), 'review')} in our data pooled acupuncture against sham for pain."
    tell = missing_sham(facts, question_key) or pooled
    figures = sum(has_figures(trial) for trial in shams)
    some = f"; {figures} of these {_has(figures)} figures in our data" if shams else ""
    text = f"{tell} {_share(len(shams), len(trials))} {_has(len(shams))} a sham arm{some}."
    return Finding("sham", text, "Trials with a sham arm", _items(facts, shams))


def _reading(trials: Collection[TrialFacts]) -> Finding | None:
    """Say how closely the trials were read, as this bounds every other finding."""
    read = {status: sum(trial.trial.status == status for trial in trials) for status in ("full_text", "abstract")}
    full, abstract = read.values()
    rest = len(trials) - full - abstract
    text = f"{_share(full, len(trials))} {'was' if full == 1 else 'were'} read in full, {abstract} in the abstract"
    text += f", {rest} in another work." if rest else "."
    return Finding("reading", text) if full < len(trials) else None


def _no_figures(facts: Facts, trials: Collection[TrialFacts]) -> Finding | None:
    bare = [trial for trial in trials if not has_figures(trial)]
    text = (
        f"{_share(len(bare), len(trials))} {_has(len(bare))} no figures in our data: neither a result of an arm nor a "
        "difference between arms. Their results may be printed where we did not read."
    )
    return Finding("no-figures", text, "Trials without figures in our data", _items(facts, bare)) if bare else None


def _not_analysed(facts: Facts, trials: Collection[TrialFacts], analysed: Collection[str]) -> Finding | None:
    with_figures = [trial for trial in trials if has_figures(trial)]
    left = [trial for trial in with_figures if trial.trial.study_id not in analysed]
    total = count(len(with_figures), REPORTED)
    head = f"Of {total} with figures, {len(left)} {_has(len(left))} none that stands in an analysis of ours"
    if len(left) == len(with_figures):
        head = f"None of {total} with figures stands in an analysis of ours"
    text = f"{head}: the spread, the number of people or the comparison is missing, or what was measured fits no other."
    return Finding("not-analysed", text, "Trials in no analysis of ours", _items(facts, left)) if left else None


def _plans(facts: Facts, question_key: str) -> Finding | None:
    plans = trials_for(facts, question_key, planned=True)
    protocols = sum(trial.trial.reported == "protocol" for trial in plans)
    parts = [
        count(protocols, "published plan") if protocols else "",
        count(len(plans) - protocols, "registry record") if len(plans) > protocols else "",
    ]
    text = (
        f"{' and '.join(filter(None, parts))} without a report in our data. They are no evidence and are not counted."
    )
    return Finding("plans", text, "Plans and registry records", _items(facts, plans)) if plans else None


def _no_points(facts: Facts, question_key: str) -> Finding | None:
    named = naming(facts, question_key)
    bare = [facts.of_trial(study) for study in named.nowhere]
    text = f"{_share(len(bare), named.reported)} {_name(len(bare))} no point in what we read of them."
    return Finding("no-points", text, "Trials that name no point", _items(facts, bare)) if bare else None


def _no_depth(facts: Facts, trials: Collection[TrialFacts]) -> Finding | None:
    bare = [trial for trial in trials if not prints_depth(trial)]
    told = len(trials) - len(bare)
    text = (
        f"{_share(told, len(trials))} {_has(told)} a needle depth in millimetres in our data. A depth in cun or in "
        "words is not counted here."
    )
    return Finding("no-depth", text, "Trials without a depth in millimetres", _items(facts, bare)) if bare else None


def _harms(facts: Facts, trials: Collection[TrialFacts]) -> Finding | None:
    counted = [trial for trial in trials if trial.adverse]
    text = (
        f"{_share(len(counted), len(trials))} {_has(len(counted))} side effects counted in the table of harms. Where "
        "nothing is counted, a note on the trial may tell of harm, and harm may still have happened."
    )
    if len(counted) == len(trials):
        return None
    return Finding("harms", text, "Trials with counts of side effects", _items(facts, counted))


def _items(facts: Facts, trials: Iterable[TrialFacts]) -> tuple[Item, ...]:
    return tuple(_item(facts, trial) for trial in trials)


def _item(facts: Facts, trial: TrialFacts) -> Item:
    row = trial.trial
    name = study_name(facts, row)
    people = "" if row.n_randomised is None else f"{row.n_randomised:,} people"
    parts = [people]
    if row.reported in PLANNED:
        registration = "" if row.registration in name else row.registration
        planned = f"{people} planned" if people else ""
        parts = [PLANNED[row.reported], str(row.year or "year not stated"), registration, planned]
    return Item(row.study_id, name, "; ".join(filter(None, parts)), link(facts, row.sources, row.doi, row.pmid))


def _share(number: int, total: int) -> str:
    """Write `14 of 32 reported trials`, `none of 32 reported trials` or `all 32 reported trials`, as a beginning."""
    if number == total > 1:
        return f"All {total} {REPORTED}s"
    return f"{number or 'None'} of {count(total, REPORTED)}"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _name(number: int) -> str:
    return "names" if number == 1 else "name"
