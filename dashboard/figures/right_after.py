"""Where a reading taken right after the first session stands on a time axis: beside the start, with a tick of its own.

It must not know pictures. The week of both is nought, and two readings in one place hide what a session did.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.evidence.readings import ArmSeries, Reading

# Shares of the axis: wide enough for both ticks; nearer to the middle where nothing was measured later.
SHARE, ALONE = 0.2, 0.5


def is_right_after(reading: Reading) -> bool:
    """Say whether a reading of week nought was taken after something had been done."""
    return reading.week == 0 and reading.when != "start"


def place_after(lines: Sequence[ArmSeries]) -> float:
    """Return the week at which such readings are drawn: always before the next time that was measured."""
    later = sorted({reading.week for line in lines for reading in line.readings if reading.week > 0})
    return min(SHARE * later[-1], later[0] / 2) if later else ALONE


def week_drawn(reading: Reading, lines: Sequence[ArmSeries]) -> float:
    """Return the week at which a reading is drawn."""
    return place_after(lines) if is_right_after(reading) else reading.week


def tick_after(lines: Sequence[ArmSeries]) -> dict[float, str]:
    """Return the week and the words of the extra tick, or nothing where no reading needs it."""
    found = {reading.when for line in lines for reading in line.readings if is_right_after(reading)}
    return (
        {place_after(lines): " / ".join(sorted(words.removesuffix(" the session") for words in found))} if found else {}
    )
