"""An adversary who knows everything published, the rules and k, and wants a small hidden count.

It sees only Published and the names of the categories; the truth is used to choose what is worth attacking.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from dashboard.outcomes.cube import STATISTICS
from dashboard.outcomes.published import ANY_POINT, TOTAL

CHAIN = {"better_30": "followed", "better_50": "better_30", "better_important": "followed"}
COUNTS = ("episodes", "followed", *CHAIN)


class Adversary:
    """All linear knowledge of one question: equations of what is shown, and that no count of people is negative."""

    def __init__(self, published, counts, chain=CHAIN):
        self.published, self.counts, self.chain = published, counts, chain
        self.number = {}
        self.equal, self.values, self.least = [], [], []
        self._structure()
        self._shown()

    def variable(self, *key):
        return self.number.setdefault(key, len(self.number))

    def group(self, name, point, row, dimension, categories):
        """The variables whose sum is a count; episodes do not depend on the week."""
        place = self.counts.rows[row][0] if name == "episodes" else row
        return [self.variable(name, point, place, dimension, c) for c in categories]

    def _structure(self):
        points = range(len(self.counts.points))
        for dimension, words in self.counts.categories.items():
            for row, (_, week) in enumerate(self.counts.rows):
                for c in range(len(words)):
                    for name, parent in {"followed": "episodes", **self.chain}.items():
                        whole = self._pair(parent, name, 0, row, dimension, c)
                        for point in points:
                            mine = self._pair(parent, name, point, row, dimension, c)
                            self.least += [[(mine[1], 1)], [(mine[0], 1), (mine[1], -1)]]
                            if point:
                                self.least.append([(whole[1], 1), (mine[1], -1)])
                                rest = [(whole[0], 1), (whole[1], -1), (mine[0], -1), (mine[1], 1)]
                                self.least.append(rest)
                            if week == 0 and name == "followed":
                                self._equation([(mine[0], 1), (mine[1], -1)], 0)
                if dimension:
                    for name in COUNTS:
                        for point in points:
                            parts = self.group(name, point, row, dimension, range(len(words)))
                            total = self.group(name, point, row, TOTAL, (0,))
                            self._equation([(v, 1) for v in parts] + [(total[0], -1)], 0)

    def _pair(self, parent, name, point, row, dimension, c):
        return [self.group(it, point, row, dimension, (c,))[0] for it in (parent, name)]

    def _shown(self):
        rows = {key: n for n, key in enumerate(self.counts.rows)}
        for question, measure, point, dimension in self.published.parts:
            if question != self.counts.question:
                continue
            words = self.counts.categories[dimension]
            for line in self.published.lines(question, measure, point, dimension):
                block = [words.index(w) for w in line.categories] or [0]
                for cell in line.cells:
                    row = rows[self.counts.measures.index(measure), cell.week]
                    for name in COUNTS:
                        if (value := getattr(cell, name)) is not None:
                            group = self.group(name, self.counts.points.index(point), row, dimension, block)
                            self._equation([(v, 1) for v in group], value)

    def _equation(self, terms, value):
        self.equal.append(terms)
        self.values.append(value)

    def _matrix(self, rows):
        data = [(n, v, s) for n, terms in enumerate(rows) for v, s in terms]
        n, v, s = zip(*data, strict=True)
        return csr_matrix((s, (n, v)), shape=(len(rows), len(self.number)))

    def matrices(self):
        return self._matrix(self.equal), np.array(self.values, dtype=float), self._matrix(self.least)

    def truth(self):
        """The true value of each variable."""
        at = {name: n for n, name in enumerate(STATISTICS)}
        first = {measure: row for row, (measure, week) in enumerate(self.counts.rows) if week == 0}
        found = np.zeros(len(self.number))
        for (name, point, place, dimension, c), n in self.number.items():
            row = first[place] if name == "episodes" else place
            found[n] = self.counts.figures[dimension][point, row, c, at[name]]
        return found

    def small_targets(self, k):
        """Every count of 1 to k - 1 people, as the terms that add up to it: with and without a point, and the rest."""
        truth, seen = self.truth(), {}
        for terms in self.least:
            value = sum(s * truth[v] for v, s in terms)
            assert value >= 0
            if 0 < value < k:
                seen[tuple(sorted(terms))] = value
        for (name, point, place, dimension, c), n in self.number.items():
            if point and name == "episodes":
                terms = ((self.number[name, 0, place, dimension, c], 1), (n, -1))
                if 0 < (value := truth[terms[0][0]] - truth[n]) < k:
                    seen[terms] = value
                if 0 < truth[n] < k:
                    seen[((n, 1),)] = truth[n]
        return seen

    def interval(self, terms):
        """The least and greatest value of a sum of variables that all that is known allows."""
        equal, values, least = self.matrices() if not hasattr(self, "_kept") else self._kept
        self._kept = equal, values, least
        goal = np.zeros(len(self.number))
        for v, s in terms:
            goal[v] += s
        ends = []
        for sign in (1, -1):
            done = linprog(
                sign * goal, -least, np.zeros(least.shape[0]), equal, values, bounds=(0, None), method="highs"
            )
            ends.append(sign * done.fun if done.status == 0 else (-np.inf if sign == 1 else np.inf))
            assert done.status in (0, 3), done.message
        return ends

    def solved(self, targets, tolerance=1e-7):
        """Which targets the equations alone give away: those in their row space."""
        equal = self.matrices()[0].toarray()
        goals = np.zeros((len(targets), equal.shape[1]))
        for n, terms in enumerate(targets):
            for v, s in terms:
                goals[n, v] += s
        _, singular, rows = np.linalg.svd(equal, full_matrices=False)
        rows = rows[singular > tolerance * singular.max()]
        rest = goals - goals @ rows.T @ rows
        return [terms for terms, left in zip(targets, rest, strict=True) if np.abs(left).max() < tolerance]


__all__ = ["ANY_POINT", "Adversary"]
