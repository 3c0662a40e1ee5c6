"""The methods note of a live analysis: model, exclusions and data, in words that can be quoted. It must not pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.evidence.analysis import MODEL_WORDS, Analysis
from dashboard.evidence.analysis_offers import pool_words
from dashboard.evidence.questions import QUESTIONS

if TYPE_CHECKING:
    from dashboard.facts import Facts

PRINTED = (
    "Effects are worked out from printed figures only: means with a standard deviation, standard error or interval; "
    "counts of people; or a printed difference with its interval or standard error. Every printed interval is taken to "
    "be one of 95 %. No standard deviation is ever filled in. A difference in points of 100 is the difference on the "
    "printed scale, stretched to 0 to 100; levels and changes from the start may stand together as differences, never "
    "as standardised ones."
)
MODEL_NOTES = {
    "reml": "Tau-squared is estimated by restricted maximum likelihood.",
    "pm": "Tau-squared is estimated by the method of Paule and Mandel.",
    "common": "The common-effect model takes all trials to have one true effect.",
}
RANDOM = (
    "The interval is that of Hartung and Knapp (t distribution, the factor not held at 1 or above); the prediction "
    "interval says where the true effect of a new trial is expected. Intervals of tau-squared and I-squared are "
    "Q-profile intervals."
)
SHARED = (
    "An arm that several arms are compared with is used once: arms are joined, or one comparison is in by a rule that "
    "does not look at which arm did better, and the others are left out, each with its reason."
)
NOT_POOLED = (
    "Nothing is pooled here: that takes two trials or more, and the effect of a single trial is shown as it was worked "
    "out. What follows of the model is what was chosen for several."
)
CHECKED = "The arithmetic is held to R's metafor by tests, to six digits or more."
UNREVIEWED = "Which trials stand together is our own choice; no clinician has reviewed it."


def methods(facts: Facts, it: Analysis, fingerprint: str) -> tuple[str, ...]:
    """Write the note, a paragraph an item. `fingerprint` names the version of the data."""
    what = QUESTIONS[it.choices.question].label
    if it.pool is None:
        return (f"{what}. Nothing to pool.", PRINTED, f"Data version {fingerprint}.")
    about = f"{what}. {pool_words(it.pool)}. {it.pool.note}".strip()
    return (
        about,
        _trials(it),
        PRINTED,
        SHARED,
        _model(it.choices.model) if it.pooled else f"{NOT_POOLED} {_model(it.choices.model)}",
        f"{CHECKED} {UNREVIEWED} Data version {fingerprint}; this analysis: /evidence{it.choices.to_search()}",
    )


def _model(key: str) -> str:
    model, interval = MODEL_WORDS[key]
    text = f"Model: {model}, {interval}. {MODEL_NOTES[key]}"
    return text if key == "common" else f"{text} {RANDOM}"


def _trials(it: Analysis) -> str:
    names = ", ".join(row.name for row in it.counted) or "none"
    out = ", ".join(row.name for row in it.rows if row.excluded)
    text = f"Trials in the analysis: {names}."
    if out:
        text += f" Taken out by the reader: {out}."
    refused = [left.name for left in it.left_out if not left.computable]
    if refused:
        text += f" Not computable: {', '.join(refused)}."
    # A trial that is in may have another arm that is left out.
    inside = {row.study_id for row in it.rows}
    left = [
        f"{left.name} (another arm)" if left.study_id in inside else left.name
        for left in it.left_out
        if left.computable
    ]
    return f"{text} Left out, each with its reason on the page: {', '.join(left) or 'none'}."
