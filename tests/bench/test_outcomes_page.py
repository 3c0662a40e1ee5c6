"""What the measurement of the clinic section stands on: its choices and its grown cube."""

import pytest

from bench.outcomes_page import choices, grown, timed
from bench.report import Row
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import demo
from dashboard.outcomes.choices import OutcomeChoices
from dashboard.outcomes.disclosure import publish
from dashboard.pages.documents import Documents
from dashboard.pages.outcomes_clinic import ClinicSections
from dashboard.server import Release
from dashboard.settings import Settings


@pytest.fixture(scope="module")
def small(facts):
    return demo.cube(facts, demo.DemoClinic(episodes=600))


def test_a_grown_cube_has_the_same_cells_and_means(small):
    many = grown(small, 1000)
    assert many.outcomes.select(cubes.KEY).equals(small.outcomes.select(cubes.KEY))
    assert many.outcomes.schema.equals(small.outcomes.schema)
    assert many.manifest.episodes == 1000 * small.manifest.episodes
    one, other = (publish(cube).lines("chronic_lbp", "nrs")[0].at(4) for cube in (small, many))
    assert other.followed == 1000 * one.followed
    assert (other.mean, other.change) == (one.mean, one.change)


def test_every_choice_is_an_address_of_the_page_and_none_comes_twice(facts, small):
    every = choices(publish(small))
    assert len(every) == len(set(every)) > 50
    for one in every:
        assert OutcomeChoices.from_search(one.to_search(), facts.points, facts.clinic_measures) == (one, ())


def test_a_section_is_timed_and_its_size_counted(facts, small):
    published = publish(small)
    sections = ClinicSections(facts, Documents.of(facts, Release.of(Settings())))
    found = timed(sections, published, choices(published)[0])
    assert found.ms > 0
    assert found.elements > 100
    assert Row("x", found.ms, unit="ms").cells()
