"""Depths are in a unit, in range and in order. It must not judge whether a depth is wise."""

from dashboard.facts.checks.cautions import structures_at
from dashboard.facts.checks.report import Tally
from dashboard.facts.records import Records
from dashboard.facts.tables import Row

# A cun is 17 to 30 mm, so a needle of 4 cun is 120 mm; nobody prints a needling depth under 2 mm in millimetres.
MOST = {"cun": 4.0, "mm": 150.0}
LEAST_MM = 2.0
# What sources print over a structure of care stays below these. They are no safe depths: they only catch a slip of
# a digit or a decimal point, which a limit for the whole body would let through.
MOST_OVER = {
    "lung": {"cun": 1.5, "mm": 35.0},
    "kidney": {"cun": 2.0, "mm": 45.0},
    "spinal_canal": {"cun": 2.0, "mm": 45.0},
}
ARM_DEPTHS = (
    ("trial_points", "depth_min_mm", "depth_max_mm"),
    ("trials", "needle_depth_min_mm", "needle_depth_max_mm"),
    ("trial_needling", "needle_depth_min_mm", "needle_depth_max_mm"),
)


def depths_are_sane(records: Records) -> Tally:
    """Needling depths have a unit, lie within 0-4 cun or 0-150 mm, and run from small to large."""
    tally = Tally("depths")
    for row in records.facts("needling"):
        low, high, unit = row.fact.depth_min, row.fact.depth_max, row.fact.unit
        has_depth = low is not None or high is not None
        tally.test(bool(unit) == has_depth, row, "unit", "a unit and a depth go together", ("cun", "mm"))
        if has_depth and unit:
            _range(tally, row, ("depth_min", "depth_max"), (low, high), MOST[unit])
            small = unit == "mm" and max(low or 0, high or 0) < LEAST_MM
            tally.test(not small, row, "unit", f"under {LEAST_MM:g} mm: is it cun?", ("cun", "mm"))
    for table, low_column, high_column in ARM_DEPTHS:
        for row in records.facts(table):
            pair = (getattr(row.fact, low_column), getattr(row.fact, high_column))
            _range(tally, row, (low_column, high_column), pair, MOST["mm"])
    return tally


def depths_over_structures_are_in_line(records: Records) -> Tally:
    """Check that no printed depth over lung, kidney or canal is far from what sources print there."""
    tally = Tally("depths")
    over = {row.fact.code: structures_at(row.fact) for row in records.facts("points")}
    for row in records.facts("needling"):
        for structure in over.get(row.fact.code, ()):
            for column in ("depth_min", "depth_max"):
                value, unit = getattr(row.fact, column), row.fact.unit
                if value is not None and unit:
                    most = MOST_OVER[structure][unit]
                    tally.test(value <= most, row, column, f"over {structure} no source prints above {most:g} {unit}")
    return tally


def one_unit_a_source(records: Records) -> Tally:
    """Check that a source prints all its needling depths in one unit."""
    tally = Tally("sources")
    rows = [row for row in records.rows("needling") if row.cells["unit"]]
    by_source = {}
    for row in rows:
        by_source.setdefault(row.cells["source"], []).append(row)
    for source, own in by_source.items():
        units = [row.cells["unit"] for row in own]
        usual = max(dict.fromkeys(units), key=units.count)
        for row in own:
            problem = f"{source} prints its other depths in {usual}"
            tally.test(row.cells["unit"] == usual, row, "unit", problem, (usual,))
    tally.checked = len(by_source)
    return tally


def measured_depths_are_sane(records: Records) -> Tally:
    """Measured depths lie within 0-150 mm, min <= mean <= max, spread is not negative, groups are not empty."""
    tally = Tally("measurements")
    for row in records.facts("measured_depths"):
        fact = row.fact
        for column in ("min_mm", "mean_mm", "max_mm"):
            _bounds(tally, row, column, getattr(fact, column), MOST["mm"])
        _order(tally, row, ("min_mm", "max_mm"), (fact.min_mm, fact.max_mm))
        _order(tally, row, ("min_mm", "mean_mm"), (fact.min_mm, fact.mean_mm))
        _order(tally, row, ("mean_mm", "max_mm"), (fact.mean_mm, fact.max_mm))
        _bounds(tally, row, "sd_mm", fact.sd_mm, MOST["mm"] / 2)
        tally.test(fact.n is None or fact.n > 0, row, "n", "a group has at least one person")
    tally.checked = len(records.rows("measured_depths"))
    return tally


def _range(
    tally: Tally, row: Row, columns: tuple[str, str], values: tuple[float | None, float | None], most: float
) -> None:
    for column, value in zip(columns, values, strict=True):
        _bounds(tally, row, column, value, most)
    _order(tally, row, columns, values)


def _bounds(tally: Tally, row: Row, column: str, value: float | None, most: float) -> None:
    if value is not None:
        tally.test(0 <= value <= most, row, column, f"outside 0 to {most:g}")


def _order(tally: Tally, row: Row, columns: tuple[str, str], values: tuple[float | None, float | None]) -> None:
    low, high = values
    if low is not None and high is not None:
        tally.test(low <= high, row, columns[0], f"more than {columns[1]} ({high:g})")
