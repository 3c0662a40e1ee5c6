"""Numbers and times as a reader reads them. It must not know what they measure."""

from __future__ import annotations

MINUS = "−"


def plain(value: float) -> str:
    """Write a number without trailing zeros and with a true minus sign: -2.50 -> "−2.5"."""
    text = f"{value:.6g}"
    return text.replace("-", MINUS)


def interval(low: float | None, high: float | None) -> str:
    """Write `2 to 3`, or "" unless both ends are known."""
    return "" if low is None or high is None else f"{plain(low)} to {plain(high)}"


def span(low: float | None, high: float | None, unit: str) -> str:
    """Write a printed range with its unit; one end alone is said to be one end; "" where both are unknown."""
    if low is None and high is None:
        return ""
    if low is None:
        return f"up to {plain(high or 0.0)} {unit}"
    if high is None:
        return f"from {plain(low)} {unit}"
    return f"{plain(low)} {unit}" if low == high else f"{plain(low)} to {plain(high)} {unit}"


def when(weeks: float | None, label: str) -> str:
    """Write a time: `start`, `within the hour`, `day 4`, `week 8`, or what the trial calls it.

    `weeks` counts from the start of the trial; 0 with a label other than `baseline` is that label.
    """
    if weeks is None:
        return label or "time not stated"
    if weeks == 0:
        return "start" if label in ("", "baseline") else label
    if weeks * 7 < 1:
        return "within the hour" if weeks * 7 * 24 < 1.5 else "the same day"
    return f"day {round(weeks * 7)}" if weeks < 1 else f"week {plain(weeks)}"


def when_compared(weeks: float | None) -> str:
    """Write the time of a difference between arms, in weeks from the start: at 0 a session has been given."""
    return "the same day" if weeks == 0 else when(weeks, "")


def count(number: int, one: str, many: str = "") -> str:
    """Write `1 trial`, `2 trials` or `no trial`."""
    if number == 0:
        return f"no {one}"
    return f"{number} {one if number == 1 else many or one + 's'}"
