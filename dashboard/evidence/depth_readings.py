"""What the sources of a point's depth say together: agree, differ, reach a measured depth, or stay silent.

It must not know pictures. Each word follows from a rule below and never from an opinion on how deep to go.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from dashboard.evidence.depth_people import needle_words
from dashboard.evidence.depths import (
    DANGER,
    TEXT,
    DangerDepth,
    SourceDepth,
    measure_kind,
    measure_words,
    smallest_danger_depth,
    source_depths,
)
from dashboard.evidence.numbers import plain
from dashboard.evidence.source_names import short_name
from dashboard.facts.sources import Source
from dashboard.facts.store import PointFacts

AGREE = "agree"
DIFFER_DEPTH = "differ in depth"
DIFFER_ANGLE = "differ in angle"
REACHES = "upper band reaches a measured depth"
ONE_SOURCE = "one source only"
NOT_REPORTED = "not reported"
WORDS = (REACHES, DIFFER_DEPTH, DIFFER_ANGLE, AGREE, ONE_SOURCE, NOT_REPORTED)

# A needle that runs under the skin: its printed figure is a length along the skin and reaches no depth.
ALONG_THE_SKIN = "transverse"


@dataclass(frozen=True, slots=True)
class Reading:
    """One of `WORDS` and the sentence that says why it holds for this point."""

    word: str
    sentence: str


def trial_ids(point_facts: PointFacts) -> frozenset[str]:
    """Give the ids of the trials that needled the point."""
    return frozenset(row.study_id for row in point_facts.trial_points)


def depths_of(point_facts: PointFacts, sources: Mapping[str, Source]) -> tuple[SourceDepth, ...]:
    """Give the point's depths, one entry per source and statement."""
    return source_depths(point_facts.needling, trial_ids(point_facts), sources)


def deep_ends_differ(one: SourceDepth, other: SourceDepth) -> bool:
    """Say whether two deep ends differ: true where no length of the cun within 20 to 23 mm could make them equal.

    The deep end decides the risk, so the shallow end is not compared. Entries without a deep end do not differ.
    """
    if one.band is None or other.band is None or one.band.high is None or other.band.high is None:
        return False
    return one.band.high < other.band.high_least or other.band.high < one.band.high_least


def angles_differ(one: SourceDepth, other: SourceDepth) -> bool:
    """Say whether two printed angles exclude each other; 'perpendicular/oblique' allows both."""
    return bool(one.angle and other.angle) and not set(one.angle.split("/")) & set(other.angle.split("/"))


def reaching(entries: Iterable[SourceDepth], danger: DangerDepth | None) -> tuple[SourceDepth, ...]:
    """Give the entries whose deep end, at 23 mm a cun, reaches the smallest published danger depth.

    A slanting needle is compared by its length, as if it went straight in: the careful reading. A needle under
    the skin (transverse) is left out.
    """
    if danger is None:
        return ()
    return tuple(
        entry
        for entry in entries
        if entry.angle != ALONG_THE_SKIN and entry.band and entry.band.high is not None and entry.band.high >= danger.mm
    )


def danger_words(danger: DangerDepth, sources: Mapping[str, Source]) -> str:
    """Say the smallest published danger depth with what, who, how and from where."""
    row = danger.row
    kind = "the smallest seen" if danger.which == "smallest" else "a mean, so some people have less"
    who = ", ".join(part for part in (row.group, row.method, needle_words(row)) if part)
    second_hand = ", second-hand" if row.status == "secondary" else ""
    return (
        f"{plain(danger.mm)} mm, {measure_words(row.measure)} ({kind}; {who}; "
        f"{short_name(row.sources, sources)}{second_hand})"
    )


def readings(point_facts: PointFacts, sources: Mapping[str, Source]) -> tuple[Reading, ...]:
    """Give the words that hold for a point, the gravest first; always at least one."""
    entries = [entry for entry in depths_of(point_facts, sources) if entry.band or entry.angle]
    with_figure = [entry for entry in entries if entry.band]
    if not with_figure:
        return (Reading(NOT_REPORTED, "No source we have prints a depth for this point."),)
    found = [
        reading
        for reading in (
            _reaches(with_figure, smallest_danger_depth(point_facts.measured_depths), sources),
            _differ_in_depth(with_figure, sources),
            _differ_in_angle(entries, sources),
        )
        if reading
    ]
    ended = {entry.sources: entry for entry in with_figure if entry.band.high is not None}
    if len(ended) == 1:
        name = short_name(next(iter(ended)), sources)
        found.append(Reading(ONE_SOURCE, f"Only one source prints how deep to go: {name}."))
    elif ended and not any(reading.word in (DIFFER_DEPTH, DIFFER_ANGLE) for reading in found):
        found.append(_agree(entries))
    return tuple(found) or (Reading(NOT_REPORTED, "No source we have prints how deep to go at this point."),)


