"""An invented clinic, so that the room can be seen without a patient: every number here is made up and printed.

It must not know any trial's figures: nothing of it is evidence. The same parameters always give the same rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.outcomes import columns, rules
from dashboard.outcomes.columns import AGE_BANDS, EVENTS, QUESTIONS, SCALE, SEXES
from dashboard.outcomes.cube import (
    ADVERSE_KEY,
    ADVERSE_STATISTICS,
    ANY_EVENT,
    ANY_POINT,
    BINS,
    GROUP_KEY,
    KEY,
    STATISTICS,
    Cube,
    Manifest,
    build,
    save,
)
from dashboard.outcomes.scales import Scales, scales_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dashboard.facts import Facts

FOLDER = "outcomes/demo"
LOW_BACK = {
    "BL23": 0.62, "BL25": 0.55, "BL40": 0.48, "GV4": 0.4, "GB30": 0.34, "BL60": 0.3, "GV3": 0.26, "BL26": 0.2,
    "EX-B2_L": 0.2, "GB34": 0.16, "BL57": 0.14, "BL24": 0.12, "KI3": 0.1, "BL32": 0.07, "BL20": 0.05, "SP6": 0.02,
}  # fmt: skip
UPPER_BACK = {
    "GB21": 0.6, "GB20": 0.58, "BL10": 0.45, "SI3": 0.34, "GV14": 0.34, "BL11": 0.26, "SI11": 0.24, "TE5": 0.2,
    "LI4": 0.2, "SI14": 0.16, "SI15": 0.14, "BL12": 0.1, "BL13": 0.08, "SI13": 0.06, "BL42": 0.03,
}  # fmt: skip


@dataclass(frozen=True)
class Complaint:
    """The invented patients of one question: shares of points, function measure, start and fall by the last week.

    Pain (0-10) and function (0-100 or 0-50) are mean, SD and fall of the mean, in scale points.
    """

    share: float
    points: Mapping[str, float]
    function: str
    pain: tuple[float, float, float]
    disability: tuple[float, float, float]


@dataclass(frozen=True)
class DemoClinic:
    """The parameters of the invented clinic; `parameters` says each in words. `lost` is the share without a score."""

    seed: int = 20_240
    episodes: int = 3000
    clinics: Mapping[str, float] = field(default_factory=lambda: {"north": 0.5, "river": 0.3, "south": 0.2})
    ages: tuple[float, ...] = (0.18, 0.26, 0.29, 0.2, 0.07)
    sexes: tuple[float, ...] = (0.6, 0.395, 0.005)
    first_month: tuple[int, int] = (2023, 1)
    months: int = 24
    lost: Mapping[int, float] = field(default_factory=lambda: {1: 0.13, 4: 0.22, 12: 0.34, 24: 0.48})
    speed: float = 6.0
    complaints: Mapping[str, Complaint] = field(
        default_factory=lambda: {
            "acute_lbp": Complaint(0.27, LOW_BACK, "odi", (6.2, 1.7, 3.6), (41, 14, 22)),
            "chronic_lbp": Complaint(0.45, LOW_BACK, "odi", (5.8, 1.7, 2.0), (36, 13, 10)),
            "upper_back_neck": Complaint(0.28, UPPER_BACK, "ndi", (5.6, 1.7, 2.3), (17, 6, 6)),
        }
    )
    events: Mapping[str, float] = field(
        default_factory=lambda: {"soreness": 0.06, "bleeding_bruise": 0.045, "faint": 0.006, "other": 0.003}
    )


def parameters(clinic: DemoClinic = DemoClinic()) -> list[tuple[str, str]]:
    """Return every parameter as (name, value) in words, for the page that shows the invented clinic."""
    first = columns_month(clinic, 0), columns_month(clinic, clinic.months - 1)
    told = [
        ("what it is", "invented by a random generator; no patient, no clinic, no evidence"),
        ("seed", str(clinic.seed)),
        ("courses of treatment", str(clinic.episodes)),
        ("began", f"{first[0]} to {first[1]}"),
        ("clinics", _shares(clinic.clinics)),
        ("age", _shares(dict(zip(AGE_BANDS, clinic.ages, strict=True)))),
        ("sex", _shares(dict(zip(SEXES, clinic.sexes, strict=True)))),
        ("without a score by week", _shares({f"week {week}": share for week, share in clinic.lost.items()})),
        ("pace", f"the mean falls as 1 - exp(-weeks / {clinic.speed:g})"),
        ("adverse events per course", _shares(clinic.events)),
    ]
    for question, one in clinic.complaints.items():
        told += [
            (f"{question}: share of courses", _per_cent(one.share)),
            (f"{question}: pain 0-10", _course(one.pain)),
            (f"{question}: {one.function}", _course(one.disability)),
            (f"{question}: points", _shares(one.points)),
        ]
    return told


def _per_cent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _shares(shares: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {_per_cent(share)}" for name, share in shares.items())


def _course(course: tuple[float, float, float]) -> str:
    return f"starts at {course[0]:g} (SD {course[1]:g}), falls by {course[2]:g} in the end"


def columns_month(clinic: DemoClinic, after: int) -> str:
    """Return the month so many after the first, as YYYY-MM."""
    year, month = clinic.first_month
    return f"{year + (month - 1 + after) // 12}-{(month - 1 + after) % 12 + 1:02d}"


class Rows:
    """The rows of an invented clinic, as arrays with one entry an episode. They are never kept by the web app."""

    def __init__(self, clinic: DemoClinic = DemoClinic()) -> None:
        self.clinic = clinic
        draw = np.random.Generator(np.random.PCG64(clinic.seed))
        count = clinic.episodes
        self.weeks = (0, *clinic.lost)
        self.question = draw.choice(len(QUESTIONS), count, p=[clinic.complaints[q].share for q in QUESTIONS])
        self.age = draw.choice(len(AGE_BANDS), count, p=clinic.ages)
        self.sex = draw.choice(len(SEXES), count, p=clinic.sexes)
        self.group = draw.choice(len(clinic.clinics), count, p=list(clinic.clinics.values()))
        self.month = draw.integers(clinic.months, size=count)
        self.codes = tuple(sorted({code for one in clinic.complaints.values() for code in one.points}))
        self.needled = self._needled(draw)
        self.present = self._present(draw)
        self.scores = self._scores(draw)
        self.events = {name: draw.random(count) < share for name, share in clinic.events.items()}

    def _needled(self, draw: np.random.Generator) -> NDArray:
        """Return (episodes, codes): which points were needled; who would have none gets the commonest."""
        shares = np.array(
            [[self.clinic.complaints[q].points.get(code, 0.0) for code in self.codes] for q in QUESTIONS]
        )[self.question]
        needled = draw.random(shares.shape) < shares
        none = ~needled.any(axis=1)
        needled[none, shares[none].argmax(axis=1)] = True
        return needled

    def _present(self, draw: np.random.Generator) -> NDArray:
        """Return (episodes, weeks): who has scores. All do at the start; who is lost once is likelier so again."""
        steady = draw.random(len(self.question))
        lost = np.array([0.0, *self.clinic.lost.values()])
        shape = (len(steady), len(lost))
        again = draw.random(shape) < 0.75
        return np.where(again, steady[:, None], draw.random(shape)) >= lost

    def _scores(self, draw: np.random.Generator) -> dict[str, NDArray]:
        """Return by measure (episodes, weeks): scores in hundredths, -1 where the measure is not asked."""
        count = len(self.question)
        complaints = [self.clinic.complaints[q] for q in QUESTIONS]
        own, luck = draw.normal(size=count), draw.normal(size=(count, len(self.weeks)))
        pace = 1 - np.exp(-np.array(self.weeks) / self.clinic.speed)
        scores = {}
        for measure, top, step in (("nrs", 10, 1), ("odi", 100, 2), ("ndi", 50, 1)):
            course = np.array([one.pain if measure == "nrs" else one.disability for one in complaints])[self.question]
            asked = np.array([measure in ("nrs", one.function) for one in complaints])[self.question]
            start, spread, fall = course.T
            mean = start[:, None] + spread[:, None] * (0.8 * own[:, None] + 0.6 * luck) - fall[:, None] * pace
            score = np.clip(np.round(mean / step) * step, 0, top).astype(np.int64) * SCALE
            scores[measure] = np.where(asked[:, None], score, -1)
        return scores

    @cached_property
    def episode(self) -> list[str]:
        """Ids of the episodes."""
        return [f"demo-{number:05d}" for number in range(len(self.question))]

    def table(self) -> Iterator[tuple[Any, ...]]:
        """Yield the lines of the row file, in the order of `columns.ROWS`."""
        groups = list(self.clinic.clinics)
        for n, name in enumerate(self.episode):
            points = ";".join(code for code, has in zip(self.codes, self.needled[n], strict=True) if has)
            first = (name, groups[self.group[n]], columns_month(self.clinic, int(self.month[n])))
            first += (QUESTIONS[self.question[n]], AGE_BANDS[self.age[n]], SEXES[self.sex[n]], points)
            for measure, scores in self.scores.items():
                for place, week in enumerate(self.weeks):
                    if self.present[n, place] and scores[n, place] >= 0:
                        yield (*first, min(week, 12), measure, week, f"{scores[n, place] / SCALE:g}")

    def adverse(self) -> Iterator[tuple[str, str, str]]:
        """Yield the lines of the file of adverse events; none is serious."""
        for event, happened in self.events.items():
            yield from ((self.episode[n], event, "no") for n in np.flatnonzero(happened))


def write_rows(path: Path, adverse: Path | None = None, clinic: DemoClinic = DemoClinic()) -> None:
    """Write the invented rows as a clinic would: a row file and, if wanted, a file of adverse events."""
    rows = Rows(clinic)
    for file, header, lines in ((path, columns.ROWS, rows.table()), (adverse, columns.ADVERSE, rows.adverse())):
        if file is not None:
            with file.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(header)
                writer.writerows(lines)


def cube(facts: Facts, clinic: DemoClinic = DemoClinic()) -> Cube:
    """Add the invented rows up in numpy, without an engine. It equals the cube of an import of `write_rows`."""
    import pyarrow as pa

    rows, scales = Rows(clinic), scales_of(facts)
    who = np.concatenate([np.arange(len(rows.question)), np.nonzero(rows.needled)[0]])
    point = np.concatenate([np.zeros(len(rows.question), dtype=int), np.nonzero(rows.needled)[1] + 1])
    outcomes = _outcomes(rows, scales, who, point)
    adverse = _adverse(rows, who, point)
    good = sum(int((rows.present & (scores >= 0)).sum()) for scores in rows.scores.values())
    manifest = Manifest(
        created="invented",
        engine=f"numpy, seed {clinic.seed}",
        rows_good=good,
        rows_bad=0,
        episodes=len(rows.question),
        without_start=0,
        adverse_good=sum(int(happened.sum()) for happened in rows.events.values()),
        adverse_bad=0,
        months=(columns_month(clinic, int(rows.month.min())), columns_month(clinic, int(rows.month.max()))),
        rules=rules.fingerprint(),
        facts=scales.fingerprint(),
        demo=True,
        parameters=dict(parameters(clinic)),
    )
    return build(pa.table(outcomes), pa.table(adverse), manifest)


def _words(rows: Rows) -> dict[str, tuple[NDArray, tuple[str, ...]]]:
    return {
        "question": (rows.question, QUESTIONS),
        "age_band": (rows.age, AGE_BANDS),
        "sex": (rows.sex, SEXES),
        "clinic_group": (rows.group, tuple(rows.clinic.clinics)),
    }


def _outcomes(rows: Rows, scales: Scales, who: NDArray, point: NDArray) -> dict[str, list]:
    words = {"point": (point, (ANY_POINT, *rows.codes))}
    words |= {name: (numbers[who], names) for name, (numbers, names) in _words(rows).items()}
    told: dict[str, list] = {name: [] for name in (*KEY, *STATISTICS)}
    for scale in (scale for scale in scales.scales if scale.measure in rows.scores):
        scores = rows.scores[scale.measure]
        for place, week in enumerate(rows.weeks):
            there = (rows.present[:, place] & (scores[:, place] >= 0))[who]
            started = (scores[:, 0] >= 0)[who]
            statistics = _statistics(rows, scale, scores, place)[who] * there[:, None]
            cells, sums = _summed([numbers for numbers, _ in words.values()], started, statistics)
            kept = sums[:, 1] > 0
            for name, numbers in zip(words, cells[:, kept], strict=True):
                told[name] += [words[name][1][number] for number in numbers]
            told["measure"] += [scale.measure] * int(kept.sum())
            told["week"] += [week] * int(kept.sum())
            for name, values in zip(STATISTICS, sums[kept].T, strict=True):
                told[name] += values.tolist()
    return told


def _statistics(rows: Rows, scale: Any, scores: NDArray, place: int) -> NDArray:  # noqa: ANN401
    """Return (episodes, STATISTICS) of one measure and week, in hundredths."""
    score, start = scores[:, place], scores[:, 0]
    change = score - start
    gain = change if scale.higher_better else -change
    important = np.array(scale.important)[rows.question]
    part = np.minimum((score - scale.low) * BINS // (scale.high - scale.low), BINS - 1)
    ones = np.ones_like(score)
    return np.stack(
        [
            ones,
            ones,
            score,
            score**2,
            change,
            change**2,
            (start > 0) & (100 * gain >= 30 * start),
            (start > 0) & (100 * gain >= 50 * start),
            gain >= important,
            *(part == number for number in range(BINS)),
        ],
        axis=1,
    ).astype(np.int64)


def _summed(keys: list[NDArray], chosen: NDArray, statistics: NDArray) -> tuple[NDArray, NDArray]:
    """Add the chosen up by key: (keys, groups) and (groups, statistics), the first of which counts the chosen."""
    shape = tuple(int(key.max()) + 1 for key in keys)
    code = np.ravel_multi_index(tuple(keys), shape)[chosen]
    groups, place = np.unique(code, return_inverse=True)
    sums = np.zeros((len(groups), statistics.shape[1]), dtype=np.int64)
    np.add.at(sums, place, statistics[chosen])
    sums[:, 0] = np.bincount(place, minlength=len(groups))
    return np.array(np.unravel_index(groups, shape)), sums


def _adverse(rows: Rows, who: NDArray, point: NDArray) -> dict[str, list]:
    words = {"point": (point, (ANY_POINT, *rows.codes))}
    words |= {name: (numbers[who], names) for name, (numbers, names) in _words(rows).items()}
    happened = np.stack([rows.events.get(event, np.zeros(len(rows.question), dtype=bool)) for event in EVENTS], axis=1)
    every = np.concatenate([happened.any(axis=1)[:, None], happened.sum(axis=1)[:, None], happened], axis=1)
    everyone = np.ones(len(who), dtype=bool)
    keys = [words[name][0] for name in GROUP_KEY]
    cells, sums = _summed(keys, everyone, np.concatenate([np.ones((len(who), 1)), every[who]], axis=1).astype(np.int64))
    told: dict[str, list] = {name: [] for name in (*ADVERSE_KEY, *ADVERSE_STATISTICS)}
    for number, (size, with_any, events, *kinds) in enumerate(sums.tolist()):
        group = [words[name][1][cells[place, number]] for place, name in enumerate(GROUP_KEY)]
        lines = [(ANY_EVENT, ANY_EVENT, size, size, with_any, events)]
        lines += [(EVENTS[n], "no", 0, 0, kind, kind) for n, kind in enumerate(kinds) if kind]
        for line in lines:
            for name, value in zip(told, (*group, *line), strict=True):
                told[name].append(value)
    return told


def write(facts: Facts, folder: Path) -> Manifest:
    """Write the demo cube into a folder, over an older one; the bytes are always the same."""
    folder.mkdir(parents=True, exist_ok=True)
    return save(cube(facts), folder)
