"""The columns of a clinic's row file and the closed lists of words they use, each in its one home.

It must not know how a file is read or how a rule is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

QUESTIONS = ("acute_lbp", "chronic_lbp", "upper_back_neck")
AGE_BANDS = ("18-34", "35-49", "50-64", "65-79", "80+")
SEXES = ("female", "male", "other")
EVENTS = (
    "soreness",
    "bleeding_bruise",
    "faint",
    "needle_stuck_broken",
    "infection",
    "pneumothorax",
    "nerve_injury",
    "other",
)
YES_NO = ("yes", "no")
LAST_WEEK = 260
MOST_SESSIONS = 200
MOST_POINTS = 40
LONGEST_ID = 40
LONGEST_CELL = 1000
SCALE = 100  # scores are held in hundredths
OTHER_GROUP = "other"

ID = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_ID}}}", re.ASCII)

# Column and its meaning in words: one measurement a row.
ROWS = {
    "episode": f"id of one course of treatment that says nothing of the person: 1 to {LONGEST_ID} of A-Z a-z 0-9 _ -",
    "clinic": "id of the clinic, of the same signs",
    "month": "month in which the treatment began, as YYYY-MM",
    "question": f"what was treated: {', '.join(QUESTIONS)}",
    "age_band": f"age at the start: {', '.join(AGE_BANDS)}",
    "sex": ", ".join(SEXES),
    "points": f"codes of this atlas joined by ; such as BL23;GV4, 1 to {MOST_POINTS}, each once",
    "sessions": f"sessions so far: a whole number from 0 to {MOST_SESSIONS}",
    "measure": "a measure of data/outcomes/clinic_measures.csv",
    "week": f"weeks since the start: a whole number from 0 (the baseline) to {LAST_WEEK}",
    "score": "a number within the range of the measure, with at most two decimals",
}
ATTRIBUTES = ("clinic", "month", "question", "age_band", "sex", "points")
ADVERSE = {
    "episode": "id of an episode of the row files",
    "event": ", ".join(EVENTS),
    "serious": "yes or no",
}
GROUPS = {"clinic": "id of a clinic of the row files", "group": f"the name to show instead; {OTHER_GROUP} for the rest"}

# Parts of a header that give a person away. They are refused before a single row is read.
PERSONAL = (
    ("birth", "dates of birth", "give age_band"),
    ("dob", "dates of birth", "give age_band"),
    ("geburt", "dates of birth", "give age_band"),
    ("name", "names", "an opaque episode id is enough"),
    ("initials", "names", "an opaque episode id is enough"),
    ("address", "addresses", "they are not needed"),
    ("street", "addresses", "they are not needed"),
    ("postcode", "addresses", "they are not needed"),
    ("zip", "addresses", "they are not needed"),
    ("phone", "telephone numbers", "they are not needed"),
    ("mobile", "telephone numbers", "they are not needed"),
    ("mail", "mail addresses", "they are not needed"),
    ("insurance", "insurance numbers", "they are not needed"),
    ("policy", "insurance numbers", "they are not needed"),
    ("nhs", "patient numbers", "an opaque episode id is enough"),
    ("ssn", "patient numbers", "an opaque episode id is enough"),
    ("patient", "patient numbers", "an opaque episode id is enough"),
    ("note", "free text", "it may name a person"),
    ("comment", "free text", "it may name a person"),
    ("remark", "free text", "it may name a person"),
    ("text", "free text", "it may name a person"),
    ("history", "free text", "it may name a person"),
    ("description", "free text", "it may name a person"),
)


def header_fault(found: Iterable[str], wanted: Iterable[str]) -> str:
    """Return what is wrong with a file's columns, in one sentence, or "" when they are exactly those wanted."""
    found, wanted = list(found), list(wanted)
    valid = f"valid: {', '.join(wanted)}"
    strangers = [name for name in found if name not in wanted]
    for name in strangers:
        for part, what, instead in PERSONAL:
            if part in name.lower():
                return f"the column {shown(name)} is refused: this importer takes no {what} ({instead}); {valid}"
    if strangers:
        return f"the column {shown(strangers[0])} is unknown; {valid}"
    twice = [name for name in wanted if found.count(name) > 1]
    if twice:
        return f"the column {twice[0]} stands there twice; {valid}"
    missing = [name for name in wanted if name not in found]
    return f"the column {', '.join(missing)} is missing; {valid}" if missing else ""


def bad_group(name: str) -> bool:
    """Tell whether a name in a file of groups is no id."""
    return not ID.fullmatch(name)


def shown(value: str, longest: int = 40) -> str:
    """Return a value fit for a terminal: quoted, control characters visible, shortened."""
    text = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in value[: longest + 1])
    return f"'{text[:longest]}…'" if len(value) > longest else f"'{text}'"
