from dataclasses import dataclass
from typing import Annotated

import pytest

from dashboard.facts.cells import CellError, converters
from dashboard.facts.vocabulary import Codes, OneOf, Text


@dataclass(frozen=True)
class Sample:
    name: Text
    note: str
    count: int
    n: int | None
    depth_mm: float
    sd_mm: float | None
    serious: bool
    unit: Annotated[str, OneOf(("cun", "mm"))]
    angle: Annotated[str, OneOf(("oblique",), empty=True)]
    points: Codes
    sources: tuple[str, ...]


def read(column, cell):
    return converters(Sample)[column].read(cell)


def test_source_column_fills_the_sources_field():
    assert converters(Sample)["source"].field == "sources"
    assert "sources" not in converters(Sample)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("name", "BL23", "BL23"),
        ("note", "", ""),
        ("note", " kept as it is ", " kept as it is "),
        ("count", "12", 12),
        ("count", "-3", -3),
        ("n", "", None),
        ("n", "0", 0),
        ("depth_mm", "14.6", 14.6),
        ("depth_mm", "1.0", 1.0),
        ("depth_mm", "-17", -17.0),
        ("sd_mm", "", None),
        ("serious", "yes", True),
        ("serious", "no", False),
        ("unit", "cun", "cun"),
        ("angle", "", ""),
        ("points", "", ()),
        ("points", "BL23 BL25", ("BL23", "BL25")),
        ("source", "who2008;cam1999", ("who2008", "cam1999")),
        ("source", "who2008; cam1999", ("who2008", "cam1999")),
    ],
)
def test_reads(column, cell, value):
    found = read(column, cell)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("column", "cell", "problem", "valid"),
    [
        ("name", "", "may not be empty", ()),
        ("name", "  ", "may not be empty", ()),
        ("count", "", "whole number", ()),
        ("count", "1.0", "whole number", ()),
        ("count", "1,000", "whole number", ()),
        ("count", " 1", "whole number", ()),
        ("count", "1_0", "whole number", ()),
        ("count", "007", "whole number", ()),
        ("count", "٣", "whole number", ()),
        ("n", "many", "whole number", ()),
        ("depth_mm", "", "expected a number", ()),
        ("depth_mm", "nan", "expected a number", ()),
        ("depth_mm", "inf", "expected a number", ()),
        ("depth_mm", "1e3", "expected a number", ()),
        ("depth_mm", "1,5", "expected a number", ()),
        ("depth_mm", ".5", "expected a number", ()),
        ("depth_mm", "5.", "expected a number", ()),
        ("sd_mm", "n/a", "expected a number", ()),
        ("serious", "", "yes or no", ("yes", "no")),
        ("serious", "Yes", "yes or no", ("yes", "no")),
        ("unit", "inch", "not one of the words", ("cun", "mm")),
        ("unit", "", "not one of the words", ("cun", "mm")),
        ("angle", "steep", "not one of the words", ("oblique", "(empty)")),
        ("points", "BL23  BL25", "empty part", ()),
        ("source", "who2008;", "empty part", ()),
        ("source", "who2008;who2008", "same part twice", ()),
    ],
)
def test_refuses(column, cell, problem, valid):
    with pytest.raises(CellError, match=problem) as caught:
        read(column, cell)
    assert caught.value.valid == valid
