"""Marks a text for translators where it is written down and translated only later. It must not translate."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802  (gettext's own name, which translators' tools know)
    """Mark a text as a message id and return it as it is."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark a text that depends on a number `{n}`, and return both of its forms."""
    return one, many
