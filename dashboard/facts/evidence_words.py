"""The closed lists of words the tables of `data/evidence/` may use, each in its one home.

It must not know any row: what a particular trial or review says stays in `data/`.
"""

REPORTED = ("reported", "protocol", "registry_record")
RANDOMISED = ("yes", "no", "unclear")
TRIAL_REGIONS = ("lower_back", "upper_back", "neck", "back_unspecified", "neck_or_low_back")
INDIVIDUALISED = ("fixed", "semi", "individualised", "mixed", "unknown")
DE_QI = ("yes", "no", "unknown")
TRIAL_SIDES = (
    "bilateral",
    "midline",
    "unilateral",
    "one side",
    "affected",
    "ipsilateral",
    "contralateral",
    "left",
    "stiffer side",
)
TRIAL_ANGLES = ("perpendicular", "oblique", "horizontal")
POINT_ROLES = ("fixed", "menu", "optional")
QUESTIONS = ("acute", "chronic", "upper", "none")
ARM_TYPES = (
    "acupuncture",
    "acupuncture_superficial",
    "acupuncture_multimodal",
    "acupuncture_plus_saline_injection",
    "electroacupuncture",
    "auricular_acupuncture",
    "laser_acupuncture",
    "invasive_laser",
    "invasive_laser_plus_ea",
    "thread_embedding",
    "thread_embedding_plus_acupuncture",
    "bee_venom_acupuncture",
    "pharmacopuncture",
    "pharmacopuncture_plus_acupuncture",
    "dry_needling",
    "sham_penetrating",
    "sham_nonpenetrating",
    "sham_unspecified",
    "sham_laser",
    "sham_laser_plus_ea",
    "sham_injection",
    "active_control",
    "usual_care",
    "waitlist",
    "no_treatment",
    "unknown",
)
STATS = (
    "mean_sd",
    "mean_se",
    "mean_ci",
    "mean_only",
    "adjusted_mean_only",
    "median_only",
    "change_mean_sd",
    "change_mean_se",
    "change_mean_ci",
    "change_mean_only",
    "change_median_only",
    "percent_change",
    "percent_unclear",
    "proportion",
    "unspecified",
)
DIRECTIONS = ("higher_better", "lower_better", "uncertain")
CONTRAST_EFFECTS = (
    "mean_difference",
    "adjusted_mean_difference",
    "change_difference",
    "improvement_difference",
    "adjusted_improvement_difference",
    "median_difference",
    "risk_difference_pct",
    "adjusted_relative_risk",
    "hazard_ratio",
    "percent_reduction",
    "treatment_effect",
)
CONTRAST_FAVOURS = ("arm", "comparator", "none")
REVIEW_TYPES = ("cochrane", "ipd_ma", "sr_ma", "nma", "umbrella")
# What reviews and guidelines speak of; trials name their own conditions, in `conditions.csv`.
EFFECT_CONDITIONS = (
    "acute_lbp",
    "chronic_lbp",
    "chronic_lbp_older_adults",
    "chronic_spinal_pain",
    "back_neck_chronic",
    "chronic_pain_all",
    "musculoskeletal_pain",
    "disease_related_pain_mixed",
    "chronic_neck_pain",
    "neck_pain",
    "myofascial_neck",
    "myofascial_neck_shoulder",
    "pregnancy_lbp_pelvic",
    "sciatica",
    "lumbar_disc_herniation",
)
GUIDELINE_CONDITIONS = (
    "acute_lbp",
    "persistent_lbp_6wk_to_12mo",
    "chronic_lbp",
    "chronic_primary_pain",
    "lbp_and_sciatica",
    "acute_lumbar_radiculopathy",
    "neck",
    "cervical_radiculopathy",
)
COMPARISONS = ("vs_sham", "vs_no_treatment", "vs_usual_care", "vs_active", "vs_mixed")
TIMEPOINTS = ("immediate", "short", "intermediate", "long")
EFFECT_MEASURES = ("MD", "SMD", "RR")
CERTAINTIES = ("very_low", "low", "moderate", "high")
EFFECT_FAVOURS = ("acupuncture", "comparator", "none")
RECOMMENDATIONS = ("for_strong", "for_weak", "no_rec", "against")
DENOMINATORS = ("patients", "treatments", "case_reports")
DOMAINS = ("pain", "function", "quality_of_life", "responder", "other")
MEASURE_DIRECTIONS = ("higher_worse", "higher_better")
# What a pool of trials may hold: see `pools.csv` and `pool_trials.csv`.
POOL_QUESTIONS = ("acute", "chronic", "upper")
POOL_PARTS = ("member", "excluded")
POOL_BASES = ("arms", "contrast")
# outcome -> the domain of the measures that tell of it
POOL_OUTCOMES = {"pain": "pain", "pain_on_movement": "pain", "function": "function", "responder": "responder"}
# window -> its bounds in weeks from the start of the trial; a day is the end of the first, a year begins the last
POOL_WINDOWS: dict[str, tuple[float, float | None]] = {
    "immediate": (0, 0.15),
    "short": (0.15, 13),
    "intermediate": (13, 52),
    "long": (52, None),
}
POOL_NEEDLED = ("acupuncture", "electroacupuncture", "acupuncture_superficial")
# Needles and points too, but not needling alone: such a trial is named beside a pool and never in it.
POOL_NOT_NEEDLED = (
    "acupuncture_multimodal",
    "acupuncture_plus_saline_injection",
    "auricular_acupuncture",
    "laser_acupuncture",
    "invasive_laser",
    "invasive_laser_plus_ea",
    "thread_embedding",
    "thread_embedding_plus_acupuncture",
    "bee_venom_acupuncture",
    "pharmacopuncture",
    "pharmacopuncture_plus_acupuncture",
    "dry_needling",
)
# comparison -> the arms it sets acupuncture against
POOL_COMPARATORS = {
    "vs_sham": (
        "sham_penetrating",
        "sham_nonpenetrating",
        "sham_unspecified",
        "sham_laser",
        "sham_laser_plus_ea",
        "sham_injection",
    ),
    "vs_no_treatment": ("waitlist", "no_treatment"),
    "vs_usual_care": ("usual_care",),
    "vs_active": ("active_control",),
}
# effect -> the `stat` of arms it can be worked out from; changes and levels share no standard deviation, so no SMD
POOL_STATS = {
    "MD": ("mean_sd", "mean_se", "mean_ci", "change_mean_sd", "change_mean_se", "change_mean_ci"),
    "SMD": ("mean_sd", "mean_se", "mean_ci"),
    "RR": ("proportion",),
    "RD": ("proportion",),
}
# effect -> the printed differences that are one
POOL_CONTRASTS: dict[str, tuple[str, ...]] = {
    "MD": (
        "mean_difference",
        "adjusted_mean_difference",
        "change_difference",
        "improvement_difference",
        "adjusted_improvement_difference",
    ),
    "SMD": (),
    "RR": ("adjusted_relative_risk",),
    "RD": ("risk_difference_pct",),
}
