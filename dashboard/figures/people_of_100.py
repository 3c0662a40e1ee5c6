"""A hundred or a thousand people in a picture, those who got better filled in. It must not know what they were given.

Shapes are drawn one by one and not as a pattern, so that paper shows them sharp.
"""

from __future__ import annotations

from dashboard.figures.svg import picture, tag

# How many stand in a row, by how many there are.
COLUMNS = {100: 20, 1000: 40}
CELL, TALL = 8.5, 13.0
HEAD = "M4.25 1.5a1.7 1.7 0 1 1 0 3.4a1.7 1.7 0 1 1 0-3.4z"
BODY = "M2 11.8V8q0-2.1 2.25-2.1t2.25 2.1v3.8z"


def people_of(picture_id: str, better: int, per: int, title: str, description: str) -> str:
    """Draw `per` people, the first `better` of them filled; `title` and `description` are the picture's name in words.

    Raises ValueError for a number of people that cannot be drawn.
    """
    if per not in COLUMNS:
        raise ValueError(f"{per!r} people; valid: {', '.join(map(str, COLUMNS))}")
    if not 0 <= better <= per:
        raise ValueError(f"{better!r} of {per} people; valid: 0 to {per}")
    columns = COLUMNS[per]
    full, rest = divmod(better, columns)
    parts = [_row(picture_id, "better", columns, row) for row in range(full)]
    if rest:
        parts += [_one(picture_id, "better", column, full) for column in range(rest)]
        parts += [_one(picture_id, "plain", column, full) for column in range(rest, columns)]
    parts += [_row(picture_id, "plain", columns, row) for row in range(full + bool(rest), per // columns)]
    return picture(
        picture_id,
        title,
        description,
        tag("defs", *(_person(picture_id, kind) + _line(picture_id, kind, columns) for kind in ("better", "plain"))),
        *parts,
        css=f"people people-{per}",
        viewBox=f"0 0 {columns * CELL:g} {per // columns * TALL:g}",
    )


def _person(picture_id: str, kind: str) -> str:
    """One person; a filled figure is also broader than an outline, so colour is not needed."""
    return tag("path", id=f"{picture_id}-{kind}", d=HEAD + BODY, class_=f"one-{kind}")


def _line(picture_id: str, kind: str, columns: int) -> str:
    people = (tag("use", href=f"#{picture_id}-{kind}", x=column * CELL) for column in range(columns))
    return tag("g", *people, id=f"{picture_id}-{kind}-row")


def _row(picture_id: str, kind: str, columns: int, row: int) -> str:
    return tag("use", href=f"#{picture_id}-{kind}-row", y=row * TALL, data_people=columns, data_kind=kind)


def _one(picture_id: str, kind: str, column: int, row: int) -> str:
    return tag("use", href=f"#{picture_id}-{kind}", x=column * CELL, y=row * TALL, data_people=1, data_kind=kind)
