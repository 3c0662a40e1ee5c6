"""`python -m dashboard.facts [folder]`: run every named check on the data and print one line for each."""

import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.facts.checks import CHECKS
from dashboard.facts.records import load_records

DATA = Path(__file__).resolve().parents[2] / "data"


def main(arguments: Sequence[str]) -> int:
    """Check the folder named first (default: the project's `data/`). Returns 0 when every check passes, 1 otherwise."""
    folder = Path(arguments[0]) if arguments else DATA
    records = load_records(folder)
    failed = 0
    for name, check in CHECKS.items():
        tally = check(records)
        failed += bool(tally.findings)
        print(f"{'✗' if tally.findings else '✓'} {name} ({tally.checked:,} {tally.noun})")
        for finding in tally.findings:
            print(f"    {finding}")
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} checks passed on {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # the ticks, also where the console's own encoding has none
    sys.exit(main(sys.argv[1:]))
