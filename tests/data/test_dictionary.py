"""`data/README.md` is the data dictionary: it names every file and every column of the tables."""

import re
from pathlib import Path

import pytest

from dashboard.facts.cells import converters
from dashboard.facts.schema import TABLES

TEXT = (Path(__file__).resolve().parents[2] / "data" / "README.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[A-Za-z][A-Za-z0-9_]*", TEXT))


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_the_dictionary_names_the_file(spec):
    assert Path(spec.file).name in TEXT


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_the_dictionary_names_every_column(spec):
    assert {column for column in converters(spec.kind) if column not in WORDS} == set()
