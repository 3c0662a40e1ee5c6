"""People who got better, arm by arm, as bars out of everyone randomised: better, not counted, not better.

It must not know facts. Those not counted stand between the others, so that a bar's dark end is the worst case and the
hatched end the best. A share that was printed without a count is a mark and no bar.
"""

from __future__ import annotations

from html import escape

from dashboard.evidence.numbers import count, plain
from dashboard.evidence.people_counts import ArmShare, Counted
from dashboard.evidence.trial_responders import Responders
from dashboard.figures.svg import label, lines_of, picture, tag
from dashboard.figures.theme import LOOKS

WIDTH, LEFT, RIGHT = 350.0, 1.0, 349.0
BAR, LINE, GAP = 16.0, 16.0, 12.0
LONGEST = 50
TICKS = (0, 25, 50, 75, 100)
WHOLE = 100.0


def responder_bars(counted: Counted, name: str) -> str:
    """Draw the arms of one trial at each time as an SVG string that fills its column; `name` is its id."""
    parts: list[str] = []
    y = 14.0
    for time in counted.times:
        parts.append(label(time.when[:1].upper() + time.when[1:], 0, y, "share-when"))
        y += LINE
        for arm in time.arms:
            drawn, y = _arm(arm, y, name)
            parts += drawn
    scale, height = _scale(y)
    return picture(
        name,
        f"{counted.study}: {counted.measure}",
        responder_summary(counted),
        _hatch(name),
        *parts,
        *scale,
        css="responder-bars",
        viewBox=f"0 0 {WIDTH:g} {height:g}",
    )


def responder_summary(counted: Counted) -> str:
    """Say in one sentence what the bars show."""
    times = (f"{time.when}: " + "; ".join(f"{arm.arm}, {arm.words()}" for arm in time.arms) for time in counted.times)
    return f"{'. '.join(words[:1].upper() + words[1:] for words in times)}."


def responders_summary(found: Responders) -> str:
    """Say in a sentence or two how much is known of people who got better."""
    phrase = found.question.phrase
    of = f"that needled {found.point} for {phrase}" if found.point else f"of {phrase}"
    if not found.n_trials:
        return f"No reported trial {of} is in our data."
    if not found.named:
        trials = count(found.n_trials, "trial")
        return f"Of {trials} {of}, none has people who got better by a stated rule in our data."
    studies = {one.study_id for one in found.named}
    full = {one.study_id for one in found.named if any(arm.cases for arm in one.arms)}
    parts = [f"{len(full) or 'none'} with counts out of everyone randomised"]
    if rest := len(studies - full):
        parts.append(f"{rest} with a per cent or a count alone")
    both = f"{len(studies)} of {count(found.n_trials, 'trial')} {of}"
    return (
        f"People who got better by a stated rule are in our data for {both}: {', '.join(parts)}. Each trial has its "
        "own rule, so trials do not compare."
    )


def _arm(arm: ArmShare, y: float, name: str) -> tuple[list[str], float]:
    """Draw one arm: its name, its bar or mark, what is known in words; return it and the height reached."""
    parts: list[str] = []
    for line in lines_of(arm.arm[:1].upper() + arm.arm[1:], LONGEST):
        parts.append(label(line, 0, y, "share-arm"))
        y += LINE
    parts.append(tag("g", tag("title", escape(f"{arm.arm}: {arm.words()}")), *_bar(arm, y - 11, name)))
    y += BAR + 4
    for line in lines_of(arm.words(), LONGEST):
        parts.append(label(line, 0, y, "share-words"))
        y += LINE
    return parts, y + GAP - 6


def _bar(arm: ArmShare, top: float, name: str) -> list[str]:
    colour = f"var({LOOKS[arm.kind.key].colour})"
    frame = tag("rect", x=LEFT, y=top, width=RIGHT - LEFT, height=BAR, class_="share-rest")
    if arm.better is not None and arm.counted:
        whole = arm.cases.randomised if arm.cases else arm.counted
        middle = _at(WHOLE * arm.better / whole)
        parts = [frame, tag("rect", x=LEFT, y=top, width=middle - LEFT, height=BAR, class_="share-better", fill=colour)]
        if arm.cases and arm.cases.lost:
            end, fill = _at(WHOLE * arm.cases.best / whole), f"url(#{name}-hatch)"
            parts.append(tag("rect", x=middle, y=top, width=end - middle, height=BAR, class_="share-lost", fill=fill))
        return parts
    if arm.percent is None:
        return []
    x, half, size = _at(arm.percent), BAR / 2, BAR / 2 - 2
    rule = tag("line", x1=LEFT, x2=RIGHT, y1=top + half, y2=top + half, class_="share-rule")
    d = f"M{x:.1f} {top + 2:g} l{size:g} {size:g} l-{size:g} {size:g} l-{size:g} -{size:g} Z"
    return [rule, tag("path", d=d, class_="share-printed", stroke=colour)]


def _at(percent: float) -> float:
    return LEFT + (RIGHT - LEFT) * percent / WHOLE


def _scale(y: float) -> tuple[list[str], float]:
    """Write the scale under the bars; return it and the height reached."""
    parts = []
    for tick in TICKS:
        anchor = "start" if tick == 0 else "end" if tick == WHOLE else "middle"
        parts.append(tag("line", x1=_at(tick), x2=_at(tick), y1=y - 10, y2=y - 6, class_="share-rule"))
        parts.append(label(f"{plain(tick)} %", _at(tick), y + 5, "share-tick", anchor))
    return parts, y + 12


def _hatch(name: str) -> str:
    """Stripes for those not counted: told from the others without colour."""
    return tag(
        "defs",
        tag(
            "pattern",
            tag("path", d="M-1 1 L1 -1 M0 6 L6 0 M5 7 L7 5", class_="share-stripe"),
            id=f"{name}-hatch",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    )
