"""What guidelines, reviews and trials found, for people who read no tables: counts first, sham and denominators named.

It adds nothing to the facts and gives no verdict; it must not know where anything is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.evidence.analysis import Analysis
from dashboard.evidence.analysis_parts import Axis, Interval, PooledLine
from dashboard.evidence.guideline_strip import lanes
from dashboard.evidence.guidelines import Advice
from dashboard.evidence.numbers import count, plain
from dashboard.evidence.review_effects import ReviewEffects, ReviewRow
from dashboard.figures.forest_words import counted, drawn_pool

SHAM = "vs_sham"
AGAINST = {
    "vs_sham": "sham (pretended) treatment",
    "vs_no_treatment": "no treatment",
    "vs_usual_care": "usual care",
    "vs_active": "another treatment",
}
LESS = {"pain": "pain", "pain_on_movement": "pain on movement", "function": "difficulty in daily life"}
POINTS = "points of 100"
WHOLE_SCALE = 100


def guidelines_plainly(found: Sequence[Advice]) -> str:
    """Count who recommends what, in whole words; guidelines beside the question are not counted."""
    by_key = {lane.key: len(lane.counts) for lane in lanes(found)}
    total = sum(by_key.values())
    if not total:
        return "No guideline in our data answers this question."
    said = [
        (by_key["for_strong"], "recommends acupuncture", "recommend acupuncture"),
        (by_key["for_weak"], "says it may be considered", "say it may be considered"),
        (by_key["no_rec"], "makes no recommendation", "make no recommendation"),
        (by_key["against"], "advises against it", "advise against it"),
    ]
    parts = [f"{number} {one if number == 1 else many}" for number, one, many in said if number]
    ask = " They disagree: ask your practitioner which one they follow, and why."
    both = by_key["against"] and by_key["for_strong"] + by_key["for_weak"]
    # One has nobody to agree with.
    head = f"Of {total} guidelines, " if total > 1 else "There is one guideline: "
    return f"{head}{', '.join(parts)}.{ask if both else ''}"


def reviews_plainly(shown: ReviewEffects) -> str:
    """Tell the published figures against sham, then against anything else; each with how many say so clearly."""
    rows = shown.counted
    if not rows:
        return f"No published review here has a pooled figure of pain or function for {shown.question.phrase}."
    sham = [row for row in rows if row.comparison == SHAM]
    other = [row for row in rows if row.comparison != SHAM]
    told = [_side(sham, "sham (pretended) needling"), _side(other, "no treatment, usual care or other treatments")]
    return " ".join(
        [
            *(part for part in told if part),
            "This says nothing of how large the difference is. The same trials stand behind several of these figures.",
        ]
    )


def _side(rows: Sequence[ReviewRow], against: str) -> str:
    if not rows:
        return f"No figure compares needling with {against}."
    better = [row for row in rows if row.value < 0]
    clear = [row for row in better if row.high is not None and row.high < 0]
    return (
        f"Compared with {against}, people who were needled did better in {len(better)} of "
        f"{count(len(rows), 'published figure')}; in {len(clear)} of them the whole range that the figure allows for "
        "lies on that side."
    )


def analysis_plainly(it: Analysis) -> str:
    """Tell the pooled figure in everyday words; "" where there is none or its scale has no everyday words."""
    pool = drawn_pool(it.rows, it.pooled)
    if it.axis is None or pool is None or it.axis.unit != POINTS or it.choices.outcome not in LESS:
        return ""
    against, what = AGAINST[it.choices.comparison], LESS[it.choices.outcome]
    told = [
        f"{count(len(counted(it.rows)), 'trial')} with {_people(pool)} compared needling with {against}.",
        f"On a scale from 0 to 100, people who were needled had on average {_gap(pool.effect, what)}.",
        _between(pool.effect, what),
        pool.warning and "The two trials disagree widely.",
        _weak(pool),
        _beside(it.axis),
    ]
    return " ".join(part for part in told if part)


def _people(pool: PooledLine) -> str:
    return f"{pool.n:,} people" if pool.n is not None else "a number of people that not every trial printed"


def _gap(effect: Interval, what: str) -> str:
    if round(effect.value, 1) == 0:
        return f"the same {what}"
    return f"{_points(effect.value)} {'less' if effect.value < 0 else 'more'} {what}"


def _points(value: float) -> str:
    size = round(abs(value), 1)
    return f"{plain(size)} {'point' if size == 1 else 'points'}"


def _between(effect: Interval, what: str) -> str:
    if max(abs(effect.low), abs(effect.high)) > WHOLE_SCALE:
        return "The figures allow differences larger than the scale itself: far too little is known to tell."
    if effect.low < 0 < effect.high:
        low, high = _points(effect.low), _points(effect.high)
        unclear = "it is not clear that there is a difference"
        return f"The figures allow anything from {low} less to {high} more {what}: {unclear}."
    near, far = sorted((abs(effect.low), abs(effect.high)))
    less = "less" if effect.high <= 0 else "more"
    return f"The figures allow {plain(round(near, 1))} to {_points(far)} {less}."


def _weak(pool: PooledLine) -> str:
    """Say the caution of an interval; that there are but two trials is said only where it is so."""
    words = pool.caution.replace("two trials: this interval", "Only 2 trials: this range")
    return f"{words.replace('this interval', 'This range')}." if words else ""


def _beside(axis: Axis) -> str:
    if axis.important is None:
        return ""
    least = f"a change of about {plain(axis.important)} points is the smallest that matters"
    return f"For one person, {least}; an average of groups is something else."
