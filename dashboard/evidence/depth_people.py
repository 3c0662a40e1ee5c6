"""Whom a measured depth was measured in, and with what needle, in words. It must not know the figures."""

import re

from dashboard.facts.points import MeasuredDepth

# A group that is the study itself; any other is a part of it.
WHOLE_GROUPS = frozenset({"", "all", "mixed"})
OWN_NUMBER = re.compile(r"\(n\s*=\s*(\d+)\)")
STRAIGHT = "needle straight"


def is_of_whole_study(row: MeasuredDepth) -> bool:
    """Tell whether `n` counts the whole study although the row is about one group of its people.

    So it is where the row says so, where the group's text has a number of its own, or where one sex stands before a
    population of both.
    """
    if row.group in WHOLE_GROUPS:
        return False
    both = row.group in ("male", "female") and {"men", "women"} <= set(row.population.split())
    said = "whole study" in f"{row.population} {row.note}"
    return said or both or OWN_NUMBER.search(row.group) is not None


def group_words(row: MeasuredDepth) -> str:
    """Name the group a figure belongs to; '' where it is everybody."""
    return "" if row.group in WHOLE_GROUPS else row.group


def people_words(row: MeasuredDepth) -> str:
    """Say how many people: 'n = 52' of those the figure is about, 'of 140 in the study' where it counts them all."""
    if not row.n:
        return "number of people not given"
    own = OWN_NUMBER.search(row.group)
    if own and int(own[1]) == row.n:
        return ""
    return f"of {row.n} in the study" if is_of_whole_study(row) else f"n = {row.n}"


def needle_words(row: MeasuredDepth) -> str:
    """Say that a figure holds for a straight needle, where the row says so; '' where it is silent."""
    straight = STRAIGHT in row.structure.lower() or row.note.lower().startswith("straight needle")
    return STRAIGHT if straight else ""


def structure_words(row: MeasuredDepth) -> str:
    """Name the structure measured to, with the straight needle where the row speaks of one; '' where neither is."""
    needle = "" if STRAIGHT in row.structure.lower() else needle_words(row)
    return ", ".join(part for part in (row.structure, needle) if part)
