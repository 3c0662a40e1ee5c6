import random

import pytest

from dashboard.outcomes.scales import scales_of
from tests.outcomes.rows import row


@pytest.fixture(scope="session")
def scales(facts):
    return scales_of(facts)


@pytest.fixture(scope="session")
def clinic(scales):
    """A function that makes the sound rows of invented episodes, seeded."""

    def make(episodes, seed=1, prefix="e"):
        chance = random.Random(seed)
        rows = []
        for number in range(episodes):
            attributes = {
                "episode": f"{prefix}{number}",
                "clinic": f"c{chance.randrange(3)}",
                "month": f"20{chance.randrange(18, 25)}-{chance.randrange(1, 13):02d}",
                "question": chance.choice(("acute_lbp", "chronic_lbp", "upper_back_neck")),
                "age_band": chance.choice(("18-34", "35-49", "50-64", "65-79", "80+")),
                "sex": chance.choice(("female", "male", "other")),
                "points": ";".join(chance.sample(scales.codes[:12], chance.randrange(1, 5))),
            }
            for measure in chance.sample(scales.scales, chance.randrange(1, 3)):
                for week in chance.sample((0, 0, 4, 6, 12, 53, 57, 260), chance.randrange(1, 5)):
                    score = chance.choice((0, measure.high, chance.randrange(measure.high + 1)))
                    cells = {"measure": measure.measure, "week": str(week), "score": f"{score / 100:.2f}"}
                    rows.append(row(**attributes, **cells))
        return list({(r["episode"], r["measure"], r["week"]): r for r in rows}.values())

    return make
