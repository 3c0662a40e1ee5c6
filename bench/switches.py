"""Switching a live section: a walk through its choices, and what each press of a control takes a reader.

It must not know which page is measured. `switch.js` is the half that runs in the page, after `press.js`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page

from bench.clicks import SCRIPT
from bench.server import BenchError

SWITCH_SCRIPT = Path(__file__).with_name("switch.js")
WORDS = '{} label:has(input[name="{}"][value="{}"])'
ARM = "(holder) => window.bench.quiet().then(() => window.bench.armSwitch(holder))"
Axes = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Step:
    """One switch of a walk: what is pressed, and all choices after it."""

    field: str
    value: str
    chosen: tuple[tuple[str, str], ...]

    @classmethod
    def start(cls, axes: Axes) -> Step:
        """Return where a walk begins: nothing is pressed, the first of each axis is chosen."""
        return cls("", "", tuple((field, values[0]) for field, values in axes.items()))

    def search(self, **fixed: str) -> str:
        """Return the search that shows what is chosen, after the fields that no step changes."""
        return "?" + urlencode([*fixed.items(), *self.chosen])

    @property
    def key(self) -> str:
        """What is chosen, as one word."""
        return ";".join(",".join(one) for one in self.chosen)


@dataclass(frozen=True)
class Switched:
    """What a press took: ms until the new section was painted, and of them ms until the server's answer began.

    `server` is None where nothing was asked of a server; `elements` counts the elements of the new section.
    """

    ms: float
    server: float | None
    elements: int


def walk(axes: Axes) -> list[Step]:
    """Go through all choices so that each step changes one and none comes twice; the start is no step."""
    states = [tuple(zip(axes, values, strict=True)) for values in _turning(list(axes.values()))]
    steps = []
    for before, after in pairwise(states):
        ((field, value),) = [now for then, now in zip(before, after, strict=True) if then != now]
        steps.append(Step(field, value, after))
    return steps


def _turning(axes: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield every combination, back and forth like a plough, so that neighbours differ in one place."""
    if not axes:
        yield ()
        return
    rest = list(_turning(axes[1:]))
    for turn, value in enumerate(axes[0]):
        yield from ((value, *others) for others in (rest if turn % 2 == 0 else reversed(rest)))


def scripts() -> str:
    """Return what must run in a page before its own scripts."""
    return SCRIPT.read_text("utf-8") + SWITCH_SCRIPT.read_text("utf-8")


def switch(page: Page, holder: str, step: Step) -> Switched:
    """Press the words of a choice in the section that `holder` selects, and wait until it is new and painted.

    Raises `BenchError` where there is no such choice, or where pressing it changes nothing.
    """
    words = page.locator(WORDS.format(holder, step.field, step.value))
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    if box is None:
        raise BenchError(f"{step.field} cannot be switched to {step.value}")
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*place)
    page.evaluate(ARM, holder)
    page.mouse.click(*place)
    took = page.evaluate("window.bench.switched")
    if took is None:
        raise BenchError(f"switching {step.field} to {step.value} changed nothing")
    page.evaluate("window.bench.quiet()")
    return Switched(**took)
