"""Facts with a pool of made-up trials, so that what needs many trials can be tried. They belong to no real trial."""

from dataclasses import replace

POOL = "upper_sham_pain_short"
OTHER_POOL = "upper_active_responder_intermediate"
YEARS = (2011, 2003, None, 1999, 2020, 2008, 2015, 2001, 2018, 2006, 2013, 2022)
# Points of 100 as printed (minus favours acupuncture) and their standard errors; small trials found more.
DIFFERENCES = (-6.1, -9.4, -2.2, -14.8, -5.5, -8.9, -3.1, -21.7, -7.6, -11.3, -4.0, -17.2)
ERRORS = (2.1, 3.4, 1.6, 5.2, 2.5, 3.1, 1.8, 7.7, 2.9, 4.3, 2.2, 6.1)
COUNTS = (
    (20, 25),
    (31, 60),
    (12, 40),
    (9, 18),
    (44, 80),
    (15, 30),
    (27, 55),
    (5, 12),
    (33, 70),
    (18, 36),
    (7, 20),
    (0, 10),
)
OTHERS = (
    (10, 25),
    (22, 60),
    (13, 41),
    (3, 18),
    (30, 79),
    (9, 30),
    (20, 54),
    (2, 12),
    (29, 71),
    (10, 35),
    (4, 20),
    (2, 10),
)


def with_differences(facts, k=12, people=50, values=DIFFERENCES, errors=ERRORS):
    """Return facts whose pool `POOL` has `k` made-up trials, each with a printed difference and `people` an arm."""
    member = _member(facts, POOL)
    row = next(row for row in facts.contrasts if row.study_id == member.study_id and row.measure == member.measure)
    contrasts = [
        replace(
            row,
            study_id=_id(at),
            value=values[at],
            se=errors[at],
            ci_low=None,
            ci_high=None,
            p_value="",
            favours="arm" if values[at] < -1.959963984540054 * errors[at] else "none",
            effect="adjusted_mean_difference",
            timepoint_weeks=member.timepoint_weeks,
            note="",
        )
        for at in range(k)
    ]
    figures = tuple(replace(one, timepoint_weeks=0.0) for one in facts.of_trial(member.study_id).outcomes)
    made = _made(facts, member, k, people, "adjusted_mean_difference")
    levels = [replace(one, study_id=_id(at)) for at in range(k) for one in figures]
    return replace(made, contrasts=(*facts.contrasts, *contrasts), outcomes=(*facts.outcomes, *levels))


def with_counts(facts, k=12):
    """Return facts whose pool `OTHER_POOL` has `k` made-up trials, each with people who got better in both arms."""
    member = _member(facts, OTHER_POOL)
    row = next(
        row
        for row in facts.outcomes
        if row.study_id == member.study_id and row.measure == member.measure and row.events
    )
    outcomes = [
        replace(row, study_id=_id(at), arm_id=arm, events=events, total=total, timepoint_weeks=member.timepoint_weeks)
        for at in range(k)
        for arm, (events, total) in ((member.arm_ids[0], COUNTS[at]), (member.comparator_ids[0], OTHERS[at]))
    ]
    return replace(_made(facts, member, k, 99, member.stat), outcomes=(*facts.outcomes, *outcomes))


def _made(facts, member, k, people, stat):
    trial = facts.trials[member.study_id]
    ids = [_id(at) for at in range(k)]
    trials = {
        study: replace(trial, study_id=study, first_author=f"Made {study[-2:]}", year=YEARS[at])
        for at, study in enumerate(ids)
    }
    arms = [replace(arm, study_id=study, n=people) for study in ids for arm in facts.of_trial(member.study_id).arms]
    rows = [replace(member, study_id=study, stat=stat, reason="") for study in ids]
    kept = [row for row in facts.pool_trials if row.pool_id != member.pool_id or row.part == "excluded"]
    return replace(
        facts,
        trials={**facts.trials, **trials},
        arms=(*facts.arms, *arms),
        pool_trials=(*kept, *rows),
    )


def _member(facts, pool_id):
    return next(row for row in facts.pool_trials if row.pool_id == pool_id and row.part == "member")


def _id(at):
    return f"made_{at:02d}"
