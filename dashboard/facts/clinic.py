"""The measures a clinic may import, and which published change that matters goes with each. It must not know scores.

Field names are the column names of `data/outcomes/clinic_measures.csv`.
"""

from dataclasses import dataclass
from typing import Annotated

from dashboard.facts import evidence_words as words
from dashboard.facts.vocabulary import OneOf, Text


@dataclass(frozen=True, slots=True)
class ClinicMeasure:
    """A measure of a clinic's row file: range and direction of its score, in scale points.

    `low_back_measure_id` and `neck_measure_id` name the row of `measures` with the smallest change that matters for
    low back pain, and for upper back and neck pain; "" where our data have none. `bins` equal parts make a histogram.
    """

    measure: Text
    label: Text
    domain: Annotated[str, OneOf(words.DOMAINS)]
    min: float
    max: float
    direction: Annotated[str, OneOf(words.MEASURE_DIRECTIONS)]
    low_back_measure_id: str
    neck_measure_id: str
    bins: int
    note: str

    def measure_id(self, question: str) -> str:
        """Return the id of the smallest change that matters for a question of the row file, or ""."""
        return self.neck_measure_id if question == "upper_back_neck" else self.low_back_measure_id
