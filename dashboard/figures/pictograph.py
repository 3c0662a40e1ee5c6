"""A thousand figures in a picture, some of them marked. It must not know which harm they stand for."""

from dashboard.figures.svg import label, picture, tag

COLUMNS, ROWS = 40, 25
PEOPLE = COLUMNS * ROWS
CELL, TALL = 8.5, 13.0
WIDTH, HEIGHT = COLUMNS * CELL, ROWS * TALL


def pictograph(picture_id: str, marked: int | None, words: str, event: str, unit: str = "people") -> str | None:
    """Draw 1,000 figures with `marked` of them filled, from the top left; None where there is no number to draw.

    `words` say the same in text ('about 86 in 1,000 patients'), `event` names the harm; both become the picture's
    name. `unit` says what one figure stands for, 'patients' or 'treatments'. Raises ValueError for a number that
    is not between 1 and 1,000.
    """
    if marked is None:
        return None
    if not 1 <= marked <= PEOPLE:
        raise ValueError(f"{marked!r} of 1,000 figures; valid: 1 to 1,000, or None for too few to draw")
    full, rest = divmod(marked, COLUMNS)
    blocks = [(0.0, 0.0, WIDTH, full * TALL), (0.0, full * TALL, rest * CELL, TALL)]
    marks = [
        tag("rect", x=x, y=y, width=width, height=height, fill=f"url(#{picture_id}-marked)")
        for x, y, width, height in blocks
        if width and height
    ]
    return picture(
        picture_id,
        f"{event}: {words}",
        f"Each figure is one of {PEOPLE:,} {unit}: {marked} are filled in and {PEOPLE - marked} are outlines.",
        tag("defs", _people(picture_id, "plain"), _people(picture_id, "marked")),
        # Outlines only where nobody is marked, so that a filled person is not drawn twice.
        *_outlines(picture_id, full, rest),
        *marks,
        label(words, 0, HEIGHT + 18, "pictograph-words"),
        css="pictograph",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT + 26:g}",
    )


def _outlines(picture_id: str, full: int, rest: int) -> list[str]:
    fill = f"url(#{picture_id}-plain)"
    after = full + (1 if rest else 0)
    parts = []
    if rest:
        parts.append(tag("rect", x=rest * CELL, y=full * TALL, width=(COLUMNS - rest) * CELL, height=TALL, fill=fill))
    if after < ROWS:
        parts.append(tag("rect", x=0, y=after * TALL, width=WIDTH, height=(ROWS - after) * TALL, fill=fill))
    return parts


def _people(picture_id: str, kind: str) -> str:
    """One person as a repeating tile: a filled figure is also broader than an outline, so colour is not needed."""
    head = tag("circle", cx=CELL / 2, cy=3.2, r=1.7, class_=f"person person-{kind}")
    body = tag("path", d="M2 11.8 V8 Q2 5.9 4.25 5.9 Q6.5 5.9 6.5 8 V11.8 Z", class_=f"person person-{kind}")
    return tag(
        "pattern",
        head,
        body,
        id=f"{picture_id}-{kind}",
        width=CELL,
        height=TALL,
        patternUnits="userSpaceOnUse",
    )
