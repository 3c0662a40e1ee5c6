"""The figures behind a verdict, one sentence each: reviews as printed, the project's own sums, counts of tablets.

It must not judge them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.pooled import TIMES
from dashboard.evidence.rungs import study_name
from dashboard.evidence.source_names import short_name
from dashboard.explain.claims import Claim, claim, figure
from dashboard.explain.gaps import trial_names
from dashboard.explain.say import Say, Value
from dashboard.explain.sizes import CERTAINTIES
from dashboard.explain.words import arm_words

if TYPE_CHECKING:
    from dashboard.explain.pool_lines import PoolLine
    from dashboard.facts import Facts, TrialFacts
    from dashboard.facts.reviews import Effect

TABLETS = "analgesic_tablets"
WITH_INTERVAL = "{review}: {value} ({low} to {high}) on {scale}; {when}; {certainty}."
ALONE = "{review}: {value} on {scale}, no interval; {when}; {certainty}."


def effect_words(facts: Facts, row: Effect) -> Claim:
    """Give a review's figure with the sign as printed, its scale, time and certainty."""
    if row.estimate is None:
        return claim(
            Say("{review}: no figure.", {"review": short_name(row.sources, facts.sources)}), [("effects", row)]
        )
    values: dict[str, Value] = {
        "review": short_name(row.sources, facts.sources),
        "value": row.estimate,
        "scale": row.scale or row.effect_measure,
        "when": Say(TIMES[row.timepoint]) if row.timepoint else Say("time not stated"),
        "certainty": CERTAINTIES[row.certainty],
    }
    figures = [figure("value", row.estimate, "printed", "effects", [row], "estimate")]
    if row.ci_low is None or row.ci_high is None:
        return claim(Say(ALONE, values), [("effects", row)], figures)
    values |= {"low": row.ci_low, "high": row.ci_high}
    figures += [
        figure("low", row.ci_low, "printed", "effects", [row], "ci_low"),
        figure("high", row.ci_high, "printed", "effects", [row], "ci_high"),
    ]
    return claim(Say(WITH_INTERVAL, values), [("effects", row)], figures)


def pool_figures(facts: Facts, line: PoolLine) -> Claim:
    """Give a pool's figure, turned so that more is better with acupuncture, with its interval and its trials."""
    values: dict[str, Value] = {
        "names": ", ".join(trial_names(facts, line)),
        "better": round(line.better, 1),
        "low": round(line.low, 1),
        "high": round(line.high, 1),
        "top": line.top,
        "family": line.pool.family,
    }
    pools = [line.pool]
    figures = [
        figure("better", round(line.better, 1), "pool better", "pools", pools),
        figure("low", round(line.low, 1), "pool low", "pools", pools),
        figure("high", round(line.high, 1), "pool high", "pools", pools),
        figure("top", line.top, "printed", "pools", pools, "unit"),
    ]
    text = "From our data ({names}): {better} points of {top} better ({low} to {high}). {family}."
    trials = [("trials", facts.trials[study]) for study in line.studies]
    return claim(Say(text, values), [*line.rows, *trials], figures)


def tablets(facts: Facts, trial: TrialFacts) -> tuple[Claim, ...]:
    """Give the pain tablets each arm of a trial took, where it prints them."""
    arms = {arm.arm_id: arm for arm in trial.arms}
    told = []
    for row in trial.outcomes:
        if row.measure == TABLETS and row.value is not None:
            values = {"trial": study_name(facts, trial.trial), "value": row.value, "arm": arm_words(arms[row.arm_id])}
            say = Say("{trial}, pain tablets on average with {arm}: {value}.", values)
            cells = [("outcomes", row), ("trials", trial.trial)]
            told.append(claim(say, cells, [figure("value", row.value, "printed", "outcomes", [row], "value")]))
    return tuple(told)
