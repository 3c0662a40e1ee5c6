"""From one arm's printed figure to the group or count behind it; each refusal says why.

It must not know comparisons, pools or pages. Levels come out on 0 to 100 with lower better, changes as points of 100
with negative better, counts are of people who got better. Nothing is guessed: a number of people, a spread or a
direction that is not printed is a `NotComputable`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.evidence import effects, scales
from dashboard.evidence.effects import Count, Group, NotComputable

if TYPE_CHECKING:
    from dashboard.facts.reviews import MeasureName
    from dashboard.facts.trials import Outcome

NO_N = "the number of people behind this figure is not printed"
NO_SPREAD = "no standard deviation, standard error or interval is printed"
PART = "the figure is of a part of the trial's people only"
NO_RANGE = "the range of the scale is not known"
NO_DIRECTION = "the source does not say which way is better"
FARED_WORSE = "it counts people who fared worse, not people who got better"
ROUGH = "a standard error is known to one figure only, so this is rough"
# stat without a spread -> why it gives no group
NO_GROUP = {
    "mean_only": NO_SPREAD,
    "adjusted_mean_only": NO_SPREAD,
    "change_mean_only": NO_SPREAD,
    "median_only": "a median is printed, not a mean",
    "change_median_only": "a median change is printed, not a mean",
}
# (level or change, ending of the stat) -> how the group was worked out
HOW = {
    (scales.LEVEL, "sd"): "means and SDs of the arms",
    (scales.LEVEL, "se"): "means of the arms; SDs from the printed standard errors",
    (scales.LEVEL, "ci"): "means of the arms; SDs from the printed 95 % intervals",
    (scales.CHANGE, "sd"): "changes from the start and their SDs",
    (scales.CHANGE, "se"): "changes from the start; SDs from the printed standard errors",
    (scales.CHANGE, "ci"): "changes from the start; SDs from the printed 95 % intervals",
}


@dataclass(frozen=True)
class ArmFigure:
    """The group behind one arm's printed figure: a level of 0 to 100 or a change (`form`), and how it came about."""

    group: Group
    form: str
    how: str


def group_of(row: Outcome, name: MeasureName, n: int | None = None) -> ArmFigure:
    """Return the group behind an arm's printed figure.

    `n` is a number of people known to belong to this very figure from elsewhere in its source; the size of the arm does
    not. Raises NotComputable.
    """
    form, spread = _form_and_spread(row)
    scale = _scale(row, name, form)
    people = row.n if row.n is not None else n
    if people is None:
        raise NotComputable(NO_N)
    if people < 2:
        raise NotComputable("fewer than two people are behind this figure")
    sd, note = _spread(row, spread, people)
    turn = scales.to_100 if form == scales.LEVEL else scales.change_to_100
    group = Group(people, turn(row.value, scale), scales.size_to_100(sd, scale.low, scale.high))
    return ArmFigure(group, form, with_note(HOW[form, spread], note))


def count_of(row: Outcome) -> Count:
    """Return how many people of an arm got better, out of how many, from printed counts alone. Raises NotComputable."""
    if row.stat != "proportion":
        raise NotComputable("not a count of people")
    if row.subgroup:
        raise NotComputable(PART)
    if row.direction != "higher_better":
        raise NotComputable(FARED_WORSE if row.direction == "lower_better" else NO_DIRECTION)
    if row.events is None:
        raise NotComputable("the count of people is not printed, only a per cent")
    if row.total is None:
        raise NotComputable(NO_N)
    if not 0 <= row.events <= row.total or row.total < 1:
        raise NotComputable("the printed count is larger than its total")
    return Count(row.events, row.total)


def together(figures: Sequence[ArmFigure]) -> ArmFigure:
    """Return the figures of several arms of one trial as that of one group. Raises NotComputable if they do not mix."""
    first = figures[0]
    same_form(figures)
    if len(figures) == 1:
        return first
    group = effects.combine([figure.group for figure in figures])
    return ArmFigure(group, first.form, with_note(joined(figures), f"{len(figures)} arms taken together"))


def no_place(measure: str, name: MeasureName) -> str:
    """Say why a measure has no place on points of 100; "" where it has."""
    if name.domain == "pain" and (measure.endswith("_pct") or measure.startswith("days_")):
        return "a share, not a level of pain"
    if measure in scales.OVER_TIME:
        return "a mean over several weeks, not the pain at one time"
    return NO_RANGE if name.scale_min is None or name.scale_max is None else ""


def same_form(figures: Sequence[ArmFigure]) -> None:
    """Refuse to set a level against a change: over arms that began apart they are not the same thing."""
    if len({figure.form for figure in figures}) > 1:
        raise NotComputable("one arm's figure is a level, the other's a change from the start")


def joined(figures: Sequence[ArmFigure]) -> str:
    """Say once how several figures were worked out."""
    return " and ".join(dict.fromkeys(figure.how for figure in figures))


def rough(se: float) -> str:
    """Return `ROUGH` where a standard error is printed to one figure only, else ""."""
    return ROUGH if len(f"{se:.10f}".strip("0").replace(".", "").lstrip("0")) == 1 else ""


def with_note(how: str, note: str) -> str:
    """Return `how` with a note behind it, if there is one."""
    return f"{how}; {note}" if note else how


def _form_and_spread(row: Outcome) -> tuple[str, str]:
    """Return whether a row is a level or a change, and which spread it is printed with (`sd`, `se`, `ci`)."""
    if row.subgroup:
        raise NotComputable(PART)
    if row.stat in NO_GROUP:
        raise NotComputable(NO_GROUP[row.stat])
    form = scales.form_of(row.stat)
    if not form:
        raise NotComputable(scales.NEITHER[row.stat][1])
    return form, row.stat.rpartition("_")[2]


def _scale(row: Outcome, name: MeasureName, form: str) -> scales.Scale:
    if why := no_place(row.measure, name):
        raise NotComputable(why)
    if row.value is None:
        raise NotComputable("no value printed")
    scale = scales.scale_of(row, name)
    if scale is None:
        raise NotComputable("the direction of the scale is not known")
    if form == scales.CHANGE and abs(row.value) > scale.high - scale.low:
        raise NotComputable("the printed change is larger than its scale")
    if form == scales.LEVEL and not scale.low <= row.value <= scale.high:
        raise NotComputable("the printed value lies outside its scale")
    return scale


def _spread(row: Outcome, kind: str, n: int) -> tuple[float, str]:
    """Return the SD in printed units, and a note where it rests on a figure that is rough or off centre."""
    if kind == "sd" and row.sd is not None:
        if not row.sd > 0:
            raise NotComputable("the printed standard deviation is not above zero")
        return row.sd, ""
    if kind == "se" and row.se is not None:
        return effects.sd_from_se(row.se, n), rough(row.se)
    if kind == "ci" and row.ci_low is not None and row.ci_high is not None:
        note = effects.centred(row.value, row.ci_low, row.ci_high)
        return effects.sd_from_interval(row.ci_low, row.ci_high, n), note
    raise NotComputable(NO_SPREAD)
