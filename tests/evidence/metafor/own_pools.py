"""Write the figures of the project's own pools as datasets for `pooling.R`, one file a pool of two or more trials.

    python -m tests.evidence.metafor.own_pools

It must not pool: what metafor makes of these figures is what the pooling of the project is held to.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.evidence.analysis import figures_of_pool
from dashboard.facts import load_facts

if TYPE_CHECKING:
    from dashboard.facts import Facts

DATASETS = Path(__file__).parent / "datasets"
DATA = Path(__file__).resolve().parents[3] / "data"
HEADER = "yi,vi,year"
LEAST = 2


def own_pools(facts: Facts) -> dict[str, str]:
    """Return the name and the text of the dataset of each pool: value, squared standard error and year, a trial a row.

    Ratios are logarithms and differences of shares proportions, as they are pooled. Numbers have 17 digits.
    """
    found = {}
    for pool in facts.pools.values():
        rows, _ = figures_of_pool(facts, pool)
        if len(rows) >= LEAST:
            lines = (
                f"{estimate.value:.17g},{estimate.se**2:.17g},{'' if row.year is None else row.year}"
                for row, estimate in rows
            )
            found[f"own_{pool.pool_id}"] = "\n".join((HEADER, *lines)) + "\n"
    return found


def main() -> None:
    """Write the datasets anew; one of a pool that is no more is taken away."""
    for path in DATASETS.glob("own_*.csv"):
        path.unlink()
    for name, text in own_pools(load_facts(DATA)).items():
        (DATASETS / f"{name}.csv").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
