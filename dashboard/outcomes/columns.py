"""The columns of a clinic's row file and the closed lists of words they use, each in its one home.

It must not know how a file is read or how a rule is checked.
"""

QUESTIONS = ("acute_lbp", "chronic_lbp", "upper_back_neck")
AGE_BANDS = ("18-34", "35-49", "50-64", "65-79", "80+")
SEXES = ("female", "male", "other")
EVENTS = (
    "soreness",
    "bleeding_bruise",
    "faint",
    "needle_stuck_broken",
    "infection",
    "pneumothorax",
    "nerve_injury",
    "other",
)
YES_NO = ("yes", "no")
LAST_WEEK = 260
MOST_SESSIONS = 200
MOST_POINTS = 40
LONGEST_ID = 40
SCALE = 100  # scores are held in hundredths
