import pytest

from dashboard.facts.row_names import BAR, TELLING, names_of, row_name, table_of
from dashboard.facts.schema import TABLES

FILES = {spec.name: spec.file for spec in TABLES}
# Warnings from one source at one point, and trials that print a depth twice, share a name.
MAY_SHARE = {"cautions", "needling"}


def rows_of(facts, table):
    rows = getattr(facts, table)
    return rows.values() if hasattr(rows, "values") else rows


@pytest.mark.parametrize("table", TELLING)
def test_every_row_has_a_name_of_its_own(facts, table):
    named = names_of(table, rows_of(facts, table))
    assert sum(map(len, named.values())) == len(rows_of(facts, table))
    if table not in MAY_SHARE:
        assert {name: rows for name, rows in named.items() if len(rows) > 1} == {}


@pytest.mark.parametrize("table", TELLING)
def test_no_name_holds_what_joins_names(facts, table):
    for name, (row, *_) in names_of(table, rows_of(facts, table)).items():
        assert ";" not in name
        assert name.count(BAR) == len(TELLING[table]) - 1, row
        assert table_of(name) == table


@pytest.mark.parametrize("table", TELLING)
def test_a_table_with_names_is_a_table(table):
    assert table in FILES


@pytest.mark.parametrize(
    ("table", "pick", "name"),
    [
        ("safety", lambda facts: facts.safety[0], "safety:witt2009_1"),
        ("outcomes", lambda facts: facts.outcomes[0], "outcomes:haake2007|verum|26|responder_pct|proportion||"),
        ("cautions", lambda facts: facts.of("GV3").cautions[0], None),
    ],
)
def test_a_name_is_a_table_and_what_tells_the_row_apart(facts, table, pick, name):
    found = row_name(table, pick(facts))
    assert found.startswith(f"{table}:")
    assert name is None or found == name


def test_a_table_without_names_is_refused(facts):
    with pytest.raises(ValueError, match=r"no names for the rows of 'layers'; valid: .*safety"):
        row_name("layers", facts.layers[0])
