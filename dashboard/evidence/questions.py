"""The three questions a reader can ask, and what belongs to each: trials, effects, reviews, guidelines.

Evidence for one question is never shown for another. What only touches a question (a wider group of patients, another
disease, another kind of needle) is placed beside it, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.facts import Facts
    from dashboard.facts.reviews import Effect, Guideline, Review
    from dashboard.facts.trials import Trial


@dataclass(frozen=True)
class Question:
    """One question: `label` for a switch, `phrase` inside a sentence."""

    key: str
    label: str
    phrase: str


QUESTIONS = {
    "chronic": Question("chronic", "Chronic low back pain", "chronic low back pain"),
    "acute": Question("acute", "Acute low back pain", "acute low back pain"),
    "upper": Question("upper", "Upper back and neck pain", "upper back and neck pain"),
}
CHRONIC, ACUTE, UPPER = ("chronic",), ("acute",), ("upper",)
LOW_BACK = ("acute", "chronic")
LASTING = ("chronic", "upper")


@dataclass(frozen=True)
class Place:
    """Where a piece of evidence belongs.

    `beside` says why it stands beside the question and is not counted; "" where it answers the question. `wider` is
    True where the reason is only that the patients were taken more widely or more narrowly.
    """

    questions: tuple[str, ...]
    beside: str = ""
    wider: bool = False


NOWHERE = Place(())
REGION_QUESTIONS = {
    "lower_back": LOW_BACK,
    "upper_back": UPPER,
    "neck": UPPER,
    "back_unspecified": tuple(QUESTIONS),
    "neck_or_low_back": tuple(QUESTIONS),
}
DRY = "Dry needling, not traditional acupuncture."
EAR = "Ear points or pressure, not body needling."
LEG = "Pain down the leg or a disc problem, not back pain alone."
PREGNANCY = "Back and pelvic pain in pregnancy."
NECK_NERVE = "Pain from a nerve root of the neck."
WIDE_SPINE = "Chronic back and neck pain together."
WIDE_PAIN = "Many kinds of lasting pain together, back and neck pain among them."

EFFECT_PLACES = {
    "acute_lbp": Place(ACUTE),
    "chronic_lbp": Place(CHRONIC),
    "chronic_lbp_older_adults": Place(CHRONIC, "Older adults only.", wider=True),
    "chronic_neck_pain": Place(UPPER),
    "neck_pain": Place(UPPER),
    "back_neck_chronic": Place(LASTING, WIDE_SPINE, wider=True),
    "chronic_spinal_pain": Place(LASTING, WIDE_SPINE, wider=True),
    "chronic_pain_all": Place(LASTING, WIDE_PAIN, wider=True),
    "musculoskeletal_pain": Place(LASTING, WIDE_PAIN, wider=True),
    "disease_related_pain_mixed": NOWHERE,
    "myofascial_neck": Place(UPPER, DRY),
    "myofascial_neck_shoulder": Place(UPPER, DRY),
    "pregnancy_lbp_pelvic": Place(LOW_BACK, PREGNANCY),
    "sciatica": Place(LOW_BACK, LEG),
    "lumbar_disc_herniation": Place(LOW_BACK, LEG),
}

GUIDELINE_PLACES = {
    "acute_lbp": Place(ACUTE),
    "chronic_lbp": Place(CHRONIC),
    "lbp_and_sciatica": Place(LOW_BACK),
    "persistent_lbp_6wk_to_12mo": Place(CHRONIC, "Superseded; kept for history."),
    "chronic_primary_pain": Place(LASTING, "Chronic primary pain, a wider group."),
    "acute_lumbar_radiculopathy": Place(ACUTE, LEG),
    "neck": Place(UPPER),
    "cervical_radiculopathy": Place(UPPER, NECK_NERVE),
}

REVIEW_PLACES = {
    "chronic nonspecific LBP": Place(CHRONIC),
    "chronic primary LBP": Place(CHRONIC),
    "chronic LBP": Place(CHRONIC),
    "chronic back pain": Place(CHRONIC),
    "acute and chronic LBP": Place(LOW_BACK),
    "acute/subacute LBP": Place(ACUTE),
    "acute LBP": Place(ACUTE),
    "nonspecific LBP": Place(LOW_BACK),
    "LBP": Place(LOW_BACK),
    "LBP guidelines": Place(LOW_BACK, "A survey of guidelines, not of trials."),
    "neck pain and LBP": Place(("acute", "chronic", "upper")),
    "neck disorders": Place(UPPER),
    "chronic neck pain": Place(UPPER),
    "neck pain": Place(UPPER),
    "whiplash-associated disorder": Place(UPPER, "Neck pain after whiplash."),
    "myofascial neck/shoulder (upper back) pain": Place(UPPER, DRY),
    "myofascial neck pain": Place(UPPER, DRY),
    "chronic spinal pain (neck and back)": Place(LASTING, WIDE_SPINE, wider=True),
    "chronic pain (back/neck, OA, headache, shoulder)": Place(LASTING, WIDE_PAIN, wider=True),
    "chronic pain (musculoskeletal, OA, headache, shoulder)": Place(LASTING, WIDE_PAIN, wider=True),
    "chronic pain": Place(LASTING, WIDE_PAIN, wider=True),
    "chronic LBP, neck pain, OA, fibromyalgia, headache": Place(LASTING, WIDE_PAIN, wider=True),
    "musculoskeletal pain (8 conditions incl. neck and LBP)": Place(LASTING, WIDE_PAIN, wider=True),
    "pregnancy low back/pelvic pain": Place(LOW_BACK, PREGNANCY),
    "sciatica": Place(LOW_BACK, LEG),
    "lumbar disc herniation": Place(LOW_BACK, LEG),
    "disease-related pain (mixed)": NOWHERE,
    "safety (any indication)": NOWHERE,
}

# Works whose needle, not whose patients, sets them apart.
ODD_REVIEWS = {
    "liu2015dn": DRY,
    "navarro2020dn": DRY,
    "hu2018dn": DRY,
    "yang2017aur": EAR,
    "moura2019aur": EAR,
    "li2021acupressure": EAR,
}
ODD_GUIDELINES = {"aopt2021_clbp_dn": DRY}


def question(key: str) -> Question:
    """Return the question of a key. Raises ValueError with the valid keys."""
    try:
        return QUESTIONS[key]
    except KeyError:
        raise ValueError(f"unknown question {key!r}; valid: {', '.join(QUESTIONS)}") from None


def place_of_trial(facts: Facts, trial: Trial) -> Place:
    """Place a trial by its condition; its own reason, or its condition's, sets it beside the question."""
    condition = facts.conditions[trial.condition]
    if condition.question not in QUESTIONS:
        return NOWHERE
    reason = trial.apart_reason
    if condition.apart:
        reason = reason or condition.note or condition.label
    return Place((condition.question,), reason)


def neighbours_of_trial(facts: Facts, trial: Trial) -> Place:
    """Place a trial whose condition answers no question beside the questions of its region; else nowhere."""
    condition = facts.conditions[trial.condition]
    if condition.question in QUESTIONS:
        return NOWHERE
    return Place(REGION_QUESTIONS[trial.region], trial.apart_reason or condition.note or condition.label)


def place_of_effect(effect: Effect) -> Place:
    """Place a pooled effect. Raises KeyError for a condition nobody has placed."""
    return _odd(EFFECT_PLACES[effect.condition], ODD_REVIEWS.get(effect.review_id, ""))


def place_of_review(review: Review) -> Place:
    """Place a review. Raises KeyError for a condition nobody has placed."""
    return _odd(REVIEW_PLACES[review.condition], ODD_REVIEWS.get(review.review_id, ""))


def place_of_guideline(guideline: Guideline) -> Place:
    """Place a recommendation. Raises KeyError for a condition nobody has placed."""
    return _odd(GUIDELINE_PLACES[guideline.condition], ODD_GUIDELINES.get(guideline.guideline_id, ""))


def _odd(place: Place, reason: str) -> Place:
    return Place(place.questions, reason) if reason else place
