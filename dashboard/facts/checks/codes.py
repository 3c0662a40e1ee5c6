"""Point codes are WHO's, or extra points that are listed here. It must not know where a point lies."""

import re

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records
from dashboard.facts.tables import Row

# WHO's standard numbering, 361 points. GV29 (Yintang) of later lists is written EX-HN3 here.
CHANNEL_LENGTHS = {
    "LU": 11,
    "LI": 20,
    "ST": 45,
    "SP": 21,
    "HT": 9,
    "SI": 19,
    "BL": 67,
    "KI": 27,
    "PC": 9,
    "TE": 23,
    "GB": 44,
    "LR": 14,
    "GV": 28,
    "CV": 24,
}
# Points outside the fourteen channels that the atlas or its trials use. EX-B2 is one point beside each of 17
# vertebrae; the atlas shows its thoracic and lumbar part apart. Ashi is wherever it hurts.
EXTRA_POINTS = (
    "EX-HN3",
    "EX-HN15",
    "EX-B1",
    "EX-B2",
    "EX-B2_T",
    "EX-B2_L",
    "EX-B3",
    "EX-B4",
    "EX-B5",
    "EX-B6",
    "EX-B7",
    "EX-B8",
    "EX-B9",
    "EX-UE7",
    "EX-UE8",
    "HUANZHONG",
    "ASHI",
)
CODE = re.compile(r"([A-Z]{2})([1-9][0-9]*)", re.ASCII)
COLUMNS = (
    ("points", "code"),
    ("needling", "code"),
    ("measured_depths", "code"),
    ("cautions", "code"),
    ("injuries", "code"),
    ("location_notes", "code"),
    ("located", "code"),
    ("not_located", "code"),
    ("trial_points", "point"),
)
LISTS = ("acupoints_fixed", "acupoints_optional", "acupoints_used")


def fault_of(code: str) -> tuple[str, tuple[str, ...]] | None:
    """Return what is wrong with a code and the valid choices, or None for a sound one."""
    if code in EXTRA_POINTS:
        return None
    match = CODE.fullmatch(code)
    if match is None:
        return "neither a WHO code such as BL23 nor a listed extra point", EXTRA_POINTS
    channel, number = match[1], int(match[2])
    if channel not in CHANNEL_LENGTHS:
        return f"no channel is called {channel}", tuple(CHANNEL_LENGTHS)
    last = CHANNEL_LENGTHS[channel]
    return None if number <= last else (f"the channel ends at {channel}{last}", (f"{channel}1 to {channel}{last}",))


def codes_are_who(records: Records) -> Tally:
    """Every code has a WHO channel and a number that channel reaches, or is a listed extra point."""
    tally = Tally("codes")
    for table, column in COLUMNS:
        for row in records.rows(table):
            if row.cells[column]:
                _look(tally, row, column, row.cells[column])
    for row in records.rows("point_frequency"):
        for code in row.cells["point"].split("+"):
            _look(tally, row, "point", code)
    for row in records.rows("trials"):
        for column in LISTS:
            for code in row.cells[column].split():
                _look(tally, row, column, code)
    return tally


def _look(tally: Tally, row: Row, column: str, code: str) -> None:
    problem, valid = fault_of(code) or ("", ())
    tally.test(not problem, row, column, problem, valid)


def channels_match_codes(records: Records) -> Tally:
    """Check that a point's channel is the one in its code, and that the two midline channels lie on the midline."""
    tally = Tally("points")
    for row in records.rows("points"):
        match = CODE.fullmatch(row.cells["code"])
        expected = match[1] if match else "EX"
        tally.test(row.cells["channel"] == expected, row, "channel", f"the code says {expected}", (expected,))
        if expected in {"GV", "CV"}:
            tally.test(
                row.cells["sides"] == "midline", row, "sides", "a GV or CV point is on the midline", ("midline",)
            )
    return tally
