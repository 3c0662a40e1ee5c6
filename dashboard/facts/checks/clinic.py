"""A clinic's measures are those of the evidence: same range, same direction. It must not know a clinic's scores."""

from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records

BINS = 10
CHANGE_COLUMNS = ("low_back_measure_id", "neck_measure_id")


def clinic_measures_agree(records: Records) -> Tally:
    """Find a clinic's measure whose range, direction or domain is not that of the change it cites, or has no change."""
    tally = Tally("measures")
    known = {row.fact.measure_id: row.fact for row in records.facts("measures")}
    for row in records.facts("clinic_measures"):
        mine = row.fact
        tally.test(mine.bins == BINS, row, "bins", "a histogram has 10 equal parts", (str(BINS),))
        cited = [(column, getattr(mine, column)) for column in CHANGE_COLUMNS if getattr(mine, column)]
        tally.test(bool(cited), row, CHANGE_COLUMNS[0], "no change that matters stands behind its range")
        for column, name in cited:
            theirs = known.get(name)
            if theirs is None:
                tally.test(False, row, column, f"{name!r} is no measure of measures.csv", tuple(known))
                continue
            for field in ("domain", "min", "max", "direction"):
                expected = getattr(theirs, field)
                problem = f"measures.csv has {expected} for {name}"
                tally.test(getattr(mine, field) == expected, row, field, problem, (str(expected),))
            tally.test(theirs.mcid_absolute is not None, row, column, f"{name} has no change in scale points")
    return tally
