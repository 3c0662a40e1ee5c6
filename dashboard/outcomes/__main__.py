"""`python -m dashboard.outcomes COMMAND`: see `commands`."""

import sys

from dashboard.outcomes.commands import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
