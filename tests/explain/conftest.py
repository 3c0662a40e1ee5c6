import pytest

from tests.explain.cells import cells_by_name


@pytest.fixture(scope="session")
def cells(facts):
    return cells_by_name(facts)
