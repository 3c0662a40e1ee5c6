"""Every member of a pool has one figure an effect can be worked out from, and every candidate is in it or left out.

It must not judge whether the reasons are good; that is for readers of `pool_trials.csv`.
"""

from collections import defaultdict

from dashboard.facts import evidence_words as words
from dashboard.facts.checks.pools import members
from dashboard.facts.checks.report import Tally
from dashboard.facts.pools import Figures, PoolError, contrast_direction, figures_of
from dashboard.facts.records import Records
from dashboard.facts.tables import Row
from dashboard.facts.trials import Outcome


def pool_figures_are_there(records: Records) -> Tally:
    """Check that a member's figure is found once, has its people and spread, and says which way is better."""
    tally = Tally("figures in pools")
    groups = {name: _by_study(records, name) for name in ("outcomes", "contrasts")}
    names = {row.fact.measure: row.fact.measure_id for row in records.facts("measure_names")}
    measures = {row.fact.measure_id: row.fact for row in records.facts("measures")}
    for row, pool in members(records):
        outcomes, contrasts = (groups[name][row.fact.study_id] for name in ("outcomes", "contrasts"))
        allowed = (words.POOL_STATS if row.fact.basis == "arms" else words.POOL_CONTRASTS)[pool.fact.effect]
        problem = f"gives no {pool.fact.effect}"
        tally.test(row.fact.stat in allowed, row, "stat", problem, allowed)
        try:
            found = figures_of(row.fact, outcomes, contrasts)
        except PoolError as error:
            tally.test(False, row, "arm_ids", str(error))
            continue
        why = _why_not(found)
        tally.test(not why, row, "measure", why)
        directions = {one.direction for one in (*found.arms, *found.comparators)}
        if found.contrast is not None:
            known = measures.get(names.get(row.fact.measure, ""))
            directions = {contrast_direction(found.contrast, outcomes, known)}
        certain = len(directions) == 1 and "uncertain" not in directions
        tally.test(certain, row, "measure", "which way of the figure is better is uncertain")
    return tally


def _by_study(records: Records, table: str) -> dict[str, list]:
    groups = defaultdict(list)
    for row in records.facts(table):
        groups[row.fact.study_id].append(row.fact)
    return groups


def _why_not(found: Figures) -> str:
    """Say what a figure lacks to be pooled; "" where it has all."""
    if found.contrast is not None:
        interval = None not in (found.contrast.ci_low, found.contrast.ci_high)
        whole = found.contrast.value is not None and (interval or found.contrast.se is not None)
        return "" if whole else "the printed difference lacks its value, or both its interval and its standard error"
    return next((why for row in (*found.arms, *found.comparators) if (why := _lacks(row))), "")


def _lacks(row: Outcome) -> str:
    if row.stat == "proportion":
        return "" if row.events is not None and row.total is not None else f"the arm {row.arm_id} has no counts"
    if row.n is None or row.value is None:
        return f"the arm {row.arm_id} has no number of people beside its figure"
    spread = (row.sd, row.se, row.ci_low)
    return "" if any(one is not None for one in spread) else f"the arm {row.arm_id} has no spread"


def candidates_are_placed(records: Records) -> Tally:
    """Each trial with arms of the comparison and a figure of the outcome is in the pool, or left out with a reason."""
    tally = Tally("candidates")
    placed: dict[str, set[str]] = defaultdict(set)
    arms_in: dict[tuple[str, str], set[str]] = {}
    for row, pool in members(records):
        placed[pool.fact.pool_id].add(row.fact.study_id)
        arms_in[pool.fact.pool_id, row.fact.study_id] = {*row.fact.arm_ids}
    for row, pool in members(records, "excluded"):
        placed[pool.fact.pool_id].add(row.fact.study_id)
        tally.test(bool(row.fact.reason), row, "reason", "a trial that is left out needs a reason")
        inside = arms_in.get((pool.fact.pool_id, row.fact.study_id))
        other = inside is None or (bool(row.fact.arm_ids) and not inside & {*row.fact.arm_ids})
        tally.test(other, row, "arm_ids", "the trial is in this pool; name the arms that are left out")
    for pool in records.facts("pools"):
        inside = {study for one, study in arms_in if one == pool.fact.pool_id}
        tally.test(bool(inside), pool, "pool_id", "a pool without a trial")
        for study in _candidates(records, pool):
            problem = f"{study} has arms and figures for this pool and is neither in it nor left out with a reason"
            tally.test(study in placed[pool.fact.pool_id], pool, "pool_id", problem)
    return tally


def _candidates(records: Records, pool: Row) -> list[str]:
    """Return the reported trials of the pool's question, those kept apart too, that could have been in it."""
    questions = {row.fact.condition: row.fact.question for row in records.facts("conditions")}
    domain = words.POOL_OUTCOMES[pool.fact.outcome]
    measures = {row.fact.measure for row in records.facts("measure_names") if row.fact.domain == domain}
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in records.facts("arms"):
        kinds[row.fact.study_id].add(row.fact.arm_type)
    told = {
        row.fact.study_id
        for table in ("outcomes", "contrasts")
        for row in records.facts(table)
        if row.fact.measure in measures
    }
    needled = {*words.POOL_NEEDLED, *words.POOL_NOT_NEEDLED}
    against = {*words.POOL_COMPARATORS[pool.fact.comparison]}
    return [
        study
        for study, trial in ((row.fact.study_id, row.fact) for row in records.facts("trials"))
        if trial.reported == "reported"
        and questions.get(trial.condition) == pool.fact.question
        and study in told
        and kinds[study] & needled
        and kinds[study] & against
    ]
