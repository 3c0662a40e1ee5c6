"""What every page's tests share: this release, its templates, the panels of the real facts, and hostile facts."""

import pytest

from dashboard.pages.documents import Documents
from dashboard.pages.panel import Panels
from dashboard.server import Release
from dashboard.settings import Settings
from tests.pages.hostile import spoil


@pytest.fixture(scope="session")
def release():
    return Release.of(Settings())


@pytest.fixture(scope="session")
def documents(facts, release):
    return Documents.of(facts, release)


@pytest.fixture(scope="session")
def panels(facts, documents):
    return Panels(facts, documents)


@pytest.fixture(scope="session")
def hostile(facts):
    return spoil(facts)
