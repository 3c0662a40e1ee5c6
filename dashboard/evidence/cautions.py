"""The warnings that belong to a point: cautions by severity, published injuries near it, pregnancy from both sides.

It must not know pictures, and it never turns a list of published cases into a risk.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from dashboard.evidence.body_regions import region_of
from dashboard.evidence.depths import codes_named
from dashboard.facts.points import Caution, Injury, Point
from dashboard.facts.store import PointFacts
from dashboard.facts.trials import Trial, TrialPoint
from dashboard.facts.vocabulary import CAUTION_KINDS, GENERAL_REGIONS, SEVERITIES

KIND_WORDS: Mapping[str, str] = {
    "lung": "Lung",
    "kidney": "Kidney",
    "spinal_canal": "Spinal canal",
    "vertebral_artery": "Vertebral artery and medulla",
    "vessel": "Blood vessels",
    "nerve": "Nerves",
    "abdomen": "Belly organs",
    "pelvis": "Pelvic organs",
    "joint": "Joints",
    "pregnancy": "Pregnancy",
    "infection": "Infection",
}
SEVERITY_WORDS: Mapping[str, str] = {
    "grave": "serious if it happens",
    "serious": "can do harm",
    "note": "good to know",
}

REVIEWS_OF_PREGNANCY = frozenset({"carr2015"})
AT_POINT, NAMED, SAME_REGION = "at this point", "around this point", "in this region"


def _in(*regions: str) -> Callable[[Point], bool]:
    return lambda point: region_of(point) in regions


def _low_spine(point: Point) -> bool:
    return region_of(point) in ("paraspinal", "kidney") or (point.level.startswith("L") and point.area != "upper back")


# Where an injury names no point, its words decide which points it is shown at; one rule for each INJURY_REGIONS.
REGION_MATCH: Mapping[str, Callable[[Point], bool]] = {
    "top of the shoulder": _in("shoulder_top"),
    # Lungs punctured at points that are not named: shown where the top of the lung is near, not below the skull.
    "neck and shoulder": _in("shoulder_top", "neck"),
    "neck": _in("neck"),
    "back": _in("lung"),
    "chest": _in("lung"),
    "beside the mid neck": _in("neck"),
    "neck, C2 to C5": _in("neck", "neck_midline"),
    "beside the neck": _in("neck"),
    "beside the lumbar spine": _in("paraspinal", "kidney"),
    "beside the lumbar and neck spine": _in("paraspinal", "kidney", "neck"),
    "lumbar": _low_spine,
    "flank": _in("kidney", "flank"),
    "behind the knee, around BL40": lambda point: point.area == "popliteal fossa",
}


@dataclass(frozen=True, slots=True)
class CautionGroup:
    """All cautions of one kind at a point; `severity` is the gravest among them."""

    kind: str
    label: str
    severity: str
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class NearbyInjury:
    """A published injury and why it is shown: `AT_POINT`, `NAMED` in its region's words, or `SAME_REGION`."""

    injury: Injury
    where: str


@dataclass(frozen=True, slots=True)
class PregnancyTrial:
    """A trial in pregnant women and the row of this point: fixed (all had it), menu or optional (some)."""

    trial: Trial
    row: TrialPoint

    @property
    def role(self) -> str:
        """How the point stood in the prescription."""
        return self.row.role


@dataclass(frozen=True, slots=True)
class Pregnancy:
    """What is advised (WHO, tradition, our extension of it) beside what was found (reviews, trials)."""

    advice: tuple[Caution, ...]
    reviews: tuple[Caution, ...]
    trials: tuple[PregnancyTrial, ...]


def _rank(caution: Caution) -> tuple[int, int]:
    return SEVERITIES.index(caution.severity), CAUTION_KINDS.index(caution.kind)


def cautions_for(point_facts: PointFacts) -> tuple[Caution, ...]:
    """Give a point's cautions, the gravest first, then by kind; pregnancy stands apart in `pregnancy_for`."""
    return tuple(sorted((row for row in point_facts.cautions if row.kind != "pregnancy"), key=_rank))


def caution_groups(point_facts: PointFacts) -> tuple[CautionGroup, ...]:
    """Give the same cautions by kind, the kind with the gravest caution first."""
    groups: dict[str, list[Caution]] = {}
    for row in cautions_for(point_facts):
        groups.setdefault(row.kind, []).append(row)
    return tuple(CautionGroup(kind, KIND_WORDS[kind], rows[0].severity, tuple(rows)) for kind, rows in groups.items())


def injuries_for(point_facts: PointFacts, injuries: Iterable[Injury]) -> tuple[NearbyInjury, ...]:
    """Give published injuries at the point, around it, then in its region; `injuries` is the whole table.

    A row with a point of its own is shown there and nowhere else, whatever its region says. Raises ValueError for
    a region that no rule covers.
    """
    found = [NearbyInjury(row, where) for row in injuries if (where := _where(row, point_facts.point))]
    return tuple(sorted(found, key=lambda near: (AT_POINT, NAMED, SAME_REGION).index(near.where)))


def _where(row: Injury, point: Point) -> str:
    if row.code:
        return AT_POINT if row.code == point.code else ""
    if row.region in GENERAL_REGIONS:
        return ""
    named = codes_named(row.region)
    if point.code in named:
        return NAMED
    if row.region in REGION_MATCH:
        return SAME_REGION if REGION_MATCH[row.region](point) else ""
    if named:
        return ""
    raise ValueError(f"injuries.csv: no rule for region {row.region!r}; valid: {', '.join(REGION_MATCH)}")


def injury_words(injury: Injury) -> str:
    """Say an injury with its count of people: 'both lungs punctured at the tip (1 case)'."""
    if injury.cases is None:
        return f"{injury.event} (no count given)"
    return f"{injury.event} ({injury.cases} {'case' if injury.cases == 1 else 'cases'})"


def pregnancy_for(point_facts: PointFacts, trials: Mapping[str, Trial]) -> Pregnancy | None:
    """Put advice for pregnancy beside what reviews and trials found; None where there is neither.

    A trial counts if its condition is one of pregnancy and it needled the point.
    """
    used_in: dict[str, TrialPoint] = {}
    for row in point_facts.trial_points:
        trial = trials.get(row.study_id)
        if trial and trial.condition.startswith("pregnancy"):
            used_in.setdefault(row.study_id, row)
    rows = sorted((row for row in point_facts.cautions if row.kind == "pregnancy"), key=_rank)
    # A caution that only says that a trial used the point is said by the trial itself.
    rows = [row for row in rows if not used_in.keys() & set(row.sources)]
    reviews = tuple(row for row in rows if REVIEWS_OF_PREGNANCY & set(row.sources))
    advice = tuple(row for row in rows if row not in reviews)
    used = tuple(PregnancyTrial(trials[name], row) for name, row in used_in.items())
    return Pregnancy(advice, reviews, used) if advice or reviews or used else None