def _agree(entries: list[SourceDepth]) -> Reading:
    angled = len({entry.sources for entry in entries if entry.angle})
    tail = " and in the angle" if angled > 1 else "; only one prints an angle" if angled else "; none prints an angle"
    return Reading(AGREE, f"Sources agree in how deep they go{tail}.")


def _reaches(entries: list[SourceDepth], danger: DangerDepth | None, sources: Mapping[str, Source]) -> Reading | None:
    found = reaching(entries, danger)
    if not found:
        return None
    who = "; ".join(dict.fromkeys(f"{short_name(entry.sources, sources)} ({entry.printed})" for entry in found))
    return Reading(REACHES, f"The deep end reaches {danger_words(danger, sources)}: {who}.")


def _differ_in_depth(entries: list[SourceDepth], sources: Mapping[str, Source]) -> Reading | None:
    """Compare books among themselves first, and only if they do not differ bring in the trials."""
    texts = [entry for entry in entries if entry.group == TEXT]
    who = "Trials" if not texts else "Trials and texts"
    for group, subject in ((texts, "Texts"), (entries, who)):
        if any(deep_ends_differ(one, other) for one, other in combinations(group, 2)):
            ended = [entry for entry in group if entry.band and entry.band.high is not None]
            least, most = min(ended, key=lambda entry: entry.band.high), max(ended, key=lambda entry: entry.band.high)
            sentence = (
                f"{subject} differ in depth: the deepest they go runs from {_end(least)} "
                f"({short_name(least.sources, sources)}) to {_end(most)} ({short_name(most.sources, sources)})."
            )
            return Reading(DIFFER_DEPTH, sentence)
    return None


def _end(entry: SourceDepth) -> str:
    return entry.printed.rsplit(" to ", 1)[-1].removeprefix("up to ")


def _differ_in_angle(entries: list[SourceDepth], sources: Mapping[str, Source]) -> Reading | None:
    if not any(angles_differ(one, other) for one, other in combinations(entries, 2)):
        return None
    by_angle: dict[str, list[str]] = {}
    for entry in entries:
        if entry.angle:
            by_angle.setdefault(entry.angle, []).append(short_name(entry.sources, sources))
    parts = (f"{angle.replace('/', ' or ')} ({', '.join(dict.fromkeys(names))})" for angle, names in by_angle.items())
    return Reading(DIFFER_ANGLE, f"Sources differ in angle: {'; '.join(parts)}.")


def unknowns(point_facts: PointFacts, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Say what we do not know about the point's needling, one sentence each."""
    entries = [entry for entry in depths_of(point_facts, sources) if entry.band or entry.angle]
    danger_rows = [row for row in point_facts.measured_depths if measure_kind(row) == DANGER]
    found = []
    if not danger_rows:
        found.append("No measured depth to a structure at risk at this point is in our data.")
    else:
        groups = dict.fromkeys(row.population for row in danger_rows if row.population)
        if groups:
            found.append(f"Measured only in: {'; '.join(groups)}. Other people may differ.")
        if all(row.min_mm is None for row in danger_rows):
            found.append("The measurements we have print means and no smallest value.")
    if not any(entry.band for entry in entries):
        found.append("No source we have prints a depth.")
    elif len({entry.sources for entry in entries if entry.band and entry.band.high is not None}) == 1:
        found.append("Only one source prints how deep to go, so nothing checks it.")
    if not any(entry.angle for entry in entries):
        found.append("No source we have prints an angle.")
    found += [
        f"A misprint, as we read it: {note.text}" for note in point_facts.location_notes if note.kind == "misprint"
    ]
    if not point_facts.point.clinician_reviewed:
        found.append("No clinician has reviewed this entry.")
    return tuple(found)
