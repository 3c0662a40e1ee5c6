"""The named rules a row must meet: their words, and the same rules as Ibis expressions that any engine can run.

It must not know where rows come from or what becomes of them. Array lambdas are avoided: not every engine takes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.outcomes import columns
from dashboard.outcomes.columns import AGE_BANDS, LAST_WEEK, LONGEST_ID, MOST_POINTS, MOST_SESSIONS, QUESTIONS, SEXES
from dashboard.outcomes.months import FIRST_YEAR, LAST_YEAR, month_of, serial_of
from dashboard.outcomes.reading import CELLS, ENCODING, QUOTE

if TYPE_CHECKING:
    import ibis.expr.types as ir

FURTHEST = 20_000_000  # a score this far from 0 is out of every range; its hundredths have room in 32 bits


@dataclass(frozen=True)
class Rule:
    """One rule: its short name, the column it looks at ("" the whole line) and what it demands, in a sentence."""

    name: str
    column: str
    words: str


def _empty(names: tuple[str, ...]) -> tuple[Rule, ...]:
    return tuple(Rule("empty", name, f"{name} may not be empty.") for name in names)


ID_WORDS = f"An id is 1 to {LONGEST_ID} of the signs A-Z a-z 0-9 _ -."
LINE_RULES = (
    Rule("cells", "", "A row has one cell for each column of the header; a cell that holds the separator is quoted."),
    Rule("quote", "", "A quoted cell ends with a quote."),
    Rule("encoding", "", "The text is UTF-8; save the file as CSV UTF-8."),
)
LINE_PROBLEMS = (CELLS, QUOTE, ENCODING)
CELL_RULES = (
    *LINE_RULES,
    *_empty(tuple(columns.ROWS)),
    Rule("id", "episode", ID_WORDS),
    Rule("id", "clinic", ID_WORDS),
    Rule(
        "month",
        "month",
        f"A month is YYYY-MM, MM/YYYY, or a day as YYYY-MM-DD, DD.MM.YYYY or Excel's serial number, "
        f"from {FIRST_YEAR} to {LAST_YEAR}.",
    ),
    Rule("ambiguous", "month", "Day and month can be read both ways round; write YYYY-MM."),
    Rule("word", "question", f"question is one of {', '.join(QUESTIONS)}."),
    Rule("word", "age_band", f"age_band is one of {', '.join(AGE_BANDS)}."),
    Rule("word", "sex", f"sex is one of {', '.join(SEXES)}."),
    Rule("point", "points", "Every point is a code of this atlas, such as BL23 or EX-B2_L, joined by ;."),
    Rule("twice", "points", "A point stands there once."),
    Rule("many", "points", f"At most {MOST_POINTS} points."),
    Rule("whole", "sessions", f"sessions is a whole number from 0 to {MOST_SESSIONS}."),
    Rule("word", "measure", "measure is one of those in data/outcomes/clinic_measures.csv: {measures}."),
    Rule("whole", "week", f"week is a whole number from 0 (the baseline) to {LAST_WEEK}."),
    Rule("number", "score", "score is a number such as 42 or 42.5."),
    Rule("decimals", "score", "score has at most two decimals."),
    Rule("range", "score", "score lies within the range of its measure: {ranges}."),
)
# Found only by looking at several rows together; see `sifting.late_faults`.
CONFLICT = Rule(
    "conflict",
    "episode",
    f"{', '.join(columns.ATTRIBUTES)} are the same in all rows of an episode; none of its rows is counted.",
)
REPEATED = Rule(
    "repeated",
    "episode",
    "An episode has one score for a measure and week; of equal ones the first is counted, of different ones none.",
)
ROW_RULES = (*CELL_RULES, CONFLICT, REPEATED)
ADVERSE_RULES = (
    *LINE_RULES,
    *_empty(tuple(columns.ADVERSE)),
    Rule("word", "event", f"event is one of {', '.join(columns.EVENTS)}."),
    Rule("word", "serious", "serious is yes or no."),
    Rule("unknown", "episode", "The episode has good rows in the row files of the same import."),
)
BIT = {(rule.name, rule.column): 1 << place for place, rule in enumerate(ROW_RULES)}
ADVERSE_BIT = {(rule.name, rule.column): 1 << place for place, rule in enumerate(ADVERSE_RULES)}


def fingerprint() -> str:
    """Return a short hash of every rule in words: cubes made by other rules are not added up."""
    text = "\n".join(f"{rule.name} {rule.column} {rule.words}" for rule in (*ROW_RULES, *ADVERSE_RULES))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def flag(condition: ir.BooleanValue, bit: int) -> ir.IntegerValue:
    """Return `bit` where the condition holds, else 0 (also where it is unknown)."""
    return condition.fill_null(False).ifelse(whole_number(bit), whole_number(0))


def total(flags: list[ir.IntegerValue]) -> ir.IntegerValue:
    """Add up flags of different bits."""
    added = flags[0]
    for one in flags[1:]:
        added = added + one
    return added


def line_flags(raw: ir.Table, bits: dict[tuple[str, str], int]) -> list[ir.IntegerValue]:
    """Flag the lines that the reader could not split into cells."""
    return [
        flag(raw.problem == problem, bits[rule.name, rule.column])
        for rule, problem in zip(LINE_RULES, LINE_PROBLEMS, strict=True)
    ]


def empty_flags(raw: ir.Table, names: tuple[str, ...], bits: dict[tuple[str, str], int]) -> list[ir.IntegerValue]:
    """Flag empty cells of whole lines."""
    return [flag(is_empty(raw[name]) & (raw.problem == 0), bits["empty", name]) for name in names]


def is_empty(cell: ir.Value) -> ir.BooleanValue:
    """Tell whether a cell has nothing in it."""
    return cell.isnull() | (cell == "") if cell.type().is_string() else cell.isnull()


def index_of(cell: ir.StringValue, words: tuple[str, ...]) -> ir.IntegerValue:
    """Return the place of a word in a closed list, null where it is none of them."""
    return cell.cases(*[(word, whole_number(place)) for place, word in enumerate(words)], else_=_null())


def bad_id(cell: ir.StringValue) -> ir.BooleanValue:
    """Tell whether a cell that is not empty is no id."""
    return (cell.length() > LONGEST_ID) | cell.re_search("[^A-Za-z0-9_-]")


def clinics(raw: ir.Table) -> ir.Table:
    """Return every spelling of a clinic: text, its number, its faults."""
    texts = raw.filter(raw.clinic.notnull() & (raw.clinic != "")).select("clinic").distinct()
    return texts.select(
        "clinic",
        clinic_no=_number(texts.clinic),
        clinic_faults=flag(bad_id(texts.clinic), BIT["id", "clinic"]),
    )


def months(raw: ir.Table, serials: ir.Table) -> ir.Table:
    """Return every spelling of a month: text, months since the first year, its faults. `serials` as in `months`."""
    texts = raw.filter(raw.month.notnull() & (raw.month != "")).select("month").distinct()
    texts = texts.left_join(serials, serial_of(texts.month) == serials.serial)
    number, ambiguous = month_of(texts.month, texts.serial_month)
    faults = [
        flag(ambiguous, BIT["ambiguous", "month"]),
        flag(number.isnull() & ~ambiguous, BIT["month", "month"]),
    ]
    return texts.select("month", month_no=number, month_faults=total(faults))


def longest_list(codes: Iterable[str]) -> int:
    """Return the most signs of a list of points that is looked at: several times as many as a valid one has."""
    return 4 * MOST_POINTS * (max(map(len, codes), default=0) + len(";"))


def point_parts(raw: ir.Table, codes: ir.Table, longest: int) -> ir.Table:
    """Return every spelling of a list of points of at most `longest` signs, a row for each part: text, part, known."""
    texts = _point_lists(raw)
    texts = texts.filter(texts.points.length() <= longest)  # the text is repeated in each of its parts
    parts = texts.mutate(part=texts.points.split(";").unnest())
    parts = parts.mutate(part=parts.part.strip())
    return parts.left_join(codes, parts.part == codes.code).select("points", "part", known=codes.code.notnull())


def overlong_lists(raw: ir.Table, longest: int) -> ir.Table:
    """Return every longer spelling, as `point_sets` does; it has too many parts, or one that is no code."""
    texts = _point_lists(raw)
    texts = texts.filter(texts.points.length() > longest)
    signs = texts.points.length() - texts.points.replace(";", "").length()
    many, strange = whole_number(BIT["many", "points"]), whole_number(BIT["point", "points"])
    faults = (signs >= MOST_POINTS).ifelse(many, strange)
    return texts.select("points", set_no=whole_number(0), points_faults=faults)


def _point_lists(raw: ir.Table) -> ir.Table:
    return raw.filter(raw.points.notnull() & (raw.points != "")).select("points").distinct()


def point_sets(parts: ir.Table) -> ir.Table:
    """Return every spelling of a list of points: text, the number of its set, its faults."""
    lists = parts.group_by("points").aggregate(
        size=parts.count(),
        different=parts.part.nunique(),
        strange=(~parts.known).ifelse(whole_number(1), whole_number(0)).sum(),
        one_way=parts.part.collect().sort().join(";"),
    )
    faults = [
        flag(lists.strange > 0, BIT["point", "points"]),
        flag(lists.different < lists["size"], BIT["twice", "points"]),
        flag(lists["size"] > MOST_POINTS, BIT["many", "points"]),
    ]
    return lists.select("points", set_no=_number(lists.one_way), points_faults=total(faults))


def whole(cell: ir.Value, last: int) -> ir.IntegerValue:
    """Return a whole number from 0 to `last`, null for anything else."""
    number = cell
    if cell.type().is_string():
        # \z and not $, which for some engines also stands before a last line break.
        number = cell.re_search(r"^[0-9]{1,6}([.,]0+)?\z").ifelse(cell.re_replace(r"[.,]0+\z", ""), None)
        number = number.try_cast("int64")
    # Others are nulled before anything is cast, also by `floor`: no engine can cast them all.
    number = number.between(0, last).ifelse(number, None)
    if not number.type().is_integer():
        number = (number == number.floor()).ifelse(number, None)
    return number.cast("int64")


@dataclass(frozen=True)
class Score:
    """A score in hundredths, null where it is no number; whether it has more than two decimals.

    Numbers beyond FURTHEST are taken for it: out of every range all the same, and within 32 bits.
    """

    hundredths: ir.IntegerValue
    fine: ir.BooleanValue


def score_of(cell: ir.Value) -> Score:
    """Read a score from text (with point or comma) or from a column of numbers."""
    kind = cell.type()
    if kind.is_integer():
        return Score(_near(cell.cast("int64")) * columns.SCALE, _false())
    if kind.is_string():
        text = cell.re_search(r"^-?[0-9]{1,18}([.,][0-9]{1,12})?\z").ifelse(cell.replace(",", "."), None)
        number = _near(text.try_cast("float64"))
        return Score((number * columns.SCALE).round().cast("int64"), cell.re_search(r"[.,][0-9]{2}[0-9]*[1-9]"))
    if kind.is_decimal() and kind.scale is not None and kind.scale <= 2:
        small = kind.precision is not None and kind.precision - kind.scale <= len(str(FURTHEST)) - 1
        return Score(((cell if small else _near(cell)) * columns.SCALE).cast("int64"), _false())
    number = cell.cast("float64")
    number = _near((number.abs() <= 1e308).ifelse(number, None))  # leaves out what is no number, or without end
    hundredths = (number * columns.SCALE).round()
    return Score(hundredths.cast("int64"), (number * columns.SCALE - hundredths).abs() > 1e-6)


def _near(number: ir.NumericValue) -> ir.NumericValue:
    """Take numbers beyond FURTHEST for it, before they are multiplied or cast: engines may do both on either branch."""
    number = (number > FURTHEST).ifelse(FURTHEST, number)
    return (number < -FURTHEST).ifelse(-FURTHEST, number)


def _number(text: ir.StringValue) -> ir.IntegerValue:
    import ibis

    # Ibis takes a rank for 64 bits wide; not every engine does, and the number will be shifted.
    return ibis.dense_rank().over(ibis.window(order_by=text)).cast("int32").cast("int64")


def whole_number(value: int) -> ir.IntegerValue:
    """Return a constant of 64 bits: Ibis writes it without its type, and engines would take a small one for 32."""
    import ibis

    return ibis.literal(value, "int64") if value >= 1 << 31 else ibis.literal(value, "int32").cast("int64")


def _null() -> ir.IntegerValue:
    import ibis

    return ibis.null("int64")


def _false() -> ir.BooleanValue:
    import ibis

    return ibis.literal(False)
