"""What the switches of the clinic section stand on: controls that stand on both pages, and a cube on disk."""

import pytest

from bench.outcomes_page import grown
from bench.outcomes_switch import WALKED, Bars, _part, axes_of
from bench.server import BenchError
from bench.switches import Step, Switched, walk
from dashboard.outcomes import cube as cubes
from dashboard.outcomes import demo, writing
from dashboard.outcomes.choices import OutcomeChoices
from dashboard.outcomes.disclosure import publish
from dashboard.pages.documents import Documents
from dashboard.pages.outcomes_clinic import CLINIC, ClinicSections, Shelf
from dashboard.server import Release
from dashboard.settings import Settings


@pytest.fixture(scope="module")
def both(facts):
    few = demo.cube(facts, demo.DemoClinic(episodes=1000))
    return few, grown(few, 10_000)


def test_every_step_presses_a_control_that_both_pages_have(facts, both):
    published = publish(both[0]), publish(both[1])
    sections = ClinicSections(facts, Documents.of(facts, Release.of(Settings())))
    for question, point in WALKED:
        axes = axes_of(published, question, point)
        before = Step.start(axes)
        for step in walk(axes)[:9]:
            search = before.search(question=question, records=CLINIC, point=point)
            choices, notes = OutcomeChoices.from_search(search, facts.points, facts.clinic_measures)
            assert not notes
            for one in published:
                section = sections.section(Shelf({CLINIC: one}), choices)
                assert f'name="{step.field}" value="{step.value}"><span>' in section  # there, and not chosen yet
                assert "notice warn" not in section.replace('notice warn" data-failed', "")
            before = step
        assert len(walk(axes)) > 20


def test_a_grown_cube_can_be_written_and_read(both, tmp_path):
    with writing.aside(tmp_path / "many") as work:
        writing.write(both[1], tmp_path / "many", work)
    assert cubes.read(tmp_path / "many").manifest.episodes == 10_000_000


def test_the_bar_is_on_the_ratio_of_medians():
    few, many = Switched(50, 5, 900), Switched(61, 6, 1200)
    rows = _part([(few, many)] * 3, Bars(1.2, 50)).rows
    assert (rows[0].ours, rows[0].floor, rows[0].verdict) == (61, 50, "MISSED")
    assert [row.verdict for row in rows[1:]] == ["", "ok", "ok", ""]


def test_a_choice_that_was_kept_is_no_measurement():
    with pytest.raises(BenchError, match="without a request"):
        _part([(Switched(50, None, 900), Switched(50, 5, 900))], Bars(1.2, 50))
