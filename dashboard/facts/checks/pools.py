"""A pool holds figures that belong together: one question, one comparison, one kind of measure, one window of time.

It must not judge single figures nor pool them; that every candidate has its place is proved in `pool_rows`.
"""

from collections import defaultdict
from collections.abc import Iterator

from dashboard.facts import evidence_words as words
from dashboard.facts.checks.report import Tally, near
from dashboard.facts.pools import window_of
from dashboard.facts.records import Records
from dashboard.facts.tables import Row

LOCAL = "(local criteria)"
# Every trial has its own threshold behind this name, so two of them never count the same thing.
OWN_THRESHOLD = "responder_pct"


def members(records: Records, part: str = "member") -> Iterator[tuple[Row, Row]]:
    """Yield the readable rows of `pool_trials` with `part`, each with the row of its pool."""
    pools = {row.fact.pool_id: row for row in records.facts("pools")}
    for row in records.facts("pool_trials"):
        if row.fact.part == part and row.fact.pool_id in pools:
            yield row, pools[row.fact.pool_id]


def pools_answer_one_question(records: Records) -> Tally:
    """Check that a member is a reported, randomised trial of the pool's own question that nothing sets apart."""
    tally = Tally("trials in pools")
    trials = {row.fact.study_id: row.fact for row in records.facts("trials")}
    conditions = {row.fact.condition: row.fact for row in records.facts("conditions")}
    for part in words.POOL_PARTS:
        for row, pool in members(records, part):
            trial = trials.get(row.fact.study_id)
            condition = conditions.get(trial.condition) if trial else None
            if trial is None or condition is None:
                continue  # named by the check of ids
            asked = pool.fact.question
            problem = (
                f"{trial.study_id} answers the question {condition.question}, the pool {pool.fact.pool_id} {asked}"
            )
            tally.test(condition.question == asked, row, "study_id", problem)
            if part == "member":
                _may_be_in(tally, row, trial, condition)
    return tally


def _may_be_in(tally: Tally, row: Row, trial: object, condition: object) -> None:
    apart = trial.apart_reason or (condition.note or condition.label if condition.apart else "")
    tally.test(not apart, row, "study_id", f"kept apart from its question: {apart}")
    tally.test(trial.randomised == "yes", row, "study_id", f"not in a pool: randomised is {trial.randomised}")
    tally.test(trial.reported == "reported", row, "study_id", f"not in a pool: {trial.reported}")


def pool_arms_fit_their_comparison(records: Records) -> Tally:
    """Check that a pool sets needling alone against the kind of arm its comparison names, in arms of the trial."""
    tally = Tally("arms in pools")
    kinds = {(row.fact.study_id, row.fact.arm_id): row.fact.arm_type for row in records.facts("arms")}
    for part in words.POOL_PARTS:
        for row, pool in members(records, part):
            needled = words.POOL_NEEDLED if part == "member" else (*words.POOL_NEEDLED, *words.POOL_NOT_NEEDLED)
            against = words.POOL_COMPARATORS[pool.fact.comparison]
            for column, allowed in (("arm_ids", needled), ("comparator_ids", against)):
                for arm in getattr(row.fact, column):
                    kind = kinds.get((row.fact.study_id, arm), "no arm of this trial")
                    problem = f"{arm} is {kind}, which does not fit {pool.fact.comparison}"
                    tally.test(kind in allowed, row, column, problem, allowed)
    return tally


def pool_measures_and_times_belong(records: Records) -> Tally:
    """Check that a pool's measures tell of its outcome on known scales, and its members keep to them and its window."""
    tally = Tally("measures and times in pools")
    names = {row.fact.measure: row.fact for row in records.facts("measure_names")}
    for pool in records.facts("pools"):
        bounds = words.POOL_WINDOWS[pool.fact.window]
        good = (pool.fact.from_weeks, pool.fact.to_weeks) == bounds
        tally.test(good, pool, "from_weeks", f"{pool.fact.window} runs from {bounds[0]} to {bounds[1]} weeks")
        tally.test(bool(pool.fact.measures), pool, "measures", "a pool needs a measure")
        for measure in pool.fact.measures:
            _belongs(tally, pool, measure, names)
    for row, pool in members(records):
        fact = row.fact
        tally.test(fact.measure in pool.fact.measures, row, "measure", "not a measure of its pool", pool.fact.measures)
        window = "no time" if fact.timepoint_weeks is None else window_of(fact.timepoint_weeks)
        problem = f"{window}, outside the window {pool.fact.window} of its pool"
        tally.test(window == pool.fact.window, row, "timepoint_weeks", problem)
    return tally


def _belongs(tally: Tally, pool: Row, measure: str, names: dict[str, object]) -> None:
    name = names.get(measure)
    if name is None:
        tally.test(False, pool, "measures", f"{measure!r} is no measure name", near(measure, frozenset(names)))
        return
    domain = words.POOL_OUTCOMES[pool.fact.outcome]
    tally.test(LOCAL not in name.label, pool, "measures", f"{measure} is judged by local criteria")
    tally.test(name.domain == domain, pool, "measures", f"{measure} is a measure of {name.domain}, not of {domain}")
    known = name.scale_min is not None or pool.fact.effect == "SMD"
    tally.test(known, pool, "measures", f"the scale of {measure} is not known, so it has no place on 0-100")


def nothing_is_counted_twice(records: Records) -> Tally:
    """No two pools take the same figures, no trial is twice in one pool, and own thresholds are never mixed."""
    tally = Tally("pools and trials")
    seen: dict[tuple[str, ...], Row] = {}
    for pool in records.facts("pools"):
        fact = pool.fact
        place = (fact.question, fact.comparison, fact.outcome, fact.window)
        own = fact.measures == (OWN_THRESHOLD,)
        for what in (fact.family,) if own else fact.measures:
            key = (*place, fact.effect, what)
            problem = f"{what} is already pooled in row {seen[key].line}" if key in seen else ""
            tally.test(key not in seen, pool, "family" if own else "measures", problem)
            seen.setdefault(key, pool)
    inside: dict[str, list[Row]] = defaultdict(list)
    for row, pool in members(records):
        others = inside[pool.fact.pool_id]
        twice = next((other.line for other in others if other.fact.study_id == row.fact.study_id), 0)
        tally.test(not twice, row, "study_id", f"already in this pool by row {twice}")
        mixed = row.fact.measure == OWN_THRESHOLD and bool(others)
        tally.test(not mixed or bool(twice), row, "measure", "each trial has its own threshold; one a pool")
        others.append(row)
    return tally
