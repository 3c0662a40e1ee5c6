"""What trials of a question print of the difference between acupuncture and another group, time by time.

A trial that gains at one time and not at another must not count as a plain gain. It must not judge sizes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dashboard.evidence.kinds import ACUPUNCTURE, kind_of
from dashboard.evidence.points_used import trials_for
from dashboard.explain.pool_lines import BETTER, UNSURE, WORSE
from dashboard.facts.evidence_words import POOL_COMPARATORS

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.trials import Contrast

# favours of `contrasts.csv` -> what the trial found; an empty cell says nothing
STANCES = {"arm": BETTER, "comparator": WORSE, "none": UNSURE}
# A gain of a bundle of treatments is not one of its needles.
BUNDLE = "acupuncture_multimodal"


def printed_differences(
    facts: Facts, question: str, comparison: str, domain: str
) -> dict[str, tuple[tuple[Contrast, str], ...]]:
    """Return, by trial, its printed differences of one domain (`pain`, `function`) and what each favours."""
    if comparison not in POOL_COMPARATORS:
        return {}
    found: dict[str, list[tuple[Contrast, str]]] = defaultdict(list)
    for trial in trials_for(facts, question):
        kinds = {arm.arm_id: arm.arm_type for arm in trial.arms}
        for row in trial.contrasts:
            one, other = kinds[row.arm_id], kinds[row.comparator_arm_id]
            needled = kind_of(one) is ACUPUNCTURE and one != BUNDLE
            asked = other in POOL_COMPARATORS[comparison] and facts.measure_names[row.measure].domain == domain
            if needled and asked and row.favours in STANCES:
                found[trial.trial.study_id].append((row, STANCES[row.favours]))
    return {study: tuple(rows) for study, rows in found.items()}
