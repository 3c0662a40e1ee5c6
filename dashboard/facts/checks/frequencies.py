"""How often points are used: the printed count and the share beside it agree. It must not judge the surveys."""

import re
from decimal import Decimal

from dashboard.facts.checks.figures import prints
from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records

COUNT = re.compile(r"([0-9]+) of ([0-9]+)( \w+)?", re.ASCII)
SHARE = re.compile(r"([0-9.]+)%", re.ASCII)


def frequencies_agree(records: Records) -> Tally:
    """Check that `4 of 5 trials` stands beside 80.0 per cent, and a printed per cent beside itself."""
    tally = Tally("shares")
    for row in records.facts("point_frequency"):
        text, share = row.cells["n_studies_or_pct"], row.cells["frequency_pct"]
        tally.test(bool(text) == bool(share), row, "frequency_pct", "a count and its share go together")
        if count := COUNT.fullmatch(text):
            exact = Decimal(100 * int(count[1])) / int(count[2])
            tally.test(bool(share) and prints(share, exact), row, "frequency_pct", f"{text} is {exact:.2f}%")
        elif printed := SHARE.fullmatch(text):
            tally.test(share == printed[1], row, "frequency_pct", f"printed as {text}", (printed[1],))
        else:
            tally.test(not text, row, "n_studies_or_pct", "expected '4 of 5 trials' or '55.56%'")
    return tally
