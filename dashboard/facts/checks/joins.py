"""Every id in a cell names a row that exists. It must not judge what that row says."""

from dashboard.facts.checks.report import Tally, near
from dashboard.facts.records import Records, parts

# table, column, the table whose key it must be, what that is called
JOINS = (
    ("needling", "code", "points", "point"),
    ("measured_depths", "code", "points", "point"),
    ("cautions", "code", "points", "point"),
    ("injuries", "code", "points", "point"),
    ("location_notes", "code", "points", "point"),
    ("located", "code", "points", "point"),
    ("trials", "condition", "conditions", "condition"),
    ("arms", "study_id", "trials", "trial"),
    ("trial_points", "study_id", "trials", "trial"),
    ("trial_needling", "study_id", "trials", "trial"),
    ("outcomes", "study_id", "trials", "trial"),
    ("contrasts", "study_id", "trials", "trial"),
    ("adverse", "study_id", "trials", "trial"),
    ("outcomes", "measure", "measure_names", "measure name"),
    ("contrasts", "measure", "measure_names", "measure name"),
    ("pool_trials", "pool_id", "pools", "pool"),
    ("pool_trials", "study_id", "trials", "trial"),
    ("pool_trials", "measure", "measure_names", "measure name"),
    ("measure_names", "measure_id", "measures", "measure"),
    ("effects", "review_id", "reviews", "review"),
)
ARM_COLUMNS = (
    ("trial_points", "arm_id"),
    ("trial_needling", "arm_id"),
    ("outcomes", "arm_id"),
    ("contrasts", "arm_id"),
    ("contrasts", "comparator_arm_id"),
    ("adverse", "arm_id"),
)


def ids_join(records: Records) -> Tally:
    """Every code, study, arm, condition, measure, review and source named by a row exists."""
    tally = Tally("ids")
    for table, column, target, what in JOINS:
        known = records.ids(target)
        if not known:
            continue  # a table without rows is named once, by its own check
        for row in records.rows(table):
            if value := row.cells[column]:
                tally.test_id(value, row, column, known, what)
    _arms(records, tally)
    _sources(records, tally)
    return tally


def _arms(records: Records, tally: Tally) -> None:
    if not records.rows("arms"):
        return
    groups = records.grouped(("arms",), "study_id")
    arms = {study: tuple(row.cells["arm_id"] for row in rows) for study, rows in groups.items()}
    for study in records.rows("trials"):
        known = arms.get(study.cells["study_id"], ())
        tally.test(bool(known), study, "study_id", "the trial has no arm in arms.csv")
        for arm in parts(study.cells["arms"]):
            tally.test(arm in known, study, "arms", f"{arm!r} is no arm of it in arms.csv", near(arm, known))
    for table, column in ARM_COLUMNS:
        for row in records.rows(table):
            known = arms.get(row.cells["study_id"], ())
            good = row.cells[column] in known
            tally.test(good, row, column, f"no such arm of {row.cells['study_id']}", near(row.cells[column], known))
    for row in records.rows("contrasts"):
        same = row.cells["arm_id"] == row.cells["comparator_arm_id"]
        tally.test(not same, row, "comparator_arm_id", "an arm is compared with itself")


def _sources(records: Records, tally: Tally) -> None:
    known = frozenset(records.ids("sources"))
    if not known:
        return
    for row in records.everything():
        for source in parts(row.cells.get("source", "")):
            tally.test_id(source, row, "source", known, "source")
