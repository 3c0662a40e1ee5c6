"""How a page shows claims: the sources behind them as small numbers, which one list at the end resolves.

It must not know which claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from markupsafe import Markup

from dashboard.explain.claims import Claim

# With a sign before and after that keeps a line from breaking there.
DASH = Markup("\N{WORD JOINER}–\N{WORD JOINER}")


class References:
    """Numbers sources in the order in which a page first names them. One object serves one rendering."""

    def __init__(self, prefix: str = "ref") -> None:
        self._prefix = prefix
        self._numbers: dict[str, int] = {}

    def marks(self, claims: Claim | Iterable[Claim]) -> Markup:
        """Give the numbers of the sources of one or several claims, as links to the list; nothing without a source."""
        told = (claims,) if isinstance(claims, Claim) else tuple(claims)
        sources = dict.fromkeys(source for claim in told for source in claim.sources)
        numbers = sorted(self._numbers.setdefault(source, len(self._numbers) + 1) for source in sources)
        if not numbers:
            return Markup("")
        parts = [self._run(first, last) for first, last in _runs(numbers)]
        return Markup('<sup class="refs">{}</sup>').format(Markup(",\N{ZERO WIDTH SPACE}").join(parts))

    def listed(self) -> tuple[tuple[int, str, str], ...]:
        """List every source that was named: its number, the id of its place in the list, and its own id."""
        return tuple((number, f"{self._prefix}-{number}", source) for source, number in self._numbers.items())

    def _run(self, first: int, last: int) -> Markup:
        if first == last:
            return self._link(first)
        return self._link(first) + (DASH if last > first + 1 else Markup(",")) + self._link(last)

    def _link(self, number: int) -> Markup:
        return Markup('<a href="#{0}-{1}">{1}</a>').format(self._prefix, number)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Split rising numbers into runs without a gap: 1, 2, 3, 7 are (1, 3) and (7, 7)."""
    ends = [place for place, (one, other) in enumerate(pairwise(numbers), 1) if other != one + 1]
    for start, end in pairwise([0, *ends, len(numbers)]):
        yield numbers[start], numbers[end - 1]
