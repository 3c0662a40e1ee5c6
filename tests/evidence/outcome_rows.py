"""Outcome rows for tests: one call names only what matters to the case."""

from dashboard.facts.reviews import MeasureName
from dashboard.facts.trials import Outcome

VAS = MeasureName("vas_pain_0_100", "vas100", "Pain (VAS 0-100)", "pain", 0.0, 100.0)


def outcome(**cells):
    row = {
        "study_id": "trial",
        "arm_id": "acu",
        "timepoint_weeks": 8.0,
        "timepoint_label": "",
        "measure": "vas_pain_0_100",
        "stat": "mean_only",
        "n": None,
        "value": 40.0,
        "sd": None,
        "se": None,
        "ci_low": None,
        "ci_high": None,
        "events": None,
        "total": None,
        "subgroup": "",
        "direction": "lower_better",
        "note": "",
        "sources": ("trial",),
        "status": "abstract",
    }
    return Outcome(**{**row, **cells})


def measure(**cells):
    row = {
        "measure": "m",
        "measure_id": "",
        "label": "M",
        "domain": "pain",
        "scale_min": 0.0,
        "scale_max": 10.0,
    }
    return MeasureName(**{**row, **cells})
